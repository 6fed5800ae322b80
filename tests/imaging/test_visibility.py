import numpy as np
import pytest

from consultant_app.domain.photo import Map
from consultant_app.imaging.visibility import visible_skin

SIZE, SMALL = 160, 40
FACE = np.zeros((SIZE, SIZE), bool)
FACE[20:140, 20:140] = True


def parts(**areas: tuple[slice, slice]) -> dict[str, Map]:
    """All skin, but for the areas given for other classes."""
    names = ("background", "skin", "hair", "lips", "eyes", "brows", "occluder")
    out = {name: np.zeros((SMALL, SMALL), np.float32) for name in names}
    out["skin"][:] = 1
    for name, area in areas.items():
        out["skin"][area] = 0
        out[name][area] = 1
    return out


def test_bare_skin_is_all_that_the_mesh_expects() -> None:
    assert np.array_equal(visible_skin(FACE, parts()), FACE)


@pytest.mark.parametrize("name", ["hair", "occluder", "background"])
def test_what_covers_the_skin_hides_it(name: str) -> None:
    skin = visible_skin(FACE, parts(**{name: np.s_[0:20, :]}))
    assert not skin[:76].any()
    assert skin[86:135, 25:135].all()


def test_skin_taken_for_lips_stays_skin() -> None:
    assert np.array_equal(visible_skin(FACE, parts(lips=np.s_[10:20, 10:20])), FACE)


def test_doubt_between_two_things_still_hides() -> None:
    divided = parts()
    for name, share in (("skin", 0.4), ("hair", 0.3), ("occluder", 0.3)):
        divided[name][:] = share
    assert not visible_skin(FACE, divided).any()
