"""What the manager's area asks of the services."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from consultant_app.domain.catalogue_edit import Draft, Effect, Version, Workbook
from consultant_app.domain.faults import Fault
from consultant_app.domain.statistics import Dashboard
from consultant_app.services.catalogue_desk import PastNeed


class Catalogues(Protocol):
    """The catalogue while it is edited; on the store's lane, but where it says otherwise."""

    def versions(self) -> list[Version]:
        """Every version, the newest first."""
        ...

    def draft(self) -> Draft:
        """What is being edited."""
        ...

    def keep(self, book: Workbook, based_on: int) -> None:
        """Keep what is being edited."""
        ...

    def discard(self) -> None:
        """Give up what is being edited."""
        ...

    def checked(self, book: Workbook) -> tuple[Fault, ...]:
        """Every fault of some sheets; slow, any thread."""
        ...

    def import_file(self, path: Path, book: Workbook, sheet: str, language: str) -> Workbook:
        """The sheets with those of a file; raises ``CatalogueError`` with every fault. Slow, any thread."""
        ...

    def export_file(self, path: Path, book: Workbook, sheet: str, language: str) -> None:
        """Write the sheets, or one; any thread."""
        ...

    def past(self, count: int) -> list[PastNeed]:
        """The last visits."""
        ...

    def effect(self, book: Workbook, past: Sequence[PastNeed]) -> list[Effect]:
        """What some sheets would have advised at them; slow, any thread."""
        ...

    def publish(self, book: Workbook, note: str = "") -> Version:
        """Put some sheets in force."""
        ...

    def roll_back(self, number: int, note: str = "") -> Version:
        """Put an earlier version in force again."""
        ...


class Counting(Protocol):
    """Counts what happens at the counter; on the store's lane."""

    def refused(self, reasons: Sequence[str], counter: str) -> None:
        """Count a photo that was refused."""
        ...


class ManagementPort(Protocol):
    """The manager's services; ``services.management.Management`` is one."""

    @property
    def catalogues(self) -> Catalogues:
        """The catalogue."""
        ...

    @property
    def statistics(self) -> Counting:
        """What happened at the counter."""
        ...

    def names(self) -> dict[str, str]:
        """Id -> name of everybody who works here; on the store's lane."""
        ...

    def dashboard(self, days: int) -> Dashboard:
        """The last ``days`` days; slow, on the store's lane."""
        ...

    def export(self, path: Path, shown: Dashboard, language: str) -> None:
        """Write the figures without names; on the store's lane."""
        ...
