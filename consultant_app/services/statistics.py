"""Use case: what the manager may know of all visits together, and how healthy model and camera are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from consultant_app.domain.calibration import LASTS, CounterCalibration
from consultant_app.domain.change import verdicts
from consultant_app.domain.model_card import ModelCard
from consultant_app.domain.statistics import ALL, CameraHealth, Dashboard, RefusalFact, Table, VisitFact
from consultant_app.services import statistics_tables as tables
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.services.statistics_export import write_statistics
from consultant_app.storage.activity_records import ActivityRecords

PERIODS: Final = (30, 90, 365)
"""Days that can be looked back on."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one dashboard is counted from."""

    visits: Sequence[VisitFact]
    refusals: Sequence[RefusalFact]
    names: Mapping[str, str]


class StatisticsService:
    """Counts an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        records: What happened at the counter.
        now: The time, aware.
        access: Who is in.
    """

    def __init__(self, records: ActivityRecords, now: Callable[[], datetime], access: Access) -> None:
        self.access = access
        self._records, self._now = records, now

    @needs(UseCase.COUNT_REFUSAL)
    def refused(self, reasons: Sequence[str], counter: str) -> None:
        """Count a photo that was refused: why and at which counter. Nothing of who was on it is kept.

        Args:
            reasons: Keys of the findings that refused it, or of the fault that made it no photo of a face.
            counter: The counter's name; empty where it was given none.
        """
        self._records.refuse(RefusalFact(self._now(), counter, tuple(reasons)))

    @needs(UseCase.READ_STATISTICS)
    def read(self, days: int, card: ModelCard, calibrations: Sequence[CounterCalibration] = ()) -> Dashboard:
        """Everything of the last ``days`` days, today among them.

        Args:
            days: How far back, at least 1.
            card: Of the model in use: which change it can tell, and what it never says.
            calibrations: Of this counter's cameras.
        """
        now = self._now().astimezone()
        end = now.date()
        start = end - timedelta(days=days - 1)
        # Days are the counter's own, so they begin at its midnight.
        begin, after = (datetime.combine(day, time()).astimezone() for day in (start, end + timedelta(days=1)))
        facts = Facts(
            self._records.visits(begin, after),
            self._records.refusals(begin, after),
            self._records.consultants(),
        )
        return dashboard(facts, start, end, card, self._changes(facts.visits, card), _health(calibrations, now))

    @needs(UseCase.READ_STATISTICS)
    def consultants(self) -> dict[str, str]:
        """Id -> name of everybody who works here or ever did."""
        return self._records.consultants()

    @needs(UseCase.EXPORT_STATISTICS)
    def export(self, path: Path, shown: Dashboard, language: str) -> None:
        """Write a dashboard's figures as CSV or JSON, by the file's ending, without anybody's name.

        Raises:
            ConsultantError: the file cannot be written.
        """
        write_statistics(path, shown, language)

    def _changes(self, facts: Sequence[VisitFact], card: ModelCard) -> Table:
        """What changed between the first and the last visit of each client, by the evolution's own statistics."""
        pairs = tables.pairs_of(facts)
        analyses = self._records.analyses([each for pair in pairs.values() for each in pair], card.model)
        limits = {each.key: each.mdc95 for each in card.criteria if each.mdc95 is not None}
        told = {}
        for client, (first, last) in pairs.items():
            before, after = analyses[first], analyses[last]
            known = limits if before.model == after.model == card.model else {}
            told[client] = verdicts(before, after, known)
        return tables.changes_table(told)


def dashboard(
    facts: Facts, start: date, end: date, card: ModelCard, changes: Table, cameras: tuple[CameraHealth, ...]
) -> Dashboard:
    """All tables of a period; ``facts`` are the oldest first."""
    visits = facts.visits
    step, by_time = tables.finest(visits, start, end)
    unscored = tuple(each.key for each in card.criteria if not each.scored)
    return Dashboard(
        start=start,
        end=end,
        step=step,
        visits=_named(by_time, facts.names),
        consultants=_named(tables.consultants_table(visits), facts.names),
        concerns=tables.concerns_tables(visits),
        products=tables.products_table(visits),
        returns=tables.returns_table(visits),
        changes=changes,
        refusals=tables.refusals_table(facts.refusals),
        versions=tables.versions_table(visits),
        unsaid=tables.unsaid_table(visits, unscored),
        model_version=card.model.version,
        unscored=unscored,
        cameras=cameras,
    )


def _named(table: Table, names: Mapping[str, str]) -> Table:
    keys = {key for key in (*table.rows, *table.columns) if key in names and key != ALL}
    return Table(table.rows, table.columns, table.cells, {key: names[key] for key in keys})


def _health(calibrations: Sequence[CounterCalibration], now: datetime) -> tuple[CameraHealth, ...]:
    return tuple(
        CameraHealth(each.camera_name, (now - each.at).days, now - each.at > LASTS)
        for each in sorted(calibrations, key=lambda each: each.camera_name)
    )
