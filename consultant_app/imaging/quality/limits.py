"""Where each measure of a photo begins to warn and to refuse, in one table."""

from dataclasses import dataclass

from consultant_app.domain.analysis import Severity


@dataclass(frozen=True, slots=True)
class Limit:
    """Where a measure begins to warn and to refuse; ``low`` limits are crossed downwards.

    Attributes:
        warn: From here on, the finding warns.
        refuse: From here on, it refuses; ``None`` where it only ever warns.
        low: Whether small values are the bad ones.
        unit: Unit of value and limits, as ``domain.finding_words`` knows it.
    """

    warn: float
    refuse: float | None = None
    low: bool = False
    unit: str = "index"

    def crossed(self, value: float) -> tuple[Severity, float] | None:
        """The severity of a value and the limit it crossed, or ``None`` when it is fine."""
        sign = -1 if self.low else 1
        if self.refuse is not None and sign * value > sign * self.refuse:
            return Severity.REFUSE, self.refuse
        if sign * value > sign * self.warn:
            return Severity.WARN, self.warn
        return None


LIMITS: dict[str, Limit] = {
    "face_small": Limit(90, 40, low=True, unit="px"),
    "coarse": Limit(1.6, low=True, unit="px/mm"),
    "far": Limit(20, low=True, unit="%"),
    "cut_off": Limit(3, 12, unit="%"),
    "turned": Limit(12, 20, unit="deg"),
    "tilted": Limit(22, 40, unit="deg"),
    "leaning": Limit(20, 45, unit="deg"),
    "mouth_open": Limit(0.22, unit="ratio"),
    "smile": Limit(0.72, unit="ratio"),
    "frown": Limit(0.18, low=True, unit="ratio"),
    "eyes_closed": Limit(0.15, low=True, unit="ratio"),
    "over_exposed": Limit(15, 36, unit="%"),
    "under_exposed": Limit(10, 60, unit="%"),
    "dim": Limit(-3.2, -4.7, low=True, unit="EV to white"),
    "back_lit": Limit(1.5, 2.3, unit="EV"),
    "uneven_light": Limit(2.4, 3.7, unit="EV"),
    "colour_cast": Limit(2.5, 3.5, unit="SD"),
    "no_colour": Limit(12, 5, low=True, unit="%"),
    "blurred": Limit(0.47, 0.42, low=True, unit="ratio"),
    "motion": Limit(0.6, 0.48, low=True, unit="ratio"),
    "noisy": Limit(3, 5, unit="levels"),
    "compressed": Limit(95, 135, unit="%"),
    "jpeg": Limit(60, 25, low=True, unit="index"),
    "covered": Limit(30, 60, unit="%"),
    "glasses": Limit(2.7, 3.5, unit="ratio"),
    "mask": Limit(10, 30, unit="%"),
    "hand": Limit(6, 15, unit="%"),
    "fringe": Limit(40, unit="%"),
    "beard": Limit(40, unit="%"),
    "make_up": Limit(24, unit="delta E"),
    "raster": Limit(11, 13, unit="dB"),
    "framed": Limit(75, 85, unit="%"),
    "smoothed": Limit(11, 8.5, low=True, unit="%"),
}
"""Finding -> limits."""

SIDE_LIMITS: dict[str, Limit] = {
    **{key: limit for key, limit in LIMITS.items() if key not in ("turned", "uneven_light")},
    "side_little": Limit(25, 20, low=True, unit="deg"),
    "side_far": Limit(55, 62, unit="deg"),
}
"""The same of a three-quarter photo. A turned head has its own range, and its far cheek lies in the shade in any
fair light. Degrees are the mesh's own."""
