"""``consultant-train``: every command is a module of ``training.commands``."""

import argparse
import sys
from collections.abc import Sequence

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.commands import (
    evaluate,
    export,
    features,
    finetune,
    gate,
    layers,
    parsing,
    preview,
    render,
    search,
    sign,
    train,
)

COMMANDS = (preview, render, train, search, finetune, evaluate, features, export, sign, parsing, layers, gate)


def parser() -> argparse.ArgumentParser:
    """All commands; each module gives its help (its docstring), its arguments and its ``run``."""
    root = argparse.ArgumentParser(prog="consultant-train", description=__doc__)
    commands = root.add_subparsers(dest="command", required=True)
    for module in COMMANDS:
        name = module.__name__.rsplit(".", 1)[1]
        summary = (module.__doc__ or "").strip()
        command = commands.add_parser(name, help=summary.splitlines()[0], description=summary)
        module.add_arguments(command)
        command.set_defaults(execute=module.run)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 on success, 2 for wrong arguments, 4 when the data is not as needed."""
    options = parser().parse_args(arguments)
    try:
        options.execute(options)
    except ConsultantError as error:
        print(error, file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
