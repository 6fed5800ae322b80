"""The best few products under all constraints: an exact integer program, solved by OR-tools' CP-SAT.

Ties have one answer each: the highest worth, then fewer products, then the lower price, then fewer uses cut, then
the lower ids. The objective holds all but the ids; sets that are equal in it are asked for one after the other. So
the routine does not hang on the solver's path, version or machine (ADR 0004 has the formulation and the figures).
"""

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from consultant_app.domain.catalogue import Step, Time
from consultant_app.services.rules import Scope
from consultant_app.services.rules_fit import (
    ONCE_A_TIME_OF_DAY,
    Chosen,
    Option,
    is_shield,
    needs_shield,
)
from consultant_app.services.rules_worth import Problem, united

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    _Flags: TypeAlias = list["cp_model.IntVar"]

_PARTS_OF_DAY = (Time.MORNING, Time.EVENING)


def prepare() -> None:
    """Import the solver, which takes most of a second, before the first face needs it. Any thread."""
    from ortools.sat.python import cp_model  # noqa: F401


def best_set(problem: Problem, options: Sequence[Option]) -> Chosen:
    """The best set of ``options``; the empty one where none is worth advising. The order given plays no part."""
    useful = undominated(problem, options)
    if problem.at_most == 0 or not any(problem.gain(option) > problem.least for option in useful):
        return Chosen()
    model = _Model(problem, useful)
    best = min(model.best(), key=lambda tie: [option.product.id for option in tie])
    return problem.compatibility.timed(best) or Chosen()


def undominated(problem: Problem, options: Sequence[Option]) -> list[Option]:
    """The options, by id, without those that another of the same step and uses makes needless.

    The better one claims all they claim, is kept apart from no more, costs no more, and comes first in a tie: in
    any set it can stand in their place. So a large range of look-alikes costs no time.
    """
    watched = problem.book.watched_families()
    groups: dict[tuple[Step, tuple[Time, ...]], list[Option]] = {}
    for option in sorted(options, key=lambda item: (item.cents, item.product.id)):
        kept = groups.setdefault((option.product.step, option.uses), [])
        if not any(_dominates(problem, better, option, watched) for better in kept):
            kept.append(option)
    return sorted((option for kept in groups.values() for option in kept), key=lambda item: item.product.id)


def _dominates(problem: Problem, better: Option, option: Option, watched: frozenset[str]) -> bool:
    """Whether ``better``, cheaper or first of equals, can always stand in the place of ``option``."""
    return (
        better.claims.keys() >= option.claims.keys()
        and watched & {*better.product.actives} <= {*option.product.actives}
        and is_shield(better.product, problem.book) >= is_shield(option.product, problem.book)
        and better.product.time is option.product.time
    )


class _Model:
    """The program: a flag a product and use, a flag a product, a flag a set of families a need."""

    def __init__(self, problem: Problem, options: Sequence[Option]) -> None:
        from ortools.sat.python import cp_model

        self._problem = problem
        self._options = options
        self._model = cp_model.CpModel()
        self._uses = [{use: self._model.new_bool_var("") for use in option.uses} for option in options]
        self._taken = [self._taken_flag(uses) for uses in self._uses]
        self._keep_steps()
        self._keep_apart()
        self._keep_shield()
        self._keep_limits()
        self._objective = self._ranked()

    def best(self) -> list[tuple[Option, ...]]:
        """All sets that no other is better than, ids apart."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = 1
        parameters.random_seed = 0
        # The linear relaxation of the families' flags is nearly tight: with all of it, the worst search is ten
        # times shorter.
        parameters.linearization_level = 2
        self._model.maximize(self._objective)
        solver.solve(self._model)
        found = [self._forbid_taken(solver)]
        self._model.add(self._objective == round(solver.objective_value))
        self._model.maximize(0)
        while solver.solve(self._model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            found.append(self._forbid_taken(solver))
        return found

    def _forbid_taken(self, solver: "cp_model.CpSolver") -> tuple[Option, ...]:
        """The set that the solver found; it is not to be found again."""
        values = [solver.boolean_value(flag) for flag in self._taken]
        flags = [flag.negated() if value else flag for flag, value in zip(self._taken, values, strict=True)]
        self._model.add_bool_or(flags)
        return tuple(option for option, value in zip(self._options, values, strict=True) if value)

    def _taken_flag(self, uses: dict[Time, "cp_model.IntVar"]) -> "cp_model.IntVar":
        flags = list(uses.values())
        if len(flags) == 1:
            return flags[0]
        taken = self._model.new_bool_var("")
        self._model.add(_weighed(flags) == taken)
        return taken

    def _at(self, place: int, part: Time) -> "_Flags":
        """Flags of the uses of a product that fall into the morning, or into the evening."""
        return [flag for use, flag in self._uses[place].items() if use in (part, Time.BOTH)]

    def _keep_steps(self) -> None:
        for step in Step:
            places = [place for place, option in enumerate(self._options) if option.product.step is step]
            if step not in ONCE_A_TIME_OF_DAY:
                self._model.add_at_most_one(self._taken[place] for place in places)
                continue
            for part in _PARTS_OF_DAY:
                self._model.add_at_most_one(flag for place in places for flag in self._at(place, part))

    def _keep_apart(self) -> None:
        for one, other in combinations(range(len(self._options)), 2):
            actives = self._options[one].product.actives, self._options[other].product.actives
            scope = self._problem.compatibility.apart(*actives)
            if scope is Scope.ROUTINE:
                self._model.add_at_most_one(self._taken[one], self._taken[other])
            elif scope is Scope.SAME_TIME:
                for part in _PARTS_OF_DAY:
                    self._model.add_at_most_one([*self._at(one, part), *self._at(other, part)])

    def _keep_shield(self) -> None:
        if self._problem.shielded:
            return
        book = self._problem.book
        pairs = list(zip(self._options, self._taken, strict=True))
        shields = [flag for option, flag in pairs if is_shield(option.product, book)]
        for option, flag in pairs:
            if needs_shield([option.product], book):
                self._model.add_bool_or([flag.negated(), *shields])

    def _keep_limits(self) -> None:
        self._model.add(_weighed(self._taken) <= self._problem.at_most)
        if self._problem.budget is not None:
            self._model.add(self._price() <= self._problem.budget)

    def _price(self) -> "cp_model.LinearExpr":
        return _weighed(self._taken, [option.cents for option in self._options])

    def _worth(self) -> "cp_model.LinearExpr":
        """Worth of the families in the set: exactly one set of families holds a need.

        A flag a set instead of a product of flags keeps the program linear and its relaxation close.
        """
        claims = united(self._options)
        values: dict[cp_model.IntVar, int] = {}
        for need in range(len(self._problem.weights)):
            keys = sorted(key for key in claims if key[0] == need and key not in self._problem.credited)
            sets = [some for size in range(len(keys) + 1) for some in combinations(keys, size)]
            flags = [self._model.new_bool_var("") for _ in sets]
            self._model.add_exactly_one(flags)
            for key in keys:
                holding = [flag for flag, some in zip(flags, sets, strict=True) if key in some]
                self._model.add(_weighed(holding) == self._brought(key))
            for flag, some in zip(flags, sets, strict=True):
                values[flag] = self._problem.value(need, [claims[key] for key in some])
        return _weighed(list(values), list(values.values()))

    def _brought(self, key: tuple[int, str]) -> "cp_model.IntVar":
        """Whether any product of the set brings this family to this need."""
        brought = self._model.new_bool_var("")
        flags = [flag for option, flag in zip(self._options, self._taken, strict=True) if key in option.claims]
        self._model.add_max_equality(brought, flags)
        return brought

    def _ranked(self) -> "cp_model.LinearExpr":
        """Worth, then fewer products, then the lower price, then fewer uses cut: one whole number below 2^62."""
        at_most = self._problem.at_most
        pairs = zip(self._options, self._uses, strict=True)
        cut = [flag for option, uses in pairs for use, flag in uses.items() if use is not option.product.time]
        one_cent = at_most + 1
        one_product = one_cent * (at_most * max(option.cents for option in self._options) + 1)
        one_unit = one_product * (at_most + 1)
        count = _weighed(self._taken)
        worth = self._worth() - count * self._problem.least
        return worth * one_unit - count * one_product - self._price() * one_cent - _weighed(cut)


def _weighed(flags: "_Flags", weights: Sequence[int] | None = None) -> "cp_model.LinearExpr":
    """The weights of the flags that are set, added up; without weights, their number."""
    from ortools.sat.python import cp_model

    told = [1] * len(flags) if weights is None else list(weights)
    return cp_model.LinearExpr.weighted_sum(flags, told)
