"""``consultant-app``: the window, the demonstration store, and the engine for the shell (``docs/cli.md``)."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from consultant_app import __version__
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ConsultantError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="consultant-app", description="Skin-appearance analysis, wholly local.")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--language", choices=("en", "fr"), help="language of window, messages and report")
    parser.add_argument("--brand", metavar="NAME|FOLDER", help="the house, in place of the one that is configured")
    commands = parser.add_subparsers(dest="command")
    analyse = commands.add_parser("analyse", help="analyse photos and write JSON, PDF and heat maps")
    analyse.add_argument("photos", nargs="+", type=Path, metavar="PHOTO")
    analyse.add_argument("--json", default="-", metavar="FILE|-", help="where the JSON goes; - is standard output")
    analyse.add_argument("--pdf", type=Path, metavar="FILE", help="write the report of one photo")
    analyse.add_argument("--maps", type=Path, metavar="DIR", help="write a PNG and a .npy heat map a criterion")
    analyse.add_argument(
        "--left", type=Path, metavar="FILE", help="a photo of the client's left side, with one photo"
    )
    analyse.add_argument("--right", type=Path, metavar="FILE", help="a photo of her right side, with one photo")
    analyse.add_argument("--force", action="store_true", help="analyse also photos that the quality gate refuses")
    _add_simulate(commands)
    _add_explain(commands)
    _add_backups(commands)
    demo = commands.add_parser(
        "demo", help="open the demonstration store; without a display, run one visit headless"
    )
    demo.add_argument("--headless", action="store_true", help="run the visit without a window")
    demo.add_argument("--out", type=Path, default=Path("demo-visit"), help="folder for the headless visit's files")
    demo.add_argument("--folder", type=Path, help="folder of the demonstration store")
    model = commands.add_parser(
        "model", help="print the card of the skin model: origin, signature, figures, limits"
    )
    model.add_argument("--json", action="store_true", help="as one JSON object")
    return parser


def _add_simulate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    simulate = commands.add_parser("simulate", help="show what changing attributes would look like")
    simulate.add_argument("photo", type=Path, metavar="PHOTO")
    simulate.add_argument(
        "--set",
        action="append",
        required=True,
        metavar="KEY=VALUE",
        help="criterion and setting from -1 (gone) to 1 (twice as visible); may be given several times",
    )
    simulate.add_argument("--out", type=Path, required=True, metavar="FILE", help="JPEG or PNG to write")
    simulate.add_argument("--score", action="store_true", help="score the picture again: before and after")
    simulate.add_argument("--json", action="store_true", help="print one JSON object")
    simulate.add_argument("--force", action="store_true", help="take also a photo that the quality gate refuses")


def _add_explain(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    explain = commands.add_parser("explain", help="show on one picture why a criterion has its score")
    explain.add_argument("photo", type=Path, metavar="PHOTO")
    explain.add_argument(
        "--criterion", required=True, choices=tuple(CRITERIA), metavar="KEY", help=f"one of {', '.join(CRITERIA)}"
    )
    explain.add_argument("--out", type=Path, required=True, metavar="FILE", help="JPEG or PNG to write")
    explain.add_argument("--force", action="store_true", help="take also a photo that the quality gate refuses")


def _add_backups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="back the client store up now")
    backup.add_argument("target", nargs="?", type=Path, metavar="FOLDER", help="in place of the configured folder")
    verify = commands.add_parser("verify", help="check all backups, byte by byte")
    verify.add_argument("target", nargs="?", type=Path, metavar="FOLDER", help="in place of the configured folder")
    restore = commands.add_parser("restore", help="put a backup in the place of the client store")
    restore.add_argument("source", type=Path, metavar="FOLDER", help="folder of the backups")
    restore.add_argument("--at", metavar="NAME", help="which backup, as verify names it; the last by default")
    restore.add_argument("--replace", action="store_true", help="where there is a client store already")
    renew = commands.add_parser("renew-key", help="put the client store under a new key; asks for the passphrase")
    for command in (backup, verify, restore, renew):
        command.add_argument("--folder", type=Path, help="folder of the client store, in place of the user's own")
        command.add_argument(
            "--keystore", choices=("os", "file"), default="os", help="where the everyday key is kept"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns:
        0 on success, 1 when the environment is not as needed (the message says what to do), 2 for wrong arguments,
        3 when a photo is refused, 4 when a file cannot be analysed.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    _choose_house(options.brand)
    if options.command == "analyse":
        _check_analyse(options, parser)
    try:
        if options.command == "analyse":
            return _analyse(options)
        if options.command == "simulate":
            return _simulate(options, parser)
        if options.command == "explain":
            return _explain(options, parser)
        if options.command in {"backup", "verify", "restore", "renew-key"}:
            return _backups(options)
        if options.command == "demo":
            return _demo(options)
        if options.command == "model":
            return _model(options)
        return _window(options)
    except ConsultantError as error:
        print(error, file=sys.stderr)
        return 1


def _choose_house(brand: str | None) -> None:
    """As if the environment named it: everything that asks for the house asks the same place."""
    if brand is not None:
        from consultant_app.brand.house import VARIABLE

        os.environ[VARIABLE] = brand


def _check_analyse(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """End with the usage where the options do not go together."""
    several = len(options.photos) > 1
    if options.pdf is not None and several:
        parser.error("--pdf takes one photo")
    if (options.left or options.right) and several:
        parser.error("--left and --right belong to one photo")
    if options.maps is not None:
        stems = [photo.stem for photo in options.photos]
        if len(set(stems)) < len(stems):
            parser.error("--maps names its files after the photos: give photos of different names")


def _analyse(options: argparse.Namespace) -> int:
    from consultant_app.domain.analysis import FaceView
    from consultant_app.services.batch import BatchOptions, analyse_batch

    sides = {FaceView.LEFT: options.left, FaceView.RIGHT: options.right}
    return analyse_batch(
        options.photos,
        BatchOptions(
            json_target=options.json,
            pdf=options.pdf,
            maps=options.maps,
            force=options.force,
            language=options.language or "en",
            sides={view: path for view, path in sides.items() if path is not None},
        ),
    )


def _simulate(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from consultant_app.imaging.provenance import FORMATS
    from consultant_app.services.simulate_shell import SimulateOptions, parse_settings, simulate

    try:
        settings = parse_settings(options.set)
    except ValueError as error:
        parser.error(str(error))
    if options.out.suffix.lower() not in FORMATS:
        parser.error(f"--out {options.out.name}: the file must end in one of {', '.join(FORMATS)}")
    return simulate(
        SimulateOptions(
            options.photo,
            settings,
            options.out,
            score=options.score,
            as_json=options.json,
            force=options.force,
            language=options.language or "en",
        )
    )


def _explain(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from consultant_app.services.explain_shell import FORMATS, ExplainOptions, explain

    if options.out.suffix.lower() not in FORMATS:
        parser.error(f"--out {options.out.name}: the file must end in one of {', '.join(FORMATS)}")
    return explain(
        ExplainOptions(
            options.photo, options.criterion, options.out, force=options.force, language=options.language or "en"
        )
    )


def _backups(options: argparse.Namespace) -> int:
    from consultant_app.services import backup_shell
    from consultant_app.services.store import default_folder

    asked = backup_shell.BackupOptions(
        options.folder or default_folder(),
        getattr(options, "target", None),
        getattr(options, "at", None),
        replace=getattr(options, "replace", False),
        keystore=options.keystore,
        language=options.language or "en",
    )
    if options.command == "backup":
        return backup_shell.back_up(asked)
    if options.command == "verify":
        return backup_shell.verify(asked)
    if options.command == "renew-key":
        return backup_shell.renew_key(asked)
    return backup_shell.restore_store(asked, options.source)


def _demo(options: argparse.Namespace) -> int:
    from consultant_app.services.store import default_folder

    folder = options.folder or default_folder() / "demonstration"
    if options.headless or not _has_display():
        from consultant_app.services.headless import headless_visit

        for path in headless_visit(folder, options.out, options.language or "en"):
            print(path)
        return 0
    return _open_window(folder, options.language, demonstration=True)


def _model(options: argparse.Namespace) -> int:
    from consultant_app.services.model_card import card_to_json, read_card
    from consultant_app.services.model_card_words import card_text, card_words

    card = read_card()
    if options.json:
        print(json.dumps(card_to_json(card), ensure_ascii=False, indent=1))
    else:
        print(card_text(card_words(card, options.language or "en")))
    return 0


def _window(options: argparse.Namespace) -> int:
    if not _has_display():
        print("There is no display. Use: consultant-app analyse PHOTO, or consultant-app demo", file=sys.stderr)
        return 1
    from consultant_app.services.store import default_folder

    return _open_window(default_folder(), options.language, demonstration=False)


def _open_window(folder: Path, language: str | None, *, demonstration: bool) -> int:
    from consultant_app.services.logs import start_log
    from consultant_app.services.workspace import Workspace, open_workspace
    from consultant_app.ui.app import run

    start_log()

    def workspace(passphrase: str | None = None) -> Workspace:
        keystore: Literal["os", "file"] = "file" if demonstration else "os"
        return open_workspace(folder, keystore, passphrase, demonstration=demonstration)

    return run(workspace, language, demonstration=demonstration)


def _has_display() -> bool:
    """Whether a window can be shown. Windows and macOS always have one; Qt's offscreen platform needs none."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    raise SystemExit(main())
