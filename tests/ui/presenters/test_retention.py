import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.domain.retention import Kept, Purge, Retention
from consultant_app.ui.presenters.retention import RetentionPresenter
from tests.ui.made_results import NOW


@pytest.fixture
def settle(qtbot, tasks):
    return lambda: qtbot.waitUntil(lambda: not tasks.busy)


@pytest.fixture
def presenter(tasks, workspace, settle):
    workspace.store.retention.kept = Retention({Kept.DRAFTS: 7})
    made = RetentionPresenter(workspace.store, tasks)
    made.load()
    settle()
    return made


def test_what_would_go_is_counted_at_every_choice(presenter, settle):
    assert not presenter.touched
    presenter.choose(Kept.PHOTOS, 365)
    assert presenter.due is None
    settle()
    assert presenter.touched
    assert presenter.due.counts == {Kept.PHOTOS: 2}
    presenter.choose(Kept.PHOTOS, None)
    settle()
    assert not presenter.touched
    assert not presenter.due


def test_an_overtaken_count_is_not_shown(presenter, settle):
    presenter.choose(Kept.PHOTOS, 365)
    presenter.choose(Kept.PHOTOS, None)
    settle()
    assert presenter.due.counts == {}


def test_settling_keeps_the_periods_and_reads_the_log(presenter, workspace, settle):
    presenter.choose(Kept.PHOTOS, 365)
    settle()
    presenter.settle()
    settle()
    assert workspace.store.retention.kept.days == {Kept.DRAFTS: 7, Kept.PHOTOS: 365}
    assert presenter.log == [Purge(NOW, {Kept.PHOTOS: 2})]
    assert not presenter.touched


def test_a_failure_reads_what_holds_again(qtbot, presenter, workspace, settle, monkeypatch):
    def full(_):
        raise StorageError("The disk is full.")

    monkeypatch.setattr(workspace.store.retention, "set_periods", full)
    presenter.choose(Kept.PHOTOS, 365)
    settle()
    with qtbot.waitSignal(presenter.failed):
        presenter.settle()
    settle()
    assert presenter.chosen == Retention({Kept.DRAFTS: 7})
