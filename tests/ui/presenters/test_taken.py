from pathlib import Path

import numpy as np
import pytest

from consultant_app.capture.frame import Burst, CameraInfo, Frame
from consultant_app.domain.errors import PhotoRefusedError
from consultant_app.ui.presenters.taken import CapturedPhoto, PhotoFile


def captured(level=120):
    flat = np.full((40, 60, 3), level, np.uint8)
    edged = flat.copy()
    edged[::4, ::4] += 30
    frames = (Frame(flat, 1, 0.0), Frame(edged, 2, 0.1), Frame(flat, 3, 0.2))
    return CapturedPhoto(Burst(frames, CameraInfo("1", "A")), "camera-1")


def test_a_file_is_read_by_the_engine(workspace):
    photo = PhotoFile(Path("photo.jpg")).analyse(workspace.analysis, force=False, language="fr")
    assert workspace.analysis.calls == [(Path("photo.jpg"), False, "fr")]
    assert photo.analysis.photo == "photo.jpg"


def test_of_a_burst_the_sharpest_is_looked_at_first_and_unmirrored(workspace):
    taken = captured()
    photo = taken.analyse(workspace.analysis, force=False, language="en")
    assert photo.analysis.photo == "camera-1"
    assert workspace.analysis.taken[0] is taken.burst.frames[1].rgb
    assert len(workspace.analysis.taken) == 3
    assert workspace.analysis.by == ["1"]


def test_a_capture_can_be_refused_and_forced(workspace):
    with pytest.raises(PhotoRefusedError):
        captured(5).analyse(workspace.analysis, force=False, language="en")
    assert captured(5).analyse(workspace.analysis, force=True, language="en")
