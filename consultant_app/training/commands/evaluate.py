"""Measure weights on held-out faces and graded photographs."""

import argparse
import json
from pathlib import Path

from consultant_app.training.commands.common import add_weights, judges_of, network_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_weights(parser)
    parser.add_argument("--out", type=Path, help="JSON file; printed when left out")


def run(options: argparse.Namespace) -> None:
    """Measure, and print or write the figures."""
    from consultant_app.training.release.release import evaluate

    text = json.dumps(evaluate(network_of(options), judges_of(options)), indent=1)
    if options.out is None:
        print(text)
    else:
        options.out.write_text(text, encoding="utf-8")
