from consultant_app.ui.widgets.stepper import Stepper


def test_says_where_one_is_and_has_room_for_its_words(qtbot, ui):
    stepper = Stepper(ui.theme)
    qtbot.addWidget(stepper)
    stepper.show_step(1, 3, "Step 1 of 3")
    assert stepper.step == 1
    assert stepper.accessibleName() == "Step 1 of 3"
    narrow = stepper.sizeHint().width()
    stepper.show_step(1, 5, "Step 1 of 5")
    assert stepper.minimumSizeHint().width() > narrow


def test_a_step_further_is_seen(qtbot, ui):
    stepper = Stepper(ui.theme)
    qtbot.addWidget(stepper)
    stepper.show_step(1, 3, "")
    stepper.resize(stepper.sizeHint())
    first = stepper.grab().toImage()
    stepper.show_step(3, 3, "")
    assert stepper.grab().toImage() != first
