"""How long a routine takes on one core: ``pytest tests/benchmarks/bench_recommendation.py``."""

import dataclasses
import random

import pytest

from consultant_app.domain.clients import Profile
from consultant_app.domain.criteria import CRITERIA
from consultant_app.services.recommendation import RecommendationService, default_recommendations
from tests.services.test_recommendation import analysis

BUDGETS = (None, 150.0, 250.0, 400.0)


def faces(number: int) -> list[tuple[dict[str, int], Profile]]:
    """Random faces, some criteria unsaid, with random budgets; the same on every run."""
    chance = random.Random(1)  # noqa: S311 - faces, no secret
    return [
        (
            {key: chance.randint(20, 90) for key in CRITERIA if chance.random() < 0.8},
            Profile(budget=chance.choice(BUDGETS)),
        )
        for _ in range(number)
    ]


def large_house() -> RecommendationService:
    """Eight variants of each product, at other prices and for fewer criteria."""
    house, chance = default_recommendations(), random.Random(2)  # noqa: S311 - prices, no secret
    products = {}
    for product in house.catalogue.products.values():
        for number in range(8):
            key = f"{product.id}-{number}"
            targets = tuple(target for target in product.targets if chance.random() < 0.8)
            price = product.price + chance.randint(-9, 9)
            products[key] = dataclasses.replace(product, id=key, price=price, targets=targets)
    return RecommendationService(dataclasses.replace(house.catalogue, products=products), house._rules)


@pytest.mark.parametrize("house", [default_recommendations, large_house], ids=["39 products", "312 products"])
def test_a_routine(benchmark, house) -> None:
    service, turn = house(), iter(faces(400) * 3)
    service.prepare()

    def next_routine() -> None:
        scores, profile = next(turn)
        service.recommend(analysis(scores), profile)

    benchmark.pedantic(next_routine, rounds=40, iterations=1)


def test_why_not(benchmark) -> None:
    consultation = default_recommendations().consult(analysis(dict.fromkeys(CRITERIA, 40)), Profile())
    routine = consultation.best()
    benchmark(consultation.why_not, routine)
