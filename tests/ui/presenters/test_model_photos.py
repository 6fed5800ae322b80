from pathlib import Path

from consultant_app.ui.presenters.model_photos import ModelPhotosPresenter


def test_it_counts_writes_and_says_what_went_wrong(qtbot, tasks, workspace):
    presenter = ModelPhotosPresenter(workspace.store, tasks)
    presenter.load()
    qtbot.waitUntil(lambda: presenter.persons == 3)
    with qtbot.waitSignal(presenter.exported) as heard:
        presenter.export(Path("photos"))
    assert heard.args == [Path("photos"), 6]
    workspace.store.model_photos.unwritable = True
    with qtbot.waitSignal(presenter.failed):
        presenter.export(Path("photos"))
    assert not presenter.busy
    qtbot.waitUntil(lambda: not tasks.busy)
