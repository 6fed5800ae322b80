"""A recommended routine with its reasons. "Nothing to advise" is an empty one."""

from dataclasses import dataclass
from enum import StrEnum

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.criteria import Zone


class Origin(StrEnum):
    """How a product came into the routine."""

    ADVISED = "advised"
    """By the rules."""
    SWAPPED = "swapped"
    """The consultant put it in the place of an advised one."""
    ADDED = "added"
    """The consultant added it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A score and the zone (the most marked one) that led to a product, and the rule that joined them."""

    criterion: str
    zone: Zone
    rule: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One product of the routine.

    Attributes:
        product: The product.
        step: Its step of the routine.
        time: When this routine uses it.
        reasons: What led to it; may be empty where the consultant added it.
        origin: How it came into the routine.
        bought: The client took it home.
        note: What the consultant wrote beside it.
    """

    product: Product
    step: Step
    time: Time
    reasons: tuple[Reason, ...]
    origin: Origin = Origin.ADVISED
    bought: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A product that was not chosen, and why (a text key ``exclusion.*`` and its value).

    ``why`` is the whole text key, e.g. ``exclusion.allergen``; its sentence may name ``{detail}`` (INCI names,
    names of products, a number), which needs no translation and is empty where there is nothing to name. Only of
    ``exclusion.conflict_home`` the detail is a family of actives, whose name is the catalogue's to say.
    """

    product_id: str
    product_name: str
    why: str
    detail: str


@dataclass(frozen=True, slots=True)
class Routine:
    """At most five products in order of use, and what would have fitted but was left out."""

    recommendations: tuple[Recommendation, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()

    def item(self, product_id: str) -> Recommendation:
        """The recommendation of a product.

        Raises:
            KeyError: it is not in the routine.
        """
        for item in self.recommendations:
            if item.product.id == product_id:
                return item
        raise KeyError(product_id)
