from collections.abc import Iterator

import pytest

from consultant_app.ui.presenters.report import ReportPresenter
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.screens.report import ReportScreen
from tests.ui.made_results import NOW


@pytest.fixture
def visit(workspace, tasks, tmp_path, qtbot) -> VisitPresenter:
    presenter = VisitPresenter(workspace, tasks, now=lambda: NOW)
    presenter.analyse(workspace.store.get("c2"), tmp_path / "photo.jpg", "en")
    qtbot.waitUntil(lambda: presenter.phase is Phase.READY)
    return presenter


@pytest.fixture
def screen(qtbot, ui, workspace, visit, preferences) -> Iterator[ReportScreen]:
    presenter = ReportPresenter(workspace, ui.tasks, visit, preferences)
    screen = ReportScreen(ui, presenter)
    screen.keep = presenter
    screen.resize(1000, 700)
    screen.show()
    presenter.open()
    qtbot.waitUntil(lambda: len(screen.pages.views) == 1)
    yield screen
    # Pages that are still being drawn would come to a screen that is gone.
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    screen.close()
    screen.deleteLater()


def test_the_pages_are_seen_and_read_out(qtbot, screen) -> None:
    (page,) = screen.pages.views
    assert page.accessibleName() == "Page 1 of 1"
    qtbot.waitUntil(lambda: page.height() == page.heightForWidth(page.width()))
    assert screen.save_button.isEnabled()
    assert not screen.again_button.isVisible()


def test_the_choices_reach_the_paper(qtbot, screen, workspace) -> None:
    screen.paper.button("letter").click()
    screen.photo.button("lines").click()
    qtbot.waitUntil(lambda: not workspace.reports.asked[-1].options.with_photo)
    assert workspace.reports.asked[-1].options.paper == "letter"


def test_a_name_reaches_the_paper_when_the_typing_rests(qtbot, screen, workspace) -> None:
    for letter in "Anne":
        screen.consultant.edit.setFocus()
        qtbot.keyClicks(screen.consultant.edit, letter)
    qtbot.waitUntil(lambda: workspace.reports.asked[-1].options.consultant == "Anne")
    assert len(workspace.reports.asked) == 2


def test_a_report_that_was_handed_over_is_not_changed(qtbot, screen, visit, workspace) -> None:
    visit.save()
    qtbot.waitUntil(lambda: visit.summary is not None)
    pdf = screen.keep.pdf
    workspace.store.reports.keep(visit.summary.id, pdf, "en", with_photo=True)
    screen.keep.open()
    qtbot.waitUntil(screen.again_button.isVisible)
    assert not screen.paper.isEnabled()
    screen.again_button.click()
    qtbot.waitUntil(screen.paper.isEnabled)


def test_it_speaks_french(screen, ui) -> None:
    ui.language.choose("fr")
    assert screen.print_button.text() == "Imprimer"
    assert screen.mail_button.text() == "Copie pour e-mail"
