"""What a set of products is worth to a face, in whole numbers, so that "the best" is the same on every machine.

Worth of a set: the sum over needs of ``weight * (1 - product of (1 - credit))`` over the different active families
in it, less ``least_gain`` a product. A further active for the same need adds less, the same active in a second
product adds nothing, and none is worth advising that adds less than ``least_gain``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from consultant_app.services.rules import RuleBook
from consultant_app.services.rules_fit import Claims, Compatibility, Option

SCALE = 100_000
"""Units of worth in a whole need: what differs by less is a tie, and goes to the lower price."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What the best set is asked for.

    Attributes:
        weights: Weight of each need, above 0.
        credited: What the families that the client already uses are credited with.
        book: The rules.
        at_most: Products in the routine, 0..``book.products_at_most``.
        shielded: The client has a sunscreen that she may use.
        budget: Highest sum in hundredths; ``None`` for no limit.
        compatibility: Shared between problems over the same rules.
    """

    weights: tuple[float, ...]
    credited: Claims
    book: RuleBook
    at_most: int
    shielded: bool
    budget: int | None
    compatibility: Compatibility

    @property
    def least(self) -> int:
        """The units that a product must add."""
        return round(SCALE * self.book.least_gain)

    def value(self, need: int, shares: Iterable[float]) -> int:
        """Units that families of these credits, none of them in use already, are worth for one need."""
        open_before = open_after = self._left(need)
        for credit in shares:
            open_after *= 1 - credit
        return round(SCALE * self.weights[need] * (open_before - open_after))

    def worth(self, options: Iterable[Option]) -> int:
        """Units that a set is worth, what each product must at least add taken off."""
        chosen = list(options)
        claims = united(chosen)
        told = sum(
            self.value(
                need, [claims[key] for key in sorted(claims) if key[0] == need and key not in self.credited]
            )
            for need in range(len(self.weights))
        )
        return told - self.least * len(chosen)

    def gain(self, option: Option, beside: Iterable[Option] = ()) -> int:
        """Units that a product adds to others, what it must at least add not taken off."""
        others = list(beside)
        return self.worth([*others, option]) - self.worth(others) + self.least

    def _left(self, need: int) -> float:
        """Share of a need, 0..1, that what she uses already leaves open."""
        left = 1.0
        for (place, _), credit in sorted(self.credited.items()):
            left *= 1 - credit if place == need else 1
        return left


def united(options: Iterable[Option]) -> Claims:
    """What several products claim together."""
    claims: Claims = {}
    for option in options:
        claims |= option.claims
    return claims
