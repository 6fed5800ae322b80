"""Arguments that several commands share. Heavy modules are imported where a command runs: help stays quick."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

    from consultant_app.training.release.release import Judges


def add_data(parser: argparse.ArgumentParser) -> None:
    """Where the face images are."""
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with faces/index.csv")


def add_weights(parser: argparse.ArgumentParser) -> None:
    """Which weights make the network, and what it is measured on."""
    add_data(parser)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="their mean is the network")
    parser.add_argument("--holdout", type=Path, nargs="+", required=True)
    parser.add_argument("--graded", type=Path, help="folder with grades.csv: only judges, never trains")


def network_of(options: argparse.Namespace) -> "nn.Module":
    """The network that the arguments of ``add_weights`` name."""
    from consultant_app.training.release.weights import load_network

    return load_network(options.weights)


def judges_of(options: argparse.Namespace) -> "Judges":
    """What it is measured on."""
    from consultant_app.training.release.release import Judges

    return Judges(options.holdout, options.data, options.graded)
