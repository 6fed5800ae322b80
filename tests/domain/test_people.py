import pytest

from consultant_app.domain.people import AccessError, check_pin, delay_after


def test_the_delay_grows_and_never_shrinks():
    delays = [delay_after(wrong) for wrong in range(30)]
    assert delays[:3] == [0, 0, 0]
    assert delays == sorted(delays)
    assert delays[-1] == 300
    # All PINs of four digits at this pace take longer than anybody stands at a counter.
    assert delays[-1] * 10_000 > 30 * 24 * 3600


@pytest.mark.parametrize("pin", ["2580", "13579", "90210733"])
def test_takes_a_pin(pin):
    check_pin(pin)


@pytest.mark.parametrize(
    ("pin", "key"),
    [
        ("258", "digits"),
        ("258025802", "digits"),
        ("25a0", "digits"),
        ("", "digits"),
        ("٢٥٨٠", "digits"),
        ("1111", "simple"),
        ("1234", "simple"),
        ("9876", "simple"),
    ],
)
def test_refuses_what_is_no_pin_or_the_first_that_anybody_tries(pin, key):
    with pytest.raises(AccessError) as told:
        check_pin(pin)
    assert told.value.key == key
    assert told.value.told("fr") != str(told.value)
