import pytest
from PyQt6.QtCore import Qt

from consultant_app.ui.widgets.visit_stepper import VisitStepper


@pytest.fixture
def stepper(qtbot, ui):
    made = VisitStepper(ui.theme)
    qtbot.addWidget(made)
    made.say("From", "Earlier", "Later")
    return made


def test_steps_only_where_there_is_a_visit(qtbot, stepper):
    heard = []
    stepper.stepped.connect(heard.append)
    stepper.show_day("5 January 2026", back=False, on=True)
    for arrow in (stepper.back, stepper.on):
        qtbot.mouseClick(arrow, Qt.MouseButton.LeftButton)
    stepper.show_day("6 March 2026", back=True, on=False)
    for arrow in (stepper.back, stepper.on):
        qtbot.mouseClick(arrow, Qt.MouseButton.LeftButton)
    assert heard == [1, -1]


def test_the_arrows_can_be_read_out_and_touched(stepper):
    assert stepper.back.accessibleName() == "Earlier"
    assert min(stepper.on.width(), stepper.on.height()) >= 44
