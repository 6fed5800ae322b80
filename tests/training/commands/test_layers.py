import argparse

import pytest

from consultant_app.training.commands import layers


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    layers.add_arguments(parser)
    return parser.parse_args(arguments)


def test_steps_are_done_in_their_order_whatever_the_order_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for step in layers.STEPS:
        monkeypatch.setattr(layers, f"_{step}", lambda _, name=step: done.append(name))
    layers.run(parsed("--steps", "export", "render"))
    assert done == ["render", "export"]


def test_settings_are_the_defaults_but_for_what_is_given() -> None:
    given, default = (
        layers._settings(parsed("--iterations", "7", "--start", "skin.pt")),
        layers._settings(parsed()),
    )
    assert (given.steps, given.start, given.batch) == (7, "skin.pt", default.batch)
    assert default.start == ""
