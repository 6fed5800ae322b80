"""Who answers for a model: an Ed25519 signature over its description, checked against the keys that are trusted.

The description (``model.json``) holds the digest of the ONNX file, so one short signature covers both. What is
signed are the exact bytes of the file: nothing is parsed before it was verified.
"""

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from consultant_app.domain.errors import ModelError
from consultant_app.files import resource

MANIFEST_NAME = "model.json"
SIGNATURE_NAME = "model.json.sig"

_PURPOSE = b"consultant-app model manifest v1\n"
"""Stands before the signed bytes, so that a signature made with the same key for anything else is worth nothing
here, and one made here nothing elsewhere."""


@dataclass(frozen=True, slots=True)
class SignedManifest:
    """The verified bytes of a ``model.json``, and the name of the trusted key that signed them."""

    data: bytes
    signer: str


def installed(folder: Path) -> bool:
    """Whether a model is there at all; where an optional one is not, the application does without."""
    return (folder / MANIFEST_NAME).is_file()


def message_of(manifest: bytes) -> bytes:
    """What is signed for a manifest of these bytes."""
    return _PURPOSE + manifest


def signed_manifest(folder: Path, trusted: Path | None = None) -> SignedManifest:
    """The manifest in ``folder``, after its signature was verified. Any kind of model; any thread.

    Args:
        folder: Holds ``model.json`` and ``model.json.sig``.
        trusted: Folder of the trusted public keys (``NAME.pub``, PEM); the bundled one by default.

    Raises:
        ModelError: a file is missing, or the signature is damaged, of other bytes, or by an unknown key.
    """
    data = _read(folder / MANIFEST_NAME)
    signature = _signature(folder)
    for name, key in _trusted_keys(trusted or resource("models", "trusted_keys")).items():
        try:
            key.verify(signature, message_of(data))
        except InvalidSignature:
            continue
        return SignedManifest(data, name)
    raise ModelError(
        f"The model in {folder.name} is not signed by a trusted key, or {MANIFEST_NAME} was altered after it was "
        "signed, so it is not used. Install the application again, or have the model's makers sign it."
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"The model's description {path.name} is missing. Install the application again."
        ) from error


def _signature(folder: Path) -> bytes:
    try:
        text = (folder / SIGNATURE_NAME).read_bytes()
    except OSError as error:
        raise ModelError(
            f"The model in {folder.name} has no signature ({SIGNATURE_NAME} is missing), so it is not used. "
            "Install the application again, or have the model's makers sign it."
        ) from error
    try:
        return base64.b64decode(text.strip(), validate=True)
    except binascii.Error as error:
        raise ModelError(
            f"The signature {SIGNATURE_NAME} of the model in {folder.name} is damaged. "
            "Install the application again, or have the model's makers sign it anew."
        ) from error


def _trusted_keys(folder: Path) -> dict[str, Ed25519PublicKey]:
    """Trusted keys by name. A key that cannot be read is an altered installation, not one key less."""
    keys = {}
    for path in sorted(folder.glob("*.pub")):
        try:
            key = load_pem_public_key(path.read_bytes())
        except (OSError, ValueError, UnsupportedAlgorithm) as error:
            raise ModelError(f"The trusted key {path.name} is damaged. Install the application again.") from error
        if not isinstance(key, Ed25519PublicKey):
            raise ModelError(
                f"The trusted key {path.name} is of another kind than Ed25519. Put an Ed25519 key in its place."
            )
        keys[path.stem] = key
    return keys
