import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.training.search.score import Judgement
from consultant_app.training.search.space import JudgeSettings

PART = st.floats(-1, 1)
WEIGHT = st.floats(0.1, 10)


def test_the_composite_is_the_weighted_mean_of_what_can_be_measured() -> None:
    weights = JudgeSettings(rendered=1, graded=2, repeatability=1)
    assert Judgement.of(0.8, 0.5, 0.6, weights).score == pytest.approx((0.8 + 1.0 + 0.6) / 4)
    assert Judgement.of(0.8, None, 0.6, weights).score == pytest.approx(0.7)
    assert Judgement.of(0.8, None, 0.6, JudgeSettings(rendered=0, graded=1, repeatability=0)).score == 0


@given(PART, st.none() | PART, PART, WEIGHT, WEIGHT, WEIGHT)
def test_it_lies_between_its_parts(
    rendered: float, graded: float | None, repeatability: float, a: float, b: float, c: float
) -> None:
    weights = JudgeSettings(rendered=a, graded=b, repeatability=c)
    found = Judgement.of(rendered, graded, repeatability, weights)
    parts = [part for part in (rendered, graded, repeatability) if part is not None]
    assert min(parts) - 1e-9 <= found.score <= max(parts) + 1e-9
    assert ("graded" in found.figures()) == (graded is not None)
