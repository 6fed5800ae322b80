"""A plain sentence on why a score is what it is, built from the facts of an ``Explanation`` alone."""

from collections.abc import Iterator

from babel import Locale

from consultant_app.domain.analysis import SIDE_VIEWS, State
from consultant_app.domain.criteria import Zone
from consultant_app.domain.explanation import Explanation
from consultant_app.domain.measure_words import percent_text
from consultant_app.texts import Texts

_MOST, _MOST_OF_TWO = 0.5, 0.6
"""Share from which a zone dominates, of several and of two; below, none is named: it would be chance."""

_WRITTEN_OUT = 10
"""Numbers up to here are written as words."""


def sentence(explanation: Explanation, words: Texts) -> str:
    """Where the score comes from and what was seen there, in the language of ``words``: one to three sentences."""
    return " ".join((_told(explanation, words), *_from_sides(explanation, words)))


def _from_sides(explanation: Explanation, words: Texts) -> Iterator[str]:
    """Which zones were read from a photo of the side, one sentence a side."""
    for view in SIDE_VIEWS:
        zones = [words(f"zone.{zone}") for zone, read_from in explanation.from_sides if read_from is view]
        if zones:
            yield words(f"explain.from_side.{view}", zones=", ".join(zones))


def _told(explanation: Explanation, words: Texts) -> str:
    if explanation.state is not State.OK or explanation.score is None:
        return words(explanation.reason) if explanation.reason else words("state.cannot_say")
    if explanation.parts:
        part = explanation.parts[0]
        name = words(f"criterion.{part.criterion}.name")
        return words("explain.composed", criterion=name, share=percent_text(part.share, words))
    if explanation.nothing_seen:
        return words("explain.nothing")
    said = words("explain.sentence", place=_place(explanation, words), what=_what(explanation, words))
    return said[:1].upper() + said[1:]


def share_name(zone: Zone, explanation: Explanation, words: Texts) -> str:
    """A zone's name beside its share; the face beside other zones is the rest of it."""
    return words(f"zone.{_named(zone, explanation)}")


def _named(zone: Zone, explanation: Explanation) -> str:
    return "elsewhere" if zone is Zone.FACE and len(explanation.shares) > 1 else zone


def findings_text(key: str, count: int, words: Texts) -> str:
    """A number of findings with their name, e.g. "three spots"."""
    form = Locale.parse(words.language).plural_form(count)
    which = form if f"finding.{key}.{form}" in words else "other"
    number = words(f"number.{count}") if 2 <= count <= _WRITTEN_OUT else str(count)
    return words(f"finding.{key}.{which}", count=number)


def _place(explanation: Explanation, words: Texts) -> str:
    """Where most of it was seen."""
    shares = explanation.shares
    first = shares[0]
    place = words(f"place.{_named(first.zone, explanation)}")
    if len(shares) == 1:
        return place
    if first.share >= (_MOST if len(shares) > 2 else _MOST_OF_TWO):
        return words("explain.mostly", place=place)
    twins = len(shares) == 2 and {zone.zone.rpartition("_")[2] for zone in shares} == {"left", "right"}
    return words("explain.both_sides" if twins else "explain.several")


def _what(explanation: Explanation, words: Texts) -> str:
    """What was seen: a number of findings and the share of skin, the share alone, or that it is faint."""
    share = explanation.area_share or 0.0
    if share == 0:
        return words("explain.faint")
    area = percent_text(share, words)
    if explanation.findings == 0:
        return words("explain.traces", share=area)
    if explanation.findings is None:
        return words("explain.area", share=area)
    found = findings_text(explanation.key, explanation.findings, words)
    return words("explain.found", found=found, share=area)
