"""Train the network on rendered sets; a run that was cut goes on where it was."""

import argparse
from dataclasses import fields
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command: the sets, the run and every setting of the training."""
    from consultant_app.training.learning.loop import TrainSettings

    parser.add_argument("--sets", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True)
    for setting in fields(TrainSettings):
        kind = type(setting.default)
        parser.add_argument(f"--{setting.name.replace('_', '-')}", type=kind, default=setting.default)


def run(options: argparse.Namespace) -> None:
    """Train."""
    from consultant_app.training.learning.loop import TrainSettings, train

    values = {setting.name: getattr(options, setting.name) for setting in fields(TrainSettings)}
    train(options.sets, options.run, TrainSettings(**values))
