"""Why each product that is not in a routine is not: what the consultant needs when the client asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.routine import Exclusion
from consultant_app.services.rules_fit import Chosen, Option, cents_of, cuts, is_shield, needs_shield
from consultant_app.services.rules_profile import Bar
from consultant_app.services.rules_worth import Problem, united

_ONE_A_STEP = frozenset({"exclusion.budget", "exclusion.limit"})
"""Reasons that say nothing about the product itself: the best of a step stands for the others."""

_NOT_MISSED = frozenset(
    {
        "exclusion.no_need",
        "exclusion.covered",
        "exclusion.covered_home",
        "exclusion.adds_little",
        "exclusion.place_taken",
        "exclusion.possible",
    }
)
"""Reasons that leave nothing out: the product would not have made the routine better, or another does it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The explanation of one routine.

    Attributes:
        problem: What the best set was asked for.
        chosen: What the routine holds.
        mine: Products of the house that the client uses and may use.
        home: Families of actives that she uses from elsewhere, and when.
        bars: What bars each product by itself, by id.
        option: A product with its effects and its uses beside what she uses.
    """

    problem: Problem
    chosen: Chosen
    mine: Sequence[Product]
    home: Mapping[str, Time]
    bars: Mapping[str, Bar | None]
    option: Callable[[Product], Option]

    def missed(self, products: Iterable[Product]) -> tuple[Exclusion, ...]:
        """Products that would have fitted the face but are left out, the most fitting first.

        Of the many that only a budget or the limit leaves out, the best of each step is told.
        """
        found = []
        for place, exclusion, product in self._ranked(products):
            if exclusion.why in _NOT_MISSED or -place < self.problem.least:
                continue
            found.append((exclusion, product.step))
        told: set[tuple[str, Step]] = set()
        kept = []
        for exclusion, step in found:
            if exclusion.why in _ONE_A_STEP and (exclusion.why, step) in told:
                continue
            told.add((exclusion.why, step))
            kept.append(exclusion)
        return tuple(kept)

    def every(self, products: Iterable[Product]) -> tuple[Exclusion, ...]:
        """Each product that is not in the routine, with the first reason that holds; the most fitting first."""
        return tuple(exclusion for _, exclusion, _ in self._ranked(products))

    def _ranked(self, products: Iterable[Product]) -> list[tuple[int, Exclusion, Product]]:
        taken = {option.product.id for option in self.chosen.options}
        found = []
        for product in products:
            if product.id in taken:
                continue
            bar, option = self._bar(product), self.option(product)
            if product in self.mine or self.bars[product.id] is not None:
                gain = replace(self.problem, credited={}).gain(option)
            else:
                gain = self.problem.gain(option, self.chosen.options)
            found.append((-gain, Exclusion(product.id, product.name, bar.why, bar.detail), product))
        return sorted(found, key=lambda item: (item[0], item[2].id))

    def _bar(self, product: Product) -> Bar:
        """The first reason that holds: her own, what bars it, what it does, what it would break."""
        if product in self.mine:
            return Bar("exclusion.owned")
        return self.bars[product.id] or self._no_gain(self.option(product)) or self._set_bar(self.option(product))

    def _no_gain(self, option: Option) -> Bar | None:
        """Why a product would make the routine no better; ``None`` where it would."""
        if not option.claims:
            return Bar("exclusion.no_need")
        if option.claims.keys() <= self.problem.credited.keys():
            return Bar("exclusion.covered_home")
        if self.problem.gain(option, self.chosen.options) >= self.problem.least:
            return None
        brought = united(self.chosen.options).keys() | self.problem.credited.keys()
        if option.claims.keys() <= brought:
            does = [item.product.name for item in self.chosen.options if item.claims.keys() & option.claims.keys()]
            return Bar("exclusion.covered", ", ".join(does))
        return Bar("exclusion.adds_little")

    def _set_bar(self, option: Option) -> Bar:
        """The first rule of sets that adding the product would break."""
        at_home = [
            family
            for family, time in self.home.items()
            if not any(
                self.problem.compatibility.beside(option.product, use, family, time)
                for use in cuts(option.product)
            )
        ]
        if at_home:
            return Bar("exclusion.conflict_home", at_home[0])
        apart = self._kept_apart(option.product)
        if apart:
            return Bar("exclusion.conflict", ", ".join(apart))
        book = self.problem.book
        products = [*(item.product for item in self.chosen.options), option.product]
        shielded = self.problem.shielded or any(is_shield(product, book) for product in products)
        if needs_shield([option.product], book) and not shielded:
            return Bar("exclusion.sunscreen")
        if not self.problem.compatibility.ways((*self.chosen.options, option)):
            rivals = [
                item.product.name for item in self.chosen.options if item.product.step is option.product.step
            ]
            return Bar("exclusion.place_taken", ", ".join(rivals))
        if len(products) > self.problem.at_most:
            return Bar("exclusion.limit", str(self.problem.at_most))
        if self.problem.budget is not None and sum(cents_of(p.price) for p in products) > self.problem.budget:
            return Bar("exclusion.budget")
        return Bar("exclusion.possible")

    def _kept_apart(self, product: Product) -> list[str]:
        """Names of the products beside which the conflict rules leave ``product`` no time of use."""
        beside = [
            *((item.product, item.uses) for item in self.chosen.options),
            *((other, (other.time,)) for other in self.mine),
        ]
        fit = self.problem.compatibility.fit
        return [
            other.name
            for other, uses in beside
            if not any(fit(product, own, other, use, slots=False) for own in cuts(product) for use in uses)
        ]
