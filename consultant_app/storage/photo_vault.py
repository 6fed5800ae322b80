"""The encrypted files of the clients: photos, evidence maps and reports.

Every file is sealed with its client's own key and bound to client, visit and kind, so a file that is altered, or
put in another's place, does not open. File names are random and say nothing.
"""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import uuid4

from consultant_app.files import write_atomically
from consultant_app.storage.faults import Faults
from consultant_app.storage.sealing import Sealed, UnsealError, seal, unseal

Kind = Literal["photo", "maps", "photo_left", "maps_left", "photo_right", "maps_right", "taken", "report"]
"""What a file holds: the front photo, its maps, those of a side view, a photo still to be read, or a report."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose file it is; what the sealing binds it to, together with its kind."""

    client_id: str
    visit_id: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What the database keeps of a file: enough to open it, and to tell that it was altered."""

    kind: Kind
    file_name: str
    nonce: bytes
    sha256: str


class PhotoVault:
    """The folder of the encrypted files, one subfolder a client.

    Args:
        folder: The folder; made on first use.
        faults: Makes the errors.
    """

    def __init__(self, folder: Path, faults: Faults) -> None:
        self._folder = folder
        self._faults = faults

    def put(self, owner: Owner, kind: Kind, plain: bytes, key: bytes) -> StoredFile:
        """Seal and write one file. It counts only once the database knows it; until then it is an orphan.

        Raises:
            StorageError: the disk is full or not writable; no part of the file is left.
        """
        sealed = seal(key, plain, _context(owner, kind))
        name = f"{uuid4().hex}.bin"
        path = self._path(owner.client_id, name)
        with self._faults.translated():
            try:
                write_atomically(path, sealed.data)
            except BaseException:
                path.unlink(missing_ok=True)  # it may be in place already, and only its folder not yet durable
                raise
        return StoredFile(kind, name, sealed.nonce, hashlib.sha256(sealed.data).hexdigest())

    def put_all(self, owner: Owner, contents: Iterable[tuple[Kind, bytes]], key: bytes) -> list[StoredFile]:
        """Seal and write several files of one owner: all of them, or none. Raises as ``put``."""
        files: list[StoredFile] = []
        try:
            for kind, plain in contents:
                files.append(self.put(owner, kind, plain, key))
        except BaseException:
            self.discard(owner.client_id, (file.file_name for file in files))
            raise
        return files

    def get(self, owner: Owner, file: StoredFile, key: bytes) -> bytes:
        """The content of a file.

        Raises:
            StorageError: the file is missing, altered, or not the one that belongs there.
        """
        path = self._path(owner.client_id, file.file_name)
        with self._faults.translated():
            if not path.exists():
                raise self._faults(f"{_name(file.kind)}_missing")
            data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise self._faults(f"{_name(file.kind)}_altered")
        try:
            return unseal(key, Sealed(file.nonce, data), _context(owner, file.kind))
        except UnsealError as error:
            raise self._faults(f"{_name(file.kind)}_altered") from error

    def discard(self, client_id: str, names: Iterable[str]) -> None:
        """Delete files; one that is not there is as good as deleted."""
        with self._faults.translated():
            for name in names:
                self._path(client_id, name).unlink(missing_ok=True)

    def discard_client(self, client_id: str) -> None:
        """Delete everything of a client."""
        folder = self._folder / client_id
        with self._faults.translated():
            if folder.exists():
                shutil.rmtree(folder)

    def names(self) -> set[tuple[str, str]]:
        """Client id and file name of all that lies in the folder, unfinished writes included."""
        with self._faults.translated():
            return {(path.parent.name, path.name) for path in self._folder.glob("*/*")}

    def _path(self, client_id: str, name: str) -> Path:
        return self._folder / client_id / name


def _name(kind: Kind) -> Literal["photo", "report"]:
    """What a person would say is missing."""
    return "report" if kind == "report" else "photo"


def _context(owner: Owner, kind: Kind) -> str:
    return f"file|{owner.client_id}|{owner.visit_id}|{kind}"
