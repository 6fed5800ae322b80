"""From scores to needs: what is visibly to look after, how sure that is, and what each product does about it."""

import math
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
        weight: 0..1: how far the score lies under good, times how sure it is that it does.
        calls: Rules that speak for it, never empty.
    """

    criterion: str
    weight: float
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one active family of a product is credited with for one need: 0..1, through the rule of ``call``."""

    family: str
    weight: float
    call: Call


def needs_of(analysis: Analysis, book: RuleBook) -> tuple[Need, ...]:
    """The needs of a face in the order of its criteria; empty where all is good or nothing can be said."""
    needs = []
    for result in analysis.criteria:
        weight = _weight(result)
        if weight <= 0:
            continue
        calls = tuple(call for rule in book.needs if (call := _call(rule, result)) is not None)
        if calls:
            needs.append(Need(result.key, weight, calls))
    return tuple(needs)


def _weight(result: CriterionResult) -> float:
    """Depth under the good threshold times certainty.

    The certainty is ``2 P - 1``, with ``P`` the probability that the true score lies under the threshold when the
    error is normal with one standard error of ``plus_minus`` points: 0 on the threshold, 1 far below it. A score
    without a known error is not sure at all.
    """
    if result.state is not State.OK or result.score is None or result.plus_minus is None:
        return 0.0
    missing = GOOD_SCORE - result.score
    if missing <= 0:
        return 0.0
    certainty = math.erf(missing / (result.plus_minus * math.sqrt(2))) if result.plus_minus > 0 else 1.0
    return missing / GOOD_SCORE * certainty


def _call(rule: NeedRule, result: CriterionResult) -> Call | None:
    """The rule with its zone if it speaks for this result."""
    if result.key not in rule.criteria or result.score is None or result.score >= rule.below:
        return None
    scored = [(zone.score, zone.key) for zone in result.zones if zone.score is not None]
    if rule.zones:
        scored = [(score, zone) for score, zone in scored if zone in rule.zones and score < rule.below]
        if not scored:
            return None
    return Call(rule, min(scored, key=lambda pair: pair[0])[1] if scored else Zone.FACE)


def claims_of(product: Product, need: Need) -> tuple[Claim, ...]:
    """What a product does for a need, one claim a family, the strongest first.

    Empty where the product is not meant for the criterion or has none of the families asked for. Where several
    rules ask for a family, the one that credits it most speaks; of equals, the one that stands first in the file.
    """
    if need.criterion not in product.targets:
        return ()
    best: dict[str, Claim] = {}
    for call in need.calls:
        for family, weight in call.rule.families.items():
            if family in product.actives and (family not in best or weight > best[family].weight):
                best[family] = Claim(family, weight, call)
    return tuple(sorted(best.values(), key=lambda claim: (-claim.weight, claim.family)))
