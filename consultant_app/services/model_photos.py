"""Photos for the house's model team: of clients who allowed it, without their names, ready to be graded."""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from consultant_app.domain.errors import ConsultantError, StorageError
from consultant_app.files import write_atomically
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.storage.photo_form import photo_to_bytes
from consultant_app.storage.store import Store
from consultant_app.texts import Texts

_CODE_LETTERS = 12


class ModelPhotosService:
    """Hands kept photos to the model team. On the store's thread; a photo takes about a tenth of a second.

    Args:
        store: The open store.
        words: The language of the errors.
        access: Who is in.
    """

    def __init__(self, store: Store, words: Texts, access: Access) -> None:
        self.access = access
        self._store, self._words = store, words

    @needs(UseCase.EXPORT_FOR_MODEL)
    def persons(self) -> int:
        """How many clients let their kept photos be used."""
        return len(self._store.consents.improving())

    @needs(UseCase.EXPORT_FOR_MODEL)
    def export(self, folder: Path) -> int:
        """Write the front photos and ``photos.csv`` (``photo``, ``person``), the head of a table of grades.

        Nothing says whose they are or when they were taken: a person is a code that stays the same in the next
        export, as ``docs/finetuning.md`` asks. Photos that are damaged are left out.

        Args:
            folder: Where they go; made where it is missing.

        Returns:
            How many photos were written.

        Raises:
            ConsultantError: the folder cannot be written.
        """
        table = io.StringIO()
        rows = csv.writer(table)
        rows.writerow(("photo", "person"))
        count = 0
        try:
            for person, number, data in self._photos():
                name = f"{person}_{number:02d}.jpg"
                write_atomically(folder / name, data)
                rows.writerow((name, person))
                count += 1
            write_atomically(folder / "photos.csv", table.getvalue().encode())
        except OSError as error:
            why = error.strerror or str(error)
            raise ConsultantError(self._words("portability.not_saved", file=folder.name, why=why)) from error
        return count

    def _photos(self) -> Iterator[tuple[str, int, bytes]]:
        """Code of the person, number of her photo from the first on, JPEG."""
        for client_id in self._store.consents.improving():
            person = hashlib.sha256(f"model|{client_id}".encode()).hexdigest()[:_CODE_LETTERS]
            for number, summary in enumerate(reversed(self._store.visits.history(client_id)), 1):
                try:
                    photo = self._store.visits.open(summary.id).photo
                except StorageError:
                    continue
                if photo is not None:
                    yield person, number, photo_to_bytes(photo.rgb)
