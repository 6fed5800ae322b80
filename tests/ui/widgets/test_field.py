import pytest

from consultant_app.ui.widgets.field import Field


@pytest.mark.usefixtures("ui")
def test_says_what_is_wrong_until_it_is_typed_anew(qtbot):
    field = Field()
    qtbot.addWidget(field)
    field.say("Budget", "No limit")
    field.show()
    field.object_to("Write an amount.")
    assert field._problem.isVisible()
    assert field.edit.accessibleDescription() == "Write an amount."
    qtbot.keyClicks(field.edit, "5")
    assert not field._problem.isVisible()
    assert field.edit.accessibleName() == "Budget"
    assert field.edit.height() >= 44
