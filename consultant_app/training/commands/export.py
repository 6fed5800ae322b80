"""Calibrate, measure and write the ONNX file, model.json and the model card."""

import argparse
from pathlib import Path

from consultant_app.training.commands.common import add_weights, judges_of, network_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_weights(parser)
    parser.add_argument("--out", type=Path, default=Path("resources/models/skin"))
    parser.add_argument("--version", required=True)
    parser.add_argument("--card", type=Path, default=Path("docs/model-card.md"))


def run(options: argparse.Namespace) -> None:
    """Write the model."""
    from consultant_app.training.learning.provenance import published_settings
    from consultant_app.training.release.release import Release, export

    origin = published_settings(options.weights[0].parent) | {"weights": [path.name for path in options.weights]}
    release = Release(options.version, options.out, options.card, origin)
    manifest = export(network_of(options), judges_of(options), release)
    print(f"{options.out}: {manifest.id} {manifest.version} {manifest.sha256[:12]}")
