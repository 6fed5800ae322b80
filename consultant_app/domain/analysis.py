"""The result of looking at one photograph: what the JSON contract, the screens, the report and the store share."""

from dataclasses import dataclass, field
from enum import StrEnum

from consultant_app.domain.criteria import Zone
from consultant_app.texts import Texts


class State(StrEnum):
    """Whether a criterion can be said."""

    OK = "ok"
    CANNOT_SAY = "cannot_say"


class FaceView(StrEnum):
    """Where a photo shows the face from. ``LEFT`` shows the client's left side: she turned to her right."""

    FRONT = "front"
    LEFT = "left"
    RIGHT = "right"


SIDE_VIEWS = (FaceView.LEFT, FaceView.RIGHT)
"""The optional three-quarter views, in the order in which they are taken."""


class Severity(StrEnum):
    """What a finding about the photo's quality means."""

    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model spoke: id and version from its manifest, sha256 of the ONNX bytes that ran."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """One remark on the photo: the measured value, the limit it crosses, why it matters and what to do about it.

    Attributes:
        key: Stable machine key; its words are ``quality.KEY`` (the reason) and ``remedy.KEY``.
        severity: Whether the photo is refused for it.
        value: What was measured, in ``unit``.
        limit: The limit that it crosses, in ``unit``.
        message: Reason and remedy as they were first written.
        unit: Key of the unit (``domain.finding_words``); empty in visits kept before it was.
        remedy: The remedy as it was first written; empty in visits kept before it was.
    """

    key: str
    severity: Severity
    value: float
    limit: float
    message: str
    unit: str = ""
    remedy: str = ""

    def told(self, words: Texts) -> str:
        """Reason and remedy in the language of ``words``; as first written where the texts do not know them."""
        return " ".join(part for part in (self.reason_told(words), self.remedy_told(words)) if part)

    def reason_told(self, words: Texts) -> str:
        """What is the matter, in the language of ``words``; as it was written where the texts do not know it."""
        key = f"quality.{self.key}"
        return words(key) if key in words else self.message.removesuffix(self.remedy).strip()

    def remedy_told(self, words: Texts) -> str:
        """What to do about it, likewise; empty where nothing is known."""
        key = f"remedy.{self.key}"
        return words(key) if key in words else self.remedy


@dataclass(frozen=True, slots=True)
class Quality:
    """Whether the photo is fit to be analysed; a refused one is analysed only on request (``force``)."""

    accepted: bool
    findings: tuple[QualityFinding, ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """A three-quarter photo that was looked at beside the front one: its name, and what was remarked on it."""

    view: FaceView
    photo: str
    quality: Quality


@dataclass(frozen=True, slots=True)
class Tone:
    """Measured skin tone: context, never scored. ``monk`` is 1-10; ITA in degrees with its class."""

    ita_deg: float
    ita_class: str
    monk: int


@dataclass(frozen=True, slots=True)
class Overall:
    """Overall score 0-100 and its +/-; both ``None`` where nothing could be said."""

    score: int | None
    plus_minus: int | None


@dataclass(frozen=True, slots=True)
class RawMeasure:
    """The physical measure behind a score; ``value`` is ``None`` where it could not be taken."""

    value: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class ZoneScore:
    """A criterion in one zone; all ``None`` where the zone is hidden.

    ``view`` names the photo that it was read from; in visits kept before there were others it was the front one.
    """

    key: Zone
    grade: float | None
    score: int | None
    plus_minus: int | None
    view: FaceView = FaceView.FRONT


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion on one face.

    ``plus_minus`` is in points of 100 and covers about two thirds of cases (one standard error, measured).
    ``reason`` is a text key (``reason.*``) that says why nothing can be said; ``None`` when ``state`` is OK.
    """

    key: str
    grade: float | None
    grade_max: int
    score: int | None
    plus_minus: int | None
    state: State
    reason: str | None
    raw: RawMeasure
    zones: tuple[ZoneScore, ...]

    @property
    def from_sides(self) -> tuple[tuple[Zone, FaceView], ...]:
        """The zones that were read from a three-quarter photo, with which."""
        return tuple(
            (zone.key, zone.view)
            for zone in self.zones
            if zone.grade is not None and zone.view is not FaceView.FRONT
        )


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything said about one photograph, and the three-quarter ones (``sides``) that may have been added to it.

    Of a refused photo only ``photo``, ``model`` and ``quality`` are said: ``tone`` is ``None``, the rest is empty.
    """

    photo: str
    model: ModelIdentity
    quality: Quality
    tone: Tone | None
    overall: Overall
    criteria: tuple[CriterionResult, ...]
    strengths: tuple[str, ...]
    priorities: tuple[str, ...]
    timings_ms: dict[str, float] = field(default_factory=dict)
    sides: tuple[SideView, ...] = ()

    def criterion(self, key: str) -> CriterionResult:
        """The result of one criterion.

        Raises:
            KeyError: no such criterion.
        """
        for result in self.criteria:
            if result.key == key:
                return result
        raise KeyError(key)
