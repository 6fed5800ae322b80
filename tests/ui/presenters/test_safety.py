from datetime import UTC, datetime
from pathlib import Path

import pytest

from consultant_app.domain.audit import AuditEntry, AuditState
from consultant_app.texts import languages, texts
from consultant_app.ui.presenters.safety import PAGE, SafetyPresenter
from tests.ui.fakes import FakePeople
from tests.ui.safety_fakes import FakeAudit, FakeBackups

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CLIENT = "2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c01"


def _entry(number, actor="", action="read_client", subject=CLIENT, detail="get"):
    return AuditEntry(number, AT, actor, action, subject, detail)


@pytest.fixture
def presenter(ui):
    people = FakePeople()
    user = people.all()[0].id if people.all() else "u1"
    log = [_entry(number, user) for number in range(1, PAGE + 3)]
    log += [
        _entry(PAGE + 3, "", "door", user, "lock"),
        _entry(PAGE + 4, user, "erase_client", "", "refused:erase"),
    ]
    audit = FakeAudit(log, AuditState(len(log)))
    return SafetyPresenter(audit, people, FakeBackups(), ui.tasks)


def test_the_last_page_first_then_the_one_before(qtbot, presenter):
    with qtbot.waitSignal(presenter.changed):
        presenter.load()
    assert len(presenter.entries) == PAGE
    assert presenter.has_more
    with qtbot.waitSignal(presenter.changed):
        presenter.load_more()
    assert len(presenter.entries) == PAGE + 4
    assert not presenter.has_more


def test_entries_are_said_in_words_with_the_names_of_those_who_work_here_alone(qtbot, presenter):
    with qtbot.waitSignal(presenter.changed):
        presenter.load()
    first, second, third = presenter.lines(texts("en"))[:3]
    assert first.what == "Erased a client: refused"
    assert (second.who, second.what) == ("the program", "Locked")
    assert third.subject == CLIENT[:8]
    assert "2026" in third.at
    assert presenter.lines(texts("fr"))[2].what == "Fiche consultée"


@pytest.mark.parametrize("fault", ["altered", "cut", "anchor"])
def test_a_fault_says_what_to_do_in_every_language(presenter, fault):
    presenter.state = AuditState(3, fault, 2)
    said = {presenter.verdict(texts(code)) for code in languages()}
    assert len(said) == len(languages())
    presenter.state = AuditState(3)
    assert "3" in presenter.verdict(texts("en"))


def test_an_act_of_a_later_version_is_shown_by_its_key(presenter):
    presenter.entries = [_entry(1, action="teleport", detail="")]
    assert presenter.lines(texts("en"))[0].what == "teleport"


def test_the_folder_is_chosen_on_the_stores_lane(qtbot, presenter):
    with qtbot.waitSignal(presenter.changed):
        presenter.choose(Path("/share"))
    assert presenter._backups.target == "/share"
