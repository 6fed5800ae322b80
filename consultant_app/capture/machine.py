"""Is the camera live? A state machine without threads, drivers or pixels of its own: events and a clock go in.

    CLOSED --open--> OPENING --good picture--> LIVE --trouble, silence, frozen, black--> LOST
                                                ^                                         | retry
                                                +------good picture------- RECONNECTING <-+

A picture is good when it is new, differs from the one before and is not black. From LOST a good picture leads to
LIVE as well: a cover that is taken off needs no restart.
"""

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from consultant_app.capture.frame import Frame
from consultant_app.capture.source import Trouble
from consultant_app.domain.photo import RGB

FRESH = 0.5
"""Seconds for which a picture counts as what is in front of the camera now."""
SILENCE = 1.0
"""Seconds without a picture, or with the same one, or with black ones, after which the camera is lost."""
RETRY = 0.7
"""Seconds from a loss to the next attempt."""
RETRY_BLACK = 3.0
"""The same while black pictures come: a cover needs a hand, not a restart, but a driver may need one."""
OPENING_PATIENCE = 4.0
RECONNECTING_PATIENCE = 1.5
"""Seconds an attempt is given. With ``RETRY`` and the start of a usual camera this stays below three seconds."""
DRIVER_PATIENCE = 15.0
"""The same while the driver says that it is still starting: some need ten seconds and a restart would not help."""

_STEP = 16
_BLACK = 16
_BRIGHT_SHARE = 0.01


class Phase(StrEnum):
    """Where a camera stands."""

    CLOSED = "closed"
    OPENING = "opening"
    LIVE = "live"
    LOST = "lost"
    RECONNECTING = "reconnecting"


class Cause(StrEnum):
    """Why a camera is lost; the first four are ``Trouble``, told by the source."""

    UNPLUGGED = "unplugged"
    BUSY = "busy"
    PERMISSION = "permission"
    UNKNOWN = "unknown"
    FROZEN = "frozen"
    BLACK = "black"


class CameraMachine:
    """Judges what a source does.

    Attributes:
        phase: Where the camera stands.
        cause: Why it is lost or being reconnected; ``None`` in all other phases.
        size: Width and height of the newest picture; it may change while live.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """``clock`` gives seconds and never goes back; the frames' times are of the same clock."""
        self._clock = clock
        self.phase = Phase.CLOSED
        self.cause: Cause | None = None
        self.size: tuple[int, int] | None = None
        self._frame: Frame | None = None
        self._changed_at = 0.0
        self._black_since: float | None = None
        self._attempt_at = 0.0
        self._retry_at = 0.0

    def open(self) -> None:
        """Expect pictures from now on; the source was started."""
        self._forget()
        self.phase, self.cause = Phase.OPENING, None
        self._attempt_at = self._clock()

    def close(self) -> None:
        """Expect nothing any more."""
        self._forget()
        self.phase, self.cause = Phase.CLOSED, None

    def saw(self, frame: Frame) -> None:
        """A picture came. One that is late, or older than the last, is no picture of now and is dropped."""
        now = self._clock()
        if self.phase is Phase.CLOSED or not now - FRESH < frame.at <= now:
            return
        before = self._frame
        if before is not None and (frame is before or frame.at < before.at):
            return
        repeated = before is not None and same_picture(before.rgb, frame.rgb)
        self._frame, self.size = frame, frame.size
        if not repeated:
            self._changed_at = frame.at
        black = is_black(frame.rgb)
        if not black:
            self._black_since = None
        elif self._black_since is None:
            self._black_since = frame.at
        if not black and not repeated and self.phase is not Phase.LIVE:
            self.phase, self.cause = Phase.LIVE, None

    def failed(self, trouble: Trouble) -> None:
        """The source says that it cannot deliver; may be said again and again."""
        if self.phase is Phase.CLOSED:
            return
        if self.phase is Phase.LOST:
            self.cause = Cause(trouble.value)
        else:
            self._lose(Cause(trouble.value))

    def returned(self) -> None:
        """The camera is plugged in again: try at once."""
        if self.phase is Phase.LOST:
            self._retry_at = self._clock()

    def tick(self, *, starting: bool = False) -> bool:
        """Let time pass; call it several times a second.

        Args:
            starting: The source says that its driver is still starting.

        Returns:
            Whether the source must be stopped and started anew, now.
        """
        now = self._clock()
        if self.phase is Phase.LIVE:
            self._look_for_loss(now)
        elif self.phase in {Phase.OPENING, Phase.RECONNECTING}:
            self._look_at_attempt(now, starting=starting)
        if self.phase is not Phase.LOST or now < self._retry_at:
            return False
        self.phase, self._attempt_at, self._black_since = Phase.RECONNECTING, now, None
        return True

    def current(self) -> Frame | None:
        """What is in front of the camera now: only while live, and never a picture older than half a second.

        A repeated picture is as old as its first appearance.
        """
        fresh = self._clock() - self._changed_at < FRESH
        return self._frame if self.phase is Phase.LIVE and fresh else None

    def _look_for_loss(self, now: float) -> None:
        if self._is_black(now):
            self._lose(Cause.BLACK)
        elif now - self._changed_at > SILENCE:
            # No new picture, or the same one again: both changed last at that time.
            self._lose(Cause.FROZEN)

    def _look_at_attempt(self, now: float, *, starting: bool) -> None:
        usual = OPENING_PATIENCE if self.phase is Phase.OPENING else RECONNECTING_PATIENCE
        if self._is_black(now):
            self._lose(Cause.BLACK)
        elif now - self._attempt_at > (DRIVER_PATIENCE if starting else usual):
            self._lose(self.cause or Cause.FROZEN)

    def _is_black(self, now: float) -> bool:
        return self._black_since is not None and now - self._black_since > SILENCE

    def _lose(self, cause: Cause) -> None:
        wait = RETRY_BLACK if cause is Cause.BLACK else RETRY
        self.phase, self.cause, self._retry_at = Phase.LOST, cause, self._clock() + wait

    def _forget(self) -> None:
        self._frame, self.size, self._black_since = None, None, None
        self._changed_at = float("-inf")


def same_picture(first: RGB, second: RGB) -> bool:
    """Whether two pictures are bit-identical: a sensor's noise never repeats, a stuck driver does."""
    if first is second:
        return True
    # A few thousand pixels tell nearly always; all of them are compared only where these are the same.
    return (
        first.shape == second.shape
        and np.array_equal(first[::_STEP, ::_STEP], second[::_STEP, ::_STEP])
        and np.array_equal(first, second)
    )


def is_black(rgb: RGB) -> bool:
    """Whether nothing but a few hot pixels is brighter than a covered sensor: no skin is that dark."""
    few = rgb[::_STEP, ::_STEP].max(axis=2)
    return bool((few > _BLACK).mean() < _BRIGHT_SHARE)
