import pytest
from PyQt6.QtCore import Qt

from consultant_app.ui.widgets.buttons import TARGET, Button, Segmented


@pytest.mark.parametrize("kind", ["primary", "outline", "plain", "icon", "tab", "segment"])
def test_every_button_is_a_touch_target(qtbot, ui, kind):
    button = Button(ui.theme, kind, "plus")
    qtbot.addWidget(button)
    button.say("Save")
    button.show()
    assert button.height() >= TARGET
    assert button.width() >= TARGET
    assert button.accessibleName() == "Save"


def test_an_icon_alone_says_itself_in_its_tooltip(qtbot, ui):
    button = Button(ui.theme, "icon", "plus")
    qtbot.addWidget(button)
    button.say("Back")
    assert (button.text(), button.toolTip()) == ("", "Back")


def test_a_compact_button_keeps_its_name(qtbot, ui):
    button = Button(ui.theme, "outline", "file-down")
    qtbot.addWidget(button)
    button.say("PDF report", "To take home")
    button.set_compact(compact=True)
    assert (button.text(), button.toolTip(), button.accessibleName()) == ("", "PDF report", "PDF report")
    button.set_compact(compact=False)
    assert (button.text(), button.toolTip()) == ("PDF report", "To take home")


def test_the_icon_follows_the_theme(qtbot, ui):
    button = Button(ui.theme, "icon", "plus")
    qtbot.addWidget(button)
    before = button.icon().pixmap(20, 20).toImage()
    ui.theme.set_dark(dark=True)
    assert button.icon().pixmap(20, 20).toImage() != before


def test_one_choice_of_several(qtbot, ui):
    choice = Segmented(ui.theme, ("en", "fr"))
    qtbot.addWidget(choice)
    assert choice.current() == ""
    with qtbot.assertNotEmitted(choice.chosen):
        choice.choose("en")
    with qtbot.waitSignal(choice.chosen) as heard:
        qtbot.mouseClick(choice.button("fr"), Qt.MouseButton.LeftButton)
    assert heard.args == ["fr"]
    assert choice.current() == "fr"
