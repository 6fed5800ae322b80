"""A routine as cards: morning and evening, each in order of use, each product with its reasons."""

from collections.abc import Callable
from dataclasses import dataclass

from consultant_app.domain.catalogue import Time
from consultant_app.domain.routine import Exclusion, Reason, Recommendation, Routine
from consultant_app.texts import texts
from consultant_app.ui.presenters import wording

Rationale = Callable[[str, str], str]
"""From a rule's id and a language to why the rule holds."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """What was seen and where, and why it leads to this product."""

    seen: str
    why: str


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
    """

    number: int
    step: str
    name: str
    facts: str
    pitch: str
    how: str
    reasons: tuple[ReasonLine, ...]
    repeated: bool


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


def routine_view(routine: Routine, language: str, rationale: Rationale) -> RoutineView:
    """The cards of ``routine`` in ``language``."""
    items = routine.recommendations
    morning = [item for item in items if item.time in (Time.MORNING, Time.BOTH)]
    evening = [item for item in items if item.time in (Time.EVENING, Time.BOTH)]
    total = sum(item.product.price for item in items)
    return RoutineView(
        morning=tuple(_card(n, item, language, rationale, repeated=False) for n, item in enumerate(morning, 1)),
        evening=tuple(
            _card(n, item, language, rationale, repeated=item.time is Time.BOTH)
            for n, item in enumerate(evening, 1)
        ),
        exclusions=tuple(_exclusion(item, language) for item in routine.exclusions),
        total=wording.price(total, items[0].product.currency, language) if items else None,
    )


def _card(
    number: int, item: Recommendation, language: str, rationale: Rationale, *, repeated: bool
) -> ProductCard:
    product = item.product
    return ProductCard(
        number=number,
        step=texts(language)(f"step.{item.step}"),
        name=product.name,
        facts=f"{product.size} · {wording.price(product.price, product.currency, language)}",
        pitch=_in(product.pitch, language),
        how=_in(product.how, language),
        reasons=_reasons(item.reasons, language, rationale),
        repeated=repeated,
    )


def _reasons(reasons: tuple[Reason, ...], language: str, rationale: Rationale) -> tuple[ReasonLine, ...]:
    """One line a rule, so that a rule which several scores led to is explained once."""
    words = texts(language)
    seen: dict[str, list[str]] = {}
    for reason in reasons:
        name = words(f"criterion.{reason.criterion}.name")
        seen.setdefault(reason.rule, []).append(f"{name} · {words(f'zone.{reason.zone}')}")
    return tuple(
        ReasonLine("\n".join(dict.fromkeys(lines)), rationale(rule, language)) for rule, lines in seen.items()
    )


def _exclusion(item: Exclusion, language: str) -> ExclusionLine:
    key = item.why if item.why.startswith("exclusion.") else f"exclusion.{item.why}"
    return ExclusionLine(item.product_name, texts(language)(key, detail=item.detail))


def _in(sentences: dict[str, str], language: str) -> str:
    """The sentence in ``language``; in English where the house has not written it yet."""
    return sentences.get(language) or sentences.get("en", "")
