from consultant_app.domain.catalogue import Step, Time
from consultant_app.services.rules_fit import Chosen, Compatibility, cents_of, cuts, overlap
from tests.services.test_rules_optimiser import BOOK, make, option


def test_small_helpers() -> None:
    assert cents_of(0.1 + 0.2) == 30
    assert overlap(Time.BOTH, Time.MORNING)
    assert not overlap(Time.EVENING, Time.MORNING)
    assert cuts(make(1)) == (Time.BOTH, Time.MORNING, Time.EVENING)
    assert cuts(make(1, time=Time.EVENING)) == (Time.EVENING,)


def test_two_serums_have_two_ways_and_mornings_go_to_the_lower_id() -> None:
    fit, serums = Compatibility(BOOK), [option(make(2)), option(make(1))]
    assert fit.ways(serums) == [(Time.MORNING, Time.EVENING), (Time.EVENING, Time.MORNING)]
    assert fit.timed(serums) == Chosen((serums[1], serums[0]), (Time.MORNING, Time.EVENING))
    assert fit.timed([option(make(number, Step.MOISTURISER)) for number in (1, 2)]) is None


def test_an_active_from_elsewhere_keeps_its_time_and_its_routine() -> None:
    fit = Compatibility(BOOK)
    night = make(1, time=Time.EVENING, actives=("a",))
    assert fit.beside(night, Time.EVENING, "b", Time.MORNING)
    assert not fit.beside(night, Time.EVENING, "b", Time.BOTH)
    assert not fit.beside(make(2, actives=("c",)), Time.MORNING, "c", Time.EVENING)
