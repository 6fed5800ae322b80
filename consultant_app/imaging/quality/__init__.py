"""The quality gate: is a photo fit to be analysed, and what would make it so?

``view`` is what is looked at, ``geometry``, ``light``, ``sharpness``, ``cover`` and ``authenticity`` take the
measures, ``limits`` holds where each begins to matter, ``gate`` puts the two together. How the limits were set
is in ``docs/gate.md``.
"""

from consultant_app.imaging.quality.gate import assess, measured
from consultant_app.imaging.quality.limits import LIMITS, Limit
from consultant_app.imaging.quality.view import View

__all__ = ["LIMITS", "Limit", "View", "assess", "measured"]
