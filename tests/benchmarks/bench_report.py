"""A report of three pages is made within a second of processor time, and fits into an e-mail."""

import time
from typing import Any

import numpy as np
import pytest
import skimage.data

from consultant_app.brand import load_brand
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.domain.reports import ReportOptions
from consultant_app.domain.routine import Recommendation, Routine
from consultant_app.services.catalogue import load_catalogue
from consultant_app.services.reports import ReportRequest, ReportService
from tests.report.conftest import AT, MIDDLE, SCORES, ZONES, analysis, soft_map, story_of

SECONDS, BYTES = 1.0, 3_000_000


def big_photo() -> AnalysedPhoto:
    """A face of 2,900 pixels on a photo of nine megapixels, as a counter's camera takes it."""
    rgb = np.repeat(np.repeat(skimage.data.astronaut(), 6, axis=0), 6, axis=1)
    scale, offset = 160 / 190 / 6, (MIDDLE - 95) * 6
    affine = np.array([[scale, 0, -scale * offset[0]], [0, scale, -scale * offset[1]]])
    small = 160 / 190
    maps = {
        key: soft_map(CRITERIA[key].zones, 1 - score / 120, small, MIDDLE - 95)
        for key, score in SCORES.items()
        if score is not None
    }
    zones = {zone: line * 6 for zone, line in ZONES.items()}
    return AnalysedPhoto(rgb, analysis(SCORES), EvidenceMaps(maps, affine), zones)


@pytest.mark.benchmark(timer=time.process_time)
def test_a_report_takes_less_than_a_second(benchmark: Any) -> None:
    products = list(load_catalogue().products.values())[:5]
    routine = Routine(tuple(Recommendation(product, product.step, product.time, ()) for product in products))
    story = story_of(*({"redness": 20 + number} for number in range(60)))
    request = ReportRequest(big_photo(), routine, "Camille", AT, ReportOptions("fr"), None, story)
    service = ReportService(load_brand())
    service.make(request)
    pdf = benchmark.pedantic(service.make, (request,), rounds=5)
    assert len(pdf) < BYTES
    assert benchmark.stats.stats.median < SECONDS
