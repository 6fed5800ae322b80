"""A client's visits as one story: all scores at once, what was advised, and scores made again by a later model."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, select

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.evolution import PastVisit
from consultant_app.domain.serial import analysis_from_json, analysis_to_json
from consultant_app.storage.analysis_form import analysis_of
from consultant_app.storage.database import Database
from consultant_app.storage.faults import Faults
from consultant_app.storage.tables import (
    PhotoRow,
    ProductRow,
    RecommendationRow,
    RescoredRow,
    ScoreRow,
    VisitRow,
    ZoneScoreRow,
)
from consultant_app.storage.visit_records import summary_of

_Row = TypeVar("_Row", ScoreRow, ZoneScoreRow)


class TimelineRecords:
    """The stories of an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database, faults: Faults) -> None:
        self._database = database
        self._faults = faults

    def read(self, client_id: str) -> tuple[PastVisit, ...]:
        """All visits of a client, the oldest first, in a handful of queries however many there are."""
        mine = VisitRow.client_id == client_id
        with self._database.transaction() as session:
            rows = session.exec(select(VisitRow).where(mine).order_by(col(VisitRow.at), col(VisitRow.id))).all()
            scores = _by_visit(
                session.exec(select(ScoreRow).join(VisitRow, col(VisitRow.id) == ScoreRow.visit_id).where(mine))
            )
            zones = _by_visit(
                session.exec(
                    select(ZoneScoreRow).join(VisitRow, col(VisitRow.id) == ZoneScoreRow.visit_id).where(mine)
                )
            )
            photos = set(
                session.exec(
                    select(PhotoRow.visit_id).join(VisitRow, col(VisitRow.id) == PhotoRow.visit_id).where(mine)
                )
            )
            again = session.exec(
                select(RescoredRow).join(VisitRow, col(VisitRow.id) == RescoredRow.visit_id).where(mine)
            )
            rescored = {row.visit_id: analysis_from_json(row.analysis) for row in again}
            advised = _advised(session, client_id)
            return tuple(
                PastVisit(
                    summary_of(row, has_photo=row.id in photos),
                    analysis_of(row, scores[row.id], zones[row.id]),
                    rescored.get(row.id),
                    tuple(advised[row.id]),
                )
                for row in rows
            )

    def keep_rescored(self, visit_id: str, analysis: Analysis, at: datetime) -> None:
        """Keep the scores that a later model reads off a visit's photo, in place of an earlier such reading.

        What the client was told that day stays untouched.
        """
        with self._database.transaction() as session:
            if session.get(VisitRow, visit_id) is None:
                raise self._faults("no_visit")
            session.merge(RescoredRow(visit_id=visit_id, at=at, analysis=analysis_to_json(analysis)))


def _by_visit(rows: Iterable[_Row]) -> defaultdict[str, list[_Row]]:
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.visit_id].append(row)
    return found


def _advised(session: Session, client_id: str) -> defaultdict[str, list[str]]:
    """Names of the products of each visit's routine, in order of use."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for visit_id, name in session.exec(
        select(RecommendationRow.visit_id, ProductRow.name)
        .join(ProductRow, col(ProductRow.digest) == RecommendationRow.product_digest)
        .join(VisitRow, col(VisitRow.id) == RecommendationRow.visit_id)
        .where(VisitRow.client_id == client_id)
        .order_by(col(RecommendationRow.position))
    ):
        found[visit_id].append(name)
    return found
