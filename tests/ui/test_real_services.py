"""The visit once more, with the real store, rules and report; only the engine is a fake, for speed."""

import pytest

from consultant_app.brand import load_brand
from consultant_app.domain.clients import ClientDraft, Consent
from consultant_app.domain.consent import Signature
from consultant_app.services.reports import ReportService
from consultant_app.services.store import open_store
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.tasks import Lane
from consultant_app.ui.widgets.overlay import Message


@pytest.fixture
def real(workspace, tmp_path):
    """Opens the store where it is used: on the store's own lane."""

    def factory():
        workspace.store = open_store(tmp_path / "store", "file")
        workspace.store.people.appoint_manager("Hélène", "2580")
        workspace.reports = ReportService(load_brand())
        return workspace

    return factory


@pytest.fixture
def window(qtbot, ui, real, preferences, tmp_path):
    dialogs = Dialogs(photo=lambda _: tmp_path / "photo.jpg", report=lambda _, name: tmp_path / name)
    made = MainWindow(ui, real, preferences, dialogs)
    qtbot.addWidget(made)
    made.show()
    made.open_workspace()
    qtbot.waitUntil(lambda: made.rooms is not None and made.rooms.clients.searched, timeout=20000)
    yield made
    made.rooms.visit.leave()
    ui.tasks.run(Lane.STORE, made.workspace.store.close, lambda _: None)
    qtbot.waitUntil(lambda: not ui.tasks.busy, timeout=20000)


def test_a_visit_is_made_kept_printed_and_read_back(qtbot, window, ui, tmp_path):
    rooms = window.rooms

    def settle():
        qtbot.waitUntil(lambda: not ui.tasks.busy, timeout=20000)

    made = []
    consent = Consent(analysis=True, keep_photos=True, keep_results=True)
    rooms.clients.create(ClientDraft("Zoé", "Marchand", language="fr"), made.append)
    settle()
    drawn = Signature(600, 200, (((10, 10), (300, 150)),))
    ui.tasks.run(
        Lane.STORE, lambda: window.workspace.store.consents.sign(made[0].id, consent, "fr", drawn), lambda _: None
    )
    settle()
    rooms.clients_screen.search.setText("zoe march")
    settle()
    assert [line.client_id for line in rooms.clients_screen.lines] == [made[0].id]
    rooms.clients_screen.chosen.emit(made[0].id)
    settle()

    rooms.choose_photo()
    settle()
    rooms.visit.note = "light textures"
    shown = [card.shown for card in rooms.visit_screen.routine.cards]
    assert shown
    rooms.export()
    settle()
    rooms.report.save()
    settle()
    report = next(tmp_path.glob("Zoé Marchand *.pdf"))
    assert report.read_bytes().startswith(b"%PDF")
    for message in window.findChildren(Message):
        message.dismiss()
    rooms.visit.save()
    settle()
    assert rooms.visit.summary is not None

    rooms.back()
    settle()
    assert len(rooms.client_screen.lines) == 1
    rooms.client_screen.lines[0].touched.emit()
    settle()
    assert rooms.visit.note == "light textures"
    assert [card.shown for card in rooms.visit_screen.routine.cards] == shown
    rooms.visit.select("redness")
    qtbot.waitUntil(lambda: rooms.visit_screen.result.photo.heat_share == 1.0)


def test_a_client_who_is_gone_is_said_in_words(qtbot, window, ui):
    window.rooms.client.load("no-such-client", lambda: pytest.fail("found nobody"))
    qtbot.waitUntil(lambda: not ui.tasks.busy, timeout=20000)
    message = next(m for m in window.findChildren(Message) if m.isVisible())
    assert message.words
