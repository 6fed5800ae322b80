import numpy as np
import pytest

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.training.evaluation.baselines import baseline_agreement, blemish_baselines, blemish_settings
from consultant_app.training.evaluation.drawn import Drawn

FACES = 6


def _spotted(count: int, seed: int) -> np.ndarray:
    """A plain face with red spots of 5 mm."""
    face = np.full((320, 320, 3), (196, 150, 128), np.uint8)
    random = np.random.default_rng(seed)
    yy, xx = np.mgrid[:320, :320]
    for _ in range(count):
        x, y = random.integers(40, 280, 2)
        face[(xx - x) ** 2 + (yy - y) ** 2 < 49] = (210, 115, 100)
    return face


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    photos = np.stack([_spotted(3 * index, index) for index in range(FACES)])
    truth = np.zeros((FACES, 2, 80, 80), np.uint8)
    truth[:, 1] = (np.arange(FACES) * 40)[:, None, None]
    skin = np.zeros((FACES, 80, 80), np.uint8)
    skin[:, 4:-4, 4:-4] = 255
    zones = np.full(skin.shape, 1 << FACE_ZONES.index(Zone.FOREHEAD), np.uint16)
    names = tuple(f"face {index}" for index in range(FACES))
    return Drawn(photos, truth, skin, zones, names, ("other", "blemishes"))


def test_both_are_compared_with_the_truth_of_the_same_zones(drawn: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consultant_app.training.evaluation.baselines.CRITERIA_MEASURED", ("blemishes",))
    evidence = 1 - drawn.truth.astype(np.float32) / 255
    found = baseline_agreement(drawn, evidence)
    assert set(found) == {"blemishes"}
    figures = found["blemishes"]
    assert (figures["zones"], figures["photos"], figures["identities"]) == (FACES, FACES, FACES)
    assert figures["classical"] > 0.9
    assert figures["model"] == -1.0
    assert figures["gain"] < -1.8
    assert "model" not in baseline_agreement(drawn, most=5)["blemishes"]


def test_every_setting_rises_with_the_spots_and_the_choice_is_told(drawn: Drawn) -> None:
    faces = [(photo, skin > 127) for photo, skin in zip(drawn.photos, drawn.skin, strict=True)] * 2
    figures = blemish_baselines(faces, list(range(FACES)) * 2)
    assert figures["settings_tried"] == len(blemish_settings(*faces[0])) == len(figures["by_setting"])
    assert figures["by_setting"][figures["best"]] == max(figures["by_setting"].values()) == figures["spearman"]
    assert figures["spearman"] > 0.9
    assert 0.5 < figures["chosen_apart"] <= 1
    assert len(figures["values"]) == len(faces)


def test_a_face_without_skin_measures_nothing() -> None:
    settings = blemish_settings(_spotted(3, 0), np.zeros((320, 320), bool))
    assert set(settings.values()) == {0.0}
