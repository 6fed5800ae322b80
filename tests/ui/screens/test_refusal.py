from pathlib import Path

from PyQt6.QtCore import Qt

from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.screens.refusal import RefusalPage
from consultant_app.ui.widgets.text import Text


def test_says_why_and_offers_both_ways(qtbot, ui, workspace):
    visit = VisitPresenter(workspace, ui.tasks)
    page = RefusalPage(ui, visit)
    qtbot.addWidget(page)
    page.show()
    visit.analyse(workspace.store.get("c2"), Path("dark.jpg"), "en")
    qtbot.waitUntil(lambda: visit.phase is Phase.REFUSED)
    said = " ".join(label.text() for label in page.findChildren(Text))
    assert "too dark to see" in said
    assert "Light it from the front" in said
    with qtbot.waitSignal(page.another_asked):
        qtbot.mouseClick(page.another_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.anyway_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: visit.phase is Phase.READY)
    assert workspace.analysis.calls[-1][1] is True
