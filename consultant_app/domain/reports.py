"""What a client takes home: how it is to look, and what is known of one that was handed over."""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise


class Paper(StrEnum):
    """Papers that a report can be set on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How one report is to look.

    Attributes:
        language: Of every word of it.
        paper: What it is set on.
        with_photo: Whether her face is on it; without, zones are drawn as lines and the file holds no pixel of
            her.
        consultant: Who advised, as she wants to be named; empty for nobody.
        store: Name of the counter; empty for none.
    """

    language: str = "en"
    paper: Paper = Paper.A4
    with_photo: bool = True
    consultant: str = ""
    store: str = ""


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report as it was handed over; its bytes lie encrypted beside the visit. ``at`` is aware."""

    id: str
    visit_id: str
    at: datetime
    language: str
    with_photo: bool


class Strength(StrEnum):
    """How long a password would stand against someone who has the file and time."""

    TOO_SHORT = "too_short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


PASSWORD_LETTERS = 8
"""Fewer letters are refused: the file may lie in a mailbox for years."""

_FAIR, _STRONG = 45.0, 70.0
"""Bits. A file is tried offline: 2^45 is some days' work for one strong computer, 2^70 is out of reach."""

_KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
_KIND_SIZES = (26, 26, 10, 33)
_COMMON = ("password", "motdepasse", "azerty", "qwerty", "123456", "bonjour", "welcome", "soleil")


def password_strength(password: str) -> Strength:
    """How strong a password is, by its length and variety: an upper bound, for words and dates are guessed sooner.

    Repeated and counted-up letters (``aaaa``, ``1234``) and the commonest words count as one letter each.
    """
    if len(password) < PASSWORD_LETTERS:
        return Strength.TOO_SHORT
    plain = unicodedata.normalize("NFKC", password)
    alphabet = sum(size for kind, size in zip(_KINDS, _KIND_SIZES, strict=True) if re.search(kind, plain))
    counted = plain.casefold()
    for word in _COMMON:
        counted = counted.replace(word, "\0")
    steps = [ord(second) - ord(first) for first, second in pairwise(counted)]
    new = 1 + sum(step not in (-1, 0, 1) for step in steps) if counted else 0
    bits = new * math.log2(alphabet)
    if bits < _FAIR:
        return Strength.WEAK
    return Strength.FAIR if bits < _STRONG else Strength.STRONG
