from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.services.rules import ConflictRule, NeedRule, RuleBook, Scope, SunscreenRule
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
    overlap,
)

WHY = {"rationale": {"en": "Why.", "fr": "Raison."}, "source": "house practice"}
BOOK = RuleBook(
    products_at_most=3,
    least_gain=0.02,
    needs=(NeedRule(id="n", criteria=("pores",), below=70, families={"a": 0.5}, **WHY),),
    conflicts=(
        ConflictRule(id="apart", first=("a",), second=("b",), scope=Scope.SAME_TIME, **WHY),
        ConflictRule(id="one", first=("c",), second=("c",), scope=Scope.ROUTINE, **WHY),
    ),
    sunscreen=SunscreenRule(id="sun", families=("a", "c"), shield="spf", **WHY),
)
CREDIT = {"a": 0.55, "b": 0.4, "c": 0.35, "d": 0.3, "spf": 0.25}


def make(
    number: int,
    step: Step = Step.SERUM,
    time: Time = Time.BOTH,
    actives: tuple[str, ...] = ("d",),
    price: float = 10,
) -> Product:
    return Product(
        id=f"p{number}",
        name=f"P{number}",
        step=step,
        time=time,
        price=price,
        currency="EUR",
        size="",
        texture="",
        inci=(),
        actives=actives,
        targets=(),
        fragrance_free=True,
        pregnancy_ok=True,
        sensitive_ok=True,
        in_stock=True,
        how={},
        pitch={},
    )


def option(item: Product, needs: int = 1) -> Option:
    claims = {(place, family): CREDIT[family] for place in range(needs) for family in item.actives}
    return Option(item, claims, cuts(item))


def search(
    weights: tuple[float, ...] = (0.5,),
    *,
    credited: Claims | None = None,
    shielded: bool = True,
    budget: int | None = None,
) -> Search:
    return Search(weights, credited or {}, BOOK, shielded, budget, Compatibility(BOOK))


def ids(chosen: Chosen) -> list[tuple[str, Time]]:
    return [(item.product.id, use) for item, use in zip(chosen.options, chosen.uses, strict=True)]


_products = st.builds(
    make,
    number=st.integers(0, 99),
    step=st.sampled_from([Step.SERUM, Step.MOISTURISER, Step.SUNSCREEN]),
    time=st.sampled_from(list(Time)),
    actives=st.lists(st.sampled_from(list(CREDIT)), unique=True, max_size=2).map(tuple),
    price=st.integers(1, 60).map(float),
)


def brute_force(run: Search, options: list[Option]) -> tuple[float, int, int]:
    """Worth (negated), number and price of the best set, by trying every set and every way to use it."""
    best: tuple[float, int, int] = (0.0, 0, 0)
    for size in range(1, BOOK.products_at_most + 1):
        for some in combinations(options, size):
            cents = sum(item.cents for item in some)
            products = [item.product for item in some]
            if run.budget is not None and cents > run.budget:
                continue
            if needs_shield(products, BOOK) and not run.shielded and not any(is_shield(p, BOOK) for p in products):
                continue
            if not any(fits(some, way) for way in product(*(item.uses for item in some))):
                continue
            worth = -BOOK.least_gain * size
            for place, weight in enumerate(run.weights):
                left_before = left_after = 1.0
                families = {key[1] for item in some for key in item.claims if key[0] == place}
                for family in {family for need, family in run.credited if need == place}:
                    left_before *= 1 - CREDIT[family]
                    families.discard(family)
                for family in families:
                    left_after *= 1 - CREDIT[family]
                worth += weight * left_before * (1 - left_after)
            best = min(best, (-round(worth, 7) + 0.0, size, cents))
    return best


def fits(some: tuple[Option, ...], way: tuple[Time, ...]) -> bool:
    for (one, use), (other, other_use) in combinations(list(zip(some, way, strict=True)), 2):
        families = (set(one.product.actives), set(other.product.actives))
        together = use is other_use or Time.BOTH in (use, other_use)
        if "c" in families[0] and "c" in families[1]:
            return False
        if together and any("a" in families[i] and "b" in families[1 - i] for i in (0, 1)):
            return False
        if one.product.step is other.product.step and (together or one.product.step is not Step.SERUM):
            return False
    return True


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_products, max_size=7, unique_by=lambda item: item.id),
    st.lists(st.floats(0.01, 1), min_size=1, max_size=2).map(tuple),
    st.none() | st.integers(0, 12_000),
    st.booleans(),
    st.sets(st.sampled_from(list(CREDIT)), max_size=2),
)
def test_the_search_finds_what_trying_everything_finds(
    products: list[Product],
    weights: tuple[float, ...],
    budget: int | None,
    shielded: bool,
    used: set[str],
) -> None:
    options = [option(item, len(weights)) for item in products]
    run = search(
        weights, credited={(0, family): CREDIT[family] for family in used}, shielded=shielded, budget=budget
    )
    chosen = run.best(options)
    worth = -BOOK.least_gain * len(chosen.options)
    credited = dict(run.credited)
    for item in chosen.options:
        worth += run.gain(item, credited)
        credited |= item.claims
    expected = brute_force(run, options)
    assert -worth == pytest.approx(expected[0], abs=1e-6)
    assert (len(chosen.options), sum(item.cents for item in chosen.options)) == expected[1:]
    assert fits(chosen.options, chosen.uses)
    assert ids(chosen) == ids(run.best(options[::-1]))


def test_the_same_active_in_a_second_product_adds_nothing() -> None:
    chosen = search().best([option(make(1)), option(make(2, Step.MOISTURISER))])
    assert ids(chosen) == [("p1", Time.BOTH)]


def test_ties_go_to_the_lower_price_then_to_the_lower_id() -> None:
    cheap = option(make(3, price=5))
    assert ids(search().best([option(make(1)), cheap])) == [("p3", Time.BOTH)]
    assert ids(search().best([option(make(2)), option(make(1))])) == [("p1", Time.BOTH)]


def test_two_serums_share_the_day_and_conflicting_ones_are_kept_apart() -> None:
    night = option(make(2, time=Time.EVENING, actives=("a",)))
    chosen = search().best([option(make(1, actives=("b",))), night])
    assert ids(chosen) == [("p1", Time.MORNING), ("p2", Time.EVENING)]
    cream = option(make(1, Step.MOISTURISER, Time.EVENING, actives=("b",)))
    assert ids(search().best([cream, night])) == [("p2", Time.EVENING)]


def test_other_steps_stand_once() -> None:
    creams = [option(make(1, Step.MOISTURISER)), option(make(2, Step.MOISTURISER, actives=("b",)))]
    assert ids(search().best(creams)) == [("p2", Time.BOTH)]


def test_an_active_that_needs_sunscreen_brings_it_or_stays_away() -> None:
    night = option(make(1, time=Time.EVENING, actives=("a",)))
    plain_sun = Option(make(2, Step.SUNSCREEN, Time.MORNING, ("spf",)), {}, (Time.MORNING,))
    night_sun = Option(make(3, Step.SUNSCREEN, Time.EVENING, ("spf",)), {}, (Time.EVENING,))
    assert ids(search(shielded=False).best([night, plain_sun])) == [("p1", Time.EVENING), ("p2", Time.MORNING)]
    assert ids(search(shielded=False).best([night, night_sun])) == []
    assert ids(search(shielded=True).best([night, plain_sun])) == [("p1", Time.EVENING)]


def test_the_budget_is_held_to_the_cent() -> None:
    first, second = option(make(1, price=19.99)), option(make(2, Step.MOISTURISER, actives=("b",), price=30.01))
    assert len(search(budget=5000).best([first, second]).options) == 2
    assert ids(search(budget=4999).best([first, second])) == [("p2", Time.BOTH)]
    assert search(budget=0).best([first, second]) == Chosen()


def test_small_helpers() -> None:
    assert cents_of(0.1 + 0.2) == 30
    assert overlap(Time.BOTH, Time.MORNING)
    assert not overlap(Time.EVENING, Time.MORNING)
    assert Compatibility(BOOK).ways([option(make(1)), option(make(2))]) == [
        (Time.MORNING, Time.EVENING),
        (Time.EVENING, Time.MORNING),
    ]
