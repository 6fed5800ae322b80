"""Use case: edit catalogue, stock, prices and rules; see what a change would do; publish; go back.

A published catalogue is never changed: a change, also a step back, is a new version. What is advised from changes
at once and as a whole (``RecommendationService.adopt``).
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.catalogue_edit import SHIPPED, Draft, Effect, Version, Workbook
from consultant_app.domain.clients import Profile
from consultant_app.domain.errors import CatalogueError
from consultant_app.domain.faults import Fault
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.services.catalogue import House, house_of
from consultant_app.services.catalogue_exchange import read_sheets, write_sheets
from consultant_app.services.catalogue_sheets import Files, shipped_workbook
from consultant_app.services.recommendation import RecommendationService
from consultant_app.storage.catalogue_records import CatalogueRecords
from consultant_app.storage.client_records import ClientRecords
from consultant_app.storage.visit_records import VisitRecords

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PastNeed:
    """A kept visit as far as a routine is derived from it; the profile is today's, the age that of the day."""

    visit_id: str
    at: datetime
    display_name: str
    analysis: Analysis
    profile: Profile
    age: int | None


class CatalogueDesk:
    """The catalogue of an open store.

    Threads: on the store's, but ``checked`` and ``effect``, which touch nothing stored and may take seconds: any.
    All others raise ``StorageError`` where the store fails.

    Args:
        records: Versions and draft.
        visits: The visits, for what a change would do.
        clients: Their clients.
        now: The time, aware.
        access: Who is in.
    """

    def __init__(
        self,
        records: CatalogueRecords,
        visits: VisitRecords,
        clients: ClientRecords,
        now: Callable[[], datetime],
        access: Access,
    ) -> None:
        self.access = access
        self._records, self._visits, self._clients, self._now = records, visits, clients, now
        self._advice: RecommendationService | None = None

    @needs(UseCase.OPEN_DOOR)
    def serve(self, advice: RecommendationService) -> Version:
        """Let what is advised follow what is published here, from now on; before anybody is in.

        Args:
            advice: As it is of the shipped catalogue.

        Returns:
            The version that is in force. One that this program's checks no longer pass is passed over with a
            warning in the log: a counter that advises from the version before is better than one that is shut.
        """
        self._advice = advice
        for version in self._records.versions():
            house, faults = _house(self._book(version.number))
            if house is not None:
                advice.adopt(house.catalogue, house.rules)
                return version
            _LOG.warning("catalogue version %d does not hold any more: %d faults", version.number, len(faults))
        return Version(SHIPPED)

    @needs(UseCase.EDIT_CATALOGUE)
    def versions(self) -> list[Version]:
        """Every version, the newest first; the last is the shipped one."""
        return self._all()

    @needs(UseCase.EDIT_CATALOGUE)
    def draft(self) -> Draft:
        """What is being edited; the version in force as it is where nothing is."""
        newest = self._all()[0].number
        kept = self._records.draft()
        book, based_on = (self._book(newest), newest) if kept is None else kept
        return Draft(book, based_on, book != self._book(based_on), _house(book)[1])

    @needs(UseCase.EDIT_CATALOGUE)
    def keep(self, book: Workbook, based_on: int) -> None:
        """Keep what is being edited, right or wrong: nothing typed is lost."""
        self._records.keep_draft(book, based_on, self._now())

    @needs(UseCase.EDIT_CATALOGUE)
    def discard(self) -> None:
        """Give up what is being edited."""
        self._records.discard_draft()

    @needs(UseCase.EDIT_CATALOGUE)
    def checked(self, book: Workbook) -> tuple[Fault, ...]:
        """Every fault of some sheets, with sheet, row and column; none where they hold together. Any thread."""
        return _house(book)[1]

    @needs(UseCase.EDIT_CATALOGUE)
    def import_file(self, path: Path, book: Workbook, sheet: str, language: str) -> Workbook:
        """The sheets with those of a file in their places; nothing is kept.

        Args:
            path: A workbook, or a CSV file of one sheet.
            book: The sheets that stay where the file has none.
            sheet: What a CSV file is taken for.
            language: Of an error of the disk.

        Raises:
            CatalogueError: the file cannot be taken, or does not hold together with the rest: every fault at once.
            ConsultantError: it cannot be read.
        """
        taken = book.with_sheets(read_sheets(path, sheet, language))
        faults = _house(taken)[1]
        if faults:
            raise CatalogueError(faults)
        return taken

    @needs(UseCase.EDIT_CATALOGUE)
    def export_file(self, path: Path, book: Workbook, sheet: str, language: str) -> None:
        """Write all sheets as a workbook, or one as CSV. Raises ``ConsultantError`` where that fails."""
        write_sheets(path, book, sheet, language)

    @needs(UseCase.READ_VISIT)
    def past(self, count: int) -> list[PastNeed]:
        """The last ``count`` visits with whose they are, the newest first, for ``effect``."""
        return list(self._past(count))

    @needs(UseCase.EDIT_CATALOGUE)
    def effect(self, book: Workbook, past: Sequence[PastNeed]) -> list[Effect]:
        """What some sheets would have advised, beside what the version in force does; a tenth of a second each.

        Raises:
            CatalogueError: the sheets do not hold together.
        """
        house, faults = _house(book)
        if house is None:
            raise CatalogueError(faults)
        old, new = self._served(), RecommendationService(house.catalogue, house.rules)
        return [
            Effect(
                need.visit_id,
                need.at,
                need.display_name,
                *(each.recommend(need.analysis, need.profile, age=need.age) for each in (old, new)),
            )
            for need in past
        ]

    @needs(UseCase.PUBLISH_CATALOGUE)
    def publish(self, book: Workbook, note: str = "") -> Version:
        """Put some sheets in force as a new version, and end what is being edited.

        Raises:
            CatalogueError: they do not hold together. Nothing was changed.
        """
        return self._publish(book, note, None)

    @needs(UseCase.PUBLISH_CATALOGUE)
    def roll_back(self, number: int, note: str = "") -> Version:
        """Put an earlier version in force again, as a new one.

        Raises:
            CatalogueError: this program's checks do not pass it any more. Nothing was changed.
            KeyError: there is no such version.
        """
        return self._publish(self._book(number), note, number)

    def _publish(self, book: Workbook, note: str, restored: int | None) -> Version:
        house, faults = _house(book)
        if house is None:
            raise CatalogueError(faults)
        user, at = self.access.user, self._now()
        number = self._all()[0].number + 1
        version = Version(number, at, "" if user is None else user.id, note.strip(), restored)
        self._records.publish(version, book, at)
        self._served().adopt(house.catalogue, house.rules)
        return version

    def _served(self) -> RecommendationService:
        if self._advice is None:
            raise RuntimeError("ask serve() first")
        return self._advice

    def _all(self) -> list[Version]:
        return [*self._records.versions(), Version(SHIPPED)]

    def _book(self, number: int) -> Workbook:
        if number == SHIPPED:
            return shipped_workbook()
        book = self._records.book(number)
        if book is None:
            raise KeyError(number)
        return book

    def _past(self, count: int) -> Iterator[PastNeed]:
        for visit_id in self._visits.newest(count):
            visit = self._visits.open(visit_id, with_photo=False)
            client = self._clients.get(visit.summary.client_id)
            day = visit.summary.at.astimezone().date()
            profile, age = client.details.profile, client.age_on(day)
            yield PastNeed(visit_id, visit.summary.at, client.display_name, visit.analysis, profile, age)


def _house(book: Workbook) -> tuple[House | None, tuple[Fault, ...]]:
    """The house that some sheets tell, or every fault of them."""
    files = Files(book)
    try:
        return house_of(files.raw), ()
    except CatalogueError as error:
        return None, tuple(files.placed(fault) for fault in error.faults)
