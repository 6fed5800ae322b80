from consultant_app.ui.widgets.text import Elided, Text


def test_a_long_name_ends_in_an_ellipsis_and_keeps_its_whole(qtbot):
    name = "Margaux de Saint-Exupéry-Montmorency"
    line = Elided("heading", name)
    qtbot.addWidget(line)
    line.resize(120, 30)
    line.show()
    assert line.text().endswith("…")
    assert line.toolTip() == line.accessibleName() == name
    line.resize(600, 30)
    assert line.text() == name


def test_names_are_never_read_as_markup(qtbot):
    label = Text("body", "<b>Ann</b> & Co")
    qtbot.addWidget(label)
    assert label.text() == "<b>Ann</b> & Co"
    plain = Text("body", "xbxAnnx/bx & Co")
    qtbot.addWidget(plain)
    assert abs(label.sizeHint().width() - plain.sizeHint().width()) < 40
