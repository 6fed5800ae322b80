import argparse

import pytest
import torch

from consultant_app.training.commands import parsing


def test_steps_are_done_in_their_order_whatever_the_order_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for step in parsing.STEPS:
        monkeypatch.setattr(parsing, f"_{step}", lambda _, name=step: done.append(name))
    parser = argparse.ArgumentParser()
    parsing.add_arguments(parser)
    parsing.run(parser.parse_args(["--steps", "export", "train", "--threads", "1"]))
    assert done == ["train", "export"]
    assert torch.get_num_threads() == 1


def test_settings_are_the_defaults_but_for_what_is_given() -> None:
    parser = argparse.ArgumentParser()
    parsing.add_arguments(parser)
    given = parsing._settings(parser.parse_args(["--iterations", "7", "--seed", "3"]))
    default = parsing._settings(parser.parse_args([]))
    assert (given.steps, given.seed, given.batch) == (7, 3, default.batch)
    assert default.steps > 100
