from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from consultant_app.training.evaluation.editing import pairs as subject
from consultant_app.training.evaluation.editing.pictures import Layers
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.layers.edit_set import EditSet

KEY = "dark_spots"


def test_the_nearer_editor_comes_nearer_to_the_true_pair(
    scorer: Engine, faces: EditSet, darkening: Callable[[float], Layers]
) -> None:
    found = subject.true_pairs(scorer, [faces], 9, {"good": darkening(0.95), "weak": darkening(0.3)})
    figures = found[KEY]
    assert figures["pairs"] == 5
    assert figures["good"]["delta_e"] < 0.25 * figures["untouched"]["delta_e"]
    assert figures["good"]["delta_e"] < figures["weak"]["delta_e"] < figures["untouched"]["delta_e"]
    assert figures["good"]["grain"] > 0.9
    # The mask fades inside the zones, so that even a perfect editor leaves some of it.
    assert 0.65 < figures["good"]["seen_of_true"] < 0.95
    assert figures["weak"]["seen_of_true"] == pytest.approx(0.32 * figures["good"]["seen_of_true"], abs=0.05)
    assert set(found) == {KEY}


def test_nothing_drawn_is_no_pair(scorer: Engine, faces: EditSet, darkening: Callable[[float], Layers]) -> None:
    same = replace(faces, shown=np.stack([np.stack([photo] * 3) for photo in faces.photos]))
    assert subject.true_pairs(scorer, [same], 9, {"good": darkening(1.0)}) == {}
