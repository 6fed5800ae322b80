"""Sign a model that was released: an Ed25519 key pair, and a detached signature beside ``model.json``."""

import base64
import json
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from consultant_app.domain.errors import ConsultantError, ModelError
from consultant_app.files import write_atomically
from consultant_app.inference.manifest import verified_bytes
from consultant_app.inference.signature import MANIFEST_NAME, SIGNATURE_NAME, message_of

_ENCRYPTED = b"BEGIN ENCRYPTED PRIVATE KEY"


def new_key(private: Path, passphrase: str = "") -> Path:
    """Make a key pair: ``private`` (PKCS 8 PEM, only its owner may read it) and ``.pub`` beside it.

    Args:
        private: File of the private key; its stem becomes the signer's name.
        passphrase: Encrypts the private key; empty leaves it in clear.

    Returns:
        The file of the public key (PEM), to be put among the trusted keys.

    Raises:
        ConsultantError: a file is already there, cannot be written, or is named as a public key.
    """
    public = private.with_suffix(".pub")
    if public == private:
        raise ConsultantError(f"{private} would be both halves of the pair. Name the private key NAME.pem.")
    for path in (private, public):
        if path.exists():
            raise ConsultantError(f"{path} is already there, and a key is never overwritten. Choose another name.")
    key = Ed25519PrivateKey.generate()
    shield = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    _write(private, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, shield))
    _publish(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return public


def needs_passphrase(private: Path) -> bool:
    """Whether a private key is encrypted.

    Raises:
        ConsultantError: the file cannot be read.
    """
    return _ENCRYPTED in _read(private)


def load_key(private: Path, passphrase: str = "") -> Ed25519PrivateKey:
    """Read a private key.

    Args:
        private: PEM file.
        passphrase: Opens an encrypted key; not looked at where the key is in clear.

    Raises:
        ConsultantError: the file is missing, no private key, of another kind, or the passphrase is wrong.
    """
    data = _read(private)
    encrypted = _ENCRYPTED in data
    if encrypted and not passphrase:
        raise ConsultantError(f"{private} is encrypted. Give its passphrase.")
    try:
        key = load_pem_private_key(data, passphrase.encode() if encrypted else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if encrypted:
            raise ConsultantError(
                f"{private} cannot be opened with this passphrase. Type it again, or take another key."
            ) from error
        raise ConsultantError(
            f"{private} holds no private key (PEM). Give the file that `sign --new-key` wrote."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ConsultantError(f"{private} is a key of another kind than Ed25519. Make one with `sign --new-key`.")
    return key


def sign_model(folder: Path, key: Ed25519PrivateKey) -> Path:
    """Write ``model.json.sig``, base64 text over the exact bytes of ``model.json``.

    Returns:
        The file of the signature.

    Raises:
        ModelError: the manifest is missing or damaged, or the ONNX file is not the one it describes.
        ConsultantError: the signature cannot be written.
    """
    manifest = _read(folder / MANIFEST_NAME)
    file, digest = _described_file(folder, manifest)
    try:
        verified_bytes(folder / file, digest)
    except ModelError as error:
        raise ModelError(
            f"{folder / file} is missing, or other than {MANIFEST_NAME} describes, so nothing was signed. "
            "Export the model again."
        ) from error
    target = folder / SIGNATURE_NAME
    _publish(target, base64.b64encode(key.sign(message_of(manifest))) + b"\n")
    return target


def fingerprint(key: Ed25519PrivateKey) -> str:
    """The raw public key in hex (64 digits): what two people compare over the telephone."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _described_file(folder: Path, manifest: bytes) -> tuple[str, str]:
    """Name and digest of the ONNX file; every kind of model manifest has these two."""
    try:
        content = json.loads(manifest)
        file, digest = content["file"], content["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{folder / MANIFEST_NAME} does not name its ONNX file and its sha256. Export the model again."
        ) from error
    if not isinstance(file, str) or not isinstance(digest, str) or Path(file).name != file:
        raise ModelError(f"{folder / MANIFEST_NAME} does not name a file beside it. Export the model again.")
    return file, digest


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConsultantError(f"{path} cannot be read ({error.strerror}). Check the path.") from error


def _publish(path: Path, data: bytes) -> None:
    """Write what everyone may read, whoever installs or copies it later."""
    _write(path, data)
    path.chmod(0o644)


def _write(path: Path, data: bytes) -> None:
    """Write what only its owner may read: ``write_atomically`` makes its files so, never open for a moment."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise ConsultantError(f"{path} cannot be written ({error.strerror}). Choose another folder.") from error
