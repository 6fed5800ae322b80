import pytest
from PyQt6.QtWidgets import QLineEdit, QWidget

from consultant_app.ui.screens.mail_copy import MailCopySheet


@pytest.fixture
def sheet(qtbot, ui) -> MailCopySheet:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    sheet = MailCopySheet(ui, window)
    sheet.window_kept = window
    sheet.open()
    return sheet


@pytest.mark.parametrize(
    ("password", "said", "enough"),
    [
        ("court", "At least 8", False),
        ("12345678", "Weak", True),
        ("Rose-Thé", "Fair", True),
        ("quatre fleurs sous la pluie", "Strong", True),
    ],
)
def test_it_says_how_long_a_password_would_stand(sheet, password, said, enough) -> None:
    sheet.field.edit.setText(password)
    assert said in sheet.strength.text()
    assert sheet.save_button.isEnabled() is enough


def test_a_password_is_hidden_until_it_is_to_be_seen_and_leaves_with_the_sheet(qtbot, sheet) -> None:
    edit = sheet.field.edit
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    sheet.show_button.click()
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    edit.setText("quatre fleurs")
    with qtbot.waitSignals([sheet.chosen, sheet.closed]) as sent:
        sheet.save_button.click()
    assert sent.all_signals_and_args[-1].args == ("quatre fleurs",) or sent.all_signals_and_args[0].args == (
        "quatre fleurs",
    )
    assert edit.text() == ""


def test_enter_does_not_take_a_password_that_is_too_short(qtbot, sheet) -> None:
    sheet.field.edit.setText("court")
    with qtbot.assertNotEmitted(sheet.chosen):
        sheet.field.edit.returnPressed.emit()
    assert sheet.isVisible()
