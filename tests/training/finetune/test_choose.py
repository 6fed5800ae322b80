"""Start or tuned: twelve persons, redness on one map, forehead and frown lines sharing another."""

import numpy as np
import pytest

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.training.finetune.choose import Reading, choices, settled
from consultant_app.training.finetune.curves import start_curves
from consultant_app.training.finetune.items import Items
from consultant_app.training.finetune.photos import SLOTS
from consultant_app.training.render.scene import CHANNELS
from tests.training.finetune.conftest import start_manifest

PHOTOS = 24
CURVES = start_curves(start_manifest())
TRUTH = np.random.default_rng(3).uniform(0.05, 0.95, PHOTOS)
FACE = list(Zone).index(Zone.FACE)


def items(photos: range, *keys: str, scale: float = 1.0) -> Items:
    """Grades of some photos: the truth times the scale, by two graders."""
    rows = [(key, photo) for key in keys for photo in photos]
    share = np.zeros((len(rows), SLOTS), np.float32)
    share[:, FACE] = 1
    return Items(
        key=np.array([key for key, _ in rows], np.str_),
        photo=np.array([photo for _, photo in rows], np.intp),
        person=np.array([f"P{photo // 2}" for _, photo in rows], np.str_),
        channel=np.array([CHANNELS.index(CURVES[key].channel) for key, _ in rows], np.intp),
        whole=np.ones(len(rows), np.bool_),
        share=share,
        grade=np.array([scale * TRUTH[photo] * CRITERIA[key].grade_max for key, photo in rows], np.float64),
        graders=np.full(len(rows), 2.0),
    )


def reading(noise: float, *channels: str, shift: float = 0.0) -> Reading:
    """Evidence that follows the truth on these maps, with noise; elsewhere plain noise."""
    random = np.random.default_rng(9)
    pooled = random.uniform(0.4, 0.6, (PHOTOS, len(CHANNELS), SLOTS)).astype(np.float32)
    for name in channels:
        full = CURVES[name if name in CURVES else "forehead_lines"].evidence[-1]
        seen = full * (TRUTH + shift + random.normal(0, noise, PHOTOS))
        pooled[:, CHANNELS.index(name), FACE] = np.clip(seen, 0, 1)
    return Reading(pooled, CURVES)


LEARN, CHOOSE, NOBODY = range(16), range(16, PHOTOS), range(0)


def test_a_tuned_map_that_reads_better_is_kept() -> None:
    keys = ("redness",)
    learn, choose = items(LEARN, *keys), items(CHOOSE, *keys)
    start, tuned = reading(0.4, "redness"), reading(0.02, "redness")
    chosen = choices(start, tuned, learn, choose, items(NOBODY), apart=True)
    assert (chosen["redness"].maps, chosen["redness"].curve) == ("tuned", "house")
    assert chosen["redness"].kept_mae < chosen["redness"].start_mae
    kept = settled(start, tuned, learn, choose, chosen)
    assert kept["redness"] != CURVES["redness"]
    assert kept["redness"].error != CURVES["redness"].error
    assert kept["pores"] == CURVES["pores"]


def test_a_house_with_a_scale_of_its_own_gets_its_curve_where_the_map_gains_nothing() -> None:
    learn, choose = items(LEARN, "redness", scale=0.5), items(CHOOSE, "redness", scale=0.5)
    same = reading(0.02, "redness")
    chosen = choices(same, same, learn, choose, items(NOBODY), apart=True)["redness"]
    assert (chosen.maps, chosen.curve) == ("start", "house")
    assert chosen.kept_mae < 0.5 * chosen.start_mae


def test_nothing_is_changed_that_would_read_worse() -> None:
    learn, choose = items(LEARN, "redness", scale=0.3), items(CHOOSE, "redness")
    start, tuned = reading(0.0, "redness"), reading(0.5, "redness")
    chosen = choices(start, tuned, learn, choose, items(NOBODY), apart=True)
    assert (chosen["redness"].maps, chosen["redness"].curve) == ("start", "start")
    assert chosen["redness"].kept_mae == chosen["redness"].start_mae
    assert "worse" in chosen["redness"].why
    assert settled(start, tuned, learn, choose, chosen) == CURVES


@pytest.mark.parametrize("learn", [NOBODY, range(2)])
def test_too_few_persons_leave_a_criterion_as_it_was(learn) -> None:
    found = choices(reading(0.4, "redness"), reading(0.0, "redness"), items(learn, "redness"),
                    items(CHOOSE, "redness"), items(NOBODY), apart=True)["redness"]  # fmt: skip
    assert (found.maps, found.curve, found.start_mae) == ("start", "start", None)


def test_criteria_that_share_a_map_take_it_together_or_not() -> None:
    keys = ("forehead_lines", "frown_lines", "redness")
    start, tuned = reading(0.4, "lines", "redness"), reading(0.02, "lines", "redness")
    learn, choose = items(LEARN, *keys), items(CHOOSE, *keys)
    # Frown lines were perfectly read before: the new map must not cost them.
    choose.grade[choose.key == "frown_lines"] = 6 * np.clip(
        start.pooled[16:, CHANNELS.index("lines"), FACE] / CURVES["frown_lines"].evidence[-1], 0, 1
    )
    chosen = choices(start, tuned, learn, choose, items(NOBODY), apart=True)
    assert [chosen[key].maps for key in keys] == ["start", "start", "tuned"]
    assert "frown_lines" in chosen["forehead_lines"].why
    together = choices(start, tuned, learn, choose, items(NOBODY), apart=False)
    assert {choice.maps for choice in together.values()} == {"start"}


def test_a_criterion_that_nobody_graded_must_not_move_unseen() -> None:
    start, tuned = reading(0.4, "lines"), reading(0.02, "lines")
    learn, choose = items(LEARN, "forehead_lines"), items(CHOOSE, "forehead_lines")
    silent = items(CHOOSE, "crows_feet")
    chosen = choices(start, tuned, learn, choose, silent, apart=True)["forehead_lines"]
    assert chosen.maps == "start"
    assert "crows_feet" in chosen.why
    other = items(CHOOSE, "pores")
    assert choices(start, tuned, learn, choose, other, apart=True)["forehead_lines"].maps == "tuned"
