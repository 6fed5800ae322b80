"""What to say to a client in front of the camera: one instruction at a time, calmly, until a photo can be taken.

Measures come in at camera rate and jump from picture to picture. An instruction appears when its measure has been
beyond a limit for a moment, goes only when it is back well within, and stays long enough to be read. When nothing
has been wrong for a moment, a short countdown runs and the camera releases.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LASTS = 0.06
"""Seconds that a measure must be beyond its limit: one bad picture is no reason to speak, two in a row are."""
BLINK = 0.3
"""The same for what a face does for a moment: a blink or a word."""
STAYS = 0.8
"""Seconds that an instruction is shown at least."""
STEADY = 0.7
"""Seconds that nothing may be wrong before the countdown."""
COUNT = 0.4
"""Seconds for each of the numbers 3, 2, 1."""
GAP = 0.5
"""Seconds without any picture after which what was right before proves nothing."""
_NUMBERS = 3


class Instruction(StrEnum):
    """What to do; in the order in which it makes sense to ask. Its words are ``guide.KEY``."""

    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    CLOSER = "closer"
    FARTHER = "farther"
    CENTRE = "centre"
    CHIN_UP = "chin_up"
    CHIN_DOWN = "chin_down"
    SIDE_LEFT = "side_left"
    SIDE_RIGHT = "side_right"
    SIDE_BACK = "side_back"
    TURN_LEFT = "turn_left"
    TURN_RIGHT = "turn_right"
    UPRIGHT = "upright"
    MORE_LIGHT = "more_light"
    LESS_LIGHT = "less_light"
    LIGHT_IN_FRONT = "light_in_front"
    EVEN_LIGHT = "even_light"
    GLASSES = "glasses"
    HAIR = "hair"
    UNCOVER = "uncover"
    EYES_OPEN = "eyes_open"
    RELAX = "relax"
    HOLD_STILL = "hold_still"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Rule:
    """When an instruction is due.

    Attributes:
        instruction: What to say.
        measure: Key of the measure; where it was not taken the rule is quiet.
        enter: Limit beyond which it is due.
        leave: Limit within which it is no longer; less far out than ``enter``.
        low: Whether small values are the bad ones.
        lasts: Seconds that it must be due before it is said.
    """

    instruction: Instruction
    measure: str
    enter: float
    leave: float
    low: bool = False
    lasts: float = LASTS

    def beyond(self, value: float, *, due: bool) -> bool:
        """Whether the instruction is due, given whether it was."""
        limit = self.leave if due else self.enter
        return value < limit if self.low else value > limit


@dataclass(frozen=True, slots=True)
class Guide:
    """What to show now.

    Attributes:
        instruction: The one instruction.
        count: 3, 2 or 1 while the countdown runs.
        release: Take the photo: true once.
    """

    instruction: Instruction
    count: int | None = None
    release: bool = False


class Coach:
    """Turns measures into calm instructions. From one thread at a time."""

    def __init__(self, rules: Sequence[Rule], clock: Callable[[], float], *, automatic: bool = True) -> None:
        """Begin with nobody in front of the camera.

        Args:
            rules: Several may share an instruction; the instructions' own order decides which is said first.
            clock: Seconds; never goes back.
            automatic: Whether it counts down and releases by itself.
        """
        order = list(Instruction)
        self._rules = tuple(sorted(rules, key=lambda rule: order.index(rule.instruction)))
        self._clock = clock
        self.automatic = automatic
        self.reset()

    def reset(self) -> None:
        """Begin anew: another client, or a photo was taken."""
        self._due_since: dict[Rule, float] = {}
        self._seen_at = float("-inf")
        self._right_since: float | None = None
        self._shown = Instruction.NO_FACE
        self._shown_at = float("-inf")
        self._released = False

    def look(self, measures: Mapping[str, float]) -> Guide:
        """What to show, from the measures of the newest picture."""
        now = self._clock()
        if now - self._seen_at > GAP:
            self._due_since, self._right_since = {}, None
        self._seen_at = now
        self._judge(measures, now)
        wrong = next((rule for rule, since in self._due() if now - since >= rule.lasts), None)
        if wrong is not None:
            self._right_since = None
            return Guide(self._calm(wrong.instruction, now))
        if self._right_since is None:
            self._right_since = now
        return self._nearly(now)

    def _judge(self, measures: Mapping[str, float], now: float) -> None:
        for rule in self._rules:
            value = measures.get(rule.measure)
            if value is not None and rule.beyond(value, due=rule in self._due_since):
                self._due_since.setdefault(rule, now)
            else:
                self._due_since.pop(rule, None)

    def _due(self) -> list[tuple[Rule, float]]:
        """The rules that are broken now, the most urgent first, with since when."""
        return [(rule, self._due_since[rule]) for rule in self._rules if rule in self._due_since]

    def _calm(self, wanted: Instruction, now: float) -> Instruction:
        """The instruction to show: the one before, until it could be read. Readiness gives way at once."""
        if wanted is self._shown:
            return wanted
        may_go = self._shown in {Instruction.READY, Instruction.HOLD_STILL} or now - self._shown_at >= STAYS
        if may_go:
            self._shown, self._shown_at = wanted, now
        return self._shown

    def _nearly(self, now: float) -> Guide:
        """Nothing has been wrong for long: wait, count, release."""
        right_for = now - (now if self._right_since is None else self._right_since)
        if right_for < STEADY or self._calm(Instruction.READY, now) is not Instruction.READY:
            return Guide(self._calm(Instruction.HOLD_STILL, now))
        if not self.automatic or self._released:
            return Guide(Instruction.READY)
        counted = int((now - self._shown_at) / COUNT)
        if counted < _NUMBERS:
            return Guide(Instruction.READY, count=_NUMBERS - counted)
        if self._due_since:
            # Just now she blinked: wait for the next picture; if it lasts, the countdown is off.
            return Guide(Instruction.READY, count=1)
        self._released = True
        return Guide(Instruction.READY, release=True)
