import random
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.services.rules import ConflictRule, NeedRule, RuleBook, Scope, SunscreenRule
from consultant_app.services.rules_fit import (
    Chosen,
    Claims,
    Compatibility,
    Option,
    cuts,
    is_shield,
    needs_shield,
)
from consultant_app.services.rules_optimiser import best_set, prepare, undominated
from consultant_app.services.rules_worth import SCALE, Problem

WHY = {
    "rationale": {"en": "Why.", "fr": "Raison."},
    "sources": ({"basis": "house", "cite": "Convention of the house"},),
}
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


def asked(
    weights: tuple[float, ...] = (0.5,),
    *,
    credited: Claims | None = None,
    shielded: bool = True,
    budget: int | None = None,
    at_most: int = BOOK.products_at_most,
) -> Problem:
    return Problem(weights, credited or {}, BOOK, at_most, shielded, budget, Compatibility(BOOK))


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


def brute_force(run: Problem, options: list[Option]) -> tuple[int, int, int, int, list[str]]:
    """Worth (negated), number, price, cuts and ids of the best set: every set and every way is tried."""
    best: tuple[int, int, int, int, list[str]] = (0, 0, 0, 0, [])
    for size in range(1, run.at_most + 1):
        for some in combinations(options, size):
            cents = sum(item.cents for item in some)
            products = [item.product for item in some]
            if run.budget is not None and cents > run.budget:
                continue
            if needs_shield(products, BOOK) and not run.shielded and not any(is_shield(p, BOOK) for p in products):
                continue
            ways = [way for way in product(*(item.uses for item in some)) if fits(some, way)]
            if not ways:
                continue
            cut = min(
                sum(use is not item.product.time for item, use in zip(some, way, strict=True)) for way in ways
            )
            names = sorted(item.product.id for item in some)
            best = min(best, (-worth_of(run, some), size, cents, cut, names))
    return best


def worth_of(run: Problem, some: tuple[Option, ...]) -> int:
    """The worth of a set by the formula of the documentation, without the code under test."""
    worth = -round(SCALE * BOOK.least_gain) * len(some)
    for place, weight in enumerate(run.weights):
        used = {family for need, family in run.credited if need == place}
        before = after = 1.0
        for family in sorted(used):
            before *= 1 - CREDIT[family]
            after *= 1 - CREDIT[family]
        for family in sorted({key[1] for item in some for key in item.claims if key[0] == place} - used):
            after *= 1 - CREDIT[family]
        worth += round(SCALE * weight * (before - after))
    return worth


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


@settings(max_examples=40, deadline=None)
@given(
    st.lists(_products, max_size=7, unique_by=lambda item: item.id),
    st.lists(st.floats(0.01, 1), min_size=1, max_size=2).map(tuple),
    st.none() | st.integers(0, 12_000),
    st.booleans(),
    st.sets(st.sampled_from(list(CREDIT)), max_size=2),
    st.integers(0, 3),
)
def test_the_optimiser_finds_what_trying_everything_finds(
    products: list[Product],
    weights: tuple[float, ...],
    budget: int | None,
    shielded: bool,
    used: set[str],
    at_most: int,
) -> None:
    options = [option(item, len(weights)) for item in products]
    credited = {(0, family): CREDIT[family] for family in used}
    run = asked(weights, credited=credited, shielded=shielded, budget=budget, at_most=at_most)
    chosen = best_set(run, options)
    expected = brute_force(run, options)
    assert -run.worth(chosen.options) == expected[0]
    assert (len(chosen.options), sum(item.cents for item in chosen.options)) == expected[1:3]
    assert (
        sum(use is not item.product.time for item, use in zip(chosen.options, chosen.uses, strict=True))
        == (expected[3])
    )
    assert [item.product.id for item in chosen.options] == expected[4]
    assert fits(chosen.options, chosen.uses)


def test_the_order_of_the_catalogue_plays_no_part() -> None:
    shuffle = random.Random(4)  # noqa: S311 - an order, no secret
    items = [
        option(make(number, step, actives=actives, price=price))
        for number, (step, actives, price) in enumerate(
            product((Step.SERUM, Step.MOISTURISER, Step.TONER), (("a",), ("b", "d"), ("c",)), (10, 10, 20))
        )
    ]
    first = best_set(asked(), items)
    for _ in range(4):
        shuffle.shuffle(items)
        assert best_set(asked(), items) == first


def test_the_same_active_in_a_second_product_adds_nothing() -> None:
    chosen = best_set(asked(), [option(make(1)), option(make(2, Step.MOISTURISER))])
    assert ids(chosen) == [("p1", Time.BOTH)]


def test_ties_go_to_the_lower_price_then_to_the_lower_id() -> None:
    cheap = option(make(3, price=5))
    assert ids(best_set(asked(), [option(make(1)), cheap])) == [("p3", Time.BOTH)]
    assert ids(best_set(asked(), [option(make(2)), option(make(1))])) == [("p1", Time.BOTH)]


def test_two_serums_share_the_day_and_conflicting_ones_are_kept_apart() -> None:
    night = option(make(2, time=Time.EVENING, actives=("a",)))
    chosen = best_set(asked(), [option(make(1, actives=("b",))), night])
    assert ids(chosen) == [("p1", Time.MORNING), ("p2", Time.EVENING)]
    cream = option(make(1, Step.MOISTURISER, Time.EVENING, actives=("b",)))
    assert ids(best_set(asked(), [cream, night])) == [("p2", Time.EVENING)]


def test_other_steps_stand_once() -> None:
    creams = [option(make(1, Step.MOISTURISER)), option(make(2, Step.MOISTURISER, actives=("b",)))]
    assert ids(best_set(asked(), creams)) == [("p2", Time.BOTH)]


def test_an_active_that_needs_sunscreen_brings_it_or_stays_away() -> None:
    night = option(make(1, time=Time.EVENING, actives=("a",)))
    plain_sun = Option(make(2, Step.SUNSCREEN, Time.MORNING, ("spf",)), {}, (Time.MORNING,))
    night_sun = Option(make(3, Step.SUNSCREEN, Time.EVENING, ("spf",)), {}, (Time.EVENING,))
    assert ids(best_set(asked(shielded=False), [night, plain_sun])) == [("p1", Time.EVENING), ("p2", Time.MORNING)]
    assert ids(best_set(asked(shielded=False), [night, night_sun])) == []
    assert ids(best_set(asked(shielded=True), [night, plain_sun])) == [("p1", Time.EVENING)]


def test_the_budget_is_held_to_the_cent() -> None:
    first, second = option(make(1, price=19.99)), option(make(2, Step.MOISTURISER, actives=("b",), price=30.01))
    assert len(best_set(asked(budget=5000), [first, second]).options) == 2
    assert ids(best_set(asked(budget=4999), [first, second])) == [("p2", Time.BOTH)]
    assert best_set(asked(budget=0), [first, second]) == Chosen()


def test_equal_sets_go_to_the_lower_ids() -> None:
    night = [
        option(make(number, step, Time.EVENING, ("d",))) for number, step in ((5, Step.TONER), (4, Step.MASK))
    ]
    assert ids(best_set(asked(), night)) == [("p4", Time.EVENING)]


def test_no_more_products_than_she_wants() -> None:
    items = [option(make(1)), option(make(2, Step.MOISTURISER, actives=("b",)))]
    assert len(best_set(asked(), items).options) == 2
    assert ids(best_set(asked(at_most=1), items)) == [("p2", Time.BOTH)]
    assert best_set(asked(at_most=0), items) == Chosen()


def test_look_alikes_are_not_weighed_twice() -> None:
    twins = [option(make(number, price=number)) for number in range(20, 40)]
    assert [item.product.id for item in undominated(asked(), twins)] == ["p20"]


def test_the_solver_is_loaded_beforehand() -> None:
    prepare()
