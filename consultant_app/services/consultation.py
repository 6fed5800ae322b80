"""One client at one visit: her needs, what bars what, the best routine, and what may be changed in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.catalogue import Catalogue, Product, Step, Time
from consultant_app.domain.clients import Profile
from consultant_app.domain.routine import Exclusion, Origin, Recommendation, Routine
from consultant_app.services.rules import RuleSet
from consultant_app.services.rules_fit import (
    Chosen,
    Claims,
    Compatibility,
    Option,
    cents_of,
    cuts,
    is_shield,
    needs_shield,
)
from consultant_app.services.rules_left_out import LeftOut
from consultant_app.services.rules_needs import Need, claim_for, claims_of, needs_of
from consultant_app.services.rules_optimiser import best_set
from consultant_app.services.rules_profile import Bar, bar_for
from consultant_app.services.rules_reasons import reasons_of
from consultant_app.services.rules_worth import Problem


class Consultation:
    """Routines for one face and one profile. It holds no state that changes; any thread.

    Every routine it hands out keeps every rule, but one: a person may take away a sunscreen that another product
    needs, and is then told so (``missing_shield``).

    Args:
        catalogue: Products that hold together.
        rules: Rules that were checked against them.
        compatibility: Shared between consultations over the same rules.
        analysis: Scores; what cannot be said leads to nothing.
        profile: What must be respected and what she wishes. What she uses counts as part of the routine (it is not
            covered again, and what conflicts with it is left out); ids and families that the house no longer knows
            are passed over.
        age: Whole years; ``None`` when unknown.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        rules: RuleSet,
        compatibility: Compatibility,
        analysis: Analysis,
        profile: Profile,
        age: int | None,
    ) -> None:
        self._products = catalogue.products
        self._book = rules.book
        self._compatibility = compatibility
        self._needs = needs_of(analysis, rules.book, profile.wishes)
        self._bars = {item.id: bar_for(item, profile, age, rules) for item in self._products.values()}
        self._mine = _usable(profile.owned, self._products, self._bars)
        families = rules.ingredients.families
        used = [key for key in dict.fromkeys(profile.used_actives) if key in families]
        self._home: dict[str, Time] = {key: families[key].home_time for key in used}
        self._problem = self._asked(profile)
        self._options = {product.id: self._option(product) for product in self._products.values()}

    def best(self) -> Routine:
        """The best few products, empty where there is nothing to advise, and what else would have fitted."""
        free = [
            self._options[key] for key, bar in self._bars.items() if bar is None and key not in self._ids_at_home
        ]
        useful = [item for item in free if item.uses and (item.claims or is_shield(item.product, self._book))]
        return self._routine(best_set(self._problem, useful), {})

    def why_not(self, routine: Routine) -> tuple[Exclusion, ...]:
        """Each product of the catalogue that is not in ``routine``, and why; the most fitting first."""
        return self._left_out(self._chosen(routine)).every(self._products.values())

    def missing_shield(self, routine: Routine) -> tuple[Product, ...]:
        """Products of ``routine`` that ask for a sunscreen while she has none."""
        products = [item.product for item in routine.recommendations]
        if self._problem.shielded or any(is_shield(product, self._book) for product in products):
            return ()
        return tuple(product for product in products if needs_shield([product], self._book))

    def swaps(self, routine: Routine, product_id: str) -> tuple[Recommendation, ...]:
        """What may stand in the place of a product: the same step first, then what does most for the face.

        Only what belongs to the same step or answers a need, and breaks no rule beside the others.
        """
        step = routine.item(product_id).step
        others = [
            self._options[item.product.id] for item in routine.recommendations if item.product.id != product_id
        ]
        offers = [
            (option.product.step is not step, rank, offer)
            for rank, option, offer in self._offers(routine, others, Origin.SWAPPED)
            if option.product.id != product_id and (option.product.step is step or option.claims)
        ]
        return tuple(offer for *_, offer in sorted(offers, key=lambda item: item[:2]))

    def additions(self, routine: Routine) -> tuple[Recommendation, ...]:
        """What may be added without breaking a rule, what does most for the face first."""
        chosen = self._chosen(routine).options
        return tuple(offer for *_, offer in self._offers(routine, chosen, Origin.ADDED))

    def swapped(self, routine: Routine, product_id: str, other_id: str) -> Routine:
        """``routine`` with one product in the place of another, times and reasons told anew.

        Raises:
            ValueError: the other product is none of ``swaps``.
        """
        return self._changed(routine, product_id, other_id, Origin.SWAPPED)

    def added(self, routine: Routine, product_id: str) -> Routine:
        """``routine`` with one more product.

        Raises:
            ValueError: the product is none of ``additions``.
        """
        return self._changed(routine, None, product_id, Origin.ADDED)

    def removed(self, routine: Routine, product_id: str) -> Routine:
        """``routine`` without a product; what was cut to make room for it may be used as printed again."""
        rest = [item for item in routine.recommendations if item.product.id != product_id]
        return self._routine(self._chosen(Routine(tuple(rest))), _by_id(rest))

    @property
    def _ids_at_home(self) -> frozenset[str]:
        return frozenset(product.id for product in self._mine)

    def _asked(self, profile: Profile) -> Problem:
        credited: Claims = {}
        for product in self._mine:
            credited |= _claims(product, self._needs)
        for family in self._home:
            claims = ((place, claim_for(family, need)) for place, need in enumerate(self._needs))
            credited |= {(place, family): claim.weight for place, claim in claims if claim is not None}
        shielded = any(is_shield(product, self._book) for product in self._mine)
        most = self._book.products_at_most
        return Problem(
            weights=tuple(need.weight for need in self._needs),
            credited=credited,
            book=self._book,
            at_most=most if profile.products_at_most is None else min(most, max(0, profile.products_at_most)),
            shielded=shielded or self._book.sunscreen.shield in self._home,
            budget=None if profile.budget is None else cents_of(profile.budget),
            compatibility=self._compatibility,
        )

    def _option(self, product: Product) -> Option:
        return Option(product, _claims(product, self._needs), self._uses_beside(product))

    def _uses_beside(self, product: Product) -> tuple[Time, ...]:
        """When a product can be used beside what is at home; an owned one for both may be cut to make room."""
        fit, beside = self._compatibility.fit, self._compatibility.beside
        return tuple(
            use
            for use in cuts(product)
            if all(beside(product, use, family, time) for family, time in self._home.items())
            and all(
                fit(product, use, other, other.time, slots=False)
                and any(fit(product, use, other, cut) for cut in cuts(other))
                for other in self._mine
            )
        )

    def _chosen(self, routine: Routine) -> Chosen:
        """The routine as a set; a product that left the catalogue since is passed over."""
        known = [item for item in routine.recommendations if item.product.id in self._options]
        options = [self._options[item.product.id] for item in known]
        return self._compatibility.timed(options) or Chosen(tuple(options), tuple(item.time for item in known))

    def _left_out(self, chosen: Chosen) -> LeftOut:
        return LeftOut(
            self._problem, chosen, self._mine, self._home, self._bars, lambda product: self._options[product.id]
        )

    def _routine(self, chosen: Chosen, before: Mapping[str, Recommendation]) -> Routine:
        """The routine of a set by step, then by time: any morning or evening read from it is in order of use.

        Args:
            chosen: The products and when they are used.
            before: What was known of a product already: its origin, note, and whether it was bought.
        """
        products = [option.product for option in chosen.options]
        reasons = reasons_of(products, self._needs, self._problem.credited, self._book)
        found = []
        for product, use in zip(products, chosen.uses, strict=True):
            item = before.get(product.id) or Recommendation(product, product.step, use, ())
            found.append(replace(item, time=use, reasons=tuple(reasons[product.id])))
        steps, times = list(Step), list(Time)
        found.sort(key=lambda item: (steps.index(item.step), times.index(item.time), item.product.id))
        return Routine(tuple(found), self._left_out(chosen).missed(self._products.values()))

    def _offers(
        self, routine: Routine, others: Sequence[Option], origin: Origin
    ) -> list[tuple[tuple[int, int, str], Option, Recommendation]]:
        """All products that may stand beside ``others``, with a rank (low is good) and what they would become."""
        taken = {item.product.id for item in routine.recommendations} | self._ids_at_home
        offers = []
        for key, option in self._options.items():
            if key in taken or self._bars[key] is not None or not self._keeps_rules([*others, option]):
                continue
            chosen = self._compatibility.timed([*others, option])
            if chosen is None:
                continue
            products = [item.product for item in chosen.options]
            reasons = reasons_of(products, self._needs, self._problem.credited, self._book)[key]
            use = chosen.uses[products.index(option.product)]
            offer = Recommendation(option.product, option.product.step, use, tuple(reasons), origin)
            offers.append(((-self._problem.gain(option, others), option.cents, key), option, offer))
        return sorted(offers, key=lambda item: item[0])

    def _keeps_rules(self, options: Sequence[Option]) -> bool:
        """Whether a set keeps the limit, the budget and the rule about sunscreen."""
        problem, products = self._problem, [option.product for option in options]
        shielded = problem.shielded or any(is_shield(product, self._book) for product in products)
        return (
            len(options) <= problem.at_most
            and (problem.budget is None or sum(option.cents for option in options) <= problem.budget)
            and (shielded or not needs_shield(products, self._book))
        )

    def _changed(self, routine: Routine, former: str | None, product_id: str, origin: Origin) -> Routine:
        offers = self.additions(routine) if former is None else self.swaps(routine, former)
        offer = next((item for item in offers if item.product.id == product_id), None)
        if offer is None:
            raise ValueError(f"{product_id} may not be {origin} here")
        rest = [item for item in routine.recommendations if item.product.id != former]
        items = [*rest, offer]
        return self._routine(self._chosen(Routine(tuple(items))), _by_id(items))


def _by_id(items: Iterable[Recommendation]) -> dict[str, Recommendation]:
    return {item.product.id: item for item in items}


def _claims(product: Product, needs: tuple[Need, ...]) -> Claims:
    return {
        (place, claim.family): claim.weight
        for place, need in enumerate(needs)
        for claim in claims_of(product, need)
    }


def _usable(
    owned: Iterable[str], products: Mapping[str, Product], bars: Mapping[str, Bar | None]
) -> list[Product]:
    """What the client owns and may use: out of stock or not to her taste is no matter, any other bar is."""
    known = (products[key] for key in dict.fromkeys(owned) if key in products)
    harmless = {"exclusion.stock", "exclusion.texture"}
    return [product for product in known if (bar := bars[product.id]) is None or bar.why in harmless]
