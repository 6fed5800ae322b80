"""When a camera should keep its exposure, white balance and focus: once it has settled on a face, until she goes.

A camera that goes on choosing moves every score from picture to picture. One that is locked too early, or for
ever, keeps the light of an empty counter for the next client.
"""

from collections.abc import Callable
from enum import StrEnum

SETTLE = 1.5
"""Seconds in front of a face after which automatic exposure has come to rest."""
GONE = 3.0
"""Seconds without a face after which the client has left."""
WRONG = 2.0
"""Seconds of unfit light after which the kept exposure is given up."""


class Wish(StrEnum):
    """What to ask of the camera."""

    LOCK = "lock"
    UNLOCK = "unlock"


class LockKeeper:
    """Decides from what guidance sees."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """``clock`` gives seconds and never goes back."""
        self._clock = clock
        self.forget()

    def forget(self) -> None:
        """The camera was started anew and chooses by itself."""
        self._locked = False
        self._good_since: float | None = None
        self._gone_since: float | None = None
        self._wrong_since: float | None = None

    def look(self, *, face: bool, light_fits: bool) -> Wish | None:
        """What to ask of the camera now.

        Args:
            face: Whether one face is seen.
            light_fits: Whether it is neither too dark nor too bright.
        """
        now = self._clock()
        self._good_since = _since(self._good_since, now, holds=face and light_fits)
        self._gone_since = _since(self._gone_since, now, holds=not face)
        self._wrong_since = _since(self._wrong_since, now, holds=face and not light_fits)
        if not self._locked and _lasts(self._good_since, now, SETTLE):
            self._locked = True
            return Wish.LOCK
        if self._locked and (_lasts(self._gone_since, now, GONE) or _lasts(self._wrong_since, now, WRONG)):
            self.forget()
            return Wish.UNLOCK
        return None


def _since(since: float | None, now: float, *, holds: bool) -> float | None:
    if not holds:
        return None
    return now if since is None else since


def _lasts(since: float | None, now: float, seconds: float) -> bool:
    return since is not None and now - since >= seconds
