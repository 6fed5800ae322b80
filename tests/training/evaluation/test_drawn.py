import numpy as np

from consultant_app.training.data.dataset import Fact, RenderedSet
from consultant_app.training.evaluation.drawn import Drawn, choose, drawn_of, every_identity_in_turn
from consultant_app.training.render.scene import CHANNELS


def _drawn(identities: tuple[str, ...], cells: list[int]) -> Drawn:
    """Faces whose first channel is drawn on the given number of cells, of 160 x 100 of skin."""
    truth = np.zeros((len(cells), 2, 160, 160), np.uint8)
    for index, count in enumerate(cells):
        flat = np.zeros(160 * 100, np.uint8)
        flat[:count] = 255
        truth[index, 0, :, :100] = flat.reshape(160, 100)
    skin = np.zeros((len(cells), 160, 160), np.uint8)
    skin[:, :, :100] = 255
    photos = np.zeros((len(cells), 640, 640, 3), np.uint8)
    return Drawn(photos, truth, skin, np.zeros(skin.shape, np.uint16), identities, ("first", "second"))


def test_any_beginning_of_the_order_spreads_over_the_identities() -> None:
    drawn = _drawn(("a", "a", "a", "b", "b", "c"), [0] * 6)
    order = every_identity_in_turn(drawn, seed=3)
    assert sorted(order) == list(range(6))
    assert {drawn.identities[index] for index in order[:3]} == {"a", "b", "c"}
    assert order == every_identity_in_turn(drawn, seed=3)


def test_only_masks_that_can_be_pointed_at_are_chosen() -> None:
    drawn = _drawn(("a", "b", "c", "d"), [5, 400, 16000, 900])
    chosen = choose(drawn, most=9, seed=0)
    assert sorted(chosen["first"]) == [1, 3]
    assert chosen["second"] == []
    assert len(choose(drawn, most=1, seed=0)["first"]) == 1


def test_truth_off_the_skin_is_not_in_the_mask() -> None:
    drawn = _drawn(("a",), [400])
    drawn.truth[0, 0, :, 120:] = 255
    assert drawn.mask(0, 0).sum() == 400


def test_sets_give_the_first_photograph_of_their_judged_pairs_in_the_channels_asked_for() -> None:
    kinds = ("increment", "absolute", "absolute")
    photos = np.zeros((3, 2, 640, 640, 3), np.uint8)
    photos[1, 0], photos[2, 0], photos[:, 1] = 10, 20, 99
    maps = np.broadcast_to(np.arange(len(CHANNELS), dtype=np.uint8)[:, None, None], (3, len(CHANNELS), 160, 160))
    plane = np.zeros((3, 160, 160), np.uint8)
    facts = tuple(
        Fact(identity=f"face {index}", kind=kind, scales=(2.0, 2.0), tone=30.0, age=None)
        for index, kind in enumerate(kinds)
    )
    data = RenderedSet(photos, maps, maps, plane, plane.astype(np.uint16), facts, {})
    drawn = drawn_of([data, data], most=9, channels=(CHANNELS[2], CHANNELS[1]))
    assert [int(photo.max()) for photo in drawn.photos] == [10, 20, 10, 20]
    assert drawn.identities == ("face 1", "face 2", "face 1", "face 2")
    assert drawn.channels == CHANNELS[1:3]
    assert drawn.truth[0, :, 0, 0].tolist() == [1, 2]
