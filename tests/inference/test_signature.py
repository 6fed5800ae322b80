import base64
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.errors import ModelError
from consultant_app.files import resource
from consultant_app.inference.signature import MANIFEST_NAME, SIGNATURE_NAME, message_of, signed_manifest
from consultant_app.inference.skin_model import SkinModel

MANIFEST = b'{"id": "a model"}'
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def sign(folder: Path, key: Ed25519PrivateKey = KEY) -> None:
    signature = key.sign(message_of((folder / MANIFEST_NAME).read_bytes()))
    (folder / SIGNATURE_NAME).write_bytes(base64.b64encode(signature) + b"\n")


def trust(folder: Path, name: str, key: Ed25519PrivateKey | X25519PrivateKey = KEY) -> None:
    folder.mkdir(exist_ok=True)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / f"{name}.pub").write_bytes(pem)


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    trust(tmp_path / "trusted", "another", OTHER)
    trust(tmp_path / "trusted", "house")
    return tmp_path / "trusted"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "model"
    made.mkdir()
    (made / MANIFEST_NAME).write_bytes(MANIFEST)
    sign(made)
    return made


def test_a_signed_manifest_comes_back_with_its_signer(folder: Path, trusted: Path) -> None:
    signed = signed_manifest(folder, trusted)
    assert (signed.data, signed.signer) == (MANIFEST, "house")
    sign(folder, OTHER)
    assert signed_manifest(folder, trusted).signer == "another"


def test_the_shipped_model_is_signed_by_a_bundled_key() -> None:
    folder = resource("models", "skin")
    signed = signed_manifest(folder)
    assert signed.data == (folder / MANIFEST_NAME).read_bytes()
    assert resource("models", "trusted_keys", f"{signed.signer}.pub").is_file()


def strip_signature(folder: Path) -> None:
    (folder / SIGNATURE_NAME).unlink()


def garble_signature(folder: Path) -> None:
    (folder / SIGNATURE_NAME).write_text("not base64!")


def shorten_signature(folder: Path) -> None:
    (folder / SIGNATURE_NAME).write_bytes(base64.b64encode(b"short"))


def sign_with_a_strangers_key(folder: Path) -> None:
    sign(folder, Ed25519PrivateKey.from_private_bytes(bytes(32)))


def sign_for_another_purpose(folder: Path) -> None:
    (folder / SIGNATURE_NAME).write_bytes(base64.b64encode(KEY.sign(MANIFEST)))


def rewrite_line_ends(folder: Path) -> None:
    (folder / MANIFEST_NAME).write_bytes(MANIFEST + b"\r\n")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (strip_signature, "has no signature"),
        (garble_signature, "is damaged"),
        (shorten_signature, "not signed by a trusted key"),
        (sign_with_a_strangers_key, "not signed by a trusted key"),
        (sign_for_another_purpose, "not signed by a trusted key"),
        (rewrite_line_ends, "altered after it was signed"),
    ],
)
def test_anything_else_is_refused_in_words(
    folder: Path, trusted: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(folder)
    with pytest.raises(ModelError, match=said) as caught:
        signed_manifest(folder, trusted)
    assert "Install the application again" in str(caught.value)


def test_a_missing_manifest_is_said_so(tmp_path: Path, trusted: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.json is missing"):
        signed_manifest(tmp_path / "nowhere", trusted)


def test_without_any_trusted_key_nothing_is_trusted(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not signed by a trusted key"):
        signed_manifest(folder, tmp_path / "no keys")


def test_a_trusted_key_that_is_none_is_an_altered_installation(folder: Path, trusted: Path) -> None:
    (trusted / "a.pub").write_text("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")
    with pytest.raises(ModelError, match=r"a\.pub is damaged"):
        signed_manifest(folder, trusted)
    trust(trusted, "a", X25519PrivateKey.generate())
    with pytest.raises(ModelError, match="another kind"):
        signed_manifest(folder, trusted)


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(1, 255))
def test_no_byte_of_message_or_signature_may_change(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, place: int, flip: int
) -> None:
    base = tmp_path_factory.mktemp("signed")
    trust(base / "trusted", "house")
    (base / MANIFEST_NAME).write_bytes(content)
    sign(base)
    assert signed_manifest(base, base / "trusted").data == content
    signature = bytearray(base64.b64decode((base / SIGNATURE_NAME).read_bytes()))
    whole = bytearray(content) + signature
    whole[place % len(whole)] ^= flip
    (base / MANIFEST_NAME).write_bytes(whole[: len(content)])
    (base / SIGNATURE_NAME).write_bytes(base64.b64encode(whole[len(content) :]))
    with pytest.raises(ModelError):
        signed_manifest(base, base / "trusted")


def test_a_skin_model_is_loaded_only_when_signature_and_bytes_hold(tmp_path: Path, trusted: Path) -> None:
    folder = tmp_path / "skin"
    shutil.copytree(resource("models", "skin"), folder)
    with pytest.raises(ModelError, match="not signed by a trusted key"):
        SkinModel(folder, threads=1, trusted=trusted)
    sign(folder)
    assert SkinModel(folder, threads=1, trusted=trusted).signer == "house"
    # Both files exchanged so that they fit one another: only the signature tells.
    onnx = folder / "skin.onnx"
    onnx.write_bytes(onnx.read_bytes() + b"\0")
    manifest = json.loads((folder / MANIFEST_NAME).read_bytes())
    manifest["sha256"] = hashlib.sha256(onnx.read_bytes()).hexdigest()
    (folder / MANIFEST_NAME).write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match="not signed by a trusted key"):
        SkinModel(folder, threads=1, trusted=trusted)
