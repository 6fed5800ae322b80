import argparse
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.commands import sign

_VARIABLE = "CONSULTANT_SIGNING_PASSPHRASE"


def command(*arguments: object) -> None:
    parser = argparse.ArgumentParser()
    sign.add_arguments(parser)
    sign.run(parser.parse_args([str(argument) for argument in arguments]))


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(_VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "any.onnx").write_bytes(b"network")
    content = {"file": "any.onnx", "sha256": hashlib.sha256(b"network").hexdigest()}
    (folder / "model.json").write_text(json.dumps(content))
    return folder


@pytest.mark.parametrize("passphrase", [None, "lily amber quartz"])
def test_a_key_is_made_trusted_and_signs(
    tmp_path: Path,
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    passphrase: str | None,
) -> None:
    if passphrase is not None:
        monkeypatch.setenv(_VARIABLE, passphrase)
    private, trusted = tmp_path / "house.pem", tmp_path / "trusted"
    command("--new-key", private, "--trusted", trusted)
    said = capsys.readouterr().out
    assert ("not encrypted" in said) == (passphrase is None)
    assert "BEGIN" not in said
    trusted.mkdir()
    shutil.copy(tmp_path / "house.pub", trusted)
    command("--key", private, "--model", model, "--trusted", trusted)
    assert "signed by house" in capsys.readouterr().out


def test_signing_with_a_key_that_is_not_trusted_says_what_to_do(tmp_path: Path, model: Path) -> None:
    command("--new-key", tmp_path / "house.pem")
    with pytest.raises(ConsultantError, match=r"will refuse the model.*Copy its \.pub file there"):
        command("--key", tmp_path / "house.pem", "--model", model, "--trusted", tmp_path / "trusted")


def test_a_passphrase_is_typed_where_there_is_a_terminal(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    typed = iter(["amber", "ambre", "amber", "amber", "wrong"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    private = tmp_path / "house.pem"
    with pytest.raises(ConsultantError, match="differ"):
        command("--new-key", private)
    assert not private.exists()
    command("--new-key", private)
    assert b"ENCRYPTED" in private.read_bytes()
    with pytest.raises(ConsultantError, match="cannot be opened"):
        command("--key", private, "--model", model)


def test_an_encrypted_key_without_a_terminal_asks_for_its_passphrase(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(_VARIABLE, "amber")
    command("--new-key", tmp_path / "house.pem")
    monkeypatch.delenv(_VARIABLE)
    with pytest.raises(ConsultantError, match="Give its passphrase"):
        command("--key", tmp_path / "house.pem", "--model", model)


@pytest.mark.parametrize("arguments", [[], ["--key", "a.pem", "--new-key", "b.pem"]])
def test_it_either_signs_or_makes_a_key(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        command(*arguments)
