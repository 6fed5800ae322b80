"""The model card in words: one wording for the window and for the shell."""

from textwrap import fill

from babel.numbers import format_decimal, format_percent

from consultant_app.domain.model_card import CardFact, CardRow, CardWords, CriterionCard, ModelCard, ModelSource
from consultant_app.texts import Texts, texts

_UNKNOWN = "–"
_SHORT = 12
"""Hex digits of a checksum that people compare; all 64 are in the JSON."""

_WIDE = 96
"""Columns of the shell's text."""


def card_words(card: ModelCard, language: str) -> CardWords:
    """The card in ``language``."""
    words = texts(language)
    changes = any(criterion.mdc95 is not None for criterion in card.criteria)
    heads = ("card.agreement", "card.within_one", "card.change")[: 3 if changes else 2]
    about = ("card.criteria.about", "card.change.about")[: 2 if changes else 1]
    return CardWords(
        title=words("card.title"),
        about=words("card.about"),
        facts=(
            CardFact(words("card.model"), f"{card.model.id} {card.model.version}"),
            CardFact(words("card.signed_by"), card.signed_by),
            CardFact(words("card.checksum"), card.model.sha256[:_SHORT]),
        ),
        learned_title=words("card.learned"),
        learned=_learned(card, words),
        criteria_title=words("card.criteria"),
        criteria_about=" ".join(words(key) for key in about),
        heads=tuple(words(key) for key in heads),
        rows=tuple(_row(criterion, words, len(heads)) for criterion in card.criteria),
        limits_title=words("card.limits"),
        limits=_limits(card, words),
    )


def card_text(shown: CardWords) -> str:
    """The card as plain text for the shell, figures in columns."""
    label = max(len(fact.label) for fact in shown.facts)
    name = max(len(row.name) for row in shown.rows)
    note = max(len(row.note) for row in shown.rows)
    lines = [shown.title, "", *(f"{fact.label:<{label}}  {fact.text}" for fact in shown.facts)]
    lines += ["", fill(shown.about, _WIDE), "", shown.learned_title, *_items(shown.learned)]
    lines += ["", shown.criteria_title, fill(shown.criteria_about, _WIDE), ""]
    rows = [CardRow("", "", shown.heads), *shown.rows]
    for row in rows:
        figures = (f"{figure:>{len(head)}}" for figure, head in zip(row.figures, shown.heads, strict=True))
        lines.append("  ".join([f"{row.name:<{name}}", f"{row.note:<{note}}", *figures]).rstrip())
    lines += ["", shown.limits_title, *_items(shown.limits)]
    return "\n".join(lines)


def _items(lines: tuple[str, ...]) -> list[str]:
    return [fill(line, _WIDE, initial_indent="- ", subsequent_indent="  ") for line in lines]


def _learned(card: ModelCard, words: Texts) -> tuple[str, ...]:
    lines = [_source(source, words) for source in card.sources]
    truth = f"card.truth.{card.truth}"
    if truth in words:
        lines.append(words(truth))
    return tuple(line for line in lines if line)


def _source(source: ModelSource, words: Texts) -> str:
    key = f"card.source.{source.kind}"
    origin = ", ".join(part for part in (source.name, source.licence) if part)
    if key not in words:
        return origin
    return f"{words(key)} ({origin})" if origin else words(key)


def _row(criterion: CriterionCard, words: Texts, count: int) -> CardRow:
    language = words.language
    figures = (
        _UNKNOWN if criterion.r is None else format_decimal(criterion.r, "0.00", locale=language),
        _UNKNOWN
        if criterion.within_one_grade is None
        else format_percent(criterion.within_one_grade, locale=language),
        _UNKNOWN
        if criterion.mdc95 is None
        else words("card.points", points=format_decimal(criterion.mdc95, "0.#", locale=language)),
    )
    name = words(f"criterion.{criterion.key}.name")
    return CardRow(name, "" if criterion.scored else words("state.cannot_say"), figures[:count])


def _limits(card: ModelCard, words: Texts) -> tuple[str, ...]:
    lines = [words(f"card.limit.{key}") for key in card.limits]
    if card.held_out_identities is not None:
        lines.insert(0, words("card.limit.identities", identities=card.held_out_identities))
    return tuple(lines)
