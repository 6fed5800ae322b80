import numpy as np
import pytest
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import EvidenceMaps
from consultant_app.ui.presenters.display import DisplayPhoto, display_photo
from consultant_app.ui.widgets.photo_view import PhotoView, image_of


def plain(colour, shape=(300, 400)):
    rgb = np.empty((*shape, 3), np.uint8)
    rgb[:] = colour
    return DisplayPhoto(rgb, EvidenceMaps({}, np.eye(2, 3)), {})


@pytest.fixture
def view(qtbot, ui):
    made = PhotoView(ui.theme)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    return made


def pixel(view, x, y):
    return view.grab().toImage().pixelColor(x, y)


def test_an_image_owns_its_pixels():
    rgb = np.zeros((3, 5, 3), np.uint8)
    rgb[1, 4] = (10, 20, 30)
    image = image_of(rgb)
    rgb[:] = 255
    assert image.pixelColor(4, 1) == QColor(10, 20, 30)
    assert (image.width(), image.height()) == (5, 3)


def test_a_photo_without_a_face_is_fitted_whole(view, ui):
    view.show_photo(plain((200, 30, 30)))
    assert pixel(view, 200, 200) == QColor(200, 30, 30)
    assert pixel(view, 200, 20) == QColor(ui.theme.tokens.well)


def test_a_circle_stays_a_circle(view, workspace):
    shown = display_photo(workspace.store.kept[0].photo)
    view.show_photo(shown)
    view.resize(500, 320)
    source, target = view._frame(view._photo)
    assert target.width() / source.width() == pytest.approx(target.height() / source.height(), rel=1e-6)


def test_heat_comes_and_goes(qtbot, view):
    view.show_photo(plain((200, 30, 30)))
    view.show_heat(plain((30, 30, 200)).rgb)
    qtbot.waitUntil(lambda: view.heat_share == 1.0)
    assert pixel(view, 200, 200) == QColor(30, 30, 200)
    view.show_heat(None)
    qtbot.waitUntil(lambda: view.heat_share == 0.0)
    assert pixel(view, 200, 200) == QColor(200, 30, 30)


def test_heat_fades(qtbot, view, ui):
    ui.theme.motion_ms = 120
    shares = []
    view.show_photo(plain((200, 30, 30)))
    view._fade.valueChanged.connect(lambda _: shares.append(view.heat_share))
    view.show_heat(plain((30, 30, 200)).rgb)
    qtbot.waitUntil(lambda: view.heat_share == 1.0 and len(shares) > 1)
    assert shares == sorted(shares)


def test_taking_heat_from_a_plain_photo_changes_nothing(view):
    view.show_photo(plain((200, 30, 30)))
    view.show_heat(None)
    assert view.heat_share == 0.0


def test_outlines_are_drawn_and_can_be_hidden(view, workspace):
    photo = workspace.store.kept[0].photo
    view.show_photo(DisplayPhoto(np.full_like(photo.rgb, 128), photo.evidence, photo.zone_polygons))
    drawn = view.grab().toImage()
    view.mark(frozenset({Zone.NOSE}))
    marked = view.grab().toImage()
    view.show_outlines(visible=False)
    bare = view.grab().toImage()
    assert drawn != bare
    assert marked != drawn
    assert marked != bare


def test_no_photo_draws_only_the_ground(view, ui):
    view.show_photo(None)
    assert pixel(view, 200, 200) == QColor(ui.theme.tokens.well)


def test_another_drawing_of_the_same_map_comes_without_a_fade(qtbot, view, ui):
    view.show_photo(plain((200, 30, 30)))
    view.change_heat(plain((30, 30, 200)).rgb)
    qtbot.waitUntil(lambda: view.heat_share == 1.0)
    ui.theme.motion_ms = 10_000
    view.change_heat(plain((30, 200, 30)).rgb)
    assert view.heat_share == 1.0
    assert pixel(view, 200, 200) == QColor(30, 200, 30)


def test_it_goes_to_a_place_and_a_touch_leads_back(qtbot, view):
    photo = plain((200, 30, 30))
    photo.rgb[100:120, 300:320] = (20, 200, 20)
    view.show_photo(photo)
    view.go_to(QRectF(300, 100, 20, 20))
    assert pixel(view, 200, 200) == QColor(20, 200, 20)
    source, target = view._frame(view._photo)
    assert source.contains(QRectF(300, 100, 20, 20))
    assert source.width() < 100
    assert target.width() / source.width() == pytest.approx(target.height() / source.height(), rel=1e-6)
    with qtbot.waitSignal(view.left_place):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    assert pixel(view, 200, 200) == QColor(200, 30, 30)
    with qtbot.assertNotEmitted(view.left_place):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
