"""A picture of a changed attribute: no photograph, and nothing that keeps a client's photo takes one."""

from dataclasses import dataclass

from consultant_app.domain.analysis import ModelIdentity
from consultant_app.domain.photo import RGB

GAMMA = 2.2
"""Exponent of the power law that stands for sRGB where layers are laid on: one factor then changes light and coded
value alike. (The true curve departs from it in the deep shadows only, by less than skin shows.)"""

SETTING_RANGE = (-1.0, 1.0)
"""-1 takes the attribute away, 0 leaves it as it is, +1 shows it twice as strongly."""


@dataclass(frozen=True, eq=False)
class Illustration:
    """What a photo would look like with some attributes changed; made by software, labelled wherever it goes.

    Deliberately another type than ``AnalysedPhoto``: a visit cannot be saved with it.

    Attributes:
        rgb: uint8 [H, W, 3] at the photo's own size, without the label, which is burnt in on export.
        settings: Criterion -> -1..1, those that differ from 0.
        model: The editor that made it.
        photo: File name of the photo it was made from.
    """

    rgb: RGB
    settings: dict[str, float]
    model: ModelIdentity
    photo: str


def checked_setting(value: float) -> float:
    """The value of a slider, if it is one.

    Raises:
        ValueError: it is no number between -1 and 1.
    """
    low, high = SETTING_RANGE
    if not low <= value <= high:  # also false for NaN
        raise ValueError(f"{value} lies outside {low:g}..{high:g}")
    return float(value)
