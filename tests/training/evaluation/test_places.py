from types import SimpleNamespace

import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.data.dataset import Fact, RenderedSet
from consultant_app.training.evaluation.places import judged_pairs


def rendered(*facts: tuple[str, float | None]) -> RenderedSet:
    made = tuple(Fact(f"face {i}", kind, (2.0, 2.0), 30.0, age) for i, (kind, age) in enumerate(facts))
    return SimpleNamespace(facts=made)  # type: ignore[return-value]


def test_untouched_and_very_old_skin_is_not_judged() -> None:
    data = rendered(("absolute", None), ("increment", 30.0), ("absolute", 60.0), ("absolute", 61.0))
    assert [index for _, index in judged_pairs([data], 9)] == [0, 2]


def test_a_part_of_the_sets_is_evenly_spaced_over_all_of_them() -> None:
    first, second = rendered(*[("absolute", 30.0)] * 4), rendered(*[("absolute", 30.0)] * 5)
    taken = judged_pairs([first, second], 3)
    assert [(data is first, index) for data, index in taken] == [(True, 0), (False, 0), (False, 4)]


def test_sets_that_show_nothing_to_judge_are_refused() -> None:
    with pytest.raises(ConsultantError, match="--split holdout"):
        judged_pairs([rendered(("increment", 30.0))], 9)
