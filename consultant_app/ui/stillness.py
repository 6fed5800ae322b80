"""Whether the person asked her system for less movement; Qt does not say, so each system is asked its own way."""

import configparser
import plistlib
import sys
from collections.abc import Callable
from pathlib import Path

_CLIENT_AREA_ANIMATION = 0x1042
"""``SPI_GETCLIENTAREAANIMATION`` of Windows: "Show animations in Windows", switched off by who wants none."""


def wants_stillness(system: str = sys.platform, home: Path | None = None) -> bool:
    """Whether movements should be left out; ``False`` where the system does not say.

    Args:
        system: As ``sys.platform``.
        home: Folder of the person's settings; by default her home.
    """
    home = Path.home() if home is None else home
    asked: dict[str, Callable[[], bool]] = {"win32": _windows, "darwin": lambda: _mac(home)}
    return asked.get(system, lambda: _gtk(home) or _kde(home))()


def _windows() -> bool:
    import ctypes

    library = getattr(ctypes, "windll", None)
    if library is None:
        return False
    shown = ctypes.c_int(1)
    known = library.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(shown), 0)
    return bool(known) and not shown.value


def _mac(home: Path) -> bool:
    try:
        with (home / "Library" / "Preferences" / "com.apple.universalaccess.plist").open("rb") as file:
            return bool(plistlib.load(file).get("reduceMotion", False))
    except (OSError, plistlib.InvalidFileException):
        # Not set, or not to be read without the person's leave.
        return False


def _gtk(home: Path) -> bool:
    found = (
        _setting(home / ".config" / f"gtk-{version}.0" / "settings.ini", "Settings", "gtk-enable-animations")
        for version in (4, 3)
    )
    return any(value in ("0", "false") for value in found)


def _kde(home: Path) -> bool:
    return _setting(home / ".config" / "kdeglobals", "KDE", "AnimationDurationFactor") in ("0", "0.0")


def _setting(file: Path, section: str, key: str) -> str:
    """A value of an INI file in lower case; empty where there is none."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    try:
        parser.read(file, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        return ""
    return parser.get(section, key, fallback="").strip().lower()
