"""Measure a model by the product's own path and write the report anew (docs/report)."""

import argparse
import shlex
import sys
from pathlib import Path

from consultant_app.files import resource
from consultant_app.training.commands.common import add_data


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_data(parser)
    parser.add_argument("--model", type=Path, default=resource("models", "skin"), help="folder with model.json")
    parser.add_argument("--trusted", type=Path, help="folder of the keys that may have signed it")
    parser.add_argument(
        "--holdout", type=Path, nargs="+", required=True, help="rendered sets of held-out identities"
    )
    parser.add_argument("--graded", type=Path, help="folder with grades.csv: only judges, never trains")
    parser.add_argument(
        "--weights", type=Path, nargs="+", default=[], help="of the same network, for explanations"
    )
    parser.add_argument("--editor", type=Path, default=resource("models", "layers"), help="folder of the editor")
    parser.add_argument(
        "--edits", type=Path, nargs="+", default=[], help="held-out faces with and without single attributes"
    )
    parser.add_argument("--teachers", type=Path, default=Path("../shared/models"), help="folder with teachers/")
    parser.add_argument("--most", type=int, default=120, help="most drawn skins looked at, two photographs each")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/report"), help="folder of the report")
    parser.add_argument(
        "--sheets", type=Path, default=Path("out/report"), help="ignored folder for sheets of faces"
    )


def run(options: argparse.Namespace) -> None:
    """Measure, write the report, and write the sheets that must not be committed."""
    from consultant_app.training.evaluation.engine import open_engine

    engine, model = open_engine(options.model, options.threads, options.trusted)
    from consultant_app.training.evaluation.measure import EditingSources, Sources, measure
    from consultant_app.training.evaluation.paper.article import write_report
    from consultant_app.training.evaluation.paper.sheets import astronaut, write_sheet, write_sheets

    embedding = options.teachers / "teachers" / "identity_mobileface.onnx"
    sources = Sources(
        model=options.model,
        holdout=options.holdout,
        data=options.data,
        graded=options.graded,
        weights=options.weights,
        editing=(
            EditingSources(options.editor, options.edits, embedding, options.trusted) if options.edits else None
        ),
        most=options.most,
        seed=options.seed,
    )
    figures = measure(engine, model, sources, say=lambda what: print(what, file=sys.stderr, flush=True))
    write_report(figures, options.out, Path.cwd(), command_of(options))
    write_sheet(engine, astronaut(), options.out / "figures" / "astronaut.png")
    portraits = sorted((options.data / "faces" / "portraits").glob("*.jpg"))[::20]
    print(f"{options.out}/report.md; {write_sheets(engine, portraits, options.sheets)} sheets in {options.sheets}")


def command_of(options: argparse.Namespace) -> str:
    """The command as it can be given again, with names of folders instead of this machine's places."""
    parts = ["consultant-train", "evaluate", "--holdout", *(f"out/sets/{path.name}" for path in options.holdout)]
    parts += ["--graded", f"../shared/data/{options.graded.name}"] if options.graded else []
    parts += ["--weights", *(path.name for path in options.weights)] if options.weights else []
    parts += (
        ["--edits", *(f"out/sets/{path.parent.name}/{path.name}" for path in options.edits)]
        if options.edits
        else []
    )
    parts += ["--most", str(options.most), "--seed", str(options.seed)]
    return " ".join(shlex.quote(part) for part in parts)
