import signal
import sys
from pathlib import Path

import bootstrap
import project_venv
import pytest
import system_libraries
from setup_problem import SetupProblem

_PROJECT_SCRIPTS = {"consultant-app", "consultant-train"}


@pytest.fixture
def prepared(monkeypatch):
    """Groups that were asked for; nothing is installed, and what is started is this Python."""
    asked = []
    monkeypatch.setattr(system_libraries, "ensure", lambda *_: asked.append("libraries"))
    monkeypatch.setattr(project_venv.ProjectVenv, "prepare", lambda _, groups: asked.extend(groups))
    monkeypatch.setattr(project_venv.ProjectVenv, "script", lambda *_: Path(sys.executable))
    return asked


@pytest.mark.parametrize(
    ("version", "system", "glibc", "reason"),
    [
        ((3, 11), "linux-x86_64", "2.36", None),
        ((3, 13), "linux-aarch64", "2.39", None),
        ((3, 12), "win-amd64", "", None),
        ((3, 13), "macosx-14.0-arm64", "", None),
        ((3, 12), "macosx-10.13-universal2", "", None),
        ((3, 10), "linux-x86_64", "2.36", "needs Python 3.11, 3.12 or 3.13"),
        ((3, 14), "win-amd64", "", "needs Python 3.11, 3.12 or 3.13"),
        ((3, 12), "win32", "", "64-bit Python"),
        ((3, 12), "macosx-13.0-x86_64", "", "Intel Macs"),
        ((3, 12), "linux-x86_64", "2.31", "C library 2.31"),
        ((3, 12), "linux-aarch64", "2.36", "glibc 2.39"),
        ((3, 12), "linux-x86_64", "", "of another kind"),
    ],
)
def test_a_python_that_cannot_run_the_program_is_told_why(version, system, glibc, reason):
    told = bootstrap.unfit(version, system, glibc)
    assert told is None if reason is None else reason in told


def test_commands_ask_for_known_groups_and_start_known_programs():
    for command in bootstrap.COMMANDS.values():
        assert set(command.groups) <= set(project_venv.LOCKS)
        assert not command.start or command.start[0] in {"python", *_PROJECT_SCRIPTS}


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["nonsense"], 2), (["--help"], 0)])
def test_without_a_command_the_help_is_shown(arguments, code, capsys):
    assert bootstrap.main(arguments) == code
    shown = capsys.readouterr()
    assert "demo" in (shown.out if code == 0 else shown.err)


def test_setup_takes_groups_and_refuses_unknown_ones(prepared, capsys):
    assert bootstrap.main(["setup", "checks", "app"]) == 0
    assert prepared == ["libraries", "app", "checks"]
    assert bootstrap.main(["setup", "everything"]) == 1
    assert "no group of packages called everything" in capsys.readouterr().err


@pytest.mark.usefixtures("prepared")
def test_the_exit_code_and_the_words_are_passed_on(monkeypatch):
    monkeypatch.setitem(bootstrap.COMMANDS, "run", bootstrap.Command("", ("app",), ("consultant-app",)))
    assert bootstrap.main(["run", "-c", "import sys; sys.exit(int(sys.argv[1]))", "7"]) == 7


def test_training_needs_no_screen(prepared):
    assert bootstrap.main(["train", "-c", ""]) == 0
    assert prepared == ["app", "training"]


@pytest.mark.usefixtures("prepared")
def test_a_problem_is_told_without_a_traceback(monkeypatch, capsys):
    def fail(_):
        raise SetupProblem("The disk is full. Free some space.")

    monkeypatch.setattr(system_libraries, "ensure", fail)
    assert bootstrap.main(["demo"]) == 1
    assert capsys.readouterr().err == "The disk is full. Free some space.\n"


@pytest.mark.usefixtures("prepared")
def test_stopping_the_setup_is_no_failure_to_explain(monkeypatch, capsys):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(system_libraries, "ensure", stop)
    assert bootstrap.main(["demo"]) == 130
    assert "go on" in capsys.readouterr().err


@pytest.mark.usefixtures("prepared")
def test_a_program_that_is_not_there_is_told(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(project_venv.ProjectVenv, "script", lambda _, name: tmp_path / name)
    assert bootstrap.main(["demo"]) == 1
    assert "Delete the folder .venv" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends no process by a signal")
@pytest.mark.usefixtures("prepared")
def test_a_signal_becomes_the_shells_code():
    script = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    assert bootstrap.main(["train", "-c", script]) == 128 + signal.SIGTERM
