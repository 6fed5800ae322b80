from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from consultant_app.domain.photo import RGB
from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.imaging.quality import LIMITS, View
from consultant_app.imaging.quality.light import _SKIN, background, highlight, light, side_difference, unusual

Lit = Callable[[object], RGB]
Seen = Callable[[RGB], View]


@pytest.mark.parametrize(
    ("key", "factors", "rises"),
    [
        ("over_exposed", (1, 2, 4, 8), True),
        ("under_exposed", (1, 1 / 8, 1 / 32, 1 / 128), True),
        ("dim", (1, 1 / 4, 1 / 16, 1 / 64), False),
    ],
)
def test_exposure_is_measured_step_by_step(
    key: str, factors: tuple[float, ...], rises: bool, lit: Lit, seen: Seen
) -> None:
    found = [dict(light(seen(lit(factor))))[key] for factor in factors]
    assert LIMITS[key].crossed(found[0]) is None
    assert LIMITS[key].crossed(found[-1]) is not None
    assert all((after > before) == rises for before, after in pairwise(found))


def test_light_from_one_side_grows(lit: Lit, seen: Seen, view: View) -> None:
    width = view.photo.shape[1]
    x = (np.arange(width) - float(view.points[4, 0])) / (view.points[425, 0] - view.points[205, 0])
    found = [
        side_difference(seen(lit(np.exp2(stops * np.clip(x, -1, 1))[None, :, None]))) for stops in (0, -2, -4)
    ]
    assert found[0] < LIMITS["uneven_light"].warn < found[2]
    assert found == sorted(found)


def test_light_from_behind_grows(view: View) -> None:
    """The face falls into the dark, what is behind it burns out."""
    side = view.part("background").shape[0]
    step = view.face.rgb.shape[0] // side
    behind = np.kron(view.part("background") > 0.5, np.ones((step, step), bool))[..., None]
    found = []
    for stops in (0, 2, 4):
        light_on = linear_from_srgb(view.face.rgb) * 2.0**-stops
        rgb = srgb_from_linear(np.where(behind, 1.0, light_on) if stops else light_on)
        changed = replace(view, face=replace(view.face, rgb=rgb))
        found.append((background(changed) or 0) - highlight(changed))
    assert LIMITS["back_lit"].crossed(found[0]) is None
    assert found == sorted(found)
    assert LIMITS["back_lit"].crossed(found[-1]) is not None


@pytest.mark.parametrize("lamp", [(1.0, 0.0, -1.6), (-0.9, 0.8, -0.4), (-1.1, 0.0, 0.9), (0.5, -1.2, 0.6)])
def test_a_coloured_lamp_is_measured_step_by_step(lamp: tuple[float, ...], lit: Lit, seen: Seen) -> None:
    found = [dict(light(seen(lit(0.5 * np.exp(power * np.array(lamp))))))["colour_cast"] for power in (0, 1, 2)]
    assert LIMITS["colour_cast"].crossed(found[0]) is None
    assert found[1] < found[2]
    assert LIMITS["colour_cast"].crossed(found[2]) is not None


def test_a_photo_without_colour_is_found_out(seen: Seen, portrait: RGB) -> None:
    grey = portrait.mean(axis=2, keepdims=True)
    found = [
        dict(light(seen((share * grey + (1 - share) * portrait).astype(np.uint8))))["no_colour"]
        for share in (0, 0.5, 1)
    ]
    assert LIMITS["no_colour"].crossed(found[0]) is None
    assert found == sorted(found, reverse=True)
    assert found[-1] < LIMITS["no_colour"].refuse  # type: ignore[operator]


@pytest.mark.parametrize("melanin", [0.4, 0.8, 1.2])
def test_darker_skin_in_the_same_light_trips_no_limit(melanin: float, seen: Seen, view: View) -> None:
    """Melanin takes blue before green before red (optical density after Jacques 1998); highlights stay."""
    rgb = linear_from_srgb(view.photo)
    density = melanin * np.array([0.62, 1.0, 1.45])
    highlights = np.clip((rgb.min(axis=2, keepdims=True) - 0.45) / 0.4, 0, 1)
    dark = rgb * (np.exp(-density) * (1 - highlights) + highlights)
    found = dict(light(seen(srgb_from_linear(dark.astype(np.float32)))))
    assert not {key: value for key, value in found.items() if LIMITS[key].crossed(value) is not None}


def test_skin_of_every_tone_is_no_cast() -> None:
    """Swatches of the Monk scale from 5 to 8 (those beyond are labels rather than skin in daylight)."""
    for code in ("d7bd96", "a07e56", "825c43", "604134"):
        swatch = np.array([[int(code[i : i + 2], 16) for i in (0, 2, 4)]], np.uint8)
        assert unusual(linear_from_srgb(swatch)[0], *_SKIN) < 3


def test_nothing_is_said_of_light_where_no_skin_is_seen(view: View) -> None:
    hidden = View(
        view.photo, view.points, view.face, np.zeros_like(view.skin), view.geometric, view.zones, view.parts
    )
    assert dict(light(hidden)) == {}
