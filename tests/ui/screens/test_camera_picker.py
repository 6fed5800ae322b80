from PyQt6.QtCore import Qt

from consultant_app.capture.frame import CameraInfo
from consultant_app.capture.synthetic import SYNTHETIC_ID
from consultant_app.ui.screens.camera_picker import CameraPicker

DEVICES = (CameraInfo("a", "Logi 4K Pro"), CameraInfo("b", ""), CameraInfo(SYNTHETIC_ID, ""))


def test_real_names_first_and_a_number_where_there_is_none(qtbot, ui):
    picker = CameraPicker(ui)
    qtbot.addWidget(picker)
    picker.show_cameras(DEVICES, DEVICES[1])
    names = [line.accessibleName() for line in picker.rows]
    assert names == ["Logi 4K Pro", "Camera 2", "Demonstration, without a camera"]
    assert [line.chosen for line in picker.rows] == [False, True, False]


def test_rows_stay_while_the_cameras_stay_and_tell_the_choice(qtbot, ui):
    picker = CameraPicker(ui)
    qtbot.addWidget(picker)
    picker.show()
    picker.show_cameras(DEVICES, None)
    rows = picker.rows
    picker.show_cameras(DEVICES, DEVICES[0])
    assert picker.rows is rows
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [DEVICES[1]]
    picker.show_cameras(DEVICES[:1], DEVICES[0])
    assert len(picker.rows) == 1
