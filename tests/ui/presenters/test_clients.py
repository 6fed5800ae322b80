import threading

from consultant_app.domain.clients import ClientDraft
from consultant_app.ui.presenters.clients import ClientsPresenter


def test_finds_as_you_type(qtbot, tasks, workspace):
    presenter = ClientsPresenter(workspace.store, tasks)
    with qtbot.waitSignal(presenter.changed):
        presenter.search(" oka ")
    assert [found.display_name for found in presenter.found] == ["Amara Okafor"]
    assert presenter.query == "oka"


def test_only_the_last_question_is_answered(qtbot, tasks, workspace):
    gate = threading.Event()
    asked = []

    class Slow:
        visits = workspace.store.visits

        @property
        def clients(self):
            return self

        def search(self, text="", at_most=None):
            gate.wait(10)
            asked.append(text)
            return workspace.store.search(text, at_most)

    presenter = ClientsPresenter(Slow(), tasks)
    heard = []
    presenter.changed.connect(lambda: heard.append(len(presenter.found)))
    for text in ("c", "ca", "cam"):
        presenter.search(text)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == [1]
    assert asked[-1] == "cam"
    # The middle question was withdrawn before its turn, so the store was not even asked.
    assert "ca" not in asked


def test_creates(qtbot, tasks, workspace):
    made = []
    ClientsPresenter(workspace.store, tasks).create(ClientDraft("Zoé"), made.append)
    qtbot.waitUntil(lambda: bool(made))
    assert workspace.store.get(made[0].id).display_name == "Zoé"


def test_todays_visits_are_those_since_midnight(qtbot, tasks, workspace):
    day = workspace.store.kept[0].summary.at
    presenter = ClientsPresenter(workspace.store, tasks, now=lambda: day.replace(hour=23))
    presenter.refresh()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [visit.display_name for visit in presenter.today] == ["Amara Okafor"]


def test_no_more_lines_than_can_be_read(qtbot, tasks, workspace, monkeypatch):
    monkeypatch.setattr("consultant_app.ui.presenters.clients.SHOWN", 4)
    presenter = ClientsPresenter(workspace.store, tasks)
    presenter.search("")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (len(presenter.found), presenter.more) == (4, True)
