from consultant_app.ui.widgets.share_line import ShareLine


def test_the_parts_are_as_long_as_their_shares(qtbot, ui):
    line = ShareLine(ui.theme, (0.6, 0.3, 0.1))
    qtbot.addWidget(line)
    line.resize(200, 6)
    image = line.grab().toImage()
    first, second, third = (image.pixelColor(x, 3) for x in (60, 150, 190))
    assert first == image.pixelColor(110, 3)
    assert second == image.pixelColor(170, 3)
    assert len({first.rgb(), second.rgb(), third.rgb()}) == 3


def test_a_single_part_fills_it(qtbot, ui):
    line = ShareLine(ui.theme, (1.0,))
    qtbot.addWidget(line)
    line.resize(200, 6)
    image = line.grab().toImage()
    assert image.pixelColor(10, 3) == image.pixelColor(190, 3)
