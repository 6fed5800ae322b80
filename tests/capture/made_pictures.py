"""Pictures as a camera delivers them to Qt."""

import numpy as np
from PyQt6.QtCore import QSize
from PyQt6.QtMultimedia import QVideoFrame, QVideoFrameFormat

PF = QVideoFrameFormat.PixelFormat


def picture(kind, fills, wide=64, high=48, **marks):
    """A picture whose planes (or, of one plane, whose bytes by turns) are filled with these values."""
    surface = QVideoFrameFormat(QSize(wide, high), kind)
    if marks.get("full"):
        surface.setColorRange(QVideoFrameFormat.ColorRange.ColorRange_Full)
    frame = QVideoFrame(surface)
    assert frame.map(QVideoFrame.MapMode.ReadWrite)
    for plane in range(frame.planeCount()):
        memory = frame.bits(plane)
        memory.setsize(frame.mappedBytes(plane))
        whole = np.frombuffer(memory, np.uint8)
        values = fills if frame.planeCount() == 1 else fills[plane]
        whole[:] = np.resize(np.array(values, np.uint8), whole.size)
    frame.unmap()
    return frame
