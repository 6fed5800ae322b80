"""Which products would have fitted but were left out, and why: what the consultant needs when the client asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from consultant_app.domain.catalogue import Product, Step
from consultant_app.domain.routine import Exclusion
from consultant_app.services.rules_profile import Bar
from consultant_app.services.rules_search import Chosen, Option, Search, cents_of, cuts, is_shield, needs_shield

_ONE_A_STEP = frozenset({"exclusion.budget", "exclusion.limit"})
"""Reasons that say nothing about the product itself: the best of a step stands for the others."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The explanation of one routine.

    Attributes:
        search: The search that made it.
        chosen: What it chose.
        mine: Products the client owns and may use.
        bars: What bars each product by itself, by id.
        option: A product with its effects and its uses beside ``mine``.
    """

    search: Search
    chosen: Chosen
    mine: Sequence[Product]
    bars: Mapping[str, Bar | None]
    option: Callable[[Product], Option]

    def barred(self, products: Iterable[Product]) -> tuple[Exclusion, ...]:
        """Products that by themselves were worth advising but are barred or already in use; most fitting first."""
        found = []
        for product in products:
            bar = Bar("exclusion.owned") if product in self.mine else self.bars[product.id]
            found.append((self.search.gain(self.option(product), {}), product, bar))
        return self._exclusions(found)

    def crowded_out(self, products: Iterable[Product]) -> tuple[Exclusion, ...]:
        """Products that would still add enough to the routine but break a rule of sets; most fitting first.

        One whose place is merely taken by a better product is an alternative, not an exclusion; and of the many
        that a budget or the limit leaves out, only the best of each step is told.
        """
        taken = {option.product.id for option in self.chosen.options}
        credited = dict(self.search.credited)
        for chosen in self.chosen.options:
            credited |= chosen.claims
        found = []
        for product in products:
            if product.id not in taken and product not in self.mine and self.bars[product.id] is None:
                option = self.option(product)
                found.append((self.search.gain(option, credited), product, self._set_bar(option)))
        return self._exclusions(found)

    def _exclusions(self, found: list[tuple[float, Product, Bar | None]]) -> tuple[Exclusion, ...]:
        exclusions: list[Exclusion] = []
        told: set[tuple[str, Step]] = set()
        for gain, product, bar in sorted(found, key=lambda item: (-item[0], item[1].id)):
            if bar is None or gain < self.search.book.least_gain or (bar.why, product.step) in told:
                continue
            if bar.why in _ONE_A_STEP:
                told.add((bar.why, product.step))
            exclusions.append(Exclusion(product.id, product.name, bar.why, bar.detail))
        return tuple(exclusions)

    def _set_bar(self, option: Option) -> Bar | None:
        """The first rule of sets that adding the product would break; ``None`` where its place is taken."""
        apart = self._kept_apart(option.product)
        if apart:
            return Bar("exclusion.conflict", ", ".join(apart))
        book = self.search.book
        products = [*(item.product for item in self.chosen.options), option.product]
        shielded = self.search.shielded or any(is_shield(product, book) for product in products)
        if needs_shield(products, book) and not shielded:
            return Bar("exclusion.sunscreen")
        if not self.search.compatibility.ways((*self.chosen.options, option)):
            return None
        if self.search.budget is not None and sum(cents_of(p.price) for p in products) > self.search.budget:
            return Bar("exclusion.budget")
        return Bar("exclusion.limit", str(book.products_at_most))

    def _kept_apart(self, product: Product) -> list[str]:
        """Names of the products beside which the conflict rules leave ``product`` no time of use."""
        beside = [
            *((item.product, item.uses) for item in self.chosen.options),
            *((other, (other.time,)) for other in self.mine),
        ]
        fit = self.search.compatibility.fit
        return [
            other.name
            for other, uses in beside
            if not any(fit(product, own, other, use, slots=False) for own in cuts(product) for use in uses)
        ]
