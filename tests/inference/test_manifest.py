import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from consultant_app.domain.errors import ModelError
from consultant_app.files import resource
from consultant_app.inference.manifest import parse_manifest, verified_bytes

SHIPPED = resource("models", "skin", "model.json").read_bytes()


def with_curve(**changes: Any) -> bytes:
    content = json.loads(SHIPPED)
    next(iter(content["calibrations"].values())).update(changes)
    return json.dumps(content).encode()


def test_a_manifest_comes_back_as_it_was_written() -> None:
    manifest = parse_manifest(SHIPPED)
    assert parse_manifest(manifest.model_dump_json().encode()) == manifest


def test_measured_change_and_coverage_are_read() -> None:
    curve = next(
        iter(parse_manifest(with_curve(mdc95=8.5, coverage_68=0.7, coverage_95=0.95)).calibrations.values())
    )
    assert (curve.mdc95, curve.coverage_68, curve.coverage_95) == (8.5, 0.7, 0.95)


@pytest.mark.parametrize("changes", [{"mdc95": -1}, {"mdc95": 101}, {"coverage_68": 68}, {"unknown": 1}])
def test_figures_that_cannot_be_are_refused(changes: dict[str, float]) -> None:
    with pytest.raises(ModelError, match="damaged"):
        parse_manifest(with_curve(**changes))


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"null"])
def test_what_is_no_manifest_is_said_so(data: bytes) -> None:
    with pytest.raises(ModelError, match="damaged"):
        parse_manifest(data)


def test_the_bytes_that_were_checked_are_the_bytes_given(tmp_path: Path) -> None:
    file = tmp_path / "any.onnx"
    file.write_bytes(b"network")
    assert verified_bytes(file, hashlib.sha256(b"network").hexdigest()) == b"network"
    with pytest.raises(ModelError, match="altered"):
        verified_bytes(file, hashlib.sha256(b"Network").hexdigest())
    with pytest.raises(ModelError, match="missing"):
        verified_bytes(tmp_path / "none.onnx", "")
