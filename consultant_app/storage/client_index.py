"""Finding a client among a hundred thousand while she is being typed.

Every client has one narrow row; a covering index keeps them in the order of the list, so a search walks it from
the top and stops when the screen is full. A rare name makes it walk to the end: some hundred bytes a client, held
in SQLite's cache (figures: ``tests/benchmarks/bench_search.py``). A full-text index would find rare words sooner,
but keeps the words of erased clients in its segments.
"""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, func, select

from consultant_app.domain.clients import ClientSummary
from consultant_app.storage.index_tables import ClientIndexRow
from consultant_app.storage.search import queries
from consultant_app.storage.tables import ClientRow, VisitRow

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


def index_client(session: Session, client_id: str) -> None:
    """Bring a client's row up to date, in the transaction that changes her details or her visits."""
    session.flush()
    client = session.get_one(ClientRow, client_id)
    last, count = session.exec(
        select(func.max(col(VisitRow.at)), func.count(col(VisitRow.id))).where(VisitRow.client_id == client_id)
    ).one()
    session.merge(
        ClientIndexRow(
            client_id=client_id,
            minus_last_visit=0 if last is None else -((last - _EPOCH) // _US),
            minus_created=-((client.created_at - _EPOCH) // _US),
            words=client.search,
            visits=count,
        )
    )


def find_clients(session: Session, text: str, at_most: int | None) -> list[ClientSummary]:
    """Clients with words that begin with every typed word; the most recent visit first, then the newest."""
    found = (
        select(ClientIndexRow, ClientRow.first_name, ClientRow.last_name)
        .join(ClientRow, col(ClientRow.id) == ClientIndexRow.client_id)
        .where(*(func.instr(col(ClientIndexRow.words), query) > 0 for query in queries(text)))
        .order_by(
            col(ClientIndexRow.minus_last_visit), col(ClientIndexRow.minus_created), col(ClientIndexRow.words)
        )
        .limit(at_most)
    )
    return [
        ClientSummary(row.client_id, f"{first} {last}".strip(), _last_visit(row), row.visits)
        for row, first, last in session.exec(found)
    ]


def _last_visit(row: ClientIndexRow) -> datetime | None:
    return _EPOCH - row.minus_last_visit * _US if row.minus_last_visit else None
