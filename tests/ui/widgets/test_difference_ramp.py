from consultant_app.ui.widgets.difference_ramp import DifferenceRamp


def test_runs_from_gold_to_violet(qtbot, ui):
    ramp = DifferenceRamp(ui.theme)
    qtbot.addWidget(ramp)
    ramp.say("less", "more")
    image = ramp.ramp.grab().toImage()
    left, right = image.pixelColor(6, 5), image.pixelColor(image.width() - 7, 5)
    assert left.red() > left.blue() + 60
    assert right.blue() > right.red() + 60
