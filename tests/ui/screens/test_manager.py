import pytest
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.screens.manager import ManagerScreen


class Page:
    """What any part of the program may hang into the area."""

    def __init__(self, key: str) -> None:
        self.key, self.widget, self.entered = key, QWidget(), 0

    def title(self) -> str:
        return self.key.title()

    def enter(self) -> None:
        self.entered += 1


@pytest.fixture
def screen(qtbot, ui):
    made = ManagerScreen(ui)
    qtbot.addWidget(made)
    return made


def test_any_page_can_be_hung_and_reads_anew_when_it_is_shown(screen):
    pages = [Page("users"), Page("backups")]
    for page in pages:
        screen.hang(page)
    assert screen.pages == ("users", "backups")
    screen.show()
    screen.rail.chosen.emit("backups")
    screen.show_page("backups")
    assert [page.entered for page in pages] == [0, 2]
    assert pages[1].widget.isVisible()
    assert screen.here == "backups"


def test_a_narrow_window_keeps_a_narrow_rail(screen):
    screen.show()
    screen.resize(1300, 700)
    wide = screen._side.width()
    screen.resize(800, 700)
    assert screen._side.width() < wide
