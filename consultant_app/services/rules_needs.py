"""From scores to needs: what is visibly to look after, how sure that is, and what each product does about it."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from consultant_app.domain.analysis import Analysis, CriterionResult, State
from consultant_app.domain.catalogue import Product
from consultant_app.domain.criteria import Zone
from consultant_app.services.rules import GOOD_SCORE, NeedRule, RuleBook


@dataclass(frozen=True, slots=True)
class Call:
    """A rule that speaks for a need, and the most marked zone that it speaks of."""

    rule: NeedRule
    zone: Zone


@dataclass(frozen=True, slots=True)
class Need:
    """A criterion to look after.

    Attributes:
        criterion: Its key.
        weight: How far the score lies under good, times how sure it is that it does, times the house's
            ``wish_weight`` where the client wishes it looked after.
        certainty: 0..1: how sure it is that the score lies under good.
        calls: Rules that speak for it, never empty.
    """

    criterion: str
    weight: float
    certainty: float
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one active family of a product is credited with for one need: 0..1, through the rule of ``call``."""

    family: str
    weight: float
    call: Call


def needs_of(analysis: Analysis, book: RuleBook, wishes: Collection[str] = ()) -> tuple[Need, ...]:
    """The needs of a face in the order of its criteria; empty where all is good or nothing can be said.

    Args:
        analysis: Scores with their +/-.
        book: The rules.
        wishes: Criteria that the client would like looked after first. They weigh more where there is a need; they
            make none.
    """
    needs = []
    for result in analysis.criteria:
        certainty = certainty_of(result)
        if certainty <= 0 or result.score is None:
            continue
        calls = tuple(call for rule in book.needs if (call := _call(rule, result)) is not None)
        if calls:
            depth = (GOOD_SCORE - result.score) / GOOD_SCORE
            wish = book.wish_weight if result.key in wishes else 1.0
            needs.append(Need(result.key, depth * certainty * wish, certainty, calls))
    return tuple(needs)


def certainty_of(result: CriterionResult) -> float:
    """How sure it is, 0..1, that the true score lies under good: 0 where it is not under it, or cannot be said.

    It is ``2 P - 1``, with ``P`` the probability that the true score lies under the threshold when the error is
    normal with one standard error of ``plus_minus`` points: 0 on the threshold, 1 far below it. A score without a
    known error is not sure at all.
    """
    return max(0.0, 2 * _probability_below(result, GOOD_SCORE) - 1)


def _probability_below(result: CriterionResult, limit: int) -> float:
    """How probable it is that the true score lies under ``limit``; 0 where nothing can be said."""
    if result.state is not State.OK or result.score is None or result.plus_minus is None:
        return 0.0
    missing = limit - result.score
    if result.plus_minus <= 0:
        return 1.0 if missing > 0 else 0.0
    return (1 + math.erf(missing / (result.plus_minus * math.sqrt(2)))) / 2


def _call(rule: NeedRule, result: CriterionResult) -> Call | None:
    """The rule with its zone if it speaks for this result."""
    if result.key not in rule.criteria or result.score is None or result.score >= rule.below:
        return None
    if _probability_below(result, rule.below) < rule.certainty:
        return None
    scored = [(zone.score, zone.key) for zone in result.zones if zone.score is not None]
    if rule.zones:
        scored = [(score, zone) for score, zone in scored if zone in rule.zones and score < rule.below]
        if not scored:
            return None
    return Call(rule, min(scored, key=lambda pair: pair[0])[1] if scored else Zone.FACE)


def claims_of(product: Product, need: Need) -> tuple[Claim, ...]:
    """What a product does for a need, one claim a family, the strongest first.

    Empty where the product is not meant for the criterion or has none of the families asked for.
    """
    if need.criterion not in product.targets:
        return ()
    best = {family: claim for family in product.actives if (claim := claim_for(family, need)) is not None}
    return tuple(sorted(best.values(), key=lambda claim: (-claim.weight, claim.family)))


def claim_for(family: str, need: Need) -> Claim | None:
    """What a family is credited with for a need; ``None`` where no rule that speaks asks for it.

    Where several rules ask for it, the one that credits it most speaks; of equals, the first in the file.
    """
    calls = [call for call in need.calls if family in call.rule.families]
    if not calls:
        return None
    call = max(calls, key=lambda call: call.rule.families[family])
    return Claim(family, call.rule.families[family], call)
