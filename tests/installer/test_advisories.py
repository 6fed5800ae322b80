import subprocess

import advisories
import pytest


@pytest.mark.parametrize(
    ("code", "told", "meant"),
    [
        (0, "No known vulnerabilities found", 0),
        (0, "Name Skip Reason\nnumpy Dependency not found on PyPI and could not be audited", advisories.NOT_ASKED),
        (1, "Name Version ID Fix Versions\nnumpy 1.0 X-1 1.1", 1),
        (1, "", advisories.NOT_ASKED),
        (2, "", advisories.NOT_ASKED),
    ],
)
def test_not_asked_is_never_taken_for_clean(code: int, told: str, meant: int) -> None:
    assert advisories.verdict(code, told) == meant


def test_the_worst_answer_counts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter((0, 1))

    def run(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], next(answers), "", "no network\n")

    monkeypatch.setattr(advisories.importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(advisories.subprocess, "run", run)
    assert advisories.main() == advisories.NOT_ASKED
    assert "NOT CHECKED" in capsys.readouterr().err


def test_without_pip_audit_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(advisories.importlib.util, "find_spec", lambda _: None)
    assert advisories.main() == advisories.NOT_ASKED
    assert "NOT CHECKED" in capsys.readouterr().err
