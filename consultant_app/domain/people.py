"""Who works at the counter: roles, and what a PIN or password must be and how long a wrong one holds up."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from consultant_app.domain.errors import ConsultantError
from consultant_app.texts import texts

SHORTEST_PIN, LONGEST_PIN = 4, 8
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 64

_DELAYS_S = (0, 0, 0, 5, 15, 30, 60, 120)
"""Seconds to wait after so many wrong entries; two slips of the finger cost nothing."""
_LONGEST_DELAY_S = 300
"""Ten thousand PINs of four digits take a month at this pace, at a counter that is never alone so long."""


class Role(StrEnum):
    """What somebody may do; the services decide by it, never a screen."""

    CONSULTANT = "consultant"
    MANAGER = "manager"
    MODEL_TEAM = "model_team"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who works at the counter. ``id`` is a random UUID in text."""

    id: str
    name: str
    role: Role


class AccessError(ConsultantError):
    """A PIN does not open, or cannot be taken; or the role does not allow what was asked for.

    Attributes:
        key: Stable machine key: ``wrong``, ``wait``, ``digits``, ``simple``, ``no_name``, ``taken``, ``phrase``,
            ``nobody``, ``herself``, ``locked``, ``denied``. Its words are ``access.KEY`` of the product's texts.
        wait_s: How long no PIN is looked at, seconds; 0 where it may be tried again at once.
    """

    def __init__(self, key: str, wait_s: float = 0.0, **values: object) -> None:
        super().__init__(texts("en")(f"access.{key}", **values))
        self.key, self.wait_s, self._values = key, wait_s, values

    def told(self, language: str) -> str:
        """The text in a language."""
        return texts(language)(f"access.{self.key}", **self._values)


def delay_after(wrong: int) -> float:
    """Seconds to wait after ``wrong`` wrong entries on end."""
    return float(_DELAYS_S[wrong] if wrong < len(_DELAYS_S) else _LONGEST_DELAY_S)


def check_pin(pin: str) -> None:
    """Refuse what is neither a PIN of 4 to 8 digits nor a password, or the first that anybody would try.

    Raises:
        AccessError: ``digits`` or ``simple``.
    """
    is_pin = pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN
    is_password = SHORTEST_PASSWORD <= len(pin) <= LONGEST_PASSWORD and not pin.isdigit() and pin.isprintable()
    if not is_pin and not is_password:
        raise AccessError("digits", shortest=SHORTEST_PIN, longest=LONGEST_PIN, letters=SHORTEST_PASSWORD)
    steps = {ord(after) - ord(before) for before, after in pairwise(pin.casefold())}
    if steps in ({0}, {1}, {-1}):
        raise AccessError("simple")
