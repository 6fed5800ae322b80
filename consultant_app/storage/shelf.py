"""The folder of one store's backups, on a disk or on a network share.

::

    <target>/counter-<id>/
        keys.json              the key file of the store; holds no secret
        erasures.json          the newest ledger of erasures
        photos/<client>/       encrypted files, each once, however many backups it belongs to
        20261124T093000Z/      one backup
            manifest.json      what belongs to it; written last, so a backup without it is none
            <random>.db        the database, encrypted
"""

import shutil
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from consultant_app.files import copy_atomically, sha256_of, write_atomically
from consultant_app.storage.backup_form import ErasureList, Manifest
from consultant_app.storage.faults import Faults
from consultant_app.storage.keys import Keys

_Form = TypeVar("_Form", Manifest, ErasureList)
_PREFIX = "counter-"
_MANIFEST, _ERASURES, _KEYS = "manifest.json", "erasures.json", "keys.json"


class Shelf:
    """Reads and writes the backups of one store; any thread, one at a time.

    Args:
        folder: ``counter-<id>``.
        faults: Makes the errors, about the folder of backups.
        local: Makes the errors about a copy that is looked through on this computer.
    """

    def __init__(self, folder: Path, faults: Faults, local: Faults) -> None:
        self.folder = folder
        self.faults = faults
        self.local = local

    @classmethod
    def of_store(cls, target: Path, store_id: str, faults: Faults) -> "Shelf":
        """Where a store's backups lie in a folder that several counters may share."""
        return cls(target / f"{_PREFIX}{store_id[:8]}", faults.of_backups(target), faults)

    @classmethod
    def find(cls, source: Path, faults: Faults) -> "Shelf":
        """The backups in a folder: of the one counter in it, or of the counter whose folder it is.

        Raises:
            StorageError: there are none, or of several counters, or the folder cannot be reached.
        """
        told = faults.of_backups(source)
        with told.translated():
            if (source / _ERASURES).is_file():
                return cls(source, told, faults)
            found = [path for path in sorted(source.glob(f"{_PREFIX}*")) if (path / _ERASURES).is_file()]
        if not found:
            raise told("none")
        if len(found) > 1:
            raise told("several", names=", ".join(path.name for path in found))
        return cls(found[0], told, faults)

    def reach(self) -> None:
        """Make sure that the folder is there and can be written, before any work is done for it.

        Raises:
            StorageError: it cannot be reached; a share that is not mounted, so that its place is missing, too.
        """
        with self.faults.translated():
            if not self.folder.parent.is_dir():
                raise self.faults("unreachable")
            self.folder.mkdir(mode=0o700, exist_ok=True)

    def names(self) -> list[str]:
        """The backups, the oldest first."""
        with self.faults.translated():
            return sorted(path.parent.name for path in self.folder.glob(f"*/{_MANIFEST}"))

    def manifest(self, name: str, keys: dict[str, Keys]) -> Manifest:
        """What a backup says of itself.

        Raises:
            StorageError: it is damaged, altered, or of a key that is not among ``keys``.
        """
        return self._authentic(self.folder / name / _MANIFEST, Manifest, keys, name)

    def erasures(self, keys: dict[str, Keys]) -> ErasureList | None:
        """The ledger beside the backups; ``None`` before the first. Raises as ``manifest``."""
        path = self.folder / _ERASURES
        with self.faults.translated():
            if not path.exists():
                return None
        return self._authentic(path, ErasureList, keys, _ERASURES)

    def key_text(self) -> bytes:
        """The key file."""
        with self.faults.translated():
            return (self.folder / _KEYS).read_bytes()

    def keep_head(self, key_text: bytes, erasures: ErasureList, keys: Keys) -> None:
        """Replace key file and ledger by the newest."""
        with self.faults.translated():
            write_atomically(self.folder / _KEYS, key_text)
            write_atomically(self.folder / _ERASURES, erasures.text(keys.backups))

    def put_manifest(self, name: str, manifest: Manifest, keys: Keys) -> None:
        """Make a backup count, or replace what it says of itself."""
        with self.faults.translated():
            write_atomically(self.folder / name / _MANIFEST, manifest.text(keys.backups))

    def put_database(self, name: str, file: str, source: Path) -> str:
        """Put a database into a backup and read it back; returns its SHA-256.

        Raises:
            StorageError: it does not read back as it was written, or the folder fails.
        """
        path = self.database(name, file)
        with self.faults.translated():
            digest = copy_atomically(source, path)
            if sha256_of(path) != digest:
                path.unlink()
                raise self.faults("unsafe")
        return digest

    def database(self, name: str, file: str) -> Path:
        """The database's file of a backup."""
        return self.folder / name / _plain(file)

    def photo(self, entry: str) -> Path:
        """An encrypted file, by ``client/name``; what is more than two plain names leads nowhere else."""
        return below(self.folder / "photos", entry)

    def photos(self) -> set[str]:
        """All encrypted files that are here, as ``client/name``: asked once, a share answers slowly."""
        with self.faults.translated():
            return {f"{path.parent.name}/{path.name}" for path in self.folder.glob("photos/*/*.bin")}

    def drop(self, name: str) -> None:
        """Delete a backup: first what makes it count."""
        with self.faults.translated():
            (self.folder / name / _MANIFEST).unlink(missing_ok=True)
            shutil.rmtree(self.folder / name)

    def tidy(self, manifests: dict[str, Manifest]) -> None:
        """Delete what no backup knows: what was cut off, and files of backups that are gone.

        Args:
            manifests: All backups that are to be kept.
        """
        wanted = {self.photo(entry) for manifest in manifests.values() for entry in manifest.files}
        with self.faults.translated():
            for folder in self.folder.iterdir():
                if folder.is_dir() and folder.name != "photos" and not (folder / _MANIFEST).exists():
                    shutil.rmtree(folder)
            for name, manifest in manifests.items():
                for path in (self.folder / name).iterdir():
                    if path.name not in {_MANIFEST, manifest.database}:
                        path.unlink()
            for path in self.folder.glob("photos/*/*"):
                if path not in wanted:
                    path.unlink()

    def forget(self, client_id: str) -> None:
        """Delete all encrypted files of a client."""
        with self.faults.translated():
            folder = self.folder / "photos" / _plain(client_id)
            if folder.exists():
                shutil.rmtree(folder)

    def _authentic(self, path: Path, form: type[_Form], keys: dict[str, Keys], name: str) -> _Form:
        with self.faults.translated():
            text = path.read_bytes()
        try:
            read = form.model_validate_json(text)
        except ValidationError as error:
            key = "newer" if _is_newer(text) else "damaged"
            raise self.faults(key, name=name) from error
        if read.key not in keys:
            raise self.faults("other_key", name=name)
        if not read.is_authentic(keys[read.key].backups):
            raise self.faults("damaged", name=name)
        return read


def below(folder: Path, entry: str) -> Path:
    """Where ``client/name`` lies below a folder; never anywhere else, whatever the two are."""
    client, _, name = entry.partition("/")
    return folder / _plain(client) / _plain(name)


def _plain(name: str) -> str:
    last = Path(name).name
    return "_" if last in {"", ".", ".."} else last


def _is_newer(text: bytes) -> bool:
    class Header(BaseModel):
        format: int

    try:
        return Header.model_validate_json(text).format > 1
    except ValidationError:
        return False
