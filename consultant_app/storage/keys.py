"""The master key: random, wrapped once for the computer's keystore and once for a recovery passphrase.

Two ways in, because a keystore alone locks its owner out when the system is reinstalled or moved, and a
passphrase alone would be typed at every opening. ``keys.json`` holds both wrappings and no secret.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from consultant_app.files import write_atomically
from consultant_app.storage.faults import Faults
from consultant_app.storage.key_file import (
    SHORTEST,
    Cost,
    KeyFile,
    Recovery,
    Rotation,
    Wrapping,
    context,
    generate_passphrase,
    normal,
    parse_key_file,
)
from consultant_app.storage.keystores import Keystore, KeystoreUnusableError, save_in_first_usable
from consultant_app.storage.sealing import KEY_BYTES, UnsealError, derive, new_key


@dataclass(frozen=True, slots=True)
class Keys:
    """The subkeys of an open store.

    Attributes:
        database: Feeds SQLCipher.
        clients: Wraps the clients' own keys.
        backups: Authenticates the lists of the backups.
        id: Tells this master key from others; says nothing about it.
    """

    database: bytes
    clients: bytes
    backups: bytes
    id: str

    @classmethod
    def of(cls, master: bytes | bytearray) -> "Keys":
        """The subkeys of a master key."""
        key = bytes(master)
        name = derive(key, "name")[:8].hex()
        return cls(derive(key, "database"), derive(key, "clients"), derive(key, "backups"), name)


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
        self._master = bytearray()
        self._file: KeyFile | None = None

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
        if passphrase is not None and len(normal(passphrase)) < SHORTEST:
            raise self._faults("passphrase_short", letters=SHORTEST)
        self._master = bytearray(new_key())
        generated = passphrase or generate_passphrase()
        store, secret = str(uuid4()), new_key()
        recovery = Recovery.make(generated, bytes(self._master), store, self._cost)
        self._keep(store, secret)
        self._write(
            KeyFile.model_construct(
                store=store,
                keystore=self._wrapped_by(secret, store),
                recovery=recovery.wrapping,
                salt=recovery.salt,
                cost=recovery.cost,
            )
        )
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
            self._master = bytearray(file.master_by(passphrase))
        except UnsealError as error:
            raise self._faults("wrong_passphrase") from error
        self._write_with_new_secret(file)

    def recovers(self, passphrase: str) -> bool:
        """Whether this is the recovery passphrase (0.2 s, Argon2id)."""
        try:
            self._required().master_by(passphrase)
        except UnsealError:
            return False
        return True

    def renew_passphrase(self) -> str:
        """Replace the recovery passphrase, for when the paper it was written on is lost. The former one is void.

        A change of the master key that did not end yet is dropped: it knows only the former passphrase.

        Returns:
            The new passphrase, to be shown once.
        """
        file, passphrase = self._required(), generate_passphrase()
        recovery = Recovery.make(passphrase, bytes(self._master), file.store, self._cost)
        self._write(file.with_recovery(recovery).changed(rotation=None))
        return passphrase

    def mark_ready(self) -> None:
        """Note that the store behind the keys is complete; from now on a missing database is a loss."""
        if not self.ready:
            self._write(self._required().changed(ready=True))

    def keys(self) -> Keys:
        """The subkeys; only after ``create`` or ``unlock``."""
        return Keys.of(self._master)

    def all_keys(self) -> dict[str, Keys]:
        """The subkeys of this master key and of all before it, by their id, the present one first."""
        file, master = self._required(), bytes(self._master)
        try:
            masters = (master, *file.former_by(master))
        except UnsealError as error:
            raise self._faults("keys_damaged") from error
        return {keys.id: keys for keys in map(Keys.of, masters)}

    @property
    def store_id(self) -> str:
        """Id of the store, random."""
        return self._required().store

    def text(self) -> bytes:
        """The key file as it stands; it holds no secret, so that a backup may hold it."""
        return self._required().text()

    def begin_rotation(self, passphrase: str) -> None:
        """Choose the next master key and note it; ``next_keys`` are its, ``end_rotation`` puts it in place.

        Args:
            passphrase: The recovery passphrase, which opens the next key as it opens the present one.

        Raises:
            StorageError: this is not the passphrase, or nothing can be written.
        """
        if not self.recovers(passphrase):
            raise self._faults("wrong_passphrase")
        file, master = self._required(), new_key()
        rotation = Rotation.model_construct(
            master=Wrapping.make(bytes(self._master), master, context(file.store, "rotation")),
            recovery=Recovery.make(passphrase, master, file.store, self._cost),
        )
        self._write(file.changed(rotation=rotation))

    def next_keys(self) -> Keys | None:
        """The subkeys of the master key that is to take the place of this one; ``None`` where none is."""
        rotation = self._required().rotation
        return None if rotation is None else Keys.of(self._next_master(rotation))

    def end_rotation(self) -> None:
        """Put the next master key in place. Everything that the store holds must be under it already."""
        file = self._required()
        if file.rotation is None:
            return
        former = (*file.former_by(bytes(self._master)), bytes(self._master))
        master = self._next_master(file.rotation)
        self._master[:] = master
        wrapped = tuple(Wrapping.make(master, key, context(file.store, "former")) for key in former)
        after = file.with_recovery(file.rotation.recovery).changed(rotation=None, former=wrapped)
        self._write_with_new_secret(after)

    def forget(self) -> None:
        """Overwrite the master key in memory. Copies that Python or a library made are beyond reach."""
        self._master[:] = bytes(len(self._master))
        self._master = bytearray()

    def _next_master(self, rotation: Rotation) -> bytes:
        try:
            return rotation.master.open(bytes(self._master), context(self.store_id, "rotation"))
        except UnsealError as error:
            raise self._faults("keys_damaged") from error

    def _opened_by(self, keystore: Keystore, file: KeyFile) -> bool:
        secret = _secret(keystore, file.store)
        if secret is None:
            return False
        for wrapping in (file.keystore, file.keystore_next):
            try:
                if wrapping is not None:
                    self._master = bytearray(wrapping.open(secret, context(file.store, "keystore")))
                    return True
            except UnsealError:
                continue
        return False

    def _write_with_new_secret(self, file: KeyFile) -> None:
        """Write the key file with a new keystore secret so that, cut off anywhere, some secret still opens it."""
        secret = new_key()
        known = (_secret(keystore, file.store) for keystore in self._keystores)
        present = next((found for found in known if found is not None), secret)
        after = self._wrapped_by(secret, file.store)
        before = self._wrapped_by(present, file.store)
        self._write(file.changed(keystore=before, keystore_next=after))
        self._keep(file.store, secret)
        self._write(file.changed(keystore=after, keystore_next=None))

    def _keep(self, store: str, secret: bytes) -> None:
        with self._faults.translated():
            try:
                save_in_first_usable(self._keystores, store, secret)
            except KeystoreUnusableError as error:
                raise self._faults("no_keystore") from error

    def _wrapped_by(self, secret: bytes, store: str) -> Wrapping:
        return Wrapping.make(secret, bytes(self._master), context(store, "keystore"))

    def _required(self) -> KeyFile:
        self._file = self._file or self._read()
        if self._file is None:
            raise self._faults("keys_missing")
        return self._file

    def _read(self) -> KeyFile | None:
        with self._faults.translated():
            if not self._path.exists():
                return None
            text = self._path.read_bytes()
        return parse_key_file(text, self._faults)

    def _write(self, file: KeyFile) -> None:
        with self._faults.translated():
            write_atomically(self._path, file.text())
        self._file = file


def _secret(keystore: Keystore, store: str) -> bytes | None:
    try:
        secret = keystore.load(store)
    except KeystoreUnusableError:
        return None
    return secret if secret is not None and len(secret) == KEY_BYTES else None


def portable_key_file(file: KeyFile, keys: tuple[bytes, ...], passphrase: str) -> KeyFile:
    """The key file of a store that is put back on a computer whose keystore knows nothing of it.

    Args:
        file: A key file of the store.
        keys: The master key to be, and all that were before it.
        passphrase: Opens it.
    """
    master, *former = keys
    nobody = Wrapping.make(new_key(), master, context(file.store, "keystore"))
    wrapped = tuple(Wrapping.make(master, key, context(file.store, "former")) for key in former)
    changed = file.changed(ready=True, keystore=nobody, keystore_next=None, former=wrapped, rotation=None)
    return changed.with_recovery(Recovery.make(passphrase, master, file.store, file.cost))
