import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QPointF, QRectF, QSizeF

from consultant_app.ui.framing import close, frame, zoomed

side = st.integers(40, 6000)


@given(side, side, side, side, st.tuples(*[st.floats(0.05, 0.9)] * 4))
def test_never_stretches_never_leaves_the_photo_never_cuts_the_face(wide, high, to_wide, to_high, where):
    x, y, share_wide, share_high = where
    face = QRectF(x * wide, y * high, (1 - x) * share_wide * wide, (1 - y) * share_high * high)
    source, target = frame(QSizeF(wide, high), QSizeF(to_wide, to_high), face)
    assert abs(source.width() / source.height() * target.height() / target.width() - 1) < 1e-6
    assert QRectF(0, 0, wide, high).adjusted(-1e-3, -1e-3, 1e-3, 1e-3).contains(source)
    assert QRectF(0, 0, to_wide, to_high).adjusted(-1e-3, -1e-3, 1e-3, 1e-3).contains(target)
    assert source.adjusted(-1.01, -1.01, 1.01, 1.01).contains(face)


def test_fills_the_space_with_a_face_that_fits():
    source, target = frame(QSizeF(3000, 4000), QSizeF(600, 600), QRectF(1000, 1000, 1000, 1300))
    assert target == QRectF(0, 0, 600, 600)
    assert source.width() < 2000


def test_shows_the_whole_photo_where_the_face_would_be_cut():
    source, target = frame(QSizeF(1000, 3000), QSizeF(900, 300), QRectF(100, 200, 800, 2600))
    assert source == QRectF(0, 0, 1000, 3000)
    assert target.height() == 300
    assert abs(target.width() - 100) < 1e-6


def test_without_a_face_the_whole_photo_is_shown():
    source, target = frame(QSizeF(400, 300), QSizeF(400, 400), None)
    assert source == QRectF(0, 0, 400, 300)
    assert target == QRectF(0, 50, 400, 300)


def test_no_space_draws_nothing():
    assert frame(QSizeF(400, 300), QSizeF(0, 0), None)[1].isEmpty()


@given(side, side, side, side, st.tuples(*[st.floats(0.01, 0.9)] * 3))
def test_a_place_is_seen_from_near_and_never_stretched(wide, high, to_wide, to_high, where):
    x, y, share = where
    place = QRectF(x * wide, y * high, (1 - x) * share * wide, (1 - y) * share * high)
    source, target = close(QSizeF(wide, high), QSizeF(to_wide, to_high), place)
    assert abs(source.width() / source.height() * target.height() / target.width() - 1) < 1e-6
    assert QRectF(0, 0, wide, high).adjusted(-1e-3, -1e-3, 1e-3, 1e-3).contains(source)
    assert target == QRectF(0, 0, to_wide, to_high)
    assert source.adjusted(-1e-3, -1e-3, 1e-3, 1e-3).contains(place.center())


@given(side, side, st.floats(1, 8), st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))
def test_nearer_shows_less_of_the_same_shape_and_stays_on_the_photo(wide, high, zoom, x, y):
    bounds = QRectF(0, 0, wide, high)
    part = QRectF(0.1 * wide, 0.2 * high, 0.7 * wide, 0.6 * high)
    near = zoomed(part, bounds, zoom, QPointF(x * wide, y * high))
    assert near.width() * zoom == pytest.approx(part.width())
    assert near.height() * zoom == pytest.approx(part.height())
    assert bounds.adjusted(-1e-3, -1e-3, 1e-3, 1e-3).contains(near)


def test_at_no_zoom_the_part_is_the_part():
    part = QRectF(10, 10, 50, 40)
    assert zoomed(part, QRectF(0, 0, 100, 100), 1.0, None) == part
