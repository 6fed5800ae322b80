import numpy as np
import pytest

from consultant_app.imaging.colour import ITA_CLASSES
from consultant_app.training.evaluation import agreement as subject
from consultant_app.training.evaluation.cases import Judged, Judgement

COUNT = 480


def judged(bias: np.ndarray | float = 0.0, noise: float = 0.4) -> Judged:
    random = np.random.default_rng(0)
    truth = random.uniform(0, 4, COUNT // 2).repeat(2)
    index = np.arange(COUNT)
    return Judged(
        grade=truth + bias + random.normal(0, noise, COUNT),
        error=np.full(COUNT, noise),
        truth=truth,
        identity=np.array([f"p{i // 2 % 20}" for i in index]),
        tone=np.array([ITA_CLASSES[i // 2 % 6] for i in index]),
        age=np.array(["under 30" if i % 4 < 2 else "45-59" for i in index]),
        zone=np.array(["chin" if i % 3 else "nose" for i in index]),
        item=index // 2,
        top=4,
    )


def test_figures_of_a_known_error() -> None:
    figures = subject.agreement(judged())
    assert figures["readings"] == COUNT
    assert figures["identities"] == 20
    assert figures["mae_grades"] == pytest.approx(0.4 * np.sqrt(2 / np.pi), abs=0.03)
    assert figures["r_low"] < figures["r"] < figures["r_high"]
    assert figures["r"] == pytest.approx(1.155 / np.hypot(1.155, 0.4), abs=0.02)
    assert figures["within_one_grade"] == pytest.approx(0.9876, abs=0.012)
    assert 0.8 < figures["qwk"] < 1


@pytest.mark.usefixtures("few_draws")
def test_the_breakdowns_hold_every_part_with_enough_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_PART_DRAWS", 30)
    rows = judged()
    tables = subject.agreement_tables({"redness": Judgement(rows, rows, 7, 3)})["redness"]
    assert set(tables["by_zone"]) == {"chin", "nose"}
    assert tuple(tables["by_tone"]) == ITA_CLASSES
    assert set(tables["by_age"]) == {"under 30", "45-59"}
    assert tables["left_out"] == {"too_coarse": 7, "hidden": 3, "too_uncertain": 0}
    few = rows.where(np.arange(COUNT) < 20)
    assert subject.agreement_tables({"redness": Judgement(few, few, 0, 0)})["redness"]["by_tone"] == {}


def test_an_honest_error_covers_as_often_as_it_says() -> None:
    figures = subject.uncertainty(judged())
    assert figures["coverage_68"] == pytest.approx(0.683, abs=0.05)
    assert figures["coverage_95"] == pytest.approx(0.95, abs=0.03)
    assert figures["median_half_width_points"] == pytest.approx(10)


def test_a_class_that_is_read_too_high_is_found() -> None:
    tones = np.array([ITA_CLASSES[i // 2 % 6] for i in range(COUNT)])
    figures = subject.fairness(judged(np.where(tones == "dark", 0.4, 0.0)))
    assert figures["classes"]["dark"]["bias_points"] == pytest.approx(10, abs=2.5)
    assert figures["largest_difference_points"] == pytest.approx(10, abs=4)
    assert figures["mae_ratio"] > 1.2


def test_one_class_alone_cannot_be_compared() -> None:
    rows = judged()
    assert subject.fairness(rows.where(rows.tone == "tan")) == {}


def test_the_two_photographs_of_a_skin_are_compared() -> None:
    figures = subject.rendered_repeatability(judged())
    assert figures["sd_points"] == pytest.approx(10, abs=1)
    assert figures["shots"] == 2
    rows = judged()
    assert subject.rendered_repeatability(rows.where(rows.item % 100 == 0)) == {}
