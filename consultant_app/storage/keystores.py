"""Where the key that opens the store without a passphrase is kept."""

import logging
from pathlib import Path
from typing import Literal, Protocol

import keyring
from keyring.errors import KeyringError

from consultant_app.files import write_atomically

KeystoreName = Literal["os", "file"]

_LOG = logging.getLogger(__name__)
_SERVICE = "consultant-app client store"


class KeystoreUnusableError(Exception):
    """This keystore can keep or give no secret here and now: no backend, locked, refused."""


class Keystore(Protocol):
    """Keeps one secret a store."""

    name: KeystoreName

    def load(self, store_id: str) -> bytes | None:
        """The secret; ``None`` where none was kept. Raises ``KeystoreUnusableError``."""
        ...

    def save(self, store_id: str, secret: bytes) -> None:
        """Keep the secret in place of any former one. Raises ``KeystoreUnusableError``, ``OSError``."""
        ...


class OsKeystore:
    """The operating system's own: Credential Manager, Keychain, Secret Service."""

    name: KeystoreName = "os"

    def load(self, store_id: str) -> bytes | None:
        """The secret of a store; ``None`` where the system holds none."""
        try:
            text = keyring.get_password(_SERVICE, store_id)
        except (KeyringError, OSError, RuntimeError) as error:  # backends raise RuntimeError where there is none
            raise KeystoreUnusableError from error
        try:
            return None if text is None else bytes.fromhex(text)
        except ValueError:
            return None  # overwritten by something else: as good as lost, the passphrase opens

    def save(self, store_id: str, secret: bytes) -> None:
        """Keep the secret, and read it back: a null backend takes everything and keeps nothing."""
        try:
            keyring.set_password(_SERVICE, store_id, secret.hex())
        except (KeyringError, OSError, RuntimeError) as error:
            raise KeystoreUnusableError from error
        if self.load(store_id) != secret:
            raise KeystoreUnusableError


class FileKeystore:
    """A file beside the store, readable by its owner only (0600).

    Weaker than the system's keystore: whoever copies the whole folder can open it, so it protects against
    nothing but a database or a photo that is copied alone. Meant for tests, demonstrations and computers without
    a keystore; full-disk encryption must then carry the weight.
    """

    name: KeystoreName = "file"

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, store_id: str) -> bytes | None:
        """The secret of a store; ``None`` where the file is missing, unreadable or another store's."""
        try:
            kept_for, _, text = self._path.read_text(encoding="ascii").strip().partition(" ")
            return bytes.fromhex(text) if kept_for == store_id else None
        except (OSError, ValueError):
            return None

    def save(self, store_id: str, secret: bytes) -> None:
        """Keep the secret; the atomic write makes the file 0600 from its first byte on."""
        write_atomically(self._path, f"{store_id} {secret.hex()}\n".encode("ascii"))


def keystores_for(wanted: KeystoreName, folder: Path) -> tuple[Keystore, ...]:
    """The keystores to try, in order: a wanted system keystore is backed by the file one."""
    file = FileKeystore(folder / "keystore.key")
    return (OsKeystore(), file) if wanted == "os" else (file,)


def save_in_first_usable(keystores: tuple[Keystore, ...], store_id: str, secret: bytes) -> None:
    """Keep a secret in the first keystore that works.

    Raises:
        KeystoreUnusableError: none works.
        OSError: the file keystore cannot be written.
    """
    for keystore in keystores:
        try:
            keystore.save(store_id, secret)
        except KeystoreUnusableError:
            _LOG.warning("the %s keystore is not usable here; falling back to a weaker one", keystore.name)
        else:
            return
    raise KeystoreUnusableError
