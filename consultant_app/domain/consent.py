"""What a client signs: the consents, the words they were given in, and her signature.

``domain.clients.Consent`` says what holds; this module, how it came to hold. Acts are only added.
"""

import json
import math
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from consultant_app.domain.clients import Consent

_MOST_POINTS = 20_000
"""Of one signature; a pen gives about 130 a second. Keeps a resting hand from filling the store."""
_SHORTEST_SHARE = 0.1
"""Of the pad's width: less ink than that is a slip of the finger, not a signature."""

Stroke = tuple[tuple[int, int], ...]
"""Points of one line of the pen, pixels from the left upper corner of the pad."""


class ConsentKind(StrEnum):
    """What is asked for, each on its own; the values are the fields of ``Consent``."""

    ANALYSIS = "analysis"
    KEEP_PHOTOS = "keep_photos"
    KEEP_RESULTS = "keep_results"
    CONTACT = "contact"
    IMPROVE_MODEL = "improve_model"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as it was drawn.

    Attributes:
        width: Of the pad, logical pixels.
        height: Of the pad.
        strokes: The lines in the order they were drawn.
    """

    width: int
    height: int
    strokes: tuple[Stroke, ...]

    @property
    def drawn(self) -> bool:
        """Whether there is enough ink for a signature."""
        ink = sum(math.dist(one, two) for stroke in self.strokes for one, two in pairwise(stroke))
        points = sum(len(stroke) for stroke in self.strokes)
        return ink >= _SHORTEST_SHARE * self.width and points <= _MOST_POINTS

    def to_bytes(self) -> bytes:
        """The strokes as JSON, to be sealed."""
        return json.dumps([self.width, self.height, self.strokes], separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Signature":
        """What ``to_bytes`` gave."""
        width, height, strokes = json.loads(data)
        return cls(width, height, tuple(tuple((x, y) for x, y in stroke) for stroke in strokes))


@dataclass(frozen=True, slots=True)
class SignedConsent:
    """One act of consent, as it is about to be recorded.

    Attributes:
        consent: All that holds from now on.
        text_version: Of the words that she was shown; ``None`` where none were (what an older program recorded).
        language: Of those words; empty where none were shown.
        signature: Hers; ``None`` where she only withdraws, which must be as easy as saying so.
    """

    consent: Consent
    text_version: int | None = None
    language: str = ""
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """One line of the history of a client's consents.

    Attributes:
        id: Number of the act in the store.
        at: When, UTC, aware.
        consent: All that held from then on.
        text_version: As ``SignedConsent``.
        language: As ``SignedConsent``.
        signed: Whether a signature was drawn.
    """

    id: int
    at: datetime
    consent: Consent
    text_version: int | None
    language: str
    signed: bool


@dataclass(frozen=True, slots=True)
class WithdrawalEffect:
    """What goes at once where a consent is withdrawn, to be said before it is done.

    Attributes:
        photos: Visits and unfinished visits whose photos go.
        visits: Visits that go as a whole.
        reports: Kept reports that go.
        drafts: Unfinished visits that go.
    """

    photos: int = 0
    visits: int = 0
    reports: int = 0
    drafts: int = 0

    def __bool__(self) -> bool:
        """Whether anything goes."""
        return any((self.photos, self.visits, self.reports, self.drafts))


def allowed(consent: Consent) -> frozenset[ConsentKind]:
    """The kinds that are given."""
    return frozenset(kind for kind in ConsentKind if getattr(consent, kind))


def consent_to(kinds: frozenset[ConsentKind]) -> Consent:
    """The consent to exactly these kinds."""
    return Consent(**{field.name: ConsentKind(field.name) in kinds for field in fields(Consent)})
