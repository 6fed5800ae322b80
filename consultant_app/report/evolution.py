"""What changed since the visit before: three curves, and every verdict in words."""

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable, KeepTogether

from consultant_app.domain.change import Change, Verdict
from consultant_app.domain.evolution import Evolution, Point
from consultant_app.report.cover import day, short_day
from consultant_app.report.sheet import Sheet
from consultant_app.report.trend import Trend

_CURVES = 3
_HEIGHT = 62.0
"""Of a curve, points."""
_NAMED = (Change.IMPROVED, Change.DECLINED, Change.NO_MEASURABLE_CHANGE)


def since_last_visit(sheet: Sheet) -> list[Flowable]:
    """The curves of what changed and of the priorities, then all verdicts; nothing at a first visit."""
    story = sheet.content.evolution
    if story is None or len(story.visits) < 2:
        return []
    before, after = story.visits[-2:]
    verdicts = story.verdicts(before.summary.id, after.summary.id)
    since = day(before.summary.at, sheet.words.language)
    with sheet.tree.within("Sect"):
        heading = sheet.heading("report.evolution")
        about = sheet.small(sheet.words("report.evolution.about", day=since))
        curves = _curves(sheet, story, verdicts)
        told = _told(sheet, verdicts)
    return [KeepTogether([heading, sheet.space("xs"), about, sheet.space("s"), *curves, *told])]


def shown(story: Evolution, verdicts: Mapping[str, Verdict], priorities: Sequence[str]) -> tuple[str, ...]:
    """The criteria whose curves are worth the place: what changed first, then the priorities, at most three."""
    changed = [key for key, verdict in verdicts.items() if verdict.change in (Change.IMPROVED, Change.DECLINED)]
    wanted = [*changed, *priorities, *story.said()]
    said = {key for key in wanted if sum(point.score is not None for point in story.series(key).points) > 1}
    return tuple(dict.fromkeys(key for key in wanted if key in said))[:_CURVES]


def _curves(sheet: Sheet, story: Evolution, verdicts: Mapping[str, Verdict]) -> list[Flowable]:
    keys = shown(story, verdicts, sheet.content.analysis.priorities)
    if not keys:
        return []
    gap = sheet.style.space("m")
    width = (sheet.width - (_CURVES - 1) * gap) / _CURVES
    row: list[object] = []
    for key in keys:
        row += [_curve(sheet, key, story.series(key).points, verdicts[key], width), None]
    widths = [width, gap] * len(keys)
    return [sheet.grid([row[:-1]], widths[:-1]), sheet.space("s")]


def _curve(sheet: Sheet, key: str, points: Sequence[Point], verdict: Verdict, width: float) -> list[Flowable]:
    words, language = sheet.words, sheet.words.language
    said = [point for point in points if point.score is not None]
    told = " ".join(
        words(
            "report.alt.chart.point",
            day=day(point.at, language),
            score=f"{point.score} ± {point.plus_minus}",
        )
        for point in said
    )
    name = sheet.line(sheet.name(key), weight="emphasis")
    alt = words("report.alt.chart", criterion=sheet.name(key), points=told)
    days = short_day(said[0].at, language), short_day(said[-1].at, language)
    chart = Trend(points, days, (width, _HEIGHT), sheet.style, sheet.tree.add("Figure", alt))
    verdict_line = sheet.line(_verdict(sheet, verdict), "small", weight="emphasis")
    return [name, chart, verdict_line]


def _verdict(sheet: Sheet, verdict: Verdict) -> str:
    words = sheet.words
    change = words(f"evolution.change.{verdict.change}")
    if verdict.change in (Change.IMPROVED, Change.DECLINED) and verdict.difference is not None:
        # The proper minus sign, and no break before what it counts.
        difference = f"{verdict.difference:+.0f}".replace("-", "−")
        return words("report.evolution.points", change=change, difference=difference)
    return change


def _told(sheet: Sheet, verdicts: Mapping[str, Verdict]) -> list[Flowable]:
    """Every criterion in one of a few sentences; those that do not compare with the reason."""
    words = sheet.words
    groups: dict[str, list[str]] = {}
    for change in _NAMED:
        names = [sheet.name(key) for key, verdict in verdicts.items() if verdict.change is change]
        if names:
            groups[_capital(words(f"evolution.change.{change}"))] = names
    for verdict in verdicts.values():
        # What could not be said either time says nothing about a change.
        if verdict.obstacle is not None and verdict.obstacle != "unsaid_both":
            reason = words(f"evolution.obstacle.{verdict.obstacle}").rstrip(".")
            groups.setdefault(reason, []).append(sheet.name(verdict.key))
    return [
        sheet.small(words("report.evolution.named", change=change, names=", ".join(names)))
        for change, names in groups.items()
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
