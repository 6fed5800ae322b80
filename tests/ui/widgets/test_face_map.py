import pytest
from PyQt6.QtCore import QPointF

from consultant_app.domain.criteria import Zone
from consultant_app.ui.widgets.face_map import FaceMap, FaceSign, _drawing


@pytest.fixture
def face(qtbot, ui):
    made = FaceMap(ui.theme)
    qtbot.addWidget(made)
    made.resize(400, 500)
    return made


def test_every_zone_is_drawn_within_the_face_and_left_is_the_clients():
    drawing = _drawing()
    assert set(drawing.zones) == set(Zone)
    oval = drawing.zones[Zone.FACE].boundingRect().adjusted(-0.02, -0.02, 0.02, 0.02)
    assert all(oval.contains(path.boundingRect()) for path in drawing.zones.values())
    assert drawing.zones[Zone.CHEEK_LEFT].boundingRect().center().x() > 0
    assert drawing.zones[Zone.CHEEK_RIGHT].contains(QPointF(-0.25, 0.6))


def test_a_lower_score_is_tinted_more_and_one_that_was_not_seen_not_at_all(face):
    assert face.tint(20) > face.tint(80) > face.tint(100) > 0
    face.show_zones({}, "A face")
    bare = face.grab().toImage()
    face.show_zones({Zone.CHEEK_LEFT: 30, Zone.CHEEK_RIGHT: None}, "left cheek 30, right cheek –")
    shown = face.grab().toImage()
    assert face.accessibleName() == "left cheek 30, right cheek –"
    left, right = (290, 250), (110, 250)
    assert shown.pixelColor(*left) != bare.pixelColor(*left)
    assert shown.pixelColor(*right) == bare.pixelColor(*right)


def test_it_fits_any_room(face):
    face.resize(160, 160)
    face.show_zones({Zone.NOSE: 50}, "nose 50")
    assert not face.grab().isNull()


def test_the_sign_is_a_face_in_the_accent(qtbot, ui):
    sign = FaceSign(ui.theme, 84)
    qtbot.addWidget(sign)
    image = sign.grab().toImage()
    inked = [image.pixelColor(image.width() // 2, y).name() for y in range(image.height())]
    assert len(set(inked)) > 2
    assert sign.height() > sign.width()
