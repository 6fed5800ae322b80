"""The manager's area as it is: every page and sheet, in every size that is promised, in both languages."""

from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.people import Role, User
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.manager_dialogs import ManagerDialogs
from consultant_app.ui.manager_room import ManagerRoom, made_for
from consultant_app.ui.screens.catalogue_sheets import EffectSheet, FaultsSheet, VersionsSheet
from consultant_app.ui.widgets.overlay import Message, Overlay
from tests.ui.faults import layout_faults, name_faults
from tests.ui.walker import unlocked

SIZES = ((1366, 768), (911, 512), (1920, 1080), (768, 1024))
PRICE, NAME = 4, 1


@pytest.fixture
def files(tmp_path) -> dict:
    return {"sheets": tmp_path / "in.xlsx", "place": tmp_path / "out.xlsx", "figures": tmp_path / "out.csv"}


@pytest.fixture
def room(window: MainWindow, ui, workspace, files, qtbot) -> Iterator[ManagerRoom]:
    dialogs = ManagerDialogs(
        lambda _: files["sheets"], lambda _, __: files["place"], lambda _, __: files["figures"]
    )
    assert window.rooms is not None
    made = ManagerRoom(ui, workspace.management, window.rooms, window, dialogs, lambda: date(2026, 11, 23))
    window._pages.addWidget(made.screen)
    window._bars.addWidget(made.screen.bar)
    yield made
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    for sheet in window.findChildren(Overlay):
        sheet.clear_away()


@pytest.fixture
def settle(ui, qtbot):
    def wait() -> None:
        QTest.qWait(20)
        qtbot.waitUntil(lambda: not ui.tasks.busy, timeout=30_000)
        QTest.qWait(20)

    return wait


@pytest.fixture
def editor(room, settle):
    room.open()
    room.screen.show_page("catalogue")
    settle()
    return room


def sheet_of(window, kind):
    return next(sheet for sheet in window.findChildren(kind) if sheet.isVisible())


def checked(editor, settle) -> None:
    editor.catalogue.flush()
    settle()


def test_only_a_manager_has_the_area(ui, workspace, window):
    assert made_for(User("n", "Noor", Role.CONSULTANT), ui, workspace, window.rooms, window) is None
    assert made_for(None, ui, workspace, window.rooms, window) is None
    assert window.manager_room is None
    assert made_for(User("m", "Hélène", Role.MANAGER), ui, workspace, window.rooms, window) is not None


def test_the_way_in_and_back(room, window, settle):
    QTest.mouseClick(room.button, Qt.MouseButton.LeftButton)
    settle()
    assert window._pages.currentWidget() is room.screen
    assert room.screen.pages == ("overview", "catalogue")
    room.screen.rail.chosen.emit("catalogue")
    assert room.screen.here == "catalogue"
    window.rooms.back()
    assert window._pages.currentWidget() is window.rooms.clients_screen


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_cut_covered_or_nameless(room, window, ui, settle, language, workspace):
    ui.language.choose(language)
    found: dict[str, list[str]] = {}

    def look(screen: str) -> None:
        for size in SIZES:
            window.resize(*size)
            for _ in range(3):
                QTest.qWait(1)
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            for fault in layout_faults(window) + name_faults(window):
                found.setdefault(fault, []).append(f"{screen} at {size}")

    room.open()
    settle()
    look("overview")
    for card in room.overview.cards.values():
        if card.switch.isVisible():
            card.switch.setChecked(True)
    look("tables")
    room.screen.show_page("catalogue")
    settle()
    look("catalogue")
    room.catalogue.set_cell(0, PRICE, "free")
    checked(room, settle)
    look("faults")
    room.editor.faults.click()
    look("fault list")
    sheet_of(window, FaultsSheet).dismiss()
    workspace.management.catalogues.publish(room.catalogue.draft.book, "Prix de printemps")
    room.catalogue.list_versions()
    settle()
    look("versions")
    sheet_of(window, VersionsSheet).dismiss()
    ui.language.choose("en")
    assert found == {}, "\n".join(f"{fault}: {', '.join(places)}" for fault, places in found.items())


def test_figures_are_shown_and_written(room, files, settle):
    room.open()
    settle()
    assert room.dashboard.shown is not None
    assert room.overview.bars["products"].rows
    room.overview.periods.chosen.emit("30")
    settle()
    assert room.dashboard.days == 30
    room.overview.export_button.click()
    settle()
    assert "fewer than 10" in files["figures"].read_text("utf-8-sig")
    assert room._rooms.toast.isVisible()


def test_touching_a_concern_shows_it_by_age(room, settle):
    room.open()
    settle()
    room.overview.bars["concerns"].rows["shine"].touched.emit()
    assert room.dashboard.concern == "shine"
    assert "Shine" in room.overview.cards["ages"].table.accessibleName()


def test_a_store_that_cannot_be_read_is_told(room, window, workspace, settle):
    workspace.management.problem = ConsultantError("The disk is away. Put it back.")
    room.open()
    settle()
    assert "disk is away" in sheet_of(window, Message).words


def test_a_wrong_cell_is_marked_told_and_found(editor, window, settle):
    editor.catalogue.set_cell(3, PRICE, "free")
    assert not editor.catalogue.may_publish
    checked(editor, settle)
    [fault] = editor.catalogue.faults
    assert (fault.file, fault.row, fault.column) == ("products", 5, "price")
    index = editor.editor.table.cells.index(3, PRICE)
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "no price above zero" in index.data(role)
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert not editor.editor.publish.isEnabled()
    editor.catalogue.show_sheet("needs")
    editor.editor.faults.click()
    sheet_of(window, FaultsSheet).chosen.emit(fault)
    assert editor.catalogue.sheet_name == "products"
    assert (editor.editor.table.row, editor.editor.table.currentIndex().column()) == (3, PRICE)


def test_a_change_is_tried_published_and_brought_back(editor, window, workspace, settle):
    stock = editor.catalogue.sheet.columns.index("in_stock")
    editor.editor.table.cells.setData(editor.editor.table.cells.index(0, stock), "no")
    for row in range(len(editor.catalogue.sheet.rows)):
        if editor.catalogue.sheet.cell(row, "step") in ("serum", "moisturiser"):
            editor.catalogue.set_cell(row, stock, "no")
    checked(editor, settle)
    assert editor.catalogue.may_publish
    editor.editor.publish.click()
    settle()
    sheet = sheet_of(window, EffectSheet)
    sheet.note.edit.setText("Stock of the week")
    sheet.button.click()
    settle()
    assert workspace.management.catalogues.versions()[0].note == "Stock of the week"
    assert not editor.catalogue.draft.changed
    editor.editor.versions.click()
    settle()
    sheet_of(window, VersionsSheet).buttons[0].click()
    settle()
    assert workspace.management.catalogues.versions()[0].restored == 0
    assert editor.catalogue.sheet.cell(0, "in_stock") == "yes"


def test_rows_come_and_go_and_changes_are_given_up(editor, window, settle):
    count = len(editor.catalogue.sheet.rows)
    editor.editor.table.go_to(2, "name")
    editor.editor.add.click()
    assert editor.catalogue.sheet.rows[3] == ("",) * len(editor.catalogue.sheet.columns)
    editor.editor.table.go_to(0, "name")
    editor.editor.remove.click()
    assert len(editor.catalogue.sheet.rows) == count
    editor.editor.discard.click()
    sheet_of(window, Message).findChildren(type(editor.button))[-1].click()
    settle()
    assert not editor.catalogue.draft.changed


def test_a_file_goes_out_and_comes_in(editor, files, settle):
    editor.editor.give.click()
    settle()
    made = openpyxl.load_workbook(files["place"])
    made["products"]["B2"] = "Lait du Soir"
    made.save(files["sheets"])
    editor.editor.take.click()
    settle()
    checked(editor, settle)
    assert editor.catalogue.sheet.cell(0, "name") == "Lait du Soir"
    assert editor.catalogue.may_publish


def test_a_file_with_faults_changes_nothing_and_tells_all(editor, window, files, settle):
    files["sheets"] = files["sheets"].with_suffix(".csv")
    files["sheets"].write_text("name,price\nMilk,=1+1\n", encoding="utf-8")
    editor.editor.take.click()
    settle()
    assert sheet_of(window, FaultsSheet).accessibleName() == "Nothing was taken from the file"
    assert not editor.catalogue.draft.changed
    files["sheets"] = files["sheets"].with_name("gone.csv")
    sheet_of(window, FaultsSheet).dismiss()
    editor.editor.take.click()
    settle()
    assert "gone.csv" in sheet_of(window, Message).words


def test_a_refused_photo_is_counted_once(window, workspace, chosen, settle):
    rooms = window.rooms
    rooms.clients_screen.chosen.emit("c2")
    settle()
    for name in ("dark.jpg", "broken.jpg"):
        chosen["photo"] = chosen["photo"].with_name(name)
        rooms.choose_photo()
        settle()
    assert workspace.management.statistics.refusals == [(("under_exposed",), ""), (("truncated",), "")]


@pytest.mark.usefixtures("closed_door")
def test_what_was_typed_last_is_kept_when_the_counter_is_locked(qtbot, ui, workspace, preferences, cameras):
    window = MainWindow(ui, lambda: workspace, preferences, cameras=lambda: cameras)
    window.show()
    window.open_workspace()
    unlocked(window)
    room = window.manager_room
    assert room is not None
    room.open()
    room.screen.show_page("catalogue")
    qtbot.waitUntil(lambda: room.catalogue.draft is not None)
    room.catalogue.set_cell(0, PRICE, "51.50")
    typed = room.catalogue.draft.book
    window.lock()
    qtbot.waitUntil(lambda: not ui.tasks.busy, timeout=30_000)
    assert window.manager_room is None
    assert workspace.management.catalogues.kept is typed
    window.close()
    window.deleteLater()
