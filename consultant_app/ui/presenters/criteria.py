"""The criteria of a result as the rows that are shown: strengths first, then priorities, then the others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from consultant_app.domain.analysis import Analysis, CriterionResult, FaceView, State, ZoneScore
from consultant_app.domain.box import Box
from consultant_app.domain.explanation import Explanation
from consultant_app.domain.explanation_words import sentence, share_name
from consultant_app.domain.measure_words import measure_text, percent_text
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.domain.scoring import word_of
from consultant_app.services.explanation import close_up
from consultant_app.texts import Texts, texts
from consultant_app.ui.presenters import wording


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A zone's score within a criterion, and the photo it was read from; ``None`` where it could not be seen."""

    name: str
    score: int | None
    plus_minus: int | None
    view: FaceView = FaceView.FRONT


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What a zone contributes to the deviation from 100: its name, 0..1, and the same in percent."""

    name: str
    share: float
    percent: str


@dataclass(frozen=True, slots=True, eq=False)
class CloseUp:
    """A place that weighs much: its zone, its pixels uint8 [side, side, 3], and where it lies on which photo."""

    name: str
    image: RGB
    box: Box
    view: FaceView = FaceView.FRONT


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion, ready to be shown.

    Attributes:
        key: The criterion.
        name: Its name.
        score: 0-100, higher is better; ``None`` when it cannot be said.
        plus_minus: In points of 100.
        word: The word beside the score, or that nothing can be said.
        about: What it is.
        reason: Why nothing can be said; ``None`` when something can.
        raw: The physical measure with its unit, where it was taken.
        zones: Where it was seen, the most marked zone first; empty when there is one zone only.
        sentence: Where the score comes from, in plain words; ``None`` without the photo or a score.
        shares: What each zone contributes, the largest first; empty when there is one zone only.
        close_ups: The places that weigh most, at most three.
    """

    key: str
    name: str
    score: int | None
    plus_minus: int | None
    word: str
    about: str
    reason: str | None
    raw: str | None
    zones: tuple[ZoneRow, ...]
    sentence: str | None = None
    shares: tuple[ShareRow, ...] = ()
    close_ups: tuple[CloseUp, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionGroups:
    """All rows in the order of reading. No criterion is in two groups."""

    strengths: tuple[CriterionRow, ...]
    priorities: tuple[CriterionRow, ...]
    others: tuple[CriterionRow, ...]
    unsaid: tuple[CriterionRow, ...]


def groups_of(
    analysis: Analysis,
    language: str,
    explanations: Mapping[str, Explanation] | None = None,
    photo: AnalysedPhoto | None = None,
) -> CriterionGroups:
    """The rows of an analysis in ``language``.

    Args:
        analysis: The result.
        language: Of all words.
        explanations: Why each score is what it is, where the photo is at hand.
        photo: The photo with its side views, from which close-ups are cut; with ``explanations``.
    """
    words = texts(language)
    rows = {result.key: _row_of(result, words, language) for result in analysis.criteria}
    if explanations is not None and photo is not None:
        rows = {key: _explained(row, explanations[key], photo, words) for key, row in rows.items()}
    unsaid = {result.key for result in analysis.criteria if result.state is State.CANNOT_SAY}
    strengths = [key for key in analysis.strengths if key in rows and key not in unsaid]
    priorities = [key for key in analysis.priorities if key in rows and key not in unsaid]
    named = {*strengths, *priorities, *unsaid}
    others = sorted((key for key in rows if key not in named), key=lambda key: -(rows[key].score or 0))
    return CriterionGroups(
        strengths=tuple(rows[key] for key in strengths),
        priorities=tuple(rows[key] for key in priorities),
        others=tuple(rows[key] for key in others),
        unsaid=tuple(rows[key] for key in rows if key in unsaid),
    )


def _row_of(result: CriterionResult, words: Texts, language: str) -> CriterionRow:
    said = result.state is State.OK and result.score is not None
    score = result.score if said else None
    return CriterionRow(
        key=result.key,
        name=words(f"criterion.{result.key}.name"),
        score=score,
        plus_minus=result.plus_minus if said else None,
        word=words(f"word.{word_of(score)}") if score is not None else words("state.cannot_say"),
        about=words(f"criterion.{result.key}.about"),
        reason=None if said or result.reason is None else _reason(result.reason, words),
        raw=measure_text(result.raw, words),
        zones=_zones_of(result.zones, language) if said else (),
    )


def _explained(row: CriterionRow, explanation: Explanation, photo: AnalysedPhoto, words: Texts) -> CriterionRow:
    """The row with what explains its score; nothing explains a score that was not given."""
    if row.score is None:
        return row
    shares = tuple(
        ShareRow(share_name(share.zone, explanation, words), share.share, percent_text(share.share, words))
        for share in explanation.shares
    )
    close_ups = tuple(
        CloseUp(
            wording.sentence(share_name(patch.zone, explanation, words)),
            close_up(photo.seen_from(patch.view).rgb, patch),
            patch.box,
            patch.view,
        )
        for patch in explanation.patches
    )
    return replace(
        row,
        sentence=sentence(explanation, words),
        shares=shares if len(shares) > 1 else (),
        close_ups=close_ups,
    )


def _reason(key: str, words: Texts) -> str:
    """The sentence of a reason key, with or without its ``reason.`` in front."""
    return words(key if key.startswith("reason.") else f"reason.{key}")


def _zones_of(zones: tuple[ZoneScore, ...], language: str) -> tuple[ZoneRow, ...]:
    if len(zones) < 2:
        return ()
    rows = [
        ZoneRow(wording.zone_name(zone.key, language), zone.score, zone.plus_minus, zone.view) for zone in zones
    ]
    return tuple(sorted(rows, key=lambda row: (row.score is None, row.score or 0)))
