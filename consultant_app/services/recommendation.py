"""From an analysis to a short, reasoned routine; "nothing to advise" is one of its answers.

Everything is computed from the given values: the same analysis, profile and catalogue give the same routine. The
service holds no state that changes and may be called from any thread.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.catalogue import Catalogue, Product, Step, Time
from consultant_app.domain.clients import Profile
from consultant_app.domain.routine import Reason, Recommendation, Routine
from consultant_app.services.catalogue import load_house
from consultant_app.services.rules import RuleSet
from consultant_app.services.rules_left_out import LeftOut
from consultant_app.services.rules_needs import Need, claims_of, needs_of
from consultant_app.services.rules_profile import Bar, bar_for
from consultant_app.services.rules_search import (
    Chosen,
    Claims,
    Compatibility,
    Option,
    Search,
    cents_of,
    cuts,
    is_shield,
    needs_shield,
)


class RecommendationService:
    """Recommends products of one catalogue by one set of rules.

    Args:
        catalogue: Products that hold together (``load_catalogue``).
        rules: Rules that were checked against them (``load_house``).
    """

    def __init__(self, catalogue: Catalogue, rules: RuleSet) -> None:
        self.catalogue = catalogue
        self._rules = rules
        self._compatibility = Compatibility(rules.book)

    def recommend(
        self, analysis: Analysis, profile: Profile, owned: tuple[str, ...] = (), *, age: int | None = None
    ) -> Routine:
        """The best few products for what the analysis shows, in order of use.

        Args:
            analysis: Scores; what cannot be said leads to nothing.
            profile: What must be respected; a bar is never traded against a gain.
            owned: Ids of products the client already uses. They count as part of the routine (what they cover is
                not covered again, what conflicts with them is left out) but are not recommended. Unknown ids are
                products no longer sold and are passed over.
            age: Whole years; ``None`` when unknown.

        Returns:
            The routine, empty when there is nothing to advise, with the products left out that would have fitted.
        """
        book = self._rules.book
        needs = needs_of(analysis, book)
        products = self.catalogue.products.values()
        bars = {product.id: bar_for(product, profile, age, self._rules) for product in products}
        mine = self._used(owned, bars)

        def option_of(product: Product) -> Option:
            return Option(product, _claims(product, needs), self._uses_beside(product, mine))

        search = self._search(needs, mine, profile.budget)
        options = [option_of(product) for product in products if bars[product.id] is None and product not in mine]
        useful = [item for item in options if item.uses and (item.claims or is_shield(item.product, book))]
        chosen = search.best(useful)
        left_out = LeftOut(search, chosen, mine, bars, option_of)
        return Routine(
            recommendations=self._recommendations(chosen, needs, search.credited),
            exclusions=(*left_out.barred(products), *left_out.crowded_out(products)),
        )

    def alternatives(
        self, recommendation: Recommendation, profile: Profile, *, age: int | None = None
    ) -> list[Product]:
        """Products the consultant may put in the place of a recommended one, the closest first.

        They are of the same step, may be used at the same time, answer at least one of the same criteria, are
        barred by nothing, and bring in no family that a conflict or sunscreen rule watches and the original did
        not have: whatever else is in the routine, a swap cannot break it. A sunscreen is only swapped for one.
        The budget is held for the one product; the sum is the screen's to show.
        """
        original = recommendation.product
        criteria = {reason.criterion for reason in recommendation.reasons}
        watched = self._rules.book.watched_families()
        ranked = []
        for product in self.catalogue.products.values():
            shared = self._served(product, criteria)
            if (
                product.id != original.id
                and product.step is recommendation.step
                and product.time in (recommendation.time, Time.BOTH)
                and shared
                and bar_for(product, profile, age, self._rules) is None
                and (profile.budget is None or cents_of(product.price) <= cents_of(profile.budget))
                and watched & {*product.actives} <= {*original.actives}
                and is_shield(product, self._rules.book) >= is_shield(original, self._rules.book)
            ):
                ranked.append((-shared, abs(product.price - original.price), product.id, product))
        return [product for *_, product in sorted(ranked, key=lambda item: item[:3])]

    def rationale(self, rule_id: str, language: str) -> str:
        """Why a rule exists, in words fit for the client; English where the language has no text.

        Raises:
            KeyError: no such rule.
        """
        return _localised(self._rules.rule(rule_id).rationale, language)

    def source(self, rule_id: str) -> str:
        """Where a rule is known from: a literature reference, or house practice.

        Raises:
            KeyError: no such rule.
        """
        return self._rules.rule(rule_id).source

    def active_name(self, active: str, language: str) -> str:
        """The name of a family of actives, as ``Product.actives`` lists it; English where the language has none.

        Raises:
            KeyError: no such family.
        """
        return _localised(self._rules.ingredients.families[active].name, language)

    def _used(self, owned: tuple[str, ...], bars: Mapping[str, Bar | None]) -> list[Product]:
        """What the client owns and may use: out of stock is no matter, any other bar is."""
        known = (self.catalogue.products[key] for key in dict.fromkeys(owned) if key in self.catalogue.products)
        return [product for product in known if (bar := bars[product.id]) is None or bar.why == "exclusion.stock"]

    def _uses_beside(self, product: Product, mine: Sequence[Product]) -> tuple[Time, ...]:
        """When a product can be used beside the owned ones; an owned one for both may be cut to make room."""
        fit = self._compatibility.fit
        return tuple(
            use
            for use in cuts(product)
            if all(
                fit(product, use, other, other.time, slots=False)
                and any(fit(product, use, other, cut) for cut in cuts(other))
                for other in mine
            )
        )

    def _search(self, needs: tuple[Need, ...], mine: Sequence[Product], budget: float | None) -> Search:
        credited: Claims = {}
        for product in mine:
            credited |= _claims(product, needs)
        return Search(
            weights=tuple(need.weight for need in needs),
            credited=credited,
            book=self._rules.book,
            shielded=any(is_shield(product, self._rules.book) for product in mine),
            budget=None if budget is None else cents_of(budget),
            compatibility=self._compatibility,
        )

    def _recommendations(
        self, chosen: Chosen, needs: tuple[Need, ...], credited: Claims
    ) -> tuple[Recommendation, ...]:
        """The chosen products by step, then by time: any morning or evening read from it is in order of use."""
        products = [option.product for option in chosen.options]
        reasons = _reasons(products, needs, credited)
        watched = [product for product in products if needs_shield([product], self._rules.book)]
        shields = [product for product in products if is_shield(product, self._rules.book)]
        if watched and shields:
            # The sunscreen is there for the scores that led to the active that asks for it.
            led = reasons[watched[0].id][0]
            reasons[shields[0].id].append(Reason(led.criterion, led.zone, self._rules.book.sunscreen.id))
        found = [
            Recommendation(product, product.step, use, tuple(reasons[product.id]))
            for product, use in zip(products, chosen.uses, strict=True)
        ]
        steps, times = list(Step), list(Time)
        return tuple(sorted(found, key=lambda r: (steps.index(r.step), times.index(r.time), r.product.id)))

    def _served(self, product: Product, criteria: set[str]) -> int:
        """How many of the criteria the product is meant for and has an active for, by any rule."""
        return sum(
            any(
                criterion in rule.criteria and not set(rule.families).isdisjoint(product.actives)
                for rule in self._rules.book.needs
            )
            for criterion in criteria & set(product.targets)
        )


def _claims(product: Product, needs: tuple[Need, ...]) -> Claims:
    return {
        (place, claim.family): claim.weight
        for place, need in enumerate(needs)
        for claim in claims_of(product, need)
    }


def _reasons(products: Sequence[Product], needs: tuple[Need, ...], credited: Claims) -> dict[str, list[Reason]]:
    """What led to each product, what weighs most first.

    A family is told once a criterion: a second product with the same one is there for something else. A product
    that adds anything has a family that no other brings, hence a reason.
    """
    told = set(credited)
    reasons: dict[str, list[Reason]] = {product.id: [] for product in products}
    claims = [
        (-need.weight * claim.weight, len(product.actives), product.id, place, claim)
        for product in products
        for place, need in enumerate(needs)
        for claim in claims_of(product, need)
    ]
    # Of two products with the same family, the one with fewer actives is the more plainly there for it.
    for _, _, product_id, place, claim in sorted(claims, key=lambda item: item[:4]):
        criterion, mine = needs[place].criterion, reasons[product_id]
        if (place, claim.family) not in told and all(reason.criterion != criterion for reason in mine):
            told.add((place, claim.family))
            mine.append(Reason(criterion, claim.call.zone, claim.call.rule.id))
    return reasons


def _localised(sentences: Mapping[str, str], language: str) -> str:
    short = language.replace("-", "_").split("_", maxsplit=1)[0]
    return sentences.get(language) or sentences.get(short) or sentences["en"]


def load_recommendations(folder: Path | None = None) -> RecommendationService:
    """The service over the files of ``folder``, or the bundled ones.

    Raises:
        CatalogueError: the files do not hold together; every fault is listed.
    """
    house = load_house(folder)
    return RecommendationService(house.catalogue, house.rules)


@lru_cache
def default_recommendations() -> RecommendationService:
    """The service over the bundled files, read once.

    Raises:
        CatalogueError: the files do not hold together; every fault is listed.
    """
    return load_recommendations()
