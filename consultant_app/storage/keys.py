"""The master key: random, wrapped once for the computer's keystore and once for a recovery passphrase.

Two ways in, because a keystore alone locks its owner out when the system is reinstalled or moved, and a
passphrase alone would be typed at every opening. ``keys.json`` holds both wrappings and no secret.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from uuid import uuid4

from argon2.low_level import Type, hash_secret_raw
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from consultant_app.domain.errors import StorageError
from consultant_app.files import write_atomically
from consultant_app.storage.faults import Faults
from consultant_app.storage.keystores import Keystore, KeystoreUnusableError, save_in_first_usable
from consultant_app.storage.sealing import KEY_BYTES, Sealed, UnsealError, derive, new_key, seal, unseal

_SALT_BYTES = 16
_GROUPS, _GROUP_LETTERS = 6, 4
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no letter that looks like a digit
_LOOK_ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})
_SHORTEST = 12


class Cost(BaseModel):
    """Argon2id's cost. The bounds keep an altered key file from asking for all memory."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    memory_kib: Annotated[int, Field(ge=8, le=1 << 20)] = 64 * 1024
    passes: Annotated[int, Field(ge=1, le=16)] = 3
    lanes: Annotated[int, Field(ge=1, le=16)] = 4


class _Wrapping(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    nonce: Base64Bytes
    data: Base64Bytes

    @classmethod
    def of(cls, sealed: Sealed) -> "_Wrapping":
        # validation decodes base64, so a plain value is put in as it is
        return cls.model_construct(nonce=sealed.nonce, data=sealed.data)

    def sealed(self) -> Sealed:
        return Sealed(self.nonce, self.data)


class _KeyFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    format: Literal[1] = 1
    store: str
    ready: bool = False
    keystore: _Wrapping
    recovery: _Wrapping
    salt: Base64Bytes
    cost: Cost


@dataclass(frozen=True, slots=True)
class Keys:
    """The subkeys of an open store; ``database`` feeds SQLCipher, ``clients`` wraps the clients' own keys."""

    database: bytes
    clients: bytes


class KeyRing:
    """The key file of one store folder.

    Args:
        path: The key file.
        keystores: Where the everyday secret may lie, in order of preference.
        faults: Makes the errors.
        cost: Argon2id's cost for a new passphrase (default 64 MiB, 3 passes, 4 lanes: 0.22 s).
    """

    def __init__(
        self, path: Path, keystores: tuple[Keystore, ...], faults: Faults, cost: Cost | None = None
    ) -> None:
        self._path = path
        self._keystores = keystores
        self._faults = faults
        self._cost = cost or Cost()
        self._master = b""
        self._file: _KeyFile | None = None

    @property
    def ready(self) -> bool:
        """Whether the store behind these keys was once opened to the end, so that it may hold clients."""
        self._file = self._file or self._read()
        return self._file is not None and self._file.ready

    def create(self, passphrase: str | None = None) -> str | None:
        """Make new keys.

        Args:
            passphrase: The recovery passphrase to use; ``None`` to have one generated (120 random bits).

        Returns:
            The generated passphrase, to be shown once and written down; ``None`` where one was given.

        Raises:
            StorageError: the passphrase is too short, or nothing can be written.
        """
        if passphrase is not None and len(_normal(passphrase)) < _SHORTEST:
            raise self._faults("passphrase_short", letters=_SHORTEST)
        self._master = new_key()
        generated = passphrase or _generate()
        store, salt = str(uuid4()), secrets.token_bytes(_SALT_BYTES)
        self._file = _KeyFile.model_construct(
            store=store,
            keystore=self._wrapped_in_keystore(store),
            recovery=self._wrapped_by(generated, store, salt),
            salt=salt,
            cost=self._cost,
        )
        self._write(self._file)
        return None if passphrase else generated

    def unlock(self, passphrase: str | None = None) -> None:
        """Open the master key: with the keystore or, where that fails, the recovery passphrase.

        A passphrase that opens puts a new secret into the keystore, so that it is asked for only once.

        Raises:
            StorageError: no keystore gives the key and the passphrase is missing or wrong; the key file is
                missing, damaged or of a newer version.
        """
        file = self._required()
        for keystore in self._keystores:
            if self._opened_by(keystore, file):
                return
        if passphrase is None:
            raise self._faults("locked_out")
        try:
            self._master = unseal(
                _stretched(passphrase, file.salt, file.cost),
                file.recovery.sealed(),
                _context(file.store, "recovery"),
            )
        except UnsealError as error:
            raise self._faults("wrong_passphrase") from error
        self._write(file.model_copy(update={"keystore": self._wrapped_in_keystore(file.store)}))

    def recovers(self, passphrase: str) -> bool:
        """Whether this is the recovery passphrase (0.2 s, Argon2id)."""
        file = self._required()
        try:
            unseal(
                _stretched(passphrase, file.salt, file.cost),
                file.recovery.sealed(),
                _context(file.store, "recovery"),
            )
        except UnsealError:
            return False
        return True

    def renew_passphrase(self) -> str:
        """Replace the recovery passphrase, for when the paper it was written on is lost. The former one is void.

        Returns:
            The new passphrase, to be shown once.
        """
        file, passphrase, salt = self._required(), _generate(), secrets.token_bytes(_SALT_BYTES)
        wrapped = self._wrapped_by(passphrase, file.store, salt)
        self._write(file.model_copy(update={"recovery": wrapped, "salt": salt, "cost": self._cost}))
        return passphrase

    def mark_ready(self) -> None:
        """Note that the store behind the keys is complete; from now on a missing database is a loss."""
        if not self.ready:
            self._write(self._required().model_copy(update={"ready": True}))

    def keys(self) -> Keys:
        """The subkeys; only after ``create`` or ``unlock``."""
        return Keys(derive(self._master, "database"), derive(self._master, "clients"))

    def _opened_by(self, keystore: Keystore, file: _KeyFile) -> bool:
        try:
            secret = keystore.load(file.store)
            if secret is None or len(secret) != KEY_BYTES:
                return False
            self._master = unseal(secret, file.keystore.sealed(), _context(file.store, "keystore"))
        except (KeystoreUnusableError, UnsealError):
            return False
        return True

    def _wrapped_in_keystore(self, store: str) -> _Wrapping:
        secret = new_key()
        with self._faults.translated():
            try:
                save_in_first_usable(self._keystores, store, secret)
            except KeystoreUnusableError as error:
                raise self._faults("no_keystore") from error
        return _Wrapping.of(seal(secret, self._master, _context(store, "keystore")))

    def _wrapped_by(self, passphrase: str, store: str, salt: bytes) -> _Wrapping:
        stretched = _stretched(passphrase, salt, self._cost)
        return _Wrapping.of(seal(stretched, self._master, _context(store, "recovery")))

    def _required(self) -> _KeyFile:
        self._file = self._file or self._read()
        if self._file is None:
            raise self._faults("keys_missing")
        return self._file

    def _read(self) -> _KeyFile | None:
        with self._faults.translated():
            if not self._path.exists():
                return None
            text = self._path.read_bytes()
        try:
            file = _KeyFile.model_validate_json(text)
        except ValidationError as error:
            raise self._keys_unreadable(text) from error
        return file

    def _keys_unreadable(self, text: bytes) -> StorageError:
        """A key file of a newer format is told from a damaged one by its number, its fields being unknown."""

        class Header(BaseModel):
            format: int

        try:
            newer = Header.model_validate_json(text).format > 1
        except ValidationError:
            newer = False
        return self._faults("newer" if newer else "keys_damaged")

    def _write(self, file: _KeyFile) -> None:
        with self._faults.translated():
            write_atomically(self._path, file.model_dump_json(indent=1).encode())
        self._file = file


def _context(store: str, way: str) -> str:
    return f"master|{store}|{way}"


def _generate() -> str:
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP_LETTERS)]
    return "-".join("".join(letters[i : i + _GROUP_LETTERS]) for i in range(0, len(letters), _GROUP_LETTERS))


def _normal(passphrase: str) -> str:
    """As it is stretched: case, hyphens, spaces and look-alikes (O 0, I L 1) do not count when typed back."""
    folded = unicodedata.normalize("NFKC", passphrase).casefold().translate(_LOOK_ALIKE)
    return "".join(letter for letter in folded if not letter.isspace() and letter != "-")


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        _normal(passphrase).encode(), salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )
