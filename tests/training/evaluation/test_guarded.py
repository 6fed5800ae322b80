import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from consultant_app.files import resource
from consultant_app.imaging.colour_correction import ColourCorrection, Fitted
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence
from consultant_app.services.visible_skin import VisibleSkin
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.evaluation import counter
from consultant_app.training.evaluation import guarded as subject
from consultant_app.training.evaluation.counter import Attempt, Fault, attempt
from consultant_app.training.evaluation.engine import Engine

CURVE = Calibration(
    channel="redness", evidence=(0, 1), grade=(0, 4), error_grade=(0,), error=(0.5,), smallest_scale=0.5
)


def mean_red(crop: np.ndarray) -> Evidence:
    """A measure that follows the lamp."""
    red = np.full((160, 160), float(crop[..., 0].mean()) / 255, np.float32)
    return Evidence({"redness": red}, {"redness": np.zeros_like(red)})


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(mean_red, {"redness": CURVE}, FaceFinder(resource("models", "face"), threads=1))


@pytest.fixture(scope="module")
def masks() -> Callable[..., Any]:
    return VisibleSkin(threads=1).seen


@pytest.fixture
def visit(engine: Engine, masks: Callable[..., Any], astronaut_canvas: Canvas) -> subject.Visit:
    return subject.Visit(engine, masks, astronaut_canvas, 5, 0.5)


def with_fault(monkeypatch: pytest.MonkeyPatch, faulty: int, fault: Fault) -> None:
    """The first attempts have a fault that the gate refuses, the next is fit."""
    calm = attempt(5, 0).calm
    monkeypatch.setattr(
        subject, "attempt", lambda _, number: Attempt(calm.take, fault if number < faulty else None)
    )


def test_a_refused_photo_is_taken_again_there(visit: subject.Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    with_fault(monkeypatch, 2, Fault("dark", 6.5, 1))
    ledger = subject.Ledger()
    read = subject.read_ways(visit, None, ledger)
    assert (ledger.photos, ledger.refused["any"], ledger.lost) == (3, 2, 0)
    assert ledger.refused["dim"] == 2
    assert read["gate"] == read["calm"] == read["calibrated"]
    assert read["calm_burst"] == read["burst"]
    assert read.get("careless", {}) != read["calm"]


def test_a_counter_that_gives_no_fit_photo_is_counted(
    visit: subject.Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "ATTEMPTS", 2)
    with_fault(monkeypatch, 9, Fault("blur", 1.3, 1))
    ledger = subject.Ledger()
    read = subject.read_ways(visit, None, ledger)
    assert (ledger.photos, ledger.lost) == (2, 1)
    assert read == {}


def test_corrected_colours_reach_the_scores(visit: subject.Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    with_fault(monkeypatch, 0, Fault("dark", 6.5, 1))
    colder = Fitted(ColourCorrection(np.diag([0.85, 1.0, 1.05])), (0.0, 0.0), 4.0, 2.0)
    read = subject.read_ways(visit, colder, subject.Ledger())
    assert read["calibrated"]["redness"] < read["gate"]["redness"] - 1
    assert abs(read["burst"]["redness"] - read["calibrated"]["redness"]) < 2


def test_a_photo_resolves_no_more_than_its_camera_left(visit: subject.Visit) -> None:
    photo = visit.photo(attempt(5, 0).calm)
    assert photo is not None
    assert not photo.refused
    assert "face_small" in dataclasses.replace(photo, scale=photo.scale / 9).refused


def test_all_figures_of_a_run(
    engine: Engine, masks: Callable[..., Any], astronaut_canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, number in (("COUNTERS", 2), ("FRAMES", 2)):
        monkeypatch.setattr(subject, name, number)
    monkeypatch.setattr(counter, "FAULTY", 0.0)
    monkeypatch.setattr(subject, "_FEWEST", 1)
    found = subject.guarded(engine, masks, [astronaut_canvas], 7, 0.2)
    assert (found["faces"], found["counters"], found["charts"]["held_up"]) == (1, 2, 2)
    assert found["photos"] >= 2
    assert found["criteria"]["redness"]["calm"]["sd_points"] > 0.2


def person(*counters: dict[str, float]) -> list[dict[str, dict[str, float]]]:
    return [{way: {"redness": value} for way, value in counter.items()} for counter in counters]


def test_the_sds_and_what_is_left_are_those_of_known_errors() -> None:
    random = np.random.default_rng(0)
    sds = dict(zip(subject.WAYS, (4.0, 2.0, 8.0, 4.0, 3.0, 2.0), strict=True))
    people = [
        person(*({way: mean + random.normal(0, sd) for way, sd in sds.items()} for _ in range(4)))
        for mean in random.uniform(0, 100, 80)
    ]
    found = subject.compared("redness", people)
    assert found["careless"]["sd_points"] == pytest.approx(8, abs=0.9)
    assert found["burst"]["sd_points_low"] < 2 < found["burst"]["sd_points_high"]
    assert found["of_careless"] == pytest.approx(0.25, abs=0.04)
    assert found["of_calm"] == pytest.approx(0.5, abs=0.08)
    assert (found["gate"]["persons"], found["gate"]["scores"]) == (80, 320)


@pytest.mark.usefixtures("few_draws")
def test_a_person_with_one_score_says_nothing_and_too_few_persons_neither() -> None:
    whole = dict.fromkeys(subject.WAYS, 10.0)
    people = [person(whole, whole)] * 8
    assert subject.compared("redness", people)["burst"]["sd_points"] == 0
    assert "of_calm" not in subject.compared("redness", people)
    alone = person(whole, {way: 10.0 for way in subject.WAYS if way != "burst"})
    found = subject.compared("redness", [*people, alone])
    assert (found["gate"]["persons"], found["burst"]["persons"]) == (9, 8)
    assert subject.compared("redness", [*people[:7], alone]) == {}
