import pytest
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.clients import Profile
from consultant_app.ui.screens.wishes import WishSheet


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    return window


def sheet_of(ui, window, profile):
    made = WishSheet(
        ui,
        window,
        profile,
        criteria=(("pores", "Pores"), ("redness", "Redness")),
        families=(("retinoid", "Retinoid"), ("spf", "UV filters")),
        products=(("a", "Eau Vive"),),
        textures=(("oil", "oil"),),
    )
    made.open()
    return made


def test_what_was_known_is_ticked_and_stays(ui, window):
    known = Profile(
        allergens=("LIMONENE",),
        budget=120.0,
        wishes=("redness",),
        owned=("a",),
        used_actives=("spf",),
        avoided_textures=("oil",),
        products_at_most=3,
    )
    sheet = sheet_of(ui, window, known)
    assert sheet.chosen() == known
    assert all(fold.opened for fold in sheet.folds.values())


def test_what_is_ticked_is_applied(qtbot, ui, window):
    sheet = sheet_of(ui, window, Profile(pregnancy=True))
    assert [key for key, fold in sheet.folds.items() if fold.opened] == ["wishes"]
    sheet.checks["wishes"]["pores"].setChecked(True)
    sheet.checks["used_actives"]["retinoid"].setChecked(True)
    sheet.number.choose("2")
    with qtbot.waitSignals([sheet.applied, sheet.closed]) as seen:
        sheet.apply_button.click()
    assert seen.all_signals_and_args[0].args == (
        Profile(pregnancy=True, wishes=("pores",), used_actives=("retinoid",), products_at_most=2),
    )
