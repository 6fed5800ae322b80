"""Which products may stand beside each other, and when each is used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.services.rules import RuleBook, Scope

ONCE_A_TIME_OF_DAY = frozenset({Step.SERUM})
"""Steps that a routine may have twice, once in the morning and once in the evening; all others once."""

Claims = dict[tuple[int, str], float]
"""Credit, 0..1, by the need's place and the family."""

Uses = tuple[Time, ...]
"""When each product of a set is used, in the order of the set."""


@dataclass(frozen=True, slots=True)
class Option:
    """A product that may be advised.

    Attributes:
        product: The product.
        claims: What its families are credited with.
        uses: When it can be used beside what the client uses already; a product for both may be cut to one.
    """

    product: Product
    claims: Claims
    uses: tuple[Time, ...]

    @property
    def cents(self) -> int:
        """Price in hundredths: sums of these are exact."""
        return cents_of(self.product.price)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A set of products with their uses."""

    options: tuple[Option, ...] = ()
    uses: Uses = ()


def cents_of(amount: float) -> int:
    """An amount of money in whole hundredths."""
    return round(amount * 100)


class Compatibility:
    """Which products may stand beside each other, and when; any thread."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._apart: dict[tuple[tuple[str, ...], tuple[str, ...]], Scope | None] = {}

    def apart(self, one: tuple[str, ...], other: tuple[str, ...]) -> Scope | None:
        """How far the conflict rules keep two products of these families apart; ``None`` where no rule does."""
        key = (one, other)
        if key not in self._apart:
            scopes = {
                rule.scope
                for rule in self._book.conflicts
                if (_any(one, rule.first) and _any(other, rule.second))
                or (_any(other, rule.first) and _any(one, rule.second))
            }
            widest = Scope.ROUTINE if Scope.ROUTINE in scopes else Scope.SAME_TIME if scopes else None
            self._apart[key] = self._apart[other, one] = widest
        return self._apart[key]

    def fit(self, one: Product, use: Time, other: Product, other_use: Time, *, slots: bool = True) -> bool:
        """Whether two products used at these times keep all rules; with ``slots``, the steps too."""
        apart = self.apart(one.actives, other.actives)
        if apart is Scope.ROUTINE:
            return False
        if slots and one.step is other.step and one.step not in ONCE_A_TIME_OF_DAY:
            return False
        if not overlap(use, other_use):
            return True
        return apart is None and not (slots and one.step is other.step)

    def beside(self, product: Product, use: Time, family: str, time: Time) -> bool:
        """Whether a product may be used beside an active that comes from another house's product."""
        apart = self.apart(product.actives, (family,))
        return apart is None or (apart is Scope.SAME_TIME and not overlap(use, time))

    def ways(self, chosen: Sequence[Option]) -> list[Uses]:
        """All ways to use these products together; empty where they do not fit."""
        ways: list[Uses] = [()]
        for index, option in enumerate(chosen):
            ways = [
                (*way, use)
                for way in ways
                for use in option.uses
                if all(
                    self.fit(option.product, use, other.product, other_use)
                    for other, other_use in zip(chosen[:index], way, strict=True)
                )
            ]
        return ways

    def timed(self, chosen: Sequence[Option]) -> Chosen | None:
        """The products by id, with the way to use them that cuts fewest; ``None`` where they do not fit.

        Of equal ways, mornings go to the lower ids: the same set is always used the same way.
        """
        ordered = tuple(sorted(chosen, key=lambda option: option.product.id))
        ways = self.ways(ordered)
        return Chosen(ordered, min(ways, key=lambda way: _way_rank(ordered, way))) if ways else None


def cuts(product: Product) -> tuple[Time, ...]:
    """When a product may be used: as printed, or cut from both to one."""
    return (Time.BOTH, Time.MORNING, Time.EVENING) if product.time is Time.BOTH else (product.time,)


def overlap(one: Time, other: Time) -> bool:
    """Whether two uses meet in the morning or in the evening."""
    return one is other or Time.BOTH in (one, other)


def needs_shield(products: Iterable[Product], book: RuleBook) -> bool:
    """Whether any of the products may be advised only beside a sunscreen."""
    return any(_any(product.actives, book.sunscreen.families) for product in products)


def is_shield(product: Product, book: RuleBook) -> bool:
    """Whether the product is the sunscreen that others need: right family, and used in the morning."""
    return book.sunscreen.shield in product.actives and product.time is not Time.EVENING


def _any(actives: Iterable[str], families: tuple[str, ...]) -> bool:
    return any(family in families for family in actives)


def _way_rank(chosen: tuple[Option, ...], way: Uses) -> tuple[int, list[int]]:
    """Fewest products cut from both to one; then mornings go to the lower ids."""
    order = list(Time)
    cut = sum(use is not option.product.time for option, use in zip(chosen, way, strict=True))
    return cut, [order.index(use) for use in way]
