from dataclasses import replace

from consultant_app.domain.clients import Consent
from consultant_app.ui.presenters.client import ClientPresenter


def shown(qtbot, tasks, workspace, client_id):
    presenter = ClientPresenter(workspace.store, tasks)
    done = []
    presenter.load(client_id, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done) and not tasks.busy)
    return presenter


def test_loads_with_the_history_newest_first(qtbot, tasks, workspace):
    presenter = shown(qtbot, tasks, workspace, "c2")
    assert presenter.client.display_name == "Amara Okafor"
    assert [visit.at for visit in presenter.history] == sorted((v.at for v in presenter.history), reverse=True)
    assert len(presenter.history) == 2


def test_consent_decides_whether_a_photo_may_be_analysed(qtbot, tasks, workspace):
    presenter = shown(qtbot, tasks, workspace, "c4")
    assert not presenter.may_analyse
    updated = []
    presenter.update(replace(presenter.client.details, consent=Consent(analysis=True)), updated.append)
    qtbot.waitUntil(lambda: bool(updated))
    assert presenter.may_analyse
    assert workspace.store.get("c4").details.consent.analysis
    qtbot.waitUntil(lambda: not tasks.busy)


def test_another_clients_history_is_never_shown(qtbot, tasks, workspace):
    presenter = shown(qtbot, tasks, workspace, "c2")
    presenter.refresh()
    presenter.show(workspace.store.get("c1"))
    assert presenter.history == []
    qtbot.waitUntil(lambda: not tasks.busy)
    assert presenter.history == []


def test_before_the_first_client_there_is_nothing_to_do(tasks, workspace):
    presenter = ClientPresenter(workspace.store, tasks)
    presenter.refresh()
    presenter.update(workspace.store.get("c1").details, lambda _: None)
    assert not presenter.may_analyse
    assert not tasks.busy
