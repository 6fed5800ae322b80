"""The best few products under constraints: an exact, deterministic search.

Worth of a set: the sum over needs of ``weight * (1 - product of (1 - credit))`` over the different active families
in it, minus ``least_gain`` a product. So a further active for the same need adds less, the same active in a second
product adds nothing, and none is advised that adds less than ``least_gain``. The sum never rises faster than the
single gains added up (it is submodular), which gives the bound that lets branch and bound skip nearly all sets
without missing one. Ties go to fewer products, then the lower price, then fewer uses cut, then the lower ids: the
same input gives the same routine on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.services.rules import RuleBook, Scope

_SAME = 1e-9
"""Worths closer than this are equal: far above rounding error, far below any difference that matters."""

_ONCE_A_TIME_OF_DAY = frozenset({Step.SERUM})
"""Steps that a routine may have twice, once in the morning and once in the evening; all others once."""

Claims = dict[tuple[int, str], float]
"""Credit, 0..1, by the need's place and the family."""

Uses = tuple[Time, ...]
"""When each product of a set is used, in the order of the set."""


@dataclass(frozen=True, slots=True)
class Option:
    """A product that may be advised.

    Attributes:
        product: The product.
        claims: What its families are credited with.
        uses: When it can be used beside what the client owns; a product for both may be cut to one.
    """

    product: Product
    claims: Claims
    uses: tuple[Time, ...]

    @property
    def cents(self) -> int:
        """Price in hundredths: sums of these are exact."""
        return cents_of(self.product.price)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A set of products with their uses."""

    options: tuple[Option, ...] = ()
    uses: Uses = ()


def cents_of(amount: float) -> int:
    """An amount of money in whole hundredths."""
    return round(amount * 100)


class Compatibility:
    """Which products may stand beside each other, and when."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._apart: dict[tuple[str, str], Scope | None] = {}

    def apart(self, one: Product, other: Product) -> Scope | None:
        """How far the conflict rules keep two products apart; ``None`` where no rule does."""
        key = (one.id, other.id)
        if key not in self._apart:
            scopes = {
                rule.scope
                for rule in self._book.conflicts
                if (_has(one, rule.first) and _has(other, rule.second))
                or (_has(other, rule.first) and _has(one, rule.second))
            }
            widest = Scope.ROUTINE if Scope.ROUTINE in scopes else Scope.SAME_TIME if scopes else None
            self._apart[key] = self._apart[other.id, one.id] = widest
        return self._apart[key]

    def fit(self, one: Product, use: Time, other: Product, other_use: Time, *, slots: bool = True) -> bool:
        """Whether two products used at these times keep all rules; with ``slots``, the steps too."""
        apart = self.apart(one, other)
        if apart is Scope.ROUTINE:
            return False
        if slots and one.step is other.step and one.step not in _ONCE_A_TIME_OF_DAY:
            return False
        if not overlap(use, other_use):
            return True
        return apart is None and not (slots and one.step is other.step)

    def ways(self, chosen: Sequence[Option]) -> list[Uses]:
        """All ways to use these products together; empty where they do not fit."""
        ways: list[Uses] = [()]
        for index, option in enumerate(chosen):
            ways = self.extend(chosen[:index], ways, option)
        return ways

    def extend(self, chosen: Sequence[Option], ways: list[Uses], option: Option) -> list[Uses]:
        """All ways to use the chosen products and one more; empty where there is none."""
        return [
            (*way, use)
            for way in ways
            for use in option.uses
            if all(
                self.fit(option.product, use, other.product, other_use)
                for other, other_use in zip(chosen, way, strict=True)
            )
        ]


def cuts(product: Product) -> tuple[Time, ...]:
    """When a product may be used: as printed, or cut from both to one."""
    return (Time.BOTH, Time.MORNING, Time.EVENING) if product.time is Time.BOTH else (product.time,)


def overlap(one: Time, other: Time) -> bool:
    """Whether two uses meet in the morning or in the evening."""
    return one is other or Time.BOTH in (one, other)


def _has(product: Product, families: tuple[str, ...]) -> bool:
    return any(family in families for family in product.actives)


def needs_shield(products: Sequence[Product], book: RuleBook) -> bool:
    """Whether any of the products may be advised only beside a sunscreen."""
    return any(_has(product, book.sunscreen.families) for product in products)


def is_shield(product: Product, book: RuleBook) -> bool:
    """Whether the product is the sunscreen that others need: right family, and used in the morning."""
    return book.sunscreen.shield in product.actives and product.time is not Time.EVENING


@dataclass(slots=True)
class Search:
    """One search.

    Attributes:
        weights: Weight of each need.
        credited: What the families that the client already uses are credited with.
        book: The rules.
        shielded: The client owns a sunscreen that she may use.
        budget: Highest sum in hundredths; ``None`` for no limit.
        compatibility: Shared between searches over the same products.
    """

    weights: tuple[float, ...]
    credited: Claims
    book: RuleBook
    shielded: bool
    budget: int | None
    compatibility: Compatibility
    _best: Chosen = field(init=False, default_factory=Chosen)
    _best_worth: float = field(init=False, default=0.0)

    def gain(self, option: Option, credited: Claims) -> float:
        """What a product adds to a set whose families are credited with ``credited``."""
        return self._gain(option, credited, self._left(credited))

    def _left(self, credited: Claims) -> list[float]:
        """Share of each need that the credited families leave open, 0..1."""
        left = [1.0] * len(self.weights)
        for (need, _), credit in credited.items():
            left[need] *= 1 - credit
        return left

    def _gain(self, option: Option, credited: Claims, left: list[float]) -> float:
        now: dict[int, float] = {}
        worth = 0.0
        for key, credit in option.claims.items():
            if key not in credited:
                need = key[0]
                share = now.get(need, left[need])
                worth += self.weights[need] * share * credit
                now[need] = share * (1 - credit)
        return worth

    def best(self, options: Sequence[Option]) -> Chosen:
        """The best set of ``options``; the empty one where none is worth advising."""
        self._best, self._best_worth = Chosen(), 0.0
        self._visit(self._undominated(options), (), [()], self.credited, 0.0)
        return self._best

    def _undominated(self, options: Sequence[Option]) -> list[Option]:
        """The options without those that another of the same step and uses makes needless.

        It claims all they claim, is kept apart from no more, and wins the tie: beside it they add nothing, and in
        any set it can stand in their place. So a large range of look-alikes costs no time.
        """
        watched = self.book.watched_families()
        groups: dict[tuple[Step, Uses], list[Option]] = {}
        for option in sorted(options, key=lambda item: (item.cents, item.product.id)):
            kept = groups.setdefault((option.product.step, option.uses), [])
            if not any(self._dominates(better, option, watched) for better in kept):
                kept.append(option)
        return [option for kept in groups.values() for option in kept]

    def _dominates(self, better: Option, option: Option, watched: frozenset[str]) -> bool:
        """Whether ``better``, cheaper or first of equals, can always stand in the place of ``option``."""
        return (
            better.claims.keys() >= option.claims.keys()
            and watched & {*better.product.actives} <= {*option.product.actives}
            and is_shield(better.product, self.book) >= is_shield(option.product, self.book)
            and better.product.time is option.product.time
        )

    def _visit(
        self,
        candidates: list[Option],
        chosen: tuple[Option, ...],
        ways: list[Uses],
        credited: Claims,
        worth: float,
    ) -> None:
        self._keep_if_better(chosen, ways, worth)
        room = self.book.products_at_most - len(chosen)
        if room == 0:
            return
        ranked = self._worth_a_try(candidates, chosen, credited)
        bounds = _bounds(ranked, room)
        spent = sum(option.cents for option in chosen)
        for index, (gain, option) in enumerate(ranked):
            if worth + bounds[index] < self._best_worth - _SAME:
                return
            if self.budget is not None and spent + option.cents > self.budget:
                continue
            longer = self.compatibility.extend(chosen, ways, option)
            if longer:
                rest = [later for _, later in ranked[index + 1 :]]
                self._visit(rest, (*chosen, option), longer, option.claims | credited, worth + gain)

    def _worth_a_try(
        self, candidates: list[Option], chosen: tuple[Option, ...], credited: Claims
    ) -> list[tuple[float, Option]]:
        """Gain less ``least_gain``, and option, the strongest first: an early good set bounds the rest.

        What adds too little now adds no more beside further products and is dropped for good, as is what finds its
        step taken. A sunscreen stays, since it may be what another product needs.
        """
        left = self._left(credited)
        taken = {option.product.step for option in chosen} - _ONCE_A_TIME_OF_DAY
        ranked = [
            (gain, option)
            for option in candidates
            if option.product.step not in taken
            and (
                (gain := self._gain(option, credited, left) - self.book.least_gain) > _SAME
                or self._shields(option)
            )
        ]
        return sorted(ranked, key=lambda pair: (-pair[0], pair[1].product.id))

    def _shields(self, option: Option) -> bool:
        return not self.shielded and is_shield(option.product, self.book)

    def _keep_if_better(self, chosen: tuple[Option, ...], ways: list[Uses], worth: float) -> None:
        if worth < self._best_worth - _SAME or not chosen:
            return
        products = [option.product for option in chosen]
        shielded = self.shielded or any(is_shield(product, self.book) for product in products)
        if needs_shield(products, self.book) and not shielded:
            return
        found = _in_order(Chosen(chosen, min(ways, key=lambda way: _way_rank(chosen, way))))
        if worth > self._best_worth + _SAME or _tie_rank(found) < _tie_rank(self._best):
            self._best, self._best_worth = found, worth


def _bounds(ranked: list[tuple[float, Option]], room: int) -> list[float]:
    """For each place, the most that ``room`` products from there on could add, at most so many of a step."""
    bounds: list[float] = []
    by_step: dict[Step, list[float]] = {}
    for gain, option in reversed(ranked):
        step = option.product.step
        most = 2 if step in _ONCE_A_TIME_OF_DAY else 1
        # Going up, gains only rise: the last ones seen are the largest of their step.
        by_step[step] = [max(gain, 0.0), *by_step.get(step, [])][:most]
        gains = sorted((value for values in by_step.values() for value in values), reverse=True)
        bounds.append(sum(gains[:room]))
    return bounds[::-1]


def _in_order(chosen: Chosen) -> Chosen:
    pairs = sorted(zip(chosen.options, chosen.uses, strict=True), key=lambda pair: pair[0].product.id)
    return Chosen(tuple(option for option, _ in pairs), tuple(use for _, use in pairs))


def _way_rank(chosen: tuple[Option, ...], way: Uses) -> tuple[int, list[tuple[str, int]]]:
    """Fewest products cut from both to one; then mornings go to the lower ids."""
    order = list(Time)
    cut = sum(use is not option.product.time for option, use in zip(chosen, way, strict=True))
    return cut, sorted((option.product.id, order.index(use)) for option, use in zip(chosen, way, strict=True))


def _tie_rank(chosen: Chosen) -> tuple[int, int, int, list[tuple[str, int]]]:
    cut, uses = _way_rank(chosen.options, chosen.uses)
    return len(chosen.options), sum(option.cents for option in chosen.options), cut, uses
