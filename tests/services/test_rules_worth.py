import pytest

from consultant_app.domain.catalogue import Step
from consultant_app.services.rules_worth import SCALE, united
from tests.services.test_rules_optimiser import BOOK, CREDIT, asked, make, option


def test_a_second_active_adds_less_and_the_same_one_nothing() -> None:
    run = asked((0.5,))
    first, other, same = (
        option(make(1, actives=("a",))),
        option(make(2, actives=("b",))),
        option(make(3, actives=("a",))),
    )
    assert run.gain(first) == round(SCALE * 0.5 * CREDIT["a"])
    assert 0 < run.gain(other, [first]) < run.gain(other)
    assert run.gain(same, [first]) == 0


def test_what_is_used_already_is_not_counted_again() -> None:
    run = asked((0.5,), credited={(0, "a"): CREDIT["a"]})
    assert run.gain(option(make(1, actives=("a",)))) == 0
    assert run.gain(option(make(2, actives=("b",)))) == round(SCALE * 0.5 * (1 - CREDIT["a"]) * CREDIT["b"])


def test_each_product_must_add_the_least() -> None:
    run = asked((0.5,))
    chosen = [option(make(1, actives=("a",))), option(make(2, Step.TONER, actives=("b",)))]
    assert run.least == round(SCALE * BOOK.least_gain)
    told = 1 - (1 - CREDIT["a"]) * (1 - CREDIT["b"])
    assert run.worth(chosen) == pytest.approx(SCALE * (0.5 * told - 2 * BOOK.least_gain), abs=1)
    assert united(chosen) == {(0, "a"): CREDIT["a"], (0, "b"): CREDIT["b"]}
