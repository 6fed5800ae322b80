import sys

import pip_runner
import pytest
from setup_problem import SetupProblem


@pytest.fixture
def pip_says(monkeypatch):
    """Stand in for pip with a program that says one thing and ends with a code."""

    def stand_in(text, code):
        script = f"import sys; sys.stdout.write({text!r}); sys.exit({code})"
        monkeypatch.setattr(pip_runner, "_pip_of", lambda _: [sys.executable, "-c", script])

    return stand_in


def test_the_whole_output_goes_to_the_log_run_after_run(pip_says, tmp_path):
    log = tmp_path / "install.log"
    for text in ("Collecting numpy==1 (from a)\n", "Collecting scipy==1\n"):
        pip_says(text, 0)
        pip_runner.install(tmp_path, ["--no-deps"], log)
    kept = log.read_text(encoding="utf-8")
    assert "numpy" in kept
    assert "scipy" in kept
    assert kept.count("$ ") == 2


@pytest.mark.parametrize(
    ("said", "kind", "told"),
    [
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            SetupProblem,
            "alters files",
        ),
        ("ERROR: Could not install: [Errno 28] No space left on device", SetupProblem, "disk is full"),
        ("Max retries: CERTIFICATE_VERIFY_FAILED\nERROR: No matching", SetupProblem, "PIP_CERT"),
        (
            "WARNING: Max retries\nERROR: No matching distribution found for a",
            SetupProblem,
            "could not be reached",
        ),
        ("ERROR: No matching distribution found for a==1", pip_runner.NotOfferedError, "not offered"),
        ("ERROR: [WinError 5] Access is denied: 'a.dll'", SetupProblem, "in use"),
        ("something new", SetupProblem, "Read the log"),
    ],
)
def test_a_failure_says_what_to_do_and_where_the_log_is(pip_says, tmp_path, said, kind, told):
    pip_says(said, 1)
    with pytest.raises(SetupProblem) as caught:
        pip_runner.install(tmp_path, [], tmp_path / "install.log")
    assert type(caught.value) is kind
    assert told in str(caught.value)
    assert said.splitlines()[-1] in str(caught.value)
    assert str(tmp_path / "install.log") in str(caught.value)


def test_foreign_settings_do_not_reach_pip(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("PIP_FIND_LINKS", "kept")
    environment = pip_runner._environment()
    assert "PYTHONPATH" not in environment
    assert "PIP_TARGET" not in environment
    assert environment["PIP_FIND_LINKS"] == "kept"


@pytest.mark.parametrize(
    ("version", "serves"), [("22.2.2", False), ("22.3", True), ("23.0.1", True), ("9.0", False)]
)
def test_a_pip_before_the_python_option_does_not_serve(monkeypatch, version, serves):
    monkeypatch.setattr(pip_runner.importlib.metadata, "version", lambda _: version)
    assert pip_runner.outer_pip_serves() is serves


def test_no_pip_anywhere_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(pip_runner, "outer_pip_serves", lambda: False)
    without = tmp_path / ".venv" / "bin" / "python"
    monkeypatch.setattr(pip_runner, "_has_pip", lambda _: False)
    with pytest.raises(SetupProblem, match="There is no pip in"):
        pip_runner.install(without, [], tmp_path / "log")
