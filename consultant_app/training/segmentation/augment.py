"""What a crop may look like at another counter: moved, relit, blurred, compressed, with marks on the skin.

Marks (redness, blemishes, spots, a bindi) are painted on skin and stay skin: a face must never lose the very
pixels that a criterion is about.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.training.render.chromophores import HAEMOGLOBIN, MELANIN
from consultant_app.training.segmentation.labels import IGNORE, SKIN
from consultant_app.training.segmentation.network import INPUT_SIZE

Photo = NDArray[np.uint8]
Labels = NDArray[np.uint8]


def augment(photo: Photo, labels: Labels, random: np.random.Generator) -> tuple[Photo, Labels]:
    """One training item of a stored crop: uint8 [256, 256, 3] and its labels [256, 256]."""
    image, kinds = _turn_head(*_move(photo, labels, random), random)
    light = np.asarray((image.astype(np.float32) / 255) ** 2.2, np.float32)
    image = _through_camera(_relight(_mark_skin(light, kinds, random), random), random)
    if random.random() < 0.5:
        image, kinds = image[:, ::-1], kinds[:, ::-1]
    return np.ascontiguousarray(image), np.ascontiguousarray(kinds)


def plain(photo: Photo, labels: Labels) -> tuple[Photo, Labels]:
    """The item as the application feeds it, for measuring."""
    size = (INPUT_SIZE, INPUT_SIZE)
    small = cv2.resize(photo, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return small, cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST).astype(np.uint8)


def _move(photo: Photo, labels: Labels, random: np.random.Generator) -> tuple[Photo, Labels]:
    """Turn, scale, shift and shear a little: the mesh that aligns a crop is never perfect."""
    size = photo.shape[0]
    angle = np.deg2rad(random.normal(0, 5))
    scale = INPUT_SIZE / size * np.exp(random.normal(0, 0.07))
    shear, stretch = random.normal(0, 0.03), np.exp(random.normal(0, 0.03))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = scale * turn @ np.array([[stretch, shear], [0, 1 / stretch]])
    shift = INPUT_SIZE / 2 + random.normal(0, 0.02 * INPUT_SIZE, 2) - linear @ np.array([size / 2, size / 2])
    affine = np.column_stack([linear, shift])
    side = (INPUT_SIZE, INPUT_SIZE)
    image = cv2.warpAffine(photo, affine, side, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    kinds = cv2.warpAffine(labels, affine, side, flags=cv2.INTER_NEAREST, borderValue=IGNORE)
    return image.astype(np.uint8), kinds.astype(np.uint8)


def _turn_head(photo: Photo, labels: Labels, random: np.random.Generator) -> tuple[Photo, Labels]:
    """Squeeze one side and stretch the other, as a head does that turns towards three-quarter view."""
    if random.random() < 0.4:
        return photo, labels
    axis = (np.arange(INPUT_SIZE, dtype=np.float32) + 0.5) * 2 / INPUT_SIZE - 1
    bent = axis + np.float32(random.uniform(-0.3, 0.3)) * (1 - axis**2)
    x = np.tile((bent + 1) * INPUT_SIZE / 2 - 0.5, (INPUT_SIZE, 1)).astype(np.float32)
    y = np.tile(np.arange(INPUT_SIZE, dtype=np.float32)[:, None], (1, INPUT_SIZE))
    image = cv2.remap(photo, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    kinds = cv2.remap(labels, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    return image.astype(np.uint8), kinds.astype(np.uint8)


def _field(cell: float, random: np.random.Generator) -> NDArray[np.float32]:
    """Smooth noise [256, 256] with features of about ``cell`` pixels, mean 0, deviation about 1."""
    count = max(3, round(INPUT_SIZE / cell) + 1)
    coarse = random.standard_normal((count, count)).astype(np.float32)
    return np.asarray(
        1.3 * cv2.resize(coarse, (INPUT_SIZE, INPUT_SIZE), interpolation=cv2.INTER_CUBIC), np.float32
    )


def _mark_skin(light: NDArray[np.float32], kinds: Labels, random: np.random.Generator) -> NDArray[np.float32]:
    skin = (kinds == SKIN).astype(np.float32)
    if not skin.any():
        return light
    log = np.zeros_like(light)
    for pigment, chance, cell in ((HAEMOGLOBIN, 0.45, 40.0), (HAEMOGLOBIN, 0.5, 7.0), (MELANIN, 0.3, 9.0)):
        if random.random() < chance:
            amount = np.maximum(_field(cell, random) - random.uniform(0.3, 1.6), 0) * random.uniform(0.1, 1.0)
            log -= np.minimum(amount, 1.2)[..., None] * np.array(pigment, np.float32)
    marked = light * np.exp(log * cv2.GaussianBlur(skin, (0, 0), 1.0)[..., None])
    if random.random() < 0.12:
        marked = _dots(marked, skin, random)
    return np.asarray(marked, np.float32)


def _dots(
    light: NDArray[np.float32], skin: NDArray[np.float32], random: np.random.Generator
) -> NDArray[np.float32]:
    """A bindi, a plaster dot or a mole of any colour: small, round, on skin."""
    places = np.argwhere(cv2.erode(skin, np.ones((15, 15), np.uint8)) > 0)
    if len(places) == 0:
        return light
    out = light.copy()
    for _ in range(int(random.integers(1, 4))):
        y, x = places[int(random.integers(len(places)))]
        colour = tuple(float(v) for v in random.uniform(0.005, 0.6, 3) ** 1.5)
        cv2.circle(out, (int(x), int(y)), int(random.integers(1, 6)), colour, -1, cv2.LINE_AA)
    return out


def _relight(light: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    """Exposure, colour of the lamp, a side light, a soft shadow, a highlight."""
    gains = np.exp(random.normal(0, 0.35) + random.normal(0, 0.14, 3))
    angle, power = random.uniform(0, 2 * np.pi), abs(random.normal(0, 0.45))
    axis = np.linspace(-1, 1, INPUT_SIZE, dtype=np.float32)
    ramp = np.cos(angle) * axis[None, :] + np.sin(angle) * axis[:, None]
    out = light * gains.astype(np.float32) * np.exp(power * ramp)[..., None]
    if random.random() < 0.3:
        out = out * (1 + random.uniform(0.2, 1.5) * np.clip(_field(60.0, random) - 0.5, 0, 1))[..., None]  # flash
    if random.random() < 0.35:
        edge = np.clip(0.5 + _field(90.0, random) * random.uniform(0.5, 4), 0, 1)
        out = out * (1 - random.uniform(0.1, 0.65) * edge)[..., None]
    return np.asarray(out, np.float32)


def _through_camera(light: NDArray[np.float32], random: np.random.Generator) -> Photo:
    """Tone curve, saturation, blur, noise, JPEG."""
    encoded = np.clip(light, 0, 1.2) ** (random.uniform(0.8, 1.25) / 2.2)
    grey = encoded.mean(axis=2, keepdims=True)
    encoded = grey + (encoded - grey) * (0 if random.random() < 0.03 else random.uniform(0.5, 1.5))
    if random.random() < 0.4:
        encoded = cv2.GaussianBlur(encoded, (0, 0), random.uniform(0.4, 2.2))
    if random.random() < 0.5:
        grain = random.standard_normal(encoded.shape, np.float32)
        encoded = encoded + abs(random.normal(0, 0.025)) * grain
    image = np.round(np.clip(encoded, 0, 1) * 255).astype(np.uint8)
    if random.random() < 0.5:
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(25, 92))])
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return np.asarray(image, np.uint8)
