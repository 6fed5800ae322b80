"""Measure the quality gate: what it refuses, what it accepts, on which tones, and where its limits should sit."""

import argparse
import sys
from pathlib import Path

from consultant_app.files import resource
from consultant_app.training.commands.common import add_data


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_data(parser)
    parser.add_argument("--out", type=Path, default=Path("out/gate"), help="folder of rows, figures and table")
    parser.add_argument(
        "--models", type=Path, default=resource("models"), help="folder with face/, skin/, parsing/"
    )
    parser.add_argument("--spoilt", type=int, default=40, help="faces that the unusable set is made of")
    parser.add_argument("--curves", type=int, default=16, help="faces on which the scores' error is measured")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)


def run(options: argparse.Namespace) -> None:
    """Measure, or go on where an earlier run stopped, and write the figures."""
    from consultant_app.services.analysis import AnalysisService
    from consultant_app.training.evaluation.gate import GateSettings, Gauge, measure_gate
    from consultant_app.training.evaluation.gate_cover import draw_thing, turn_head
    from consultant_app.training.evaluation.gate_table import write_figures

    options.out.mkdir(parents=True, exist_ok=True)
    gauge = Gauge(
        AnalysisService(options.models, options.threads), options.out / "rows.jsonl", draw_thing, turn_head
    )
    settings = GateSettings(options.spoilt, options.curves, options.seed)
    rows = measure_gate(options.data, gauge, settings, lambda text: print(text, file=sys.stderr, flush=True))
    for path in write_figures(rows, options.out):
        print(path)
