import numpy as np
import pytest

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.inference.manifest import Calibration
from consultant_app.training.finetune.curves import start_curves
from consultant_app.training.finetune.grades import Target
from consultant_app.training.finetune.items import build_items, pooled_evidence, read_grades
from consultant_app.training.finetune.photos import SKIN_SLOT, SLOTS, Photo
from consultant_app.training.render.scene import CHANNELS
from tests.training.finetune.conftest import start_manifest

ZONES = list(Zone)
NOSE, LEFT, RIGHT, CHIN = (ZONES.index(z) for z in (Zone.NOSE, Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT, Zone.CHIN))


@pytest.fixture
def curves() -> dict[str, Calibration]:
    return start_curves(start_manifest())


@pytest.fixture
def photo() -> Photo:
    """Ten pixels of nose, thirty of the left cheek; right cheek and chin hidden."""
    areas = np.zeros((SLOTS, 10, 10), bool)
    areas[NOSE].flat[:10] = areas[LEFT].flat[20:50] = areas[SKIN_SLOT].flat[:60] = True
    return Photo("a.jpg", "P", "", np.zeros((40, 40, 3), np.uint8), areas, 2.0, np.zeros(4, np.float32))


def pooled(**slots: float) -> np.ndarray:
    out = np.zeros((1, len(CHANNELS), SLOTS), np.float32)
    for name, value in slots.items():
        out[0, :, SKIN_SLOT if name == "skin" else ZONES.index(Zone(name))] = value
    return out


def test_a_whole_grade_joins_the_visible_zones_by_area(photo, curves) -> None:
    items, left_out = build_items([Target("a.jpg", "redness", Zone.FACE, 2.0, 3)], [photo], curves)
    assert not left_out
    assert items.share[0, NOSE] == pytest.approx(0.25)
    assert items.share[0, LEFT] == pytest.approx(0.75)
    assert items.whole[0]
    maps = pooled(nose=0.2, cheek_left=0.6)
    assert pooled_evidence(items, maps) == pytest.approx([0.5])
    assert read_grades(items, maps, curves) == pytest.approx([0.25 * 0.8 + 0.75 * 2.4])


def test_blemishes_as_a_whole_count_all_visible_skin(photo, curves) -> None:
    targets = [Target("a.jpg", "blemishes", zone, 2.0, 1) for zone in (Zone.FACE, Zone.NOSE)]
    items, _ = build_items(targets, [photo], curves)
    assert items.share.argmax(axis=1).tolist() == [SKIN_SLOT, NOSE]
    assert items.whole.tolist() == [True, False]
    assert pooled_evidence(items, pooled(skin=0.3, nose=0.1)) == pytest.approx([0.3, 0.1])


def test_what_the_application_would_not_say_is_left_out_and_counted(photo, curves) -> None:
    targets = [
        Target("a.jpg", "redness", Zone.CHIN, 1.0, 1),
        Target("a.jpg", "dark_circles", Zone.FACE, 1.0, 1),
        Target("a.jpg", "redness", Zone.NOSE, 1.0, 1),
        Target("gone.jpg", "redness", Zone.NOSE, 1.0, 1),
    ]
    coarse = {key: curve.model_copy(update={"smallest_scale": 9.0}) for key, curve in curves.items()}
    items, left_out = build_items(targets, [photo], curves)
    assert len(items.grade) == 1
    assert left_out == {"zone hidden on the photo": 2, "photo without a single face": 1}
    items, left_out = build_items(targets[2:3], [photo], coarse)
    assert left_out == {"photo too coarse for the criterion": 1}
    assert len(items.where(items.whole).grade) == len(items.grade) == 0


def test_every_criterion_reads_its_own_map_on_its_own_scale(photo, curves) -> None:
    full = Photo("a.jpg", "P", "", photo.crop, np.ones_like(photo.areas), 9.0, photo.look)
    items, _ = build_items([Target("a.jpg", key, Zone.FACE, 0.0, 1) for key in curves], [full], curves)
    assert [CHANNELS[index] for index in items.channel] == [curves[key].channel for key in items.key.tolist()]
    assert items.top().tolist() == [CRITERIA[key].grade_max for key in items.key.tolist()]
    assert items.share.sum(axis=1) == pytest.approx(np.ones(len(items.key)))
