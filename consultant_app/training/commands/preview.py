"""Write contact sheets of the renderer, one an attribute."""

import argparse
from pathlib import Path

from consultant_app.training.commands.common import add_data


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_data(parser)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("out/preview"))


def run(options: argparse.Namespace) -> None:
    """Write the sheets and print their paths."""
    from consultant_app.training.render.preview import preview

    for path in preview(options.data, options.out, options.seed):
        print(path)
