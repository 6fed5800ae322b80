"""Speed of the evolution. Not part of the test run: ``pytest tests/benchmarks/bench_evolution.py``.

Target: the story of 60 visits in 200 ms, from the encrypted store to the verdicts. Measured in processor time,
which other programs on the computer hardly lengthen.
"""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Overall,
    Quality,
    RawMeasure,
    State,
    ZoneScore,
)
from consultant_app.domain.clients import ClientDraft, Consent
from consultant_app.domain.consent import Signature
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.evolution import Evolution
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.domain.routine import Routine
from consultant_app.services.store import open_store

VISITS = 60
MODEL = ModelIdentity("skin", "1", "00" * 32)


def _photo(place: int) -> AnalysedPhoto:
    criteria = tuple(
        CriterionResult(
            key,
            each.grade_max * (place % 40) / 100,
            each.grade_max,
            100 - place % 40,
            5,
            State.OK,
            None,
            RawMeasure(1.5, each.raw_unit),
            tuple(ZoneScore(zone, 1.0, 80, 6) for zone in each.zones),
        )
        for key, each in CRITERIA.items()
    )
    analysis = Analysis("p.jpg", MODEL, Quality(True, ()), None, Overall(80, 3), criteria, (), ())
    return AnalysedPhoto(np.zeros((8, 8, 3), np.uint8), analysis, EvidenceMaps({}, np.eye(2, 3)), {})


@pytest.mark.benchmark(timer=time.process_time)
def test_sixty_visits(benchmark: Any, tmp_path: Path) -> None:
    days = iter(range(10_000))

    def now() -> datetime:
        return datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=next(days))

    with open_store(tmp_path / "store", "file", now=now) as session:
        session.people.appoint_manager("Hélène", "2580")
        client = session.clients.create(ClientDraft("Anna"))
        drawn = Signature(600, 200, (((0, 0), (300, 90)),))
        session.consents.sign(client.id, Consent(analysis=True, keep_results=True), "en", drawn)
        for place in range(VISITS):
            session.visits.save(client.id, _photo(place), Routine())

        def story() -> None:
            told = Evolution(MODEL, session.visits.timeline(client.id), {})
            assert len([told.series(key) for key in told.said()]) == len(CRITERIA)
            assert len(told.verdicts(told.visits[0].summary.id, told.visits[-1].summary.id)) == len(CRITERIA)

        benchmark.pedantic(story, rounds=10, warmup_rounds=1)
    assert benchmark.stats.stats.median < 0.200
