import hashlib
import json
import shutil
import stat
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from consultant_app.domain.errors import ConsultantError, ModelError
from consultant_app.inference.signature import SIGNATURE_NAME, signed_manifest
from consultant_app.training.release.sign import fingerprint, load_key, needs_passphrase, new_key, sign_model


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder with what every kind of model has: a file and its digest in model.json."""
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "any.onnx").write_bytes(b"network")
    describe(folder, file="any.onnx", sha256=hashlib.sha256(b"network").hexdigest())
    return folder


def describe(folder: Path, **content: object) -> None:
    (folder / "model.json").write_text(json.dumps(content), encoding="utf-8")


def test_what_is_signed_the_application_accepts(tmp_path: Path, model: Path) -> None:
    public = new_key(tmp_path / "keys" / "house.pem")
    trusted = tmp_path / "trusted"
    trusted.mkdir()
    shutil.copy(public, trusted)
    assert sign_model(model, load_key(tmp_path / "keys" / "house.pem")) == model / SIGNATURE_NAME
    assert signed_manifest(model, trusted).signer == "house"


def test_signing_again_gives_the_same_signature(tmp_path: Path, model: Path) -> None:
    new_key(tmp_path / "house.pem")
    key = load_key(tmp_path / "house.pem")
    first = sign_model(model, key).read_bytes()
    assert sign_model(model, key).read_bytes() == first


@pytest.mark.parametrize("passphrase", ["", "lily amber quartz"])
def test_a_new_key_comes_back_and_only_its_owner_reads_it(tmp_path: Path, passphrase: str) -> None:
    private = tmp_path / "house.pem"
    public = new_key(private, passphrase)
    assert needs_passphrase(private) == bool(passphrase)
    key = load_key(private, passphrase)
    assert len(bytes.fromhex(fingerprint(key))) == 32
    assert public.read_bytes().startswith(b"-----BEGIN PUBLIC KEY-----")
    if sys.platform != "win32":
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
        assert stat.S_IMODE(public.stat().st_mode) == 0o644


def test_a_passphrase_that_is_not_needed_does_no_harm(tmp_path: Path) -> None:
    new_key(tmp_path / "house.pem")
    assert load_key(tmp_path / "house.pem", "unneeded")


@pytest.mark.parametrize("present", ["house.pem", "house.pub"])
def test_a_key_is_never_overwritten(tmp_path: Path, present: str) -> None:
    (tmp_path / present).write_text("kept")
    with pytest.raises(ConsultantError, match="already there"):
        new_key(tmp_path / "house.pem")
    assert [path.name for path in tmp_path.iterdir()] == [present]


def test_a_key_named_like_its_public_part_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match=r"\.pub"):
        new_key(tmp_path / "house.pub")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("passphrase", "said"), [("", "is encrypted"), ("wrong", "cannot be opened")])
def test_a_key_is_not_opened_without_its_passphrase(tmp_path: Path, passphrase: str, said: str) -> None:
    new_key(tmp_path / "house.pem", "right")
    with pytest.raises(ConsultantError, match=said):
        load_key(tmp_path / "house.pem", passphrase)


def test_what_is_no_key_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    with pytest.raises(ConsultantError, match="cannot be read"):
        load_key(path)
    public = new_key(tmp_path / "house.pem")
    with pytest.raises(ConsultantError, match="no private key"):
        load_key(public)
    pem = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(pem)
    with pytest.raises(ConsultantError, match="another kind"):
        load_key(path)


def test_an_altered_onnx_file_is_not_signed(tmp_path: Path, model: Path) -> None:
    new_key(tmp_path / "house.pem")
    key = load_key(tmp_path / "house.pem")
    (model / "any.onnx").write_bytes(b"Network")
    with pytest.raises(ModelError, match="nothing was signed"):
        sign_model(model, key)
    (model / "any.onnx").unlink()
    with pytest.raises(ModelError, match="nothing was signed"):
        sign_model(model, key)
    assert not (model / SIGNATURE_NAME).exists()


@pytest.mark.parametrize(
    "content", [{}, {"file": "any.onnx"}, {"file": 3, "sha256": ""}, {"file": "../any.onnx", "sha256": ""}]
)
def test_a_manifest_that_names_no_file_beside_it_is_not_signed(
    tmp_path: Path, model: Path, content: dict[str, object]
) -> None:
    new_key(tmp_path / "house.pem")
    describe(model, **content)
    with pytest.raises(ModelError, match="does not name"):
        sign_model(model, load_key(tmp_path / "house.pem"))


def test_folders_that_are_not_there_are_said(tmp_path: Path) -> None:
    new_key(tmp_path / "house.pem")
    with pytest.raises(ConsultantError, match="cannot be read"):
        sign_model(tmp_path / "nowhere", load_key(tmp_path / "house.pem"))
    with pytest.raises(ConsultantError, match="cannot be written"):
        new_key(tmp_path / "house.pem" / "below.pem")
