from consultant_app.ui.widgets.heat_legend import HeatRamp, heat_colour


def test_the_ramp_ends_in_the_very_tint_of_the_maps(qtbot, ui):
    ramp = HeatRamp(ui.theme)
    qtbot.addWidget(ramp)
    image, tint = ramp.grab().toImage(), heat_colour()
    end = image.pixelColor(image.width() - 5, 4)
    assert abs(end.red() - tint.red()) < 20
    assert abs(end.blue() - tint.blue()) < 20
    assert tint.blue() > tint.red()
