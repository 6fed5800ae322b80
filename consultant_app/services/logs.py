"""The log of the program, for whoever looks after the computer: what happened, never to whom.

Nothing is searched for and blacked out: a name cannot be told from a word. Instead only what is known to be
harmless is let through. Of our own lines that is the text in the code, with numbers and words of a machine filled
in; of an error its kind and its places in the code, not its message; of other libraries' lines that there was one.
"""

import logging
import os
import re
import traceback
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

_OWN = "consultant_app"
_MOST_BYTES, _KEPT = 1_000_000, 3
_HARMLESS = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # a random id
    r"|[0-9]{8}T[0-9]{6}Z(-[0-9a-f]{4})?"  # a backup
    r"|[a-z]+Error|os|file|[a-z]{2}"
)
"""Random ids, names of backups, kinds of errors, keystores, languages."""
_WITHHELD = "[withheld]"


class HarmlessFormatter(logging.Formatter):
    """Writes a line from what is known to be harmless."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, with an error's kind and places below it."""
        said = record.name.split(".", maxsplit=1)[0] == _OWN
        line = logging.LogRecord(
            record.name,
            record.levelno,
            record.pathname,
            record.lineno,
            _text(record) if said else _WITHHELD,
            (),
            None,
        )
        line.created, line.msecs = record.created, record.msecs
        told = super().format(line)
        return told if not record.exc_info else f"{told}\n{_places(record.exc_info[1], record.exc_info[2])}"

    def formatException(self, ei: object) -> str:  # noqa: ARG002, N802 - logging's name
        """Nothing: an error's message may name anybody; ``format`` writes its places."""
        return ""


def start_log(folder: Path | None = None) -> Path | None:
    """Write the log to a file of the person who runs the program, 4 MB at most, from now on.

    Args:
        folder: Where to, in place of the user's own folder for logs.

    Returns:
        The file; ``None`` where it cannot be written: the program works without it.
    """
    place = folder or user_log_path("consultant-app", appauthor=False)
    path = place / "consultant-app.log"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)
        handler = RotatingFileHandler(path, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(HarmlessFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    logging.getLogger(_OWN).setLevel(logging.INFO)
    return path


def _text(record: logging.LogRecord) -> str:
    """The text in the code with what may be filled in."""
    arguments = record.args
    if not arguments:
        return str(record.msg)
    try:
        if isinstance(arguments, Mapping):
            return str(record.msg) % {key: _harmless(value) for key, value in arguments.items()}
        return str(record.msg) % tuple(_harmless(value) for value in arguments)
    except (TypeError, ValueError):  # a number was wanted where something was withheld
        return str(record.msg)


def _harmless(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    return value if isinstance(value, str) and _HARMLESS.fullmatch(value) else _WITHHELD


def _places(error: BaseException | None, trace: TracebackType | None) -> str:
    """Kind and places of an error, and of those that led to it."""
    lines: list[str] = []
    seen = error
    while seen is not None:
        lines.append(type(seen).__qualname__)
        frames = traceback.extract_tb(trace if seen is error else seen.__traceback__)
        lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def _short(path: str) -> str:
    """The end of a source file's path: its beginning may name the person whose computer it is."""
    return "/".join(path.replace(os.sep, "/").split("/")[-2:])
