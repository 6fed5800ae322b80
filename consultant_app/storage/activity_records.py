"""What happened at the counter, read for counting: many visits at once, in few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from consultant_app.domain.analysis import Analysis, ModelIdentity, State
from consultant_app.domain.serial import analysis_from_json
from consultant_app.domain.statistics import AdvisedFact, RefusalFact, VisitFact
from consultant_app.storage.activity_tables import HostRow, RefusalRow
from consultant_app.storage.analysis_form import analysis_of
from consultant_app.storage.counter_tables import MarkRow
from consultant_app.storage.database import Database
from consultant_app.storage.people_tables import UserRow
from consultant_app.storage.tables import (
    ClientRow,
    ProductRow,
    RecommendationRow,
    RescoredRow,
    ScoreRow,
    VisitRow,
    ZoneScoreRow,
)

_AT_ONCE = 500
"""Ids in one question: SQLite takes some thousand."""


class ActivityRecords:
    """The counter's days in an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def consultants(self) -> dict[str, str]:
        """Id -> name of everybody who works here or ever did."""
        with self._database.transaction() as session:
            return {row.id: row.name for row in session.exec(select(UserRow))}

    def refuse(self, refusal: RefusalFact) -> None:
        """Count a photo that was refused."""
        row = RefusalRow(at=refusal.at, counter=refusal.counter, reasons=list(refusal.reasons))
        with self._database.transaction() as session:
            session.add(row)

    def refusals(self, start: datetime, end: datetime) -> list[RefusalFact]:
        """Those from ``start`` on and before ``end`` (aware), the oldest first."""
        with self._database.transaction() as session:
            rows = session.exec(
                select(RefusalRow)
                .where(col(RefusalRow.at) >= start, col(RefusalRow.at) < end)
                .order_by(col(RefusalRow.at), col(RefusalRow.id))
            )
            return [RefusalFact(row.at, row.counter, tuple(row.reasons)) for row in rows]

    def visits(self, start: datetime, end: datetime) -> list[VisitFact]:
        """The visits from ``start`` on and before ``end`` (aware), the oldest first."""
        with self._database.transaction() as session:
            rows = session.exec(
                select(VisitRow, col(ClientRow.birth_date), col(HostRow.user_id))
                .join(ClientRow, col(ClientRow.id) == VisitRow.client_id)
                .join(HostRow, col(HostRow.visit_id) == VisitRow.id, isouter=True)
                .where(col(VisitRow.at) >= start, col(VisitRow.at) < end)
                .order_by(col(VisitRow.at), col(VisitRow.id))
            ).all()
            ids = [visit.id for visit, _, _ in rows]
            states, advised = _states(session, ids), _advised(session, ids)
            return [
                VisitFact(
                    id=visit.id,
                    client_id=visit.client_id,
                    at=visit.at,
                    consultant=host or "",
                    born=born,
                    model_version=visit.model_version,
                    priorities=tuple(visit.head["priorities"]),
                    said=frozenset(states[visit.id][State.OK]),
                    unsaid=frozenset(states[visit.id][State.CANNOT_SAY]),
                    advised=tuple(advised[visit.id]),
                )
                for visit, born, host in rows
            ]

    def analyses(self, ids: Collection[str], model: ModelIdentity) -> dict[str, Analysis]:
        """What was said at some visits: by ``model`` where their photo was scored again by it, else as told."""
        found: dict[str, Analysis] = {}
        with self._database.transaction() as session:
            for some in _portions(list(ids)):
                scores: defaultdict[str, list[ScoreRow]] = defaultdict(list)
                zones: defaultdict[str, list[ZoneScoreRow]] = defaultdict(list)
                for score in session.exec(select(ScoreRow).where(col(ScoreRow.visit_id).in_(some))):
                    scores[score.visit_id].append(score)
                for zone in session.exec(select(ZoneScoreRow).where(col(ZoneScoreRow.visit_id).in_(some))):
                    zones[zone.visit_id].append(zone)
                for row in session.exec(select(VisitRow).where(col(VisitRow.id).in_(some))):
                    found[row.id] = analysis_of(row, scores[row.id], zones[row.id])
                for again in session.exec(select(RescoredRow).where(col(RescoredRow.visit_id).in_(some))):
                    later = analysis_from_json(again.analysis)
                    if later.model == model != found[again.visit_id].model:
                        found[again.visit_id] = later
        return found


def _portions(ids: list[str]) -> Iterator[list[str]]:
    for begin in range(0, len(ids), _AT_ONCE):
        yield ids[begin : begin + _AT_ONCE]


def _states(session: Session, ids: list[str]) -> defaultdict[str, defaultdict[str, list[str]]]:
    """Visit -> state -> criteria."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for some in _portions(ids):
        rows: Sequence[tuple[str, str, str]] = session.exec(
            select(ScoreRow.visit_id, ScoreRow.state, ScoreRow.criterion).where(col(ScoreRow.visit_id).in_(some))
        ).all()
        for visit_id, state, criterion in rows:
            found[visit_id][state].append(criterion)
    return found


def _advised(session: Session, ids: list[str]) -> defaultdict[str, list[AdvisedFact]]:
    """Visit -> its routine, in the order of use."""
    found: defaultdict[str, list[AdvisedFact]] = defaultdict(list)
    for some in _portions(ids):
        rows = session.exec(
            select(RecommendationRow.visit_id, ProductRow.product_id, ProductRow.name, MarkRow.bought)
            .join(ProductRow, col(ProductRow.digest) == RecommendationRow.product_digest)
            .join(
                MarkRow,
                (col(MarkRow.visit_id) == RecommendationRow.visit_id)
                & (col(MarkRow.item) == RecommendationRow.position),
                isouter=True,
            )
            .where(col(RecommendationRow.visit_id).in_(some))
            .order_by(col(RecommendationRow.visit_id), col(RecommendationRow.position))
        )
        for visit_id, product_id, name, bought in rows:
            found[visit_id].append(AdvisedFact(product_id, name, bool(bought)))
    return found
