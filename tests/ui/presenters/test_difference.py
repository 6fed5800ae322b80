from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from consultant_app.domain.errors import PhotoError
from consultant_app.ui.presenters.difference import DifferencePresenter, Stage


@pytest.fixture
def photo(workspace):
    return workspace.store.kept[0].photo


@pytest.fixture
def ready(qtbot, workspace, tasks, photo, simulations):
    assert workspace.simulations is simulations
    presenter = DifferencePresenter(workspace, tasks)
    presenter.show(photo)
    assert presenter.stage is Stage.WORKING
    qtbot.waitUntil(lambda: presenter.stage is Stage.READY)
    return presenter


def test_without_an_editor_nothing_begins(workspace, tasks, photo):
    presenter = DifferencePresenter(workspace, tasks)
    presenter.show(photo)
    assert not presenter.available
    assert presenter.stage is Stage.IDLE
    assert presenter.rows("en") == ()
    for act in (presenter.reset, presenter.improve_priorities, lambda: presenter.export(None, "en")):
        act()


def test_a_photo_is_opened_once_and_let_go(ready, simulations, photo):
    ready.show(photo)
    assert simulations.opened == [photo]
    ready.show(None)
    assert ready.stage is Stage.IDLE
    assert ready.simulation is None


def test_priorities_come_first_and_what_was_not_said_has_no_slider(ready, photo):
    rows = ready.rows("fr")
    assert [row.key for row in rows if row.priority] == [
        k for k in photo.analysis.priorities if k in ("redness", "pores")
    ]
    assert "eye_bags" not in {row.key for row in rows}
    assert rows[0].name == "Rougeurs"


def test_many_moves_are_one_picture(qtbot, ready):
    drawn = []
    ready.changed.connect(lambda: drawn.append(ready.simulation.settings["redness"]))
    for step in range(20):
        ready.set("redness", -step / 20)
    assert drawn == []
    qtbot.waitUntil(lambda: bool(drawn))
    assert drawn == [-0.95]


def test_the_priorities_improve_and_all_goes_back(ready):
    ready.improve_priorities()
    assert ready.settings["redness"] == -0.5
    assert not np.array_equal(ready.simulation.image, ready.simulation.before)
    ready.reset()
    assert set(ready.settings.values()) == {0.0}
    assert np.array_equal(ready.simulation.image, ready.simulation.before)


def test_the_picture_is_written_off_the_gui_thread(qtbot, ready, tmp_path):
    with qtbot.waitSignal(ready.exported) as caught:
        ready.export(tmp_path / "a.jpg", "fr")
    assert caught.args == [tmp_path / "a.jpg"]
    with Image.open(tmp_path / "a.jpg") as image:
        assert b"compositeWithTrainedAlgorithmicMedia" in image.info["xmp"]


def test_a_picture_that_cannot_be_written_is_said(qtbot, ready, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with qtbot.waitSignal(ready.failed) as caught:
        ready.export(tmp_path / "file" / "a.jpg", "en")
    assert "could not be saved" in str(caught.args[0])


def test_a_face_that_is_not_found_again_is_said_on_the_page(qtbot, workspace, simulations, tasks, photo):
    simulations.problem = PhotoError("no_face")
    presenter = DifferencePresenter(workspace, tasks)
    presenter.show(photo)
    qtbot.waitUntil(lambda: presenter.stage is Stage.FAILED)
    assert presenter.problem is simulations.problem


@pytest.mark.usefixtures("simulations")
def test_the_next_photo_wins_over_the_one_under_way(qtbot, workspace, tasks, photo):
    presenter = DifferencePresenter(workspace, tasks)
    presenter.show(photo)
    second = replace(photo)
    presenter.show(second)
    qtbot.waitUntil(lambda: presenter.stage is Stage.READY and not tasks.busy)
    assert presenter.photo is second
