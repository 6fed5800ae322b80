from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.search.space import (
    Choices,
    Range,
    SearchSettings,
    check_space,
    flatten,
    read_search,
)

DEFAULTS = {"rate": 2e-3, "batch": 8, "steps": 100, "save_every": 50, "seed": 1, "weights.evidence": 1.0}

EXAMPLE = """
name = "rates"
trials = 12
pruner = "hyperband"

[judge]
graded = 2

[base]
steps = 600
[base.weights]
evidence = 2

[space.rate]
low = 1e-4
high = 1e-2
log = true

[space.batch]
choices = [4, 8]

[space."weights.agreement"]
low = 0
high = 6.0
step = 1.5
"""


def search(space: dict[str, Any], **other: Any) -> SearchSettings:
    return SearchSettings.model_validate({"trials": 3, "space": space} | other)


def findings(space: dict[str, Any], **other: Any) -> str:
    with pytest.raises(ConsultantError) as refused:
        check_space(search(space, **other), DEFAULTS)
    return str(refused.value)


def test_a_search_is_read_from_toml(tmp_path: Path) -> None:
    file = tmp_path / "search.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    found = read_search(file)
    assert (found.name, found.trials, found.pruner, found.judge.graded) == ("rates", 12, "hyperband", 2)
    assert found.flat_base() == {"steps": 600, "weights.evidence": 2}
    assert found.space["rate"] == Range(low=1e-4, high=1e-2, log=True)
    assert found.space["batch"] == Choices(choices=(4, 8))
    assert found.space["weights.agreement"].contains(4.5)
    assert not found.space["weights.agreement"].contains(4.6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("trials = ", "is no TOML file"),
        ("trials = 0\nsampler = 'luck'\n[space.rate]\nlow = 1", "trials.*\n.*sampler.*\n.*space.rate.range.high"),
        ("trials = 1\ntrails = 2\n[space]", "trails: Extra inputs"),
        ("trials = 1\n[space.rate]\nchoices = [1]\nlow = 2", "space.rate.choices.low: Extra"),
    ],
)
def test_what_is_no_search_is_refused_with_all_findings(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "search.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConsultantError, match=said):
        read_search(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="--space"):
        read_search(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("space", "said"),
    [
        ({}, "name at least one setting"),
        ({"colour": {"choices": [1, 2]}}, "no such setting; it has batch, rate"),
        ({"seed": {"choices": [1, 2]}}, "the same for all trials"),
        ({"rate": {"low": 1e-2, "high": 1e-4}}, "must lie below"),
        ({"rate": {"low": 0, "high": 1e-2, "log": True}}, "must start above 0"),
        ({"rate": {"low": 1e-3, "high": 1e-2, "log": True, "step": 1e-3}}, "exclude one another"),
        ({"rate": {"low": 0.0, "high": 1.0, "step": 0.3}}, "does not lead from"),
        ({"rate": {"low": 0.0, "high": 1.0, "step": 0}}, "does not lead from"),
        ({"rate": {"low": 0.0, "high": float("inf")}}, "finite"),
        ({"batch": {"low": 4, "high": 8.5}}, "whole numbers"),
        ({"batch": {"choices": [8]}}, "at least two choices"),
        ({"batch": {"choices": [4, 8, 4]}}, "there twice"),
        ({"batch": {"choices": [4, "many"]}}, "'many' is not of the setting's kind"),
        ({"rate": {"choices": ["fast", "slow"]}}, "not of the setting's kind"),
    ],
)
def test_an_impossible_space_is_refused(space: dict[str, Any], said: str) -> None:
    assert said in findings(space)


def test_all_findings_come_at_once() -> None:
    text = findings(
        {"rate": {"low": 2, "high": 1}, "steps": {"choices": [1, 2]}, "batch": {"low": 4, "high": 8}},
        base={"batch": 4, "depth": 3},
        judge={"rendered": 0, "graded": 0, "repeatability": 0},
    )
    assert text.count("\n- ") == 5
    for part in (
        "space.rate",
        "space.steps",
        "space.batch: is also fixed",
        "base.depth",
        "nothing would be judged",
    ):
        assert part in text


def test_a_possible_space_passes() -> None:
    check_space(
        search(
            {
                "rate": {"low": 1, "high": 2},
                "batch": {"choices": [4, 8]},
                "weights.evidence": {"choices": [1, 2.5]},
            }
        ),
        DEFAULTS,
    )


def test_groups_become_dotted_names() -> None:
    assert flatten({"a": 1, "b": {"c": 2, "d": {"e": "f"}}}) == {"a": 1, "b.c": 2, "b.d.e": "f"}


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e2), st.integers(1, 50), st.integers(0, 50))
def test_a_range_holds_its_steps(low: float, step: float, count: int, index: int) -> None:
    domain = Range(low=low, high=low + step * count, step=step)
    assert domain.contains(low + step * index) == (low + step * index <= domain.high)
    assert not domain.contains(low + step * (count + 1))
    assert not domain.contains("text")
    assert not domain.contains(True)
