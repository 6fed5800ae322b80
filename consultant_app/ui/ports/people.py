"""What the door asks about who works at the counter."""

from typing import Protocol

from consultant_app.domain.people import User


class People(Protocol):
    """Who works at the counter; every call runs on the store's lane."""

    def all(self) -> list[User]:
        """Everybody who may open it."""
        ...

    def appoint_manager(self, name: str, pin: str) -> User:
        """Make the first manager; raises ``AccessError``."""
        ...

    def wait_s(self, user_id: str) -> float:
        """Seconds for which no PIN of hers is looked at."""
        ...

    def unlock(self, user_id: str, pin: str) -> User:
        """Let somebody in; raises ``AccessError``."""
        ...

    def renew_pin(self, user_id: str, passphrase: str, pin: str) -> User:
        """Set a forgotten PIN anew; raises ``AccessError``."""
        ...
