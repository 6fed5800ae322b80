import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.capture.source import Format, Trouble, best_format, trouble_of

HD30, HD5, FOUR_K = Format(1920, 1080, 30), Format(1920, 1080, 5), Format(3840, 2160, 30)
SMALL, TINY = Format(1280, 720, 30), Format(640, 480, 30)


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        ([TINY, SMALL, HD30, FOUR_K], HD30),
        ([TINY, SMALL, HD5], SMALL),
        ([SMALL, Format(1920, 1080, 15)], SMALL),
        ([Format(1280, 720, 10), Format(1920, 1080, 15)], Format(1920, 1080, 15)),
        ([TINY, FOUR_K], FOUR_K),
        ([HD30, Format(1920, 1080, 60), Format(1920, 1080, 24)], HD30),
        ([Format(1080, 1920, 30), SMALL], Format(1080, 1920, 30)),
        ([HD5], HD5),
        ([], None),
    ],
)
def test_the_format_that_shows_most_skin_without_lagging(offered, taken):
    assert best_format(offered) == taken
    assert best_format(reversed(offered)) == taken


@given(st.lists(st.builds(Format, st.integers(16, 8000), st.integers(16, 8000), st.floats(1, 240)), min_size=1))
def test_a_steady_format_is_never_given_up_for_a_slow_one(offered):
    taken = best_format(offered)
    assert taken in offered
    assert taken.rate >= 24 or all(shown.rate < 24 for shown in offered)


def test_the_drivers_words_tell_what_happened():
    assert trouble_of("anything", plugged_in=False) is Trouble.UNPLUGGED
    assert trouble_of("Camera is in use", plugged_in=True) is Trouble.BUSY
    assert trouble_of("Access denied (0x80070005)", plugged_in=True) is Trouble.PERMISSION
    assert trouble_of("Failed", plugged_in=True) is Trouble.UNKNOWN
