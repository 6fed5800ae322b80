import pytest

from consultant_app.domain.illustration import SETTING_RANGE, checked_setting


def test_the_ends_of_the_slider_belong_to_it():
    for value in (*SETTING_RANGE, 0):
        assert checked_setting(value) == value


@pytest.mark.parametrize("value", [1.0001, -1.5, float("nan"), float("inf")])
def test_everything_else_is_refused(value):
    with pytest.raises(ValueError, match="outside"):
        checked_setting(value)
