"""AES-256-GCM with a context: what was sealed for one purpose cannot be opened for another."""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12


class UnsealError(Exception):
    """Wrong key, wrong context or altered bytes; GCM cannot tell which."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A 12-byte nonce, and the ciphertext with its 16-byte tag."""

    nonce: bytes
    data: bytes


def new_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, plain: bytes, context: str) -> Sealed:
    """Encrypt ``plain`` and bind it to ``context`` (as associated data, not secret, not stored).

    The nonce is random: with one key a client and a handful of photos a visit, a repeat is out of reach.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return Sealed(nonce, AESGCM(key).encrypt(nonce, plain, context.encode()))


def unseal(key: bytes, sealed: Sealed, context: str) -> bytes:
    """What ``seal`` was given.

    Raises:
        UnsealError: the key, the context or the bytes are not those of the sealing.
    """
    try:
        return AESGCM(key).decrypt(sealed.nonce, sealed.data, context.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: a nonce of impossible length
        raise UnsealError from error


def derive(key: bytes, purpose: str) -> bytes:
    """A 256-bit subkey for one purpose (HKDF-SHA256), so that no key serves two ciphers."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(key)
