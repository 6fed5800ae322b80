"""Train the network on rendered sets; a run that was cut goes on where it was.

Over several graphics processors or machines: torchrun --nproc-per-node N -m consultant_app.training.cli train ...
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command: the sets, the run and every setting of the training."""
    from consultant_app.training.learning.config import TrainSettings, add_settings

    parser.add_argument("--sets", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True)
    add_settings(parser, TrainSettings)


def run(options: argparse.Namespace) -> None:
    """Train."""
    from consultant_app.training.learning.config import TrainSettings, settings_of
    from consultant_app.training.learning.skin_task import train

    train(options.sets, options.run, settings_of(options, TrainSettings))
