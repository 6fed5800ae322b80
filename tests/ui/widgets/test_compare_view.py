import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, QRectF, Qt

from consultant_app.ui.widgets.compare_view import CLOSEST, CompareView, Layout, shared_image

LABEL = "Illustration of this attribute, not the result of a product"


@pytest.fixture
def pictures():
    before, after = np.full((400, 600, 3), 200, np.uint8), np.full((400, 600, 3), 40, np.uint8)
    before[180:220, 280:320] = after[180:220, 280:320] = (255, 0, 0)
    return before, after


@pytest.fixture
def view(qtbot, ui, pictures):
    made = CompareView(ui.theme)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.say("Before", "After", LABEL)
    made.show_pictures(*pictures, QRectF(100, 20, 400, 360))
    made.show()
    return made


def level(view, x, y):
    return view.grab().toImage().pixelColor(x, y).green()


def test_the_screen_shows_the_array_itself(pictures):
    image = shared_image(pictures[1])
    assert image.pixelColor(5, 5).red() == 40
    pictures[1][5, 5] = 99
    assert image.pixelColor(5, 5).red() == 99
    with pytest.raises(ValueError, match="one piece"):
        shared_image(pictures[1][:, ::2])


def test_before_lies_left_of_the_handle_and_after_right(qtbot, view):
    assert level(view, 120, 120) == 200
    assert level(view, 480, 120) == 40
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    qtbot.mouseMove(view, QPoint(540, 300))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(540, 300))
    assert view.divide == pytest.approx(0.9, abs=0.02)
    assert level(view, 480, 120) == 200


def test_an_array_written_anew_is_seen_at_the_next_frame(view, pictures):
    pictures[1][...] = 90
    view.update()
    assert level(view, 480, 120) == 90


@pytest.mark.parametrize("layout", list(Layout))
def test_the_label_is_always_on_the_picture(view, layout):
    view.arrange(layout)
    for zoom in (1, 3):
        view.whole()
        view.nearer(zoom)
        bare, labelled = view.grab().toImage(), None
        view.say("Before", "After", "")
        labelled, bare = bare, view.grab().toImage()
        view.say("Before", "After", LABEL)
        y = round(view._part(view._areas()[1])[1].bottom()) - 16
        band = [x for x in range(320, 600) if labelled.pixelColor(x, y) != bare.pixelColor(x, y)]
        assert len(band) > 150


def test_side_by_side_both_are_whole_and_zoom_together(view):
    view.arrange(Layout.BESIDE)
    assert level(view, 40, 200) == 200
    assert level(view, 560, 200) == 40
    view.nearer(3.0)
    image = view.grab().toImage()
    red = [[x for x in range(start, start + 298) if image.pixelColor(x, 200).green() == 0] for start in (0, 302)]
    assert red[0]
    assert [x + 302 for x in red[0]] == pytest.approx(red[1], abs=1)


def test_zoom_keeps_the_place_under_the_finger_and_ends(view):
    area = view._areas()[0]
    before = view._part(area)
    at = QPointF(420, 150)
    share = (at.x() - before[1].x()) / before[1].width()
    place = before[0].x() + share * before[0].width()
    view.nearer(2.0, at)
    after = view._part(area)
    assert after[0].x() + share * after[0].width() == pytest.approx(place, abs=0.5)
    for _ in range(20):
        view.nearer(2.0)
    assert view.zoom == CLOSEST
    for _ in range(20):
        view.nearer(0.5)
    assert view.zoom == 1.0
    assert view._part(area)[0] == before[0]


def test_near_to_a_drag_moves_the_picture_and_stays_inside(qtbot, view):
    view.nearer(4.0)
    here = view._part(view._areas()[0])[0]
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(view, QPoint(150, 100))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    there = view._part(view._areas()[0])[0]
    assert there.x() < here.x()
    assert view.divide == 0.5
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(10, 100))
    for _ in range(30):
        view._drag = QPointF(10, 100)
        qtbot.mouseMove(view, QPoint(580, 101))
        qtbot.mouseMove(view, QPoint(580, 100))
    assert view._part(view._areas()[0])[0].x() >= 0


def test_keys_do_what_fingers_do(qtbot, view):
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.divide > 0.5
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.divide == pytest.approx(0.5)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom > 1
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(1.0)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.zoom == 1.0
    qtbot.keyClick(view, Qt.Key.Key_A)


def test_a_double_touch_goes_near_and_back(qtbot, view):
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert view.zoom == 3.0
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert view.zoom == 1.0


def test_without_pictures_it_is_quiet(qtbot, view):
    view.show_pictures(None, None)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    view.nearer(2.0)
    assert view.zoom == 1.0
    view.grab()
