"""Render a set of faces with known truth."""

import argparse
from pathlib import Path

from consultant_app.training.commands.common import add_data


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_data(parser)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--split", choices=("train", "holdout"), default="train")
    parser.add_argument("--most-kept", type=float, default=1.0, help="largest share of own texture kept, 0..1")


def run(options: argparse.Namespace) -> None:
    """Render the set."""
    from consultant_app.training.data.dataset import RenderSettings, render_set

    settings = RenderSettings(options.count, options.seed, options.split, most_kept=options.most_kept)
    render_set(options.data, options.out, settings)
