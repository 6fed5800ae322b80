import subprocess
import sys
from types import SimpleNamespace

import pytest
import system_libraries
from setup_problem import SetupProblem
from system_libraries import ALWAYS, ON_A_DISPLAY, Library

_ABSENT = Library("libsurely-not-there.so.7", ("libsurely-t64", "libsurely"))

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems bring what Qt needs")


@pytest.fixture
def debian(monkeypatch):
    """A Debian that lacks a library: who we are, what apt was asked, and whether that brings the library."""
    machine = SimpleNamespace(root=True, calls=[], mends=True)

    def missing(_):
        installed = any(call[0] == "install" for call in machine.calls)
        return [] if installed and machine.mends else [_ABSENT]

    monkeypatch.setattr(system_libraries, "missing", missing)
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 0 if machine.root else 1000)
    monkeypatch.setattr(system_libraries, "_apt", lambda *arguments: machine.calls.append(arguments))
    monkeypatch.setattr(system_libraries, "_package", lambda library: library.packages[0])
    return machine


def test_the_loader_is_asked():
    present = Library("libc.so.6", ("libc6",))
    assert system_libraries.missing([present, _ABSENT]) == [_ABSENT]


def test_root_installs_what_is_missing(debian):
    told = []
    system_libraries.ensure(told.append)
    assert debian.calls == [("update",), ("install", "-y", "--no-install-recommends", "libsurely-t64")]
    assert told


def test_others_are_shown_the_command(debian):
    debian.root = False
    with pytest.raises(SetupProblem, match="sudo apt-get install -y libsurely-t64"):
        system_libraries.ensure(print)
    assert not debian.calls


def test_an_installation_that_did_not_help_is_told(debian):
    debian.mends = False
    with pytest.raises(SetupProblem, match="still cannot be loaded"):
        system_libraries.ensure(print)


@pytest.mark.usefixtures("debian")
def test_other_systems_are_told_the_libraries(monkeypatch):
    monkeypatch.setattr(system_libraries.shutil, "which", lambda _: None)
    with pytest.raises(SetupProblem, match=r"libsurely-not-there\.so\.7"):
        system_libraries.ensure(print)


@pytest.mark.parametrize(("display", "wanted"), [("", ALWAYS), (":1", (*ALWAYS, *ON_A_DISPLAY))])
def test_the_libraries_of_a_window_are_wanted_only_on_a_display(monkeypatch, display, wanted):
    asked = []
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setattr(system_libraries, "missing", lambda libraries: asked.extend(libraries) or [])
    system_libraries.ensure(print)
    assert asked == list(wanted)


@pytest.mark.parametrize(("known", "name"), [(True, "libsurely-t64"), (False, "libsurely")])
def test_a_package_is_called_by_the_name_its_release_knows(monkeypatch, known, name):
    answer = subprocess.CompletedProcess([], 0 if known else 100, stdout=b"Package: x" if known else b"")
    monkeypatch.setattr(system_libraries.subprocess, "run", lambda *_, **__: answer)
    assert system_libraries._package(_ABSENT) == name


def test_what_apt_complains_about_is_passed_on(monkeypatch):
    answer = subprocess.CompletedProcess([], 100, stdout="Reading lists\nE: Could not get lock\n")
    monkeypatch.setattr(system_libraries.subprocess, "run", lambda *_, **__: answer)
    with pytest.raises(SetupProblem, match="Could not get lock"):
        system_libraries._apt("update")
