import tomllib
from pathlib import Path

import lock
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).resolve().parents[2]
_LOCKS = sorted((_ROOT / "requirements").glob("*.txt"))
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _pins(*names):
    return [pin for name in names for pin in lock.parse((_ROOT / "requirements" / f"{name}.txt").read_text())]


def _pin(requirement, digest="sha256:a"):
    return lock.Pin(requirement, (digest,))


def test_a_pin_survives_being_written_and_read():
    pins = [
        lock.Pin("a==1 ; python_full_version < '3.12'", ("sha256:a", "sha256:b")),
        lock.Pin("b==2.0.post1", ("sha256:c",)),
    ]
    assert lock.parse("".join(pin.text() + "\n" for pin in pins)) == pins
    assert pins[0].release == "a==1"


@pytest.mark.parametrize("text", ["a>=1 --hash=sha256:a\n", "a==1\n", "-r other.txt\n"])
def test_what_is_not_pinned_and_hashed_is_refused(text):
    with pytest.raises(lock.LockError, match="Not a pinned and hashed requirement"):
        lock.parse(text)


def test_layers_do_not_repeat_the_apps_and_torch_stands_apart():
    torch = _pin(lock._TORCH_CPU[0].removesuffix("+cpu"))
    app, common, tool = _pin("a==1"), _pin("b==1"), _pin("nvidia-cufft==1 ; sys_platform == 'linux'")
    layers = lock.layers_of([app, common], [common, _pin("c==1")], [common, torch, tool, _pin("torchinfo==1")])
    assert layers["checks"] == [_pin("c==1")]
    assert layers["torch"] == [torch, tool]
    assert layers["training"] == [_pin("torchinfo==1")]


def test_a_new_torch_asks_for_the_hash_of_its_small_build():
    with pytest.raises(lock.LockError, match="torch has moved on"):
        lock.layers_of([], [], [_pin("torch==99.0")])


@pytest.mark.parametrize("path", _LOCKS, ids=lambda path: path.name)
def test_locks_hold_pins_and_hashes_and_no_address(path):
    text = path.read_text(encoding="utf-8")
    assert lock.parse(text)
    assert "://" not in text


@pytest.mark.parametrize(
    ("requirements", "layers"),
    [
        (_PROJECT["dependencies"], ["app"]),
        (_PROJECT["optional-dependencies"]["checks"], ["app", "checks"]),
        (_PROJECT["optional-dependencies"]["training"], ["app", "training", "torch"]),
    ],
    ids=["app", "checks", "training"],
)
def test_locks_are_in_step_with_the_project(requirements, layers):
    pinned = [pin.release.split("==") for pin in _pins(*layers)]
    unmet = [
        text
        for text in requirements
        if not any(
            canonicalize_name(name) == canonicalize_name(Requirement(text).name)
            and Requirement(text).specifier.contains(version)
            for name, version in pinned
        )
    ]
    assert not unmet, "run installer/lock.py"


def test_a_failed_resolution_leaves_the_locks_alone(monkeypatch, capsys):
    def fail(*_):
        raise lock.LockError("no network")

    before = [path.read_bytes() for path in _LOCKS]
    monkeypatch.setattr(lock, "_uv", fail)
    monkeypatch.setattr(lock.sys, "argv", ["lock.py"])
    assert lock.main() == 1
    assert "The locks are unchanged. no network" in capsys.readouterr().err
    assert [path.read_bytes() for path in _LOCKS] == before
