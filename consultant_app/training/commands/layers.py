"""Render, train, measure and export the editor: the network that takes a photograph apart into layers."""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consultant_app.training.layers.task import LayerSettings

STEPS = ("render", "train", "export")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    from consultant_app.training.commands.common import add_data

    add_data(parser)
    parser.add_argument("--teachers", type=Path, default=Path("../shared/models"), help="folder with teachers/")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS), help="what to do, in this order")
    parser.add_argument("--sets", type=Path, default=Path("out/sets/layers"), help="folder of the rendered sets")
    parser.add_argument("--run", type=Path, default=Path("out/layers"), help="folder of checkpoints and log")
    parser.add_argument("--out", type=Path, default=Path("resources/models/layers"))
    parser.add_argument("--count", type=int, default=400, help="faces to render for training")
    parser.add_argument("--holdout-count", type=int, default=60, help="faces to render for measuring")
    parser.add_argument(
        "--part", default="", help="renders a further training set under this name; all of them are learned from"
    )
    parser.add_argument("--iterations", type=int, help="optimiser steps")
    parser.add_argument("--start", default="", help="weights to start from: an encoder that has seen skin")
    parser.add_argument(
        "--skin", type=Path, default=Path("resources/models/skin"), help="scorer of the closed loop"
    )
    parser.add_argument("--passes", type=int, default=1, help="how often the editor is asked of one photo")
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--seed", type=int, default=1)


def run(options: argparse.Namespace) -> None:
    """Do the chosen steps."""
    for step in (step for step in STEPS if step in options.steps):
        {"render": _render, "train": _train, "export": _export}[step](options)


def _render(options: argparse.Namespace) -> None:
    from consultant_app.training.layers.edit_set import EditSettings, render_edit_set

    if options.part:
        settings = EditSettings(count=options.count, seed=options.seed, split="train")
        render_edit_set(options.data, options.sets / f"train_{options.part}", settings)
        return
    for offset, (split, count) in enumerate((("train", options.count), ("holdout", options.holdout_count))):
        settings = EditSettings(count=count, seed=options.seed + offset, split=split)
        if split == "holdout":
            # With something of its own a face's true pair would differ from what a slider has to take away.
            settings = replace(settings, most_kept=0.0)
        render_edit_set(options.data, options.sets / split, settings)


def _train(options: argparse.Namespace) -> None:
    from consultant_app.training.layers.task import train

    train(sorted(options.sets.glob("train*")) or [options.sets / "train"], options.run, _settings(options))


def _export(options: argparse.Namespace) -> None:
    from consultant_app.training.evaluation.editing.identity import Identity
    from consultant_app.training.evaluation.engine import open_engine
    from consultant_app.training.layers.edit_set import open_edit_set
    from consultant_app.training.layers.measure import measure
    from consultant_app.training.layers.release import release
    from consultant_app.training.layers.task import load
    from consultant_app.training.learning.provenance import published_settings

    network = load(options.run)
    engine, _ = open_engine(options.skin)
    identity = Identity(options.teachers / "teachers" / "identity_mobileface.onnx")
    measured = measure(
        network, options.passes, engine, [open_edit_set(options.sets / "holdout")], options.data, identity
    )
    manifest = release(network, options.out, options.version, measured, published_settings(options.run))
    print(json.dumps(measured.metrics, indent=1))
    print(f"{options.out}: {manifest.id} {manifest.version} {manifest.sha256[:12]}")


def _settings(options: argparse.Namespace) -> "LayerSettings":
    from consultant_app.training.layers.task import LayerSettings

    chosen = {} if options.iterations is None else {"steps": options.iterations}
    return LayerSettings(seed=options.seed, start=options.start, **chosen)
