"""Fine-tune the model on a house's own expert grades; reports before and after on persons it never saw."""

import argparse
from dataclasses import fields
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command: the grades, the start, the run and every setting."""
    from consultant_app.training.finetune.settings import SCOPES, FinetuneSettings

    parser.add_argument("--grades", type=Path, required=True, metavar="FILE.csv", help="see docs/finetuning.md")
    parser.add_argument("--photos", type=Path, required=True, metavar="DIR", help="the photographs it names")
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="their mean is the start")
    parser.add_argument("--model", type=Path, default=Path("resources/models/skin"), help="exported from them")
    parser.add_argument("--run", type=Path, required=True, help="folder for what comes out")
    parser.add_argument("--version", required=True, help="version of the model that comes out")
    parser.add_argument("--skip-unusable", action="store_true", help="leave photos without a single face out")
    for setting in fields(FinetuneSettings):
        kind, choices = type(setting.default), SCOPES if setting.name == "scope" else None
        flag = f"--{setting.name.replace('_', '-')}"
        parser.add_argument(flag, type=kind, default=setting.default, choices=choices)


def run(options: argparse.Namespace) -> None:
    """Fine-tune, and print the report."""
    from consultant_app.training.finetune.run import REPORT, Sources, finetune
    from consultant_app.training.finetune.settings import FinetuneSettings

    values = {setting.name: getattr(options, setting.name) for setting in fields(FinetuneSettings)}
    sources = Sources(options.grades, options.photos, tuple(options.weights), options.model)
    finetune(
        sources,
        options.run,
        FinetuneSettings(**values),
        options.version,
        skip_unusable=options.skip_unusable,
    )
    print((options.run / REPORT).read_text(encoding="utf-8"))
