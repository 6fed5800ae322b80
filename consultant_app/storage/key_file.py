"""The key file: the master key in its two wrappings, as it lies on the disk. It holds no secret."""

import secrets
import unicodedata
from typing import Annotated, Literal

from argon2.low_level import Type, hash_secret_raw
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from consultant_app.domain.errors import StorageError
from consultant_app.storage.faults import Faults
from consultant_app.storage.sealing import KEY_BYTES, Sealed, seal, unseal

SALT_BYTES = 16
SHORTEST = 12
"""Letters that a passphrase must have at least."""

_NEWEST = 2
_GROUPS, _GROUP_LETTERS = 6, 4
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no letter that looks like a digit
_LOOK_ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})


class Cost(BaseModel):
    """Argon2id's cost. The bounds keep an altered key file from asking for all memory."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    memory_kib: Annotated[int, Field(ge=8, le=1 << 20)] = 64 * 1024
    passes: Annotated[int, Field(ge=1, le=16)] = 3
    lanes: Annotated[int, Field(ge=1, le=16)] = 4


class Wrapping(BaseModel):
    """One key sealed by another."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    nonce: Base64Bytes
    data: Base64Bytes

    @classmethod
    def make(cls, by: bytes, key: bytes, context: str) -> "Wrapping":
        """Wrap ``key``; ``context`` says what for, and must be said again to open it."""
        sealed = seal(by, key, context)
        # validation decodes base64, so a plain value is put in as it is
        return cls.model_construct(nonce=sealed.nonce, data=sealed.data)

    def open(self, by: bytes, context: str) -> bytes:
        """The wrapped key. Raises ``UnsealError``."""
        return unseal(by, Sealed(self.nonce, self.data), context)


class Recovery(BaseModel):
    """A key wrapped by a passphrase."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    wrapping: Wrapping
    salt: Base64Bytes
    cost: Cost

    @classmethod
    def make(cls, passphrase: str, key: bytes, store: str, cost: Cost) -> "Recovery":
        """Wrap the key of a store with a passphrase."""
        salt = secrets.token_bytes(SALT_BYTES)
        wrapping = Wrapping.make(_stretched(passphrase, salt, cost), key, context(store, "recovery"))
        return cls.model_construct(wrapping=wrapping, salt=salt, cost=cost)

    def open(self, passphrase: str, store: str) -> bytes:
        """The wrapped key (0.2 s). Raises ``UnsealError`` where this is not the passphrase."""
        return self.wrapping.open(_stretched(passphrase, self.salt, self.cost), context(store, "recovery"))


class Rotation(BaseModel):
    """A change of the master key that was begun: the next key, wrapped by the present one and the passphrase."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    master: Wrapping
    recovery: Recovery


class KeyFile(BaseModel):
    """``keys.json``.

    Attributes:
        format: 2 where the fields are used that the first version of the program did not know.
        store: Id of the store, under which the keystore keeps its secret.
        ready: Whether the store was once opened to the end.
        keystore: The master key, wrapped by the keystore's secret.
        keystore_next: The same by a new secret, while it is being put in place of the former one.
        recovery: The master key, wrapped by the recovery passphrase.
        salt: Of the passphrase.
        cost: Of the passphrase.
        former: Master keys before this one, wrapped by it, for backups from their time.
        rotation: A change of the master key that did not end yet.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    format: Literal[1, 2] = 1
    store: str
    ready: bool = False
    keystore: Wrapping
    keystore_next: Wrapping | None = None
    recovery: Wrapping
    salt: Base64Bytes
    cost: Cost
    former: tuple[Wrapping, ...] = ()
    rotation: Rotation | None = None

    def changed(self, **fields: object) -> "KeyFile":
        """A copy with other values, of the format that it needs."""
        copy = self.model_copy(update=fields)
        newer = copy.keystore_next is not None or copy.former or copy.rotation is not None
        return copy.model_copy(update={"format": 2 if newer else 1})

    def with_recovery(self, recovery: Recovery) -> "KeyFile":
        """A copy that another passphrase opens."""
        return self.changed(recovery=recovery.wrapping, salt=recovery.salt, cost=recovery.cost)

    def master_by(self, passphrase: str) -> bytes:
        """The master key (0.2 s). Raises ``UnsealError`` where this is not the passphrase."""
        way = Recovery.model_construct(wrapping=self.recovery, salt=self.salt, cost=self.cost)
        return way.open(passphrase, self.store)

    def former_by(self, master: bytes) -> tuple[bytes, ...]:
        """The master keys before this one. Raises ``UnsealError`` where the file was altered."""
        return tuple(wrapping.open(master, context(self.store, "former")) for wrapping in self.former)

    def text(self) -> bytes:
        """As it is written."""
        return self.model_dump_json(indent=1).encode()


def parse_key_file(text: bytes, faults: Faults) -> KeyFile:
    """Read a key file.

    Raises:
        StorageError: it is damaged, or of a newer version.
    """
    try:
        return KeyFile.model_validate_json(text)
    except ValidationError as error:
        raise _unreadable(text, faults) from error


def _unreadable(text: bytes, faults: Faults) -> StorageError:
    """A key file of a newer format is told from a damaged one by its number, its fields being unknown."""

    class Header(BaseModel):
        format: int

    try:
        newer = Header.model_validate_json(text).format > _NEWEST
    except ValidationError:
        newer = False
    return faults("newer" if newer else "keys_damaged")


def context(store: str, way: str) -> str:
    """What a wrapping of a store is for."""
    return f"master|{store}|{way}"


def generate_passphrase() -> str:
    """A new passphrase of 120 random bits."""
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP_LETTERS)]
    return "-".join("".join(letters[i : i + _GROUP_LETTERS]) for i in range(0, len(letters), _GROUP_LETTERS))


def normal(passphrase: str) -> str:
    """As it is stretched: case, hyphens, spaces and look-alikes (O 0, I L 1) do not count when typed back."""
    folded = unicodedata.normalize("NFKC", passphrase).casefold().translate(_LOOK_ALIKE)
    return "".join(letter for letter in folded if not letter.isspace() and letter != "-")


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        normal(passphrase).encode(), salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )
