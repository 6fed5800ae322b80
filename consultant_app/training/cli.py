"""``consultant-train``: preview, render, train, evaluate, export."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from consultant_app.domain.errors import ConsultantError

if TYPE_CHECKING:
    from torch import nn

_DATA = Path("../shared/data")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="consultant-train", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("preview", help="contact sheets of the renderer, one an attribute")
    render = commands.add_parser("render", help="render a set of faces with known truth")
    train = commands.add_parser("train", help="train the network on rendered sets; resumes what it finds")
    evaluate = commands.add_parser("evaluate", help="measure weights on held-out faces and graded photographs")
    export = commands.add_parser("export", help="calibrate, measure and write ONNX and model.json")
    for command in (sheet, render, evaluate, export):
        command.add_argument("--data", type=Path, default=_DATA, help="folder with faces/index.csv")
    for command in (sheet, render):
        command.add_argument("--seed", type=int, default=1)
    sheet.add_argument("--out", type=Path, default=Path("out/preview"))
    render.add_argument("--out", type=Path, required=True)
    render.add_argument("--count", type=int, required=True)
    render.add_argument("--split", choices=("train", "holdout"), default="train")
    render.add_argument("--most-kept", type=float, default=1.0, help="largest share of own texture kept, 0..1")
    train.add_argument("--sets", type=Path, nargs="+", required=True)
    train.add_argument("--run", type=Path, required=True)
    _add_train_settings(train)
    for command in (evaluate, export):
        command.add_argument("--weights", type=Path, nargs="+", required=True, help="their mean is the network")
        command.add_argument("--special", type=Path, nargs="+", default=[], help="weights for single channels")
        command.add_argument("--channels", nargs="+", default=[], help="channels answered by --special")
        command.add_argument("--holdout", type=Path, nargs="+", required=True)
        command.add_argument("--graded", type=Path, help="folder with grades.csv: only judges, never trains")
    evaluate.add_argument("--out", type=Path, help="JSON file; printed when left out")
    export.add_argument("--out", type=Path, default=Path("resources/models/skin"))
    export.add_argument("--version", required=True)
    export.add_argument("--card", type=Path, default=Path("docs/model-card.md"))
    return parser


def _add_train_settings(parser: argparse.ArgumentParser) -> None:
    from consultant_app.training.train import TrainSettings

    for setting in fields(TrainSettings):
        kind = type(setting.default)
        parser.add_argument(f"--{setting.name.replace('_', '-')}", type=kind, default=setting.default)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 on success, 2 for wrong arguments, 4 when the data is not as needed."""
    options = _parser().parse_args(arguments)
    try:
        _COMMANDS[options.command](options)
    except ConsultantError as error:
        print(error, file=sys.stderr)
        return 4
    return 0


def _preview(options: argparse.Namespace) -> None:
    from consultant_app.training.preview import preview

    for path in preview(options.data, options.out, options.seed):
        print(path)


def _render(options: argparse.Namespace) -> None:
    from consultant_app.training.dataset import RenderSettings, render_set

    settings = RenderSettings(options.count, options.seed, options.split, most_kept=options.most_kept)
    render_set(options.data, options.out, settings)


def _train(options: argparse.Namespace) -> None:
    from consultant_app.training.train import TrainSettings, train

    values = {setting.name: getattr(options, setting.name) for setting in fields(TrainSettings)}
    train(options.sets, options.run, TrainSettings(**values))


def _network(options: argparse.Namespace) -> "nn.Module":
    from consultant_app.training.committee import assemble

    return assemble(options.weights, options.special, tuple(options.channels))


def _evaluate(options: argparse.Namespace) -> None:
    from consultant_app.training.release import Judges, evaluate

    judges = Judges(options.holdout, options.data, options.graded)
    text = json.dumps(evaluate(_network(options), judges), indent=1)
    if options.out is None:
        print(text)
    else:
        options.out.write_text(text, encoding="utf-8")


def _export(options: argparse.Namespace) -> None:
    from consultant_app.training.release import Judges, Release, export

    run = json.loads((options.weights[0].parent / "settings.json").read_text(encoding="utf-8"))
    origin = run | {
        "weights": [path.name for path in options.weights],
        "special_weights": [path.name for path in options.special],
        "special_channels": options.channels,
    }
    release = Release(options.version, options.out, options.card, origin)
    judges = Judges(options.holdout, options.data, options.graded)
    manifest = export(_network(options), judges, release)
    print(f"{options.out}: {manifest.id} {manifest.version} {manifest.sha256[:12]}")


_COMMANDS = {"preview": _preview, "render": _render, "train": _train, "evaluate": _evaluate, "export": _export}

if __name__ == "__main__":
    raise SystemExit(main())
