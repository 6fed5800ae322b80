"""What the door and the manager ask about who works at the counter."""

from typing import Protocol

from consultant_app.domain.people import Role, User


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

    def lock(self) -> None:
        """Nobody is in from now on."""
        ...

    def add(self, name: str, role: Role, pin: str) -> User:
        """Add somebody; raises ``AccessError``."""
        ...

    def set_pin(self, user_id: str, pin: str) -> None:
        """Give somebody a new PIN; raises ``AccessError``."""
        ...

    def let_try(self, user_id: str) -> None:
        """Forget somebody's wrong entries."""
        ...

    def set_role(self, user_id: str, role: Role) -> None:
        """Give somebody another role; raises ``AccessError``."""
        ...

    def remove(self, user_id: str) -> None:
        """Let somebody in no more; raises ``AccessError``."""
        ...
