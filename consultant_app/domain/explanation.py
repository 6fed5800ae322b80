"""Why a score is what it is: facts taken from the maps that the score was read from, and nothing else."""

from dataclasses import dataclass

from consultant_app.domain.analysis import FaceView, RawMeasure, State
from consultant_app.domain.box import Box
from consultant_app.domain.criteria import Zone
from consultant_app.domain.scoring import Word, word_of


@dataclass(frozen=True, slots=True)
class ZoneShare:
    """What a zone contributes to a criterion's deviation from 100; the shares of a criterion sum to 1.

    ``Zone.FACE`` beside other zones is the skin that none of them holds.
    """

    zone: Zone
    share: float


@dataclass(frozen=True, slots=True)
class PartShare:
    """What another criterion contributes to the deviation from 100 of a composed one; the parts sum to 1."""

    criterion: str
    share: float


@dataclass(frozen=True, slots=True)
class Patch:
    """A place that weighs much.

    Attributes:
        box: Where it lies, in pixels of the photo; a close-up is cut out of the photo at its full resolution.
            The photo is that of ``view``.
        zone: Zone that holds its middle; ``Zone.FACE`` where none of the criterion's zones does.
        share: Of the criterion's whole evidence, 0..1.
        view: The photo on which it lies.
    """

    box: Box
    zone: Zone
    share: float
    view: FaceView = FaceView.FRONT


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one criterion has its score.

    Attributes:
        key: The criterion.
        state: Whether it could be said; if not, everything below but ``reason`` and ``raw`` is empty.
        reason: Text key that says why it could not be said; else ``None``.
        score: 0-100; ``None`` where it could not be said.
        raw: The physical measure in its unit.
        shares: By zone, the largest first; zones that were not seen are left out; empty where nothing was seen.
        parts: By criterion, the largest first, of a composed criterion (radiance); else empty.
        patches: The places that weigh most, the heaviest first; at most three, never overlapping.
        findings: Number of separate marks or lines; ``None`` for a criterion that has none to count.
        area_share: Share of the scored skin where the evidence counts, 0..1; ``None`` without a map.
        from_sides: Zones that were read from a three-quarter photo, with which.
    """

    key: str
    state: State
    reason: str | None
    score: int | None
    raw: RawMeasure
    shares: tuple[ZoneShare, ...] = ()
    parts: tuple[PartShare, ...] = ()
    patches: tuple[Patch, ...] = ()
    findings: int | None = None
    area_share: float | None = None
    from_sides: tuple[tuple[Zone, FaceView], ...] = ()

    @property
    def nothing_seen(self) -> bool:
        """Whether there is nothing to explain: the score is whole, or it is excellent and no pixel counts."""
        if self.score is None:
            return False
        unseen = self.area_share == 0 and word_of(self.score) is Word.EXCELLENT
        return unseen or self.score == 100 or not self.shares
