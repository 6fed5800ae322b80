"""Who may do what with the store: one table, asked by every service, deny by default.

Screens hide what somebody may not do, but never decide it: whatever a screen or a caller asks for comes through
here. A public method of a service that touches the store names its use case (``@needs``); a test fails where one
does not, and calls every method as every role.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import wraps
from types import MappingProxyType
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar, cast

from consultant_app.domain.people import AccessError, Role, User
from consultant_app.texts import texts


class UseCase(StrEnum):
    """What can be asked of the store."""

    OPEN_DOOR = "open_door"
    """See who works here, come in, go out, set the first PIN or, with the recovery phrase, a forgotten one."""
    FIND_CLIENTS = "find_clients"
    READ_CLIENT = "read_client"
    EDIT_CLIENT = "edit_client"
    READ_CONSENT = "read_consent"
    RECORD_CONSENT = "record_consent"
    """Also withdrawing, with all that goes with it."""
    EXPORT_CLIENT = "export_client"
    ERASE_CLIENT = "erase_client"
    READ_VISIT = "read_visit"
    SAVE_VISIT = "save_visit"
    READ_DRAFT = "read_draft"
    KEEP_DRAFT = "keep_draft"
    READ_REPORT = "read_report"
    KEEP_REPORT = "keep_report"
    MANAGE_PEOPLE = "manage_people"
    SET_RETENTION = "set_retention"
    RUN_RETENTION = "run_retention"
    """Purge by the periods that a manager set; decides nothing, so the program may do it before anybody is in."""
    EXPORT_FOR_MODEL = "export_for_model"
    """Photos of clients who allowed it, without their names, for training."""
    COUNT_REFUSAL = "count_refusal"
    """Count a photo that was refused: no picture, and nothing of who was on it."""
    READ_STATISTICS = "read_statistics"
    EXPORT_STATISTICS = "export_statistics"
    EDIT_CATALOGUE = "edit_catalogue"
    """Products, stock, prices and rules, as a draft; see what a change would do."""
    PUBLISH_CATALOGUE = "publish_catalogue"
    """Put a draft in force, or an earlier version again."""
    RENEW_PHRASE = "renew_phrase"
    RUN_BACKUP = "run_backup"
    """Also check them, and say how it stands; shows nobody's data, so the program does it before anybody is in."""
    MANAGE_BACKUPS = "manage_backups"
    RECORD_AUDIT = "record_audit"
    READ_AUDIT = "read_audit"
    SEED = "seed"
    """Fill a demonstration."""


NOBODY_TOO: Final = frozenset({UseCase.OPEN_DOOR, UseCase.RUN_RETENTION, UseCase.RUN_BACKUP, UseCase.RECORD_AUDIT})
"""What the closed door lets through."""

_COUNTER = frozenset(
    {
        UseCase.FIND_CLIENTS,
        UseCase.READ_CLIENT,
        UseCase.EDIT_CLIENT,
        UseCase.READ_CONSENT,
        UseCase.RECORD_CONSENT,
        UseCase.READ_VISIT,
        UseCase.SAVE_VISIT,
        UseCase.READ_DRAFT,
        UseCase.KEEP_DRAFT,
        UseCase.READ_REPORT,
        UseCase.KEEP_REPORT,
        UseCase.COUNT_REFUSAL,
    }
)
_MANAGER = frozenset(
    {
        UseCase.EXPORT_CLIENT,
        UseCase.ERASE_CLIENT,
        UseCase.MANAGE_PEOPLE,
        UseCase.SET_RETENTION,
        UseCase.READ_STATISTICS,
        UseCase.EXPORT_STATISTICS,
        UseCase.EDIT_CATALOGUE,
        UseCase.PUBLISH_CATALOGUE,
        UseCase.RENEW_PHRASE,
        UseCase.MANAGE_BACKUPS,
        UseCase.READ_AUDIT,
    }
)

MAY: Final = MappingProxyType(
    {
        Role.CONSULTANT: NOBODY_TOO | _COUNTER,
        Role.MANAGER: NOBODY_TOO | _COUNTER | _MANAGER,
        Role.MODEL_TEAM: NOBODY_TOO | {UseCase.EXPORT_FOR_MODEL},
    }
)
"""Role -> what it may do. What is not named here is denied."""

SHELL_MAY: Final = frozenset(
    {UseCase.SEED, UseCase.FIND_CLIENTS, UseCase.READ_CLIENT, UseCase.READ_VISIT, UseCase.SAVE_VISIT}
)
"""What the program does without a person, in a demonstration only: fill it, and run one visit without a window."""


class AccessDeniedError(AccessError):
    """The role does not allow it. The text says who may.

    Attributes:
        roles: The roles that may, in the order of ``Role``.
    """

    def __init__(self, roles: tuple[Role, ...]) -> None:
        super().__init__("denied", who=_named(roles, "en"))
        self.roles = roles

    def told(self, language: str) -> str:
        """The text in a language."""
        return texts(language)("access.denied", who=_named(self.roles, language))


class Watch(Protocol):
    """Is told of every use case, so that it can be written down; ``services.audit`` is one."""

    def before(self, use_case: UseCase, act: str, args: tuple[object, ...]) -> bool:
        """It is about to happen; ``False`` to be told of its outcome, too."""
        ...

    def after(self, use_case: UseCase, act: str, outcome: object) -> None:
        """It happened."""
        ...

    def refused(self, use_case: UseCase, act: str) -> None:
        """It was refused."""
        ...


class Access:
    """Who is in. One of each open store; on the store's thread, but ``user`` and ``may`` may be asked on any."""

    def __init__(self) -> None:
        self._user: User | None = None
        self._shell = False
        self.watch: Watch | None = None

    def watched_by(self, watch: Watch) -> None:
        """Tell ``watch`` of every use case from now on."""
        self.watch = watch

    @property
    def user(self) -> User | None:
        """Who unlocked the counter; ``None`` while it is locked."""
        return self._user

    def enter(self, user: User) -> None:
        """Somebody has shown who she is. Only the service that looked at her PIN calls this."""
        self._user = user

    def leave(self) -> None:
        """Nobody is in any more."""
        self._user = None

    @contextmanager
    def shell(self) -> Iterator[None]:
        """Act without a person, as far as ``SHELL_MAY`` says; for demonstrations only."""
        before, self._shell = self._shell, True
        try:
            yield
        finally:
            self._shell = before

    def may(self, use_case: UseCase) -> bool:
        """Whether whoever is in may do it."""
        if use_case in NOBODY_TOO or (self._shell and use_case in SHELL_MAY):
            return True
        return self._user is not None and use_case in MAY[self._user.role]

    def check(self, use_case: UseCase) -> None:
        """Let it pass, or refuse it.

        Raises:
            AccessDeniedError: whoever is in has a role that may not do it.
            AccessError: nobody is in.
        """
        if self.may(use_case):
            return
        if self._user is None:
            raise AccessError("locked")
        raise AccessDeniedError(who_may(use_case))


def who_may(use_case: UseCase) -> tuple[Role, ...]:
    """The roles that may do it."""
    return tuple(role for role in Role if use_case in MAY[role])


class _Guarded(Protocol):
    """A service that asks before it acts."""

    @property
    def access(self) -> Access:
        """Who is in."""
        ...


_S = TypeVar("_S", bound=_Guarded)
_P = ParamSpec("_P")
_R = TypeVar("_R")


def needs(
    use_case: UseCase,
) -> Callable[[Callable[Concatenate[_S, _P], _R]], Callable[Concatenate[_S, _P], _R]]:
    """Name the use case of a service's method: it is asked for before anything else happens.

    The method's ``use_case`` attribute is what the test of the table reads.
    """

    def guard(method: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
        @wraps(method)
        def guarded(self: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
            watch, act = self.access.watch, method.__name__
            try:
                self.access.check(use_case)
            except AccessError:
                if watch is not None:
                    watch.refused(use_case, act)
                raise
            noted = watch is None or watch.before(use_case, act, args)
            outcome = method(self, *args, **kwargs)
            if watch is not None and not noted:
                watch.after(use_case, act, outcome)
            return outcome

        vars(guarded)["use_case"] = use_case
        return cast("Callable[Concatenate[_S, _P], _R]", guarded)

    return guard


def _named(roles: tuple[Role, ...], language: str) -> str:
    words = texts(language)
    return words("access.or").join(words(f"role.{role}") for role in roles) or words("access.nobody_at_all")
