"""Which rendered pairs a model is judged on: one rule for every measurement."""

from collections.abc import Sequence

import numpy as np

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.data.dataset import RenderedSet, keeps_its_own


def judged_pairs(sets: Sequence[RenderedSet], most: int) -> list[tuple[RenderedSet, int]]:
    """At most ``most`` pairs of which what was drawn is all there is to see, as sets and places in them.

    Pairs that show untouched skin are left out: there it is not. Those taken are evenly spaced, so that a part of
    the sets is a fair sample of all.

    Raises:
        ConsultantError: the sets hold no such pair.
    """
    pairs = [
        (data, index)
        for data in sets
        for index, fact in enumerate(data.facts)
        if fact.kind == "absolute" and not keeps_its_own(fact.age)
    ]
    if not pairs:
        raise ConsultantError(
            "The held-out sets show no drawn skin under two cameras, so nothing can be judged. "
            "Render one with: consultant-train render --split holdout"
        )
    return [pairs[i] for i in np.unique(np.linspace(0, len(pairs) - 1, min(most, len(pairs))).round().astype(int))]
