import numpy as np
import pytest

from consultant_app.imaging.colour_chart import chart_light, read_chart
from consultant_app.imaging.colour_correction import fit_chart
from consultant_app.training.evaluation import counter as subject
from consultant_app.training.evaluation.counter import FAULTS, TURNED, Attempt, Fault, attempt
from consultant_app.training.evaluation.gate_spoil import SPOILS
from consultant_app.training.evaluation.shop import Pose, Take, shoot_flat


def test_attempts_repeat_by_seed_and_half_of_them_are_faulty() -> None:
    drawn = [attempt(seed, number) for seed in range(60) for number in range(4)]
    assert drawn == [attempt(seed, number) for seed in range(60) for number in range(4)]
    faults = [one.fault for one in drawn if one.fault is not None]
    assert 0.4 < len(faults) / len(drawn) < 0.6
    assert {fault.kind for fault in faults} == {*FAULTS, TURNED}
    assert all(
        fault.degree in (*subject.TURNS, *(SPOILS.get(fault.kind, SPOILS["blur"]).degrees)) for fault in faults
    )


def test_a_turned_head_is_turned_before_the_photograph() -> None:
    take = Take(Pose(1.0, 0, 0, 1.0, (0, 0)), 5)
    assert Attempt(take, Fault(TURNED, 12.0, 3)).posed.pose.yaw == 13.0
    assert Attempt(take, Fault(TURNED, 12.0, 4)).posed.pose.yaw == -11.0
    assert Attempt(take, Fault("dark", 2.0, 3)).posed == take
    assert Attempt(take, Fault("dark", 2.0, 3)).calm == Attempt(take, None)


def test_the_drawn_chart_is_read_as_the_printed_one() -> None:
    read = read_chart(shoot_flat(subject.drawn_chart(), 1, strength=0.0))
    assert read.usable.all()
    assert np.abs(read.light - chart_light().clip(0, 1)).max() < 0.02
    assert fit_chart(read).before < 1.5


@pytest.mark.parametrize("seed", [5, 8])
def test_a_chart_held_up_in_a_shop_brings_its_colours_nearer(seed: int) -> None:
    fitted = subject.calibrated(seed, 1.0)
    assert fitted is not None
    assert fitted.after < fitted.before


def test_a_counter_where_no_chart_is_read_goes_on_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "drawn_chart", lambda: np.full((640, 640, 3), 0.3, np.float32))
    assert subject.calibrated(5, 1.0) is None
