"""Render a set of pairs of photographs with known truth."""

import argparse
from dataclasses import MISSING, fields
from pathlib import Path

from consultant_app.training.commands.common import add_data


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command: where to, and every setting of the set."""
    from consultant_app.training.data.dataset import RenderSettings

    add_data(parser)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True, help="pairs of photographs")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--split", choices=("train", "holdout"), required=True)
    for setting in fields(RenderSettings):
        if setting.default is not MISSING:
            parser.add_argument(f"--{setting.name.replace('_', '-')}", type=float, default=setting.default)


def run(options: argparse.Namespace) -> None:
    """Render the set."""
    from consultant_app.training.data.dataset import RenderSettings, render_set

    values = {setting.name: getattr(options, setting.name) for setting in fields(RenderSettings)}
    render_set(options.data, options.out, RenderSettings(**values))
