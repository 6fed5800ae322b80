"""Render, train, measure and export the network that tells skin from hair and from what hides it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consultant_app.training.segmentation.task import ParsingSettings

STEPS = ("render", "train", "export")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    from consultant_app.training.commands.common import add_data

    add_data(parser)
    parser.add_argument("--teachers", type=Path, default=Path("../shared/models"), help="folder with teachers/")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS), help="what to do, in this order")
    parser.add_argument("--sets", type=Path, default=Path("out/sets/parsing"), help="folder of the rendered sets")
    parser.add_argument("--run", type=Path, default=Path("out/parsing"), help="folder of checkpoints and log")
    parser.add_argument("--out", type=Path, default=Path("resources/models/parsing"))
    parser.add_argument("--faces", type=int, default=100_000, help="most faces to render for training")
    parser.add_argument("--holdout-faces", type=int, default=60, help="most faces to render for measuring")
    parser.add_argument("--iterations", type=int, help="optimiser steps")
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)


def run(options: argparse.Namespace) -> None:
    """Do the chosen steps."""
    import torch

    torch.set_num_threads(options.threads)
    for step in (step for step in STEPS if step in options.steps):
        {"render": _render, "train": _train, "export": _export}[step](options)


def _render(options: argparse.Namespace) -> None:
    from consultant_app.training.segmentation.parsing_set import ParsingSetSettings, render_parsing_set

    for offset, (split, most) in enumerate((("train", options.faces), ("holdout", options.holdout_faces))):
        settings = ParsingSetSettings(split, options.seed + offset, most)
        render_parsing_set(options.data, options.teachers, options.sets / split, settings)


def _train(options: argparse.Namespace) -> None:
    from consultant_app.training.segmentation.task import train

    train(options.sets / "train", options.run, _settings(options))


def _export(options: argparse.Namespace) -> None:
    from consultant_app.training.segmentation.measure import measure
    from consultant_app.training.segmentation.parsing_set import open_parsing_set, without_twins
    from consultant_app.training.segmentation.release import release
    from consultant_app.training.segmentation.task import load

    network = load(options.run)
    training = open_parsing_set(options.sets / "train")
    metrics = measure(network, without_twins(open_parsing_set(options.sets / "holdout"), training))
    origin = {"settings": _settings(options).model_dump(mode="json"), "identities": len(set(training.names))}
    release(network, options.out, options.version, metrics, origin)
    print(json.dumps(metrics, indent=1))


def _settings(options: argparse.Namespace) -> "ParsingSettings":
    from consultant_app.training.segmentation.task import ParsingSettings

    chosen = {} if options.iterations is None else {"steps": options.iterations}
    return ParsingSettings(seed=options.seed, **chosen)
