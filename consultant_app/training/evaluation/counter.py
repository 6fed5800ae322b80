"""A careless counter: what happens to a photograph where nobody guides it, and a colour chart held up there.

The shop (lamps, white balance, exposure, the camera's processing) is that of ``evaluation.shop`` and stays from
attempt to attempt; pose, distance and focus are others each time. Every second attempt has one fault of those that
``gate_spoil`` makes, from hardly visible to hopeless, each degree alike often.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.calibration import CalibrationError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.imaging.colour_chart import COLUMNS, chart_light, read_chart
from consultant_app.imaging.colour_correction import Fitted, fit_chart
from consultant_app.imaging.mesh import pixels_per_mm
from consultant_app.imaging.quality import View
from consultant_app.training.evaluation.gate_spoil import SPOILS
from consultant_app.training.evaluation.shop import Take, shoot_flat, small_pose

FAULTY = 0.5
"""Share of the attempts with a fault."""

TURNED, TURNS = "turned", (6.0, 12.0, 18.0)
"""A head turned by so many degrees; a picture can be warped no further."""

FAULTS = ("blur", "motion", "dark", "bright", "back-lit", "uneven", "far")
"""Names of ``SPOILS``: what light, distance and an unsteady hand do. What belongs to the camera (colours, noise,
compression) stays with the shop; filters, screens and covers are no carelessness."""

_CHARTS = 3
"""Times that a chart is held up before the counter goes on without."""

_PATCH, _GAP = 72, 10
"""Pixels of a patch and of the black between two: the chart fills the frame as the wizard asks for."""
_WALL, _CARD = 0.30, 0.03
"""Linear light of the wall behind, and of the chart's own black."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: a name of ``FAULTS`` or ``TURNED``, how much in that fault's unit, and its randomness."""

    kind: str
    degree: float
    seed: int

    def applied(self, view: View) -> RGB:
        """The photo of a view with the fault; a turned head was turned before it was photographed."""
        if self.kind == TURNED:
            return view.photo
        return SPOILS[self.kind].make(view, self.degree, np.random.default_rng(self.seed))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One photograph at the counter: the take, and its fault, if it has one."""

    take: Take
    fault: Fault | None

    @property
    def calm(self) -> "Attempt":
        """The same without its fault."""
        return replace(self, fault=None)

    @property
    def posed(self) -> Take:
        """The take with the head turned, where that is the fault."""
        if self.fault is None or self.fault.kind != TURNED:
            return self.take
        sign = 1.0 if self.fault.seed % 2 else -1.0
        pose = replace(self.take.pose, yaw=self.take.pose.yaw + sign * self.fault.degree)
        return replace(self.take, pose=pose)


def attempt(seed: int, number: int) -> Attempt:
    """The attempt of a number, from 0, in the shop of a seed."""
    random = np.random.default_rng([seed, number, 2])
    take = Take(small_pose(random), int(random.integers(2**31)))
    if random.random() >= FAULTY:
        return Attempt(take, None)
    kind = (*FAULTS, TURNED)[int(random.integers(len(FAULTS) + 1))]
    degrees = TURNS if kind == TURNED else SPOILS[kind].degrees
    degree = degrees[int(random.integers(len(degrees)))]
    return Attempt(take, Fault(kind, degree, int(random.integers(2**31))))


def drawn_chart() -> NDArray[np.float32]:
    """A ColorChecker before a grey wall, linear light float32 [S, S, 3]."""
    scene = np.full((CROP_SIZE, CROP_SIZE, 3), _WALL, np.float32)
    rows = len(chart_light()) // COLUMNS
    wide, high = (count * (_PATCH + _GAP) + _GAP for count in (COLUMNS, rows))
    left, top = (CROP_SIZE - wide) // 2, (CROP_SIZE - high) // 2
    cv2.rectangle(scene, (left, top), (left + wide, top + high), (_CARD, _CARD, _CARD), -1)
    for place, light in enumerate(chart_light().clip(0, 1)):
        x = left + _GAP + place % COLUMNS * (_PATCH + _GAP)
        y = top + _GAP + place // COLUMNS * (_PATCH + _GAP)
        scene[y : y + _PATCH, x : x + _PATCH] = light
    return scene


def calibrated(seed: int, strength: float) -> Fitted | None:
    """What the wizard finds of a chart that is held up in that shop; ``None`` where it reads none there."""
    chart = drawn_chart()
    for moment in range(_CHARTS):
        try:
            return fit_chart(read_chart(shoot_flat(chart, seed, strength, moment)))
        except CalibrationError:
            continue
    return None


def scale_left(view: View, camera: float) -> float:
    """Pixels per mm of skin that a photo resolves: of its own pixels, and of what its ``camera`` left."""
    return min(camera, pixels_per_mm(view.points))
