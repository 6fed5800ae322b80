import pytest

from consultant_app.ui.widgets.chip import Chip, Chips


@pytest.mark.usefixtures("ui")
def test_facts_stand_beside_one_another_and_are_read_as_one(qtbot):
    chips = Chips()
    qtbot.addWidget(chips)
    chips.say((("Without fragrance", "plain"), ("Avoids LINALOOL", "accent")))
    chips.resize(600, 100)
    chips.show()
    assert chips.accessibleName() == "Without fragrance, Avoids LINALOOL"
    first, second = chips.findChildren(Chip)
    assert first.y() == second.y()
    assert first.width() >= first.fontMetrics().horizontalAdvance("Without fragrance") + 20
    assert second.property("chip") == "accent"


@pytest.mark.usefixtures("ui")
def test_without_facts_there_is_nothing(qtbot):
    chips = Chips()
    qtbot.addWidget(chips)
    chips.say((("a", "plain"),))
    chips.say(())
    assert chips.isHidden()
    assert chips.said == ()
