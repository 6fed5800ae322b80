"""A routine as cards: morning and evening, each in order of use, each product with its reasons."""

from collections.abc import Callable
from dataclasses import dataclass

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.catalogue import Time
from consultant_app.domain.routine import Exclusion, Origin, Reason, Recommendation, Routine
from consultant_app.services.rules import Basis, Source
from consultant_app.services.rules_needs import certainty_of
from consultant_app.texts import Texts, texts
from consultant_app.ui.presenters import wording

SURE, FAIRLY_SURE = 0.9, 0.65
"""Certainty, 0..1 (``services.rules_needs``), from which a score is called clearly seen, or fairly sure."""

Rationale = Callable[[str, str], str]
"""From a rule's id and a language to why the rule holds."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """What was seen and where, and why it leads to this product.

    Attributes:
        seen: Criteria and zones, one a line.
        why: Why that leads to this product.
        sure: The scores with their +/- and how sure they are, one a line; empty where the scores are not at hand.
        sources: Where the rule is known from, one a line.
    """

    seen: str
    why: str
    sure: str = ""
    sources: str = ""


@dataclass(frozen=True, slots=True)
class ProductCard:
    """One product at one time of day.

    Attributes:
        number: Place in the order of use, from 1.
        step: Step of the routine.
        name: Name as printed on the pack.
        facts: Content and price.
        pitch: What it is.
        how: How to use it.
        reasons: What led to it.
        repeated: It stands in the morning already; the card only needs to remind of it.
        product_id: The product's id.
        origin: How it came into the routine, where not by the rules; else empty.
        bought: The client took it home.
        note: What was written beside it.
    """

    number: int
    step: str
    name: str
    facts: str
    pitch: str
    how: str
    reasons: tuple[ReasonLine, ...]
    repeated: bool
    product_id: str = ""
    origin: str = ""
    bought: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExclusionLine:
    """A product that was left out, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class RoutineView:
    """The routine on screen. ``total`` is the sum of the prices, ``None`` without products."""

    morning: tuple[ProductCard, ...]
    evening: tuple[ProductCard, ...]
    exclusions: tuple[ExclusionLine, ...]
    total: str | None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to advise."""
        return not self.morning and not self.evening


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a card's words are made from.

    Attributes:
        language: Language of the words.
        rationale: Why a rule holds.
        analysis: The scores; ``None`` where they are not at hand.
        sources: From a rule's id to where it is known from; empty for a rule that the house has dropped.
        active_name: From a family of actives and a language to its name.
    """

    language: str
    rationale: Rationale
    analysis: Analysis | None = None
    sources: Callable[[str], tuple[Source, ...]] = lambda _: ()
    active_name: Rationale = lambda key, _: key


def routine_view(routine: Routine, grounds: Grounds) -> RoutineView:
    """The cards of ``routine``."""
    language = grounds.language
    items = routine.recommendations
    morning = [item for item in items if item.time in (Time.MORNING, Time.BOTH)]
    evening = [item for item in items if item.time in (Time.EVENING, Time.BOTH)]
    total = sum(item.product.price for item in items)
    return RoutineView(
        morning=tuple(_card(n, item, grounds, repeated=False) for n, item in enumerate(morning, 1)),
        evening=tuple(
            _card(n, item, grounds, repeated=item.time is Time.BOTH) for n, item in enumerate(evening, 1)
        ),
        exclusions=tuple(exclusion_line(item, grounds) for item in routine.exclusions),
        total=wording.price(total, items[0].product.currency, language) if items else None,
    )


def _card(number: int, item: Recommendation, grounds: Grounds, *, repeated: bool) -> ProductCard:
    product, language = item.product, grounds.language
    return ProductCard(
        number=number,
        step=texts(language)(f"step.{item.step}"),
        name=product.name,
        facts=f"{product.size} · {wording.price(product.price, product.currency, language)}",
        pitch=_in(product.pitch, language),
        how=_in(product.how, language),
        reasons=reason_lines(item.reasons, grounds),
        repeated=repeated,
        product_id=product.id,
        origin="" if item.origin is Origin.ADVISED else texts(language)(f"origin.{item.origin}"),
        bought=item.bought,
        note=item.note,
    )


def reason_lines(reasons: tuple[Reason, ...], grounds: Grounds) -> tuple[ReasonLine, ...]:
    """One line a rule, so that a rule which several scores led to is explained once."""
    words = texts(grounds.language)
    seen: dict[str, list[Reason]] = {}
    for reason in reasons:
        seen.setdefault(reason.rule, []).append(reason)
    return tuple(
        ReasonLine(
            seen="\n".join(dict.fromkeys(_seen(reason, words) for reason in led)),
            why=grounds.rationale(rule, grounds.language),
            sure="\n".join(dict.fromkeys(line for reason in led if (line := _sure(reason, grounds)))),
            sources="\n".join(
                words(f"basis.{source.basis}") + (f" · {source.cite}" if source.basis is not Basis.HOUSE else "")
                for source in grounds.sources(rule)
            ),
        )
        for rule, led in seen.items()
    )


def _seen(reason: Reason, words: Texts) -> str:
    return f"{words(f'criterion.{reason.criterion}.name')} · {words(f'zone.{reason.zone}')}"


def _sure(reason: Reason, grounds: Grounds) -> str:
    """The score that led here, with how sure it is that it calls for something; empty where it is not at hand."""
    results = () if grounds.analysis is None else grounds.analysis.criteria
    result = next((item for item in results if item.key == reason.criterion and item.score is not None), None)
    if result is None or result.score is None:
        return ""
    words, sure = texts(grounds.language), certainty_of(result)
    level = "high" if sure >= SURE else "middle" if sure >= FAIRLY_SURE else "low"
    name = words(f"criterion.{reason.criterion}.name")
    return f"{name} {wording.score(result.score, result.plus_minus)} · {words(f'certainty.{level}')}"


def exclusion_line(item: Exclusion, grounds: Grounds) -> ExclusionLine:
    """A product that was not chosen, and why, in words."""
    key = item.why if item.why.startswith("exclusion.") else f"exclusion.{item.why}"
    home = key == "exclusion.conflict_home"
    detail = grounds.active_name(item.detail, grounds.language) if home else item.detail
    return ExclusionLine(item.product_name, texts(grounds.language)(key, detail=detail))


def _in(sentences: dict[str, str], language: str) -> str:
    """The sentence in ``language``; in English where the house has not written it yet."""
    return sentences.get(language) or sentences.get("en", "")
