import base64
import hashlib
import json
import shutil
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pip_runner
import project_venv
import pytest
from project_venv import ProjectVenv
from setup_problem import SetupProblem

_PYTHONS = ((3, 11), (3, 13))


@pytest.fixture
def root(tmp_path):
    """A checkout with one package in each lock."""
    folder = tmp_path / "a checkout"
    folder.joinpath("requirements").mkdir(parents=True)
    folder.joinpath("consultant_app").mkdir()
    folder.joinpath("consultant_app", "__init__.py").write_text('__version__ = "1"\n')
    folder.joinpath("pyproject.toml").write_text("[project]\n")
    for lock in ("app", "checks", "training", "torch", "torch-cpu"):
        folder.joinpath("requirements", f"{lock}.txt").write_text(f"{lock}-part==1\n")
    return folder


@pytest.fixture
def no_ensurepip(monkeypatch):
    """As on a Debian without python3-venv: Python makes environments, but none with pip inside."""
    monkeypatch.setattr(project_venv, "_brings_pip", lambda: False)


@pytest.fixture
def pip(monkeypatch, no_ensurepip):  # noqa: ARG001 - one fixture builds on the other
    """Stand in for pip: note what was asked, and leave behind what the locks name."""
    asked = []

    def install(python, arguments, _):
        asked.append([Path(argument).stem for argument in arguments if not argument.startswith("-")])
        for argument in arguments:
            if argument.endswith(".txt"):
                _put(python, *Path(argument).read_text().strip().split("=="))

    monkeypatch.setattr(pip_runner, "install", install)
    monkeypatch.setattr(pip_runner, "outer_pip_serves", lambda: True)
    monkeypatch.setattr(project_venv, "_on_linux", lambda: False)
    return asked


def _packages(python):
    return next(python.parent.parent.glob("[lL]ib/**/site-packages"))


def _put(python, name, version):
    described = _packages(python) / f"{name.replace('-', '_')}-{version}.dist-info" / "METADATA"
    described.parent.mkdir(exist_ok=True)
    described.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")


def _prepare(root, *groups):
    said = []
    ProjectVenv(root, said.append, _PYTHONS).prepare(groups)
    return said


def test_the_second_time_nothing_is_done(root, pip):
    assert _prepare(root, "app")
    assert pip == [[":all:", "app"], [root.stem]]
    assert _prepare(root, "app") == []
    assert len(pip) == 2


def test_only_the_lock_that_changed_is_installed_again(root, pip):
    _prepare(root, "app", "checks")
    pip.clear()
    root.joinpath("requirements", "checks.txt").write_text("checks-part==2\n")
    assert _prepare(root, "app") == []
    _prepare(root, "app", "checks")
    assert pip == [[":all:", "checks"], [root.stem]]


def test_a_lost_package_is_put_back_with_all_that_was_set_up(root, pip):
    _prepare(root, "app", "checks")
    pip.clear()
    shutil.rmtree(next(root.glob(".venv/[lL]ib/**/checks_part-1.dist-info")))
    _prepare(root, "app")
    assert pip[0] == [":all:", "app", "checks"]
    assert _prepare(root, "checks") == []


@pytest.mark.usefixtures("pip")
def test_a_package_added_by_hand_disturbs_nothing(root):
    _prepare(root, "app")
    _put(ProjectVenv(root, print, _PYTHONS).python, "by-hand", "3")
    assert _prepare(root, "app") == []


def test_a_new_description_installs_only_the_program_again(root, pip):
    _prepare(root, "app")
    pip.clear()
    root.joinpath("pyproject.toml").write_text("[project]\nname = 'x'\n")
    _prepare(root, "app")
    assert pip == [[root.stem]]


@pytest.mark.usefixtures("pip")
def test_an_environment_whose_python_is_gone_is_made_anew(root):
    _prepare(root, "app")
    python = ProjectVenv(root, print, _PYTHONS).python
    python.unlink()
    python.write_text("gone")
    assert "Making the environment" in _prepare(root, "app")[0]
    assert _prepare(root, "app") == []


def test_a_damaged_stamp_only_costs_time(root, pip):
    _prepare(root, "app")
    pip.clear()
    root.joinpath(".venv", "setup-stamp.json").write_text("{half")
    _prepare(root, "app")
    assert pip == [[":all:", "app"], [root.stem]]


@pytest.mark.usefixtures("pip")
def test_an_environment_of_a_python_out_of_range_does_not_count(root):
    _prepare(root, "app")
    assert ProjectVenv(root, print, ((3, 8), (3, 10)))._probe() is None
    assert ProjectVenv(root, print, _PYTHONS)._probe() == {"app-part": "1"}


@pytest.mark.usefixtures("no_ensurepip")
def test_without_any_pip_the_person_is_told(root, monkeypatch):
    monkeypatch.setattr(pip_runner, "outer_pip_serves", lambda: False)
    with pytest.raises(SetupProblem, match="apt-get install python3-venv"):
        _prepare(root, "app")


@pytest.mark.usefixtures("pip")
def test_a_folder_that_cannot_be_written_is_told(root, monkeypatch):
    def refuse(*_):
        raise PermissionError("read-only")

    monkeypatch.setattr(project_venv.venv.EnvBuilder, "create", refuse)
    with pytest.raises(SetupProblem, match="see that the folder can be written"):
        _prepare(root, "app")


@pytest.mark.parametrize(
    ("linux", "offered", "locks"),
    [
        (True, True, ["torch-cpu"]),
        (True, False, ["torch-cpu", "torch"]),
        (False, True, ["torch"]),
    ],
)
def test_the_small_torch_is_taken_where_it_is_to_be_had(root, pip, monkeypatch, linux, offered, locks):
    stand_in = pip_runner.install

    def install(python, arguments, log):
        stand_in(python, arguments, log)
        if "torch-cpu" in str(arguments) and not offered:
            raise pip_runner.NotOfferedError("No matching distribution")

    monkeypatch.setattr(pip_runner, "install", install)
    monkeypatch.setattr(project_venv, "_on_linux", lambda: linux)
    _prepare(root, "app", "training")
    assert [call[1:] for call in pip[:-1]] == [["app", "training"], *([lock] for lock in locks)]
    assert _prepare(root, "training") == []


def _wheel(folder):
    """A package of one module, and the hash of its file."""
    files = {
        "demo_part.py": b"",
        "demo_part-1.dist-info/METADATA": b"Metadata-Version: 2.1\nName: demo-part\nVersion: 1\n",
    }
    files["demo_part-1.dist-info/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    rows = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}"
        for name, data in files.items()
    ]
    files["demo_part-1.dist-info/RECORD"] = "\n".join([*rows, "demo_part-1.dist-info/RECORD,,"]).encode()
    path = folder / "demo_part-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.skipif(find_spec("pip") is None, reason="the environment of the tests has no pip of its own")
@pytest.mark.usefixtures("no_ensurepip")
def test_pip_itself_installs_what_is_locked_and_refuses_other_bytes(root, monkeypatch, tmp_path):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setattr(ProjectVenv, "_install_project", lambda _: None)
    lock, digest = root / "requirements" / "app.txt", _wheel(tmp_path)
    lock.write_text(f"demo-part==1 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(SetupProblem, match="alters files"):
        _prepare(root, "app")
    lock.write_text(f"demo-part==1 --hash=sha256:{digest}\n")
    _prepare(root, "app")
    stamp = json.loads(root.joinpath(".venv", "setup-stamp.json").read_text())
    assert stamp["installed"] == {"demo-part": "1"}
    assert "Successfully installed demo-part-1" in root.joinpath(".venv", "install.log").read_text()
