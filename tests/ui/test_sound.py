import builtins

import pytest

from consultant_app.files import resource
from consultant_app.ui.sound import Click


def test_the_click_is_there():
    data = resource("sounds", "click.wav").read_bytes()
    assert data.startswith(b"RIFF")
    assert len(data) < 20_000


def test_without_the_library_it_is_silent(monkeypatch):
    known = builtins.__import__

    def without(name, *arguments, **options):
        if name.endswith("QtMultimedia"):
            raise ImportError("libpulse.so.0")
        return known(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    Click().play()


@pytest.mark.qt_log_ignore("library|symbols|FFmpeg|pulse|PulseAudio|audio", extend=True)
def test_without_a_loudspeaker_it_is_silent_too():
    pytest.importorskip("PyQt6.QtMultimedia", exc_type=ImportError, reason="needs libpulse0")
    Click().play()
