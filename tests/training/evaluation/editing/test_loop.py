from collections.abc import Callable

from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.training.evaluation.editing import loop as subject
from consultant_app.training.evaluation.editing.pairs import located_of
from consultant_app.training.evaluation.editing.pictures import Layers
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.layers.edit_set import EditSet

KEY = "dark_spots"


def likeness(face: AlignedFace, other: RGB) -> float:
    return 0.97 if (other != face.rgb).any() else 1.0


def test_a_slider_that_does_what_it_says_has_slope_one_and_touches_nothing_else(
    scorer: Engine, faces: EditSet, darkening: Callable[[float], Layers]
) -> None:
    located = located_of(faces, 0)
    people = {f"face {index}": located for index in range(5)}
    before = scorer.read(scorer.pool(located))[KEY].grade
    figures = subject.summed_up(subject.closed_loop(scorer, people, darkening(1.0), {}, likeness)[KEY])
    assert figures["faces"] == 5
    assert figures["others_points"] == 0
    assert figures["outside_levels"] == 0
    assert figures["least_likeness"] == 0.97
    # Darkness falls by (1 - dark) * (1 / DARKER - 1) when the layer goes: far less than to nothing.
    assert 0 < figures["slope"] < 1
    stronger = subject.summed_up(subject.closed_loop(scorer, people, darkening(2.0), {KEY: 1.0}, None)[KEY])
    assert stronger["slope"] > 1.3 * figures["slope"]
    assert stronger["least_likeness"] == 1
    assert before > 0.5
    # This slider does too little at any power, so the strongest is the best.
    assert subject.fitted_powers(scorer, people, darkening(1.0))[KEY] == 2.0
