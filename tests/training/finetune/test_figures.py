import numpy as np
import pytest

from consultant_app.training.finetune.figures import compare
from tests.training.finetune.test_choose import PHOTOS, items


def test_before_and_after_are_compared_by_person() -> None:
    judge = items(range(PHOTOS), "redness")
    noise = np.random.default_rng(1).normal(0, 0.3, PHOTOS)
    found = compare(judge, judge.grade + 1.2 + noise, judge.grade + 0.1 * noise)["redness"]
    assert found["data"] == {"photos": PHOTOS, "persons": PHOTOS / 2, "grades": PHOTOS}
    assert found["before"]["mae"] == pytest.approx(1.2, abs=0.1)
    assert found["before"]["mae_low"] < found["before"]["mae"] < found["before"]["mae_high"]
    assert found["before"]["within_one"] < found["after"]["within_one"] == 1
    assert found["after"]["r"] > 0.99
    assert found["after"]["spearman"] > 0.98
    assert found["change"]["mae"] == pytest.approx(found["after"]["mae"] - found["before"]["mae"], abs=0.002)
    assert found["change"]["mae_high"] < 0


def test_what_so_few_cannot_say_is_left_out() -> None:
    judge = items(range(2), "redness", "pores")
    found = compare(judge, judge.grade, judge.grade)
    assert list(found) == ["pores", "redness"]
    assert found["redness"]["after"] == {"mae": 0.0, "within_one": 1.0}
