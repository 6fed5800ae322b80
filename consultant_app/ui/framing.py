"""Which part of a photo fills a space, so that the face is the hero and nothing is stretched. Pure geometry."""

from PyQt6.QtCore import QPointF, QRectF, QSizeF

_AROUND_FACE = 0.16
"""Air kept on each side of the face oval, as a share of its size: the score is of the face, not of the room."""

_AROUND_PLACE = 0.9
"""The same around a close-up: enough to know where on the face one is."""


def frame(photo: QSizeF, space: QSizeF, face: QRectF | None) -> tuple[QRectF, QRectF]:
    """The part of the photo to draw, and where in the space to draw it; both have the same aspect.

    The part fills the space whenever the photo is large enough to do so and still hold the whole face;
    otherwise the whole photo is fitted into the space.

    Args:
        photo: Size in photo pixels.
        space: Size in widget pixels.
        face: Bounding box of the face oval in photo pixels, if known.

    Returns:
        Source rectangle in photo pixels, target rectangle in widget pixels.
    """
    everything = QRectF(0, 0, photo.width(), photo.height())
    if photo.isEmpty() or space.isEmpty():
        return everything, QRectF()
    wanted = everything if face is None else _grown(face).intersected(everything)
    part = _with_aspect(wanted, space.width() / space.height())
    if part.width() > photo.width() or part.height() > photo.height():
        part = _largest(photo, space.width() / space.height(), wanted)
    part = _moved_inside(part, everything)
    if not part.adjusted(-1, -1, 1, 1).contains((face or everything).intersected(everything)):
        return everything, _fitted(photo, space)
    return part, QRectF(0, 0, space.width(), space.height())


def zoomed(part: QRectF, bounds: QRectF, zoom: float, centre: QPointF | None) -> QRectF:
    """What is seen of ``part`` nearer by ``zoom``, around ``centre``, as far as ``bounds`` reach.

    Args:
        part: What is seen at zoom 1, photo pixels.
        bounds: The photo.
        zoom: At least 1.
        centre: Photo pixels; the middle of ``part`` when left out.
    """
    near = QRectF(0, 0, part.width() / zoom, part.height() / zoom)
    near.moveCenter(part.center() if centre is None else centre)
    return _moved_inside(near, bounds.united(part))


def close(photo: QSizeF, space: QSizeF, place: QRectF) -> tuple[QRectF, QRectF]:
    """As ``frame``, but near: a place of the photo with some skin around it, filling the space.

    Args:
        photo: Size in photo pixels.
        space: Size in widget pixels.
        place: What to see, in photo pixels.
    """
    wide, high = place.width() * _AROUND_PLACE, place.height() * _AROUND_PLACE
    part = _with_aspect(place.adjusted(-wide, -high, wide, high), space.width() / space.height())
    if part.width() > photo.width() or part.height() > photo.height():
        part = _largest(photo, space.width() / space.height(), part)
    part = _moved_inside(part, QRectF(0, 0, photo.width(), photo.height()))
    return part, QRectF(0, 0, space.width(), space.height())


def _grown(face: QRectF) -> QRectF:
    wide, high = face.width() * _AROUND_FACE, face.height() * _AROUND_FACE
    return face.adjusted(-wide, -high * 1.3, wide, high)


def _with_aspect(box: QRectF, aspect: float) -> QRectF:
    """The smallest rectangle of ``aspect`` around the same centre that holds ``box``."""
    wide, high = max(box.width(), box.height() * aspect), max(box.height(), box.width() / aspect)
    return QRectF(box.center().x() - wide / 2, box.center().y() - high / 2, wide, high)


def _largest(photo: QSizeF, aspect: float, wanted: QRectF) -> QRectF:
    """The largest rectangle of ``aspect`` inside the photo, centred on what is wanted as far as it can be."""
    wide = min(photo.width(), photo.height() * aspect)
    part = QRectF(0, 0, wide, wide / aspect)
    part.moveCenter(wanted.center())
    return _moved_inside(part, QRectF(0, 0, photo.width(), photo.height()))


def _moved_inside(part: QRectF, bounds: QRectF) -> QRectF:
    x = min(max(part.x(), bounds.left()), bounds.right() - part.width())
    y = min(max(part.y(), bounds.top()), bounds.bottom() - part.height())
    return QRectF(x, y, part.width(), part.height())


def _fitted(photo: QSizeF, space: QSizeF) -> QRectF:
    scale = min(space.width() / photo.width(), space.height() / photo.height())
    wide, high = photo.width() * scale, photo.height() * scale
    return QRectF((space.width() - wide) / 2, (space.height() - high) / 2, wide, high)
