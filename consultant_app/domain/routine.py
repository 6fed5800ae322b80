"""A recommended routine with its reasons. "Nothing to advise" is an empty one."""

from dataclasses import dataclass

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.criteria import Zone


@dataclass(frozen=True, slots=True)
class Reason:
    """A score and the zone (the most marked one) that led to a product, and the rule that joined them."""

    criterion: str
    zone: Zone
    rule: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One product of the routine. ``time`` is when this routine uses it."""

    product: Product
    step: Step
    time: Time
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A product that would have fitted but was left out, and why (a text key ``exclusion.*`` and its value).

    ``why`` is the whole text key, e.g. ``exclusion.allergen``; its sentence may name ``{detail}`` (INCI names,
    names of products, a number), which needs no translation and is empty where there is nothing to name.
    """

    product_id: str
    product_name: str
    why: str
    detail: str


@dataclass(frozen=True, slots=True)
class Routine:
    """At most five products in order of use, and what was left out."""

    recommendations: tuple[Recommendation, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
