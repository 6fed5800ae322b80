from collections.abc import Callable
from dataclasses import replace

import numpy as np

from consultant_app.training.evaluation.editing import pairs as subject
from consultant_app.training.evaluation.editing.pictures import Layers
from consultant_app.training.layers.edit_set import EditSet

KEY = "dark_spots"


def test_the_nearer_editor_comes_nearer_to_the_true_pair(
    faces: EditSet, darkening: Callable[[float], Layers]
) -> None:
    found = subject.true_pairs([faces], 9, {"good": darkening(0.95), "weak": darkening(0.3)})
    figures = found[KEY]
    assert figures["pairs"] == 5
    assert figures["good"]["delta_e"] < 0.25 * figures["untouched"]["delta_e"]
    assert figures["good"]["delta_e"] < figures["weak"]["delta_e"] < figures["untouched"]["delta_e"]
    assert figures["good"]["grain"] > 0.9
    assert set(found) == {KEY}


def test_nothing_drawn_is_no_pair(faces: EditSet, darkening: Callable[[float], Layers]) -> None:
    same = replace(faces, shown=np.stack([np.stack([photo] * 3) for photo in faces.photos]))
    assert subject.true_pairs([same], 9, {"good": darkening(1.0)}) == {}
