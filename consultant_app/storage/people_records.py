"""Who works at the counter, in the database."""

from datetime import datetime

from sqlmodel import Session, col, select

from consultant_app.domain.people import AccessError, Role, User
from consultant_app.storage.database import Database
from consultant_app.storage.people_tables import UserRow


class PeopleRecords:
    """The people of an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[User]:
        """Everybody who works here, in the order of the alphabet; not who left."""
        with self._database.transaction() as session:
            here = select(UserRow).where(col(UserRow.left_at).is_(None))
            rows = session.exec(here.order_by(col(UserRow.name), col(UserRow.id)))
            return [_user(row) for row in rows]

    def get(self, user_id: str) -> User:
        """One of them. Raises ``AccessError`` where nobody of this id works here (any more)."""
        with self._database.transaction() as session:
            return _user(_row(session, user_id))

    def add(self, user: User, pin: str, at: datetime) -> None:
        """Add somebody with her hashed PIN."""
        row = UserRow(id=user.id, name=user.name, role=user.role, pin=pin, wrong=0, created_at=at)
        with self._database.transaction() as session:
            session.add(row)

    def pin(self, user_id: str) -> str:
        """The hash of somebody's PIN."""
        with self._database.transaction() as session:
            return _row(session, user_id).pin

    def set_pin(self, user_id: str, pin: str) -> None:
        """Replace the hash of a PIN; wrong entries are forgotten with it."""
        with self._database.transaction() as session:
            row = _row(session, user_id)
            row.pin, row.wrong = pin, 0
            session.add(row)

    def wrong(self, user_id: str) -> int:
        """How many wrong entries there were on end."""
        with self._database.transaction() as session:
            return _row(session, user_id).wrong

    def set_wrong(self, user_id: str, wrong: int) -> None:
        """Write down how many wrong entries there were on end."""
        with self._database.transaction() as session:
            row = _row(session, user_id)
            row.wrong = wrong
            session.add(row)

    def set_role(self, user_id: str, role: Role) -> None:
        """Give somebody another role."""
        with self._database.transaction() as session:
            row = _row(session, user_id)
            row.role = role
            session.add(row)

    def leave(self, user_id: str, at: datetime) -> None:
        """Let somebody in no more; the hash of her PIN goes."""
        with self._database.transaction() as session:
            row = _row(session, user_id)
            row.left_at, row.pin = at, ""
            session.add(row)


def _row(session: Session, user_id: str) -> UserRow:
    row = session.get(UserRow, user_id)
    if row is None or row.left_at is not None:
        raise AccessError("nobody")
    return row


def _user(row: UserRow) -> User:
    return User(row.id, row.name, Role(row.role))
