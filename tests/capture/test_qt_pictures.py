"""The true way from Qt's pictures to ours, through a capture session that is fed by hand."""

import numpy as np
import pytest

pytest.importorskip("PyQt6.QtMultimedia", exc_type=ImportError, reason="Qt's multimedia library needs libpulse0")

from PyQt6.QtMultimedia import (
    QMediaCaptureSession,
    QVideoFrame,
    QVideoFrameInput,
)

from consultant_app.capture import qt_pictures
from consultant_app.capture.qt_pictures import SinkReader, rgb_of
from tests.capture.made_pictures import PF, picture

# Qt tells which optional libraries of the system it did without.
pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("library|symbols|FFmpeg|RHI", extend=True),
]


@pytest.mark.parametrize(
    ("kind", "fills"),
    [
        (PF.Format_NV12, ((81,), (90, 240))),
        (PF.Format_YUYV, (81, 90, 81, 240)),
        (PF.Format_YUV420P, ((81,), (90,), (240,))),
        (PF.Format_YUV422P, ((81,), (90,), (240,))),
        (PF.Format_YV12, ((81,), (240,), (90,))),
        (PF.Format_BGRX8888, (0, 0, 255, 255)),
        (PF.Format_RGBA8888, (255, 0, 0, 255)),
        (PF.Format_XRGB8888, (255, 255, 0, 0)),
    ],
)
def test_red_stays_red_in_every_format(kind, fills):
    rgb = rgb_of(picture(kind, fills))
    assert rgb.shape == (48, 64, 3)
    assert np.abs(rgb.astype(int) - (255, 0, 0)).max() <= 4


@pytest.mark.parametrize("kind", [PF.Format_NV12, PF.Format_YUV420P])
def test_odd_sizes_and_padded_rows_are_read(kind):
    fills = ((81,), (90, 240)) if kind == PF.Format_NV12 else ((81,), (90,), (240,))
    rgb = rgb_of(picture(kind, fills, 49, 35))
    assert rgb.shape == (35, 49, 3)
    assert np.abs(rgb.astype(int) - (255, 0, 0)).max() <= 4


def test_a_jpeg_camera_is_read_in_its_own_range():
    rgb = rgb_of(picture(PF.Format_NV12, ((76,), (85, 255)), full=True))
    assert np.abs(rgb.astype(int) - (254, 0, 0)).max() <= 4


def test_a_rare_format_is_left_to_qt():
    rgb = rgb_of(picture(PF.Format_Y8, (128,)))
    assert rgb.shape == (48, 64, 3)
    assert np.ptp(rgb) == 0


def test_a_picture_that_is_not_laid_out_as_it_says_is_left_to_qt(monkeypatch):
    def odd(*_, **__):
        raise ValueError("cannot reshape")

    monkeypatch.setattr(qt_pictures, "rgb_from_nv12", odd)
    assert rgb_of(picture(PF.Format_NV12, ((120,), (128, 128)))).shape == (48, 64, 3)


def test_a_picture_that_cannot_be_read_is_none():
    assert rgb_of(QVideoFrame()) is None


def test_frames_go_from_a_session_to_the_reader_newest_first(qtbot, clock):
    session, feed, reader = QMediaCaptureSession(), QVideoFrameInput(), SinkReader(clock)
    session.setVideoFrameInput(feed)
    session.setVideoSink(reader.sink)
    assert reader.latest() is None
    seen = []
    reader.sink.videoFrameChanged.connect(seen.append)
    for place in range(3):
        clock.wait(0.1)
        assert feed.sendVideoFrame(picture(PF.Format_NV12, ((60 + 60 * place,), (128, 128))))
        qtbot.waitUntil(lambda place=place: len(seen) == place + 1)
    frame = reader.latest()
    assert frame.number == 3
    assert frame.at == clock()
    assert frame.rgb.mean() == pytest.approx((180 - 16) * 255 / 219, abs=2)
    assert reader.latest() is frame
    reader.forget()
    assert reader.latest() is None
