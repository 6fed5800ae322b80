import cv2
import numpy as np
import pytest
from PIL import Image

from consultant_app.capture.replay import ReplaySource
from consultant_app.capture.source import Format, Trouble


@pytest.fixture
def folder(tmp_path):
    for place in range(3):
        Image.new("RGB", (40, 30), (60 * place + 20, 10, 10)).save(tmp_path / f"{place}.png")
    (tmp_path / "notes.txt").write_text("no picture")
    return tmp_path


def red(frame):
    return int(frame.rgb[0, 0, 0])


def test_a_folder_is_shown_in_order_at_its_rate_and_over_again(folder, clock):
    source = ReplaySource(folder, clock, rate=10)
    assert source.latest() is None
    source.start()
    assert source.format == Format(40, 30, 10)
    seen, numbers = [], []
    for _ in range(5):
        clock.wait(0.05)
        frame = source.latest()
        assert source.latest() is frame
        assert frame.at == clock()
        seen.append(red(frame))
        numbers.append(frame.number)
        clock.wait(0.05)
    assert seen == [20, 80, 140, 20, 80]
    assert numbers == sorted(set(numbers))
    source.stop()
    assert source.latest() is None
    source.start()
    clock.wait(0.05)
    assert source.latest().number > numbers[-1]


def test_pictures_that_nobody_asked_for_in_time_are_left_out(folder, clock):
    source = ReplaySource(folder, clock, rate=10)
    source.start()
    clock.wait(0.25)
    assert red(source.latest()) == 140


def test_a_film_is_shown_too(tmp_path, clock):
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 20, (64, 48))
    for place in range(4):
        writer.write(np.full((48, 64, 3), (10, 10, 50 * place + 20), np.uint8))
    writer.release()
    source = ReplaySource(path, clock)
    source.start()
    assert source.format == Format(64, 48, 20)
    seen = []
    for _ in range(6):
        clock.wait(0.025)
        seen.append(red(source.latest()))
        clock.wait(0.025)
    assert seen == pytest.approx([20, 70, 120, 170, 20, 70], abs=6)
    source.stop()


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_nothing_to_show_is_a_camera_that_is_not_there(tmp_path, clock, name):
    (tmp_path / "empty").mkdir()
    source = ReplaySource(tmp_path / name, clock)
    source.start()
    assert source.trouble is Trouble.UNPLUGGED
    assert source.latest() is None


def test_a_damaged_picture_is_a_trouble_and_no_crash(tmp_path, clock):
    (tmp_path / "1.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    source = ReplaySource(tmp_path, clock)
    source.start()
    assert source.latest() is None
    assert source.trouble is Trouble.UNKNOWN
    source.lock()
    source.unlock()
    assert not source.locked
