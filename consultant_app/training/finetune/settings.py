"""How to fine-tune, as typed data: every field is a flag of the command and is kept with the run."""

from dataclasses import dataclass

from consultant_app.imaging.alignment import CROP_SIZE

SCOPES = ("readout", "head", "all")


@dataclass(frozen=True, slots=True)
class FinetuneSettings:
    """How to fine-tune.

    Attributes:
        scope: What may move. ``readout``: the last layer's row of each graded map, nothing else, so that no other
            map changes; right for some hundred photographs. ``head``: everything but the encoder. ``all``: the
            encoder too, at a twentieth of the rate.
        epochs: Most passes over the photographs.
        batch: Photographs a step.
        rate: Learning rate of the weights; the curves' is ten times that.
        pull: Strength of the pull back to where the weights started (L2-SP, Li et al. 2018).
        patience: Passes without a gain on the choosing persons after which it stops.
        test_share: Share of the persons who judge, where the table names no split.
        choose_share: Share of the other persons who only choose (early stopping, start or tuned).
        seed: All randomness follows from it.
        side: Side of the crop in pixels, a multiple of 32. The application uses the default; less is for trials.
    """

    scope: str = "readout"
    epochs: int = 40
    batch: int = 8
    rate: float = 2e-3
    pull: float = 0.02
    patience: int = 6
    test_share: float = 0.25
    choose_share: float = 0.25
    seed: int = 1
    side: int = CROP_SIZE
