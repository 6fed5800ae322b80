import ctypes
import plistlib

import pytest

from consultant_app.ui.stillness import wants_stillness


def test_where_the_system_says_nothing_things_may_move(tmp_path):
    assert not any(wants_stillness(system, tmp_path) for system in ("linux", "darwin"))


@pytest.mark.parametrize(("reduced", "said"), [(True, True), (False, False)])
def test_macos(tmp_path, reduced, said):
    folder = tmp_path / "Library" / "Preferences"
    folder.mkdir(parents=True)
    (folder / "com.apple.universalaccess.plist").write_bytes(plistlib.dumps({"reduceMotion": reduced}))
    assert wants_stillness("darwin", tmp_path) is said


def test_a_damaged_file_says_nothing(tmp_path):
    folder = tmp_path / "Library" / "Preferences"
    folder.mkdir(parents=True)
    (folder / "com.apple.universalaccess.plist").write_bytes(b"?")
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "kdeglobals").write_text("no section", encoding="utf-8")
    assert not wants_stillness("darwin", tmp_path)
    assert not wants_stillness("linux", tmp_path)


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
    ],
)
def test_linux_desktops(tmp_path, file, content, said):
    path = tmp_path / ".config" / file
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    assert wants_stillness("linux", tmp_path) is said


@pytest.mark.parametrize(("shown", "said"), [(0, True), (1, False)])
def test_windows(monkeypatch, shown, said):
    class User32:
        def SystemParametersInfoW(self, _action, _param, out, _flags):  # noqa: N802 - Windows' name
            ctypes.cast(out, ctypes.POINTER(ctypes.c_int))[0] = shown
            return 1

    monkeypatch.setattr(ctypes, "windll", type("Libraries", (), {"user32": User32()})(), raising=False)
    assert wants_stillness("win32") is said


def test_windows_is_asked_nowhere_else(monkeypatch):
    monkeypatch.delattr(ctypes, "windll", raising=False)
    assert not wants_stillness("win32")
