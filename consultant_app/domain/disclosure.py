"""Counting people without telling on any of them: small groups are hidden, also where a total gives them away.

A figure that speaks of fewer than ``FEWEST`` people is hidden. That alone protects nobody where a total stands
beside it: whoever knows 40 of 43 knows the last three. So further figures are hidden until no sum that is known
gives a small one back (``docs/statistics.md`` has the rules, and what they do not cover).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import numpy as np

FEWEST = 10
"""People of whom a figure must speak to be shown."""

_SURE = 1e-9
"""Share of an unknown in a solution below which it is none: rounding of the decomposition."""

Key = TypeVar("Key", bound=tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Tally:
    """A count, and the ids of the people it speaks of."""

    value: int = 0
    people: frozenset[str] = frozenset()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.value + other.value, self.people | other.people)

    @property
    def small(self) -> bool:
        """Whether it speaks of too few to be shown."""
        return len(self.people) < FEWEST


class Hidden(StrEnum):
    """Why a figure is not shown."""

    FEW = "few"
    """It speaks of fewer than ten people."""
    COVER = "cover"
    """With it, a sum would give another that does."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it may be shown; ``value`` is ``None`` where it may not."""

    value: int | None
    hidden: Hidden | None = None


NOTHING = Cell(None, Hidden.FEW)
"""The figure about nobody: it speaks of fewer than ten, too."""


def protected(
    tallies: Mapping[Key, Tally],
    sums: Sequence[Sequence[Key]],
    known: Collection[Key] = (),
    covered: Collection[Key] = (),
) -> dict[Key, Cell]:
    """The figures that may be shown together.

    Args:
        tallies: Every figure, also those that are sums of others.
        sums: Which figures add up: in each, the last is the sum of those before it. Whatever reader could know a
            sum must find it here.
        known: Figures that are shown elsewhere already, and so cannot be hidden to cover others.
        covered: Figures that are hidden elsewhere to cover others, and so must not be shown here.

    Returns:
        The figures by the same keys.
    """
    hidden = {key: Hidden.FEW if tallies[key].small else Hidden.COVER for key in covered}
    hidden |= {key: Hidden.FEW for key, tally in tallies.items() if tally.small}
    fixed = frozenset(known)
    while (exposed := _exposed(tallies, sums, hidden, fixed)) is not None:
        candidates = [key for key in exposed if key not in hidden and key not in fixed]
        total = exposed[-1]
        # The smallest that covers loses least; a total only where nothing else is left.
        hidden[min(candidates, key=lambda key: (key == total, tallies[key].value, key))] = Hidden.COVER
    return {key: Cell(None, hidden[key]) if key in hidden else Cell(tally.value) for key, tally in tallies.items()}


def _exposed(
    tallies: Mapping[Key, Tally],
    sums: Sequence[Sequence[Key]],
    hidden: Mapping[Key, Hidden],
    fixed: frozenset[Key],
) -> Sequence[Key] | None:
    """A sum by which a small figure can be known, and in which something is left to hide; ``None`` when safe."""
    left = [line for line in sums if any(key not in hidden and key not in fixed for key in line)]
    for line in left:
        if _tells(tallies, line, hidden):
            return line
    told = {key for key in _solved(sums, hidden) if tallies[key].people and tallies[key].small}
    return next((line for line in left if not told.isdisjoint(line)), None)


def _tells(tallies: Mapping[Key, Tally], line: Sequence[Key], hidden: Mapping[Key, Hidden]) -> bool:
    """Whether one sum alone tells of a small group: what is hidden in it is one figure, or too few together."""
    unseen = [key for key in line if key in hidden]
    if not any(tallies[key].people and tallies[key].small for key in unseen):
        return False
    if line[-1] in hidden:
        return len(unseen) == 1
    together = sum((tallies[key] for key in unseen), Tally())
    covers = sum(hidden[key] is Hidden.COVER for key in unseen)
    # A cover is known to speak of ten at least: what is left beside it must not be narrowed down by that.
    return together.small or together.value < FEWEST * (covers + 1)


def _solved(sums: Sequence[Sequence[Key]], hidden: Mapping[Key, Hidden]) -> list[Key]:
    """The hidden figures that all sums together give exactly: a system of linear equations has one solution."""
    keys = list(hidden)
    if not keys:
        return []
    place = {key: at for at, key in enumerate(keys)}
    rows = []
    for line in sums:
        equation = np.zeros(len(keys))
        for key in line:
            if key in place:
                equation[place[key]] += -1.0 if key == line[-1] else 1.0
        if equation.any():
            rows.append(equation)
    if not rows:
        return []
    _, scale, basis = np.linalg.svd(np.array(rows))
    free = basis[int((scale > _SURE).sum()) :]
    return [key for key in keys if not (np.abs(free[:, place[key]]) > _SURE).any()]
