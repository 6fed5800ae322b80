"""The criteria of an evolution as the rows that are shown: what changed first."""

from dataclasses import dataclass

from consultant_app.domain.change import Change, Verdict
from consultant_app.domain.evolution import Evolution, Series
from consultant_app.texts import texts
from consultant_app.ui.presenters import wording

_ORDER = (Change.IMPROVED, Change.DECLINED, Change.NO_MEASURABLE_CHANGE, Change.NOT_COMPARABLE)


@dataclass(frozen=True, slots=True)
class EvolutionRow:
    """One criterion, ready to be shown.

    Attributes:
        series: Its scores over all visits.
        verdict: What is said of it between the chosen visits.
        name: Its name.
        word: The verdict in words.
        scores: Both scores with their +/-, e.g. ``64 ± 8 → 72 ± 6``; empty where one is missing.
        reason: Why it is not comparable; else empty.
    """

    series: Series
    verdict: Verdict
    name: str
    word: str
    scores: str
    reason: str

    @property
    def key(self) -> str:
        """The criterion."""
        return self.series.key

    @property
    def changed(self) -> bool:
        """Whether a change was measured."""
        return self.verdict.change in (Change.IMPROVED, Change.DECLINED)


def evolution_rows(story: Evolution, before_id: str, after_id: str, language: str) -> list[EvolutionRow]:
    """The criteria that were said at least once: those that changed first, then in the product's order."""
    verdicts = story.verdicts(before_id, after_id)
    words = texts(language)
    rows = []
    for key in story.said():
        series, verdict = story.series(key), verdicts[key]
        rows.append(
            EvolutionRow(
                series=series,
                verdict=verdict,
                name=words(f"criterion.{key}.name"),
                word=words(f"evolution.change.{verdict.change}"),
                scores=_scores(series, before_id, after_id),
                reason="" if verdict.obstacle is None else words(f"evolution.obstacle.{verdict.obstacle}"),
            )
        )
    return sorted(rows, key=lambda row: _ORDER.index(row.verdict.change))


def _scores(series: Series, *visit_ids: str) -> str:
    found = {point.visit_id: point for point in series.points}
    points = [found[each] for each in visit_ids]
    said = [wording.score(each.score, each.plus_minus) for each in points if each.score is not None]
    return " → ".join(said) if len(said) == len(points) else ""
