import numpy as np

from consultant_app.training.segmentation.augment import augment, plain
from consultant_app.training.segmentation.labels import IGNORE, SKIN
from consultant_app.training.segmentation.network import INPUT_SIZE
from consultant_app.training.segmentation.parsing_set import ParsingSet


def test_items_have_their_shape_and_follow_their_seed(parsing_set: ParsingSet) -> None:
    photo, labels = np.asarray(parsing_set.photos[0]), np.asarray(parsing_set.labels[0])
    items = [augment(photo, labels, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    for image, kinds in items:
        assert image.shape == (INPUT_SIZE, INPUT_SIZE, 3)
        assert image.dtype == kinds.dtype == np.uint8
        assert set(np.unique(kinds)) <= set(np.unique(labels)) | {IGNORE}
    assert np.array_equal(items[0][0], items[1][0])
    assert not np.array_equal(items[0][0], items[2][0])


def test_skin_keeps_its_place_and_its_name(parsing_set: ParsingSet) -> None:
    photo, labels = np.asarray(parsing_set.photos[0]), np.asarray(parsing_set.labels[0])
    _, bare = plain(photo, labels)
    for seed in range(5):
        _, moved = augment(photo, labels, np.random.default_rng(seed))
        share = (moved == SKIN).mean() / (bare == SKIN).mean()
        assert 0.65 < share < 1.5
