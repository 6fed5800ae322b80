from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import numpy as np
import pytest
import skimage.data
from reportlab.platypus import Paragraph, Table

from consultant_app.brand import load_brand
from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Overall,
    Quality,
    QualityFinding,
    RawMeasure,
    Severity,
    State,
    Tone,
    ZoneScore,
)
from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.clients import VisitSummary
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.evolution import Evolution, PastVisit
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps, Map
from consultant_app.domain.routine import Reason, Recommendation, Routine
from consultant_app.domain.scoring import overall_of, priorities_of, strengths_of
from consultant_app.report.content import Cut, ReportContent, ReportImages, Seen
from consultant_app.report.sheet import Sheet
from consultant_app.report.style import Style
from consultant_app.texts import texts

T = TypeVar("T")
AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
SCORES: dict[str, int | None] = {
    "forehead_lines": 91,
    "frown_lines": 83,
    "crows_feet": 52,
    "under_eye_lines": 61,
    "folds": 74,
    "texture": 88,
    "pores": 66,
    "dark_spots": 79,
    "tone_evenness": 72,
    "redness": 47,
    "blemishes": 95,
    "dark_circles": 58,
    "eye_bags": 77,
    "firmness": None,
    "shine": 100,
    "radiance": None,
}
MIDDLE = np.array([224.0, 113.0])
"""Between the astronaut's eyes and mouth, pixels of her 512 x 512 photo."""


def oval(x: float, y: float, wide: float, high: float) -> np.ndarray:
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    points = MIDDLE + np.column_stack([x + wide * np.cos(turn), y + high * np.sin(turn)])
    return points.astype(np.float32)


ZONES = {
    Zone.FOREHEAD: oval(0, -31, 28, 8),
    Zone.GLABELLA: oval(0, -18, 6, 5),
    Zone.CROWS_FEET_RIGHT: oval(-39, -13, 5, 7),
    Zone.CROWS_FEET_LEFT: oval(39, -13, 5, 7),
    Zone.UNDER_EYE_RIGHT: oval(-19, -5, 11, 4),
    Zone.UNDER_EYE_LEFT: oval(19, -5, 11, 4),
    Zone.NOSE: oval(0, 6, 9, 14),
    Zone.CHEEK_RIGHT: oval(-28, 16, 12, 13),
    Zone.CHEEK_LEFT: oval(28, 16, 12, 13),
    Zone.MOUTH_RIGHT: oval(-25, 40, 6, 9),
    Zone.MOUTH_LEFT: oval(25, 40, 6, 9),
    Zone.CHIN: oval(0, 57, 14, 8),
    Zone.JAW_LINE: oval(0, 64, 30, 7),
    Zone.FACE: oval(0, 15, 47, 57),
}


def result(key: str, score: int | None, reason: str = "reason.no_measure") -> CriterionResult:
    criterion = CRITERIA[key]
    said = score is not None
    grade = criterion.grade_max * (1 - score / 100) if score is not None else None
    return CriterionResult(
        key=key,
        grade=grade,
        grade_max=criterion.grade_max,
        score=score,
        plus_minus=4 + len(key) % 5 if said else None,
        state=State.OK if said else State.CANNOT_SAY,
        reason=None if said else reason,
        raw=RawMeasure(grade, criterion.raw_unit),
        zones=tuple(
            ZoneScore(zone, grade, None if score is None else max(0, score - n), 6 if said else None)
            for n, zone in enumerate(criterion.zones)
        ),
    )


def analysis(scores: dict[str, int | None], *findings: str) -> Analysis:
    results = [result(key, score) for key, score in scores.items()]
    weights = dict.fromkeys(scores, 1.0)
    return Analysis(
        photo="visit.jpg",
        model=ModelIdentity("aurelle-skin", "1.0.0", "0" * 64),
        quality=Quality(
            accepted=True,
            findings=tuple(QualityFinding("light", Severity.WARN, 0.2, 0.3, text) for text in findings),
        ),
        tone=Tone(38.0, "intermediate", 4),
        overall=overall_of(results, weights) if results else Overall(None, None),
        criteria=tuple(results),
        strengths=strengths_of(results),
        priorities=priorities_of(results),
    )


def soft_map(zones: tuple[Zone, ...], level: float, scale: float, offset: np.ndarray) -> Map:
    """Gaussian bumps at the zones' middles, as smooth as a network's map; 160 x 160."""
    y, x = np.mgrid[:160, :160]
    out = np.zeros((160, 160))
    for zone in zones:
        points = (ZONES[zone] - offset) * scale
        middle, size = points.mean(axis=0), np.maximum(points.std(axis=0), 4)
        bump = np.exp(-(((x - middle[0]) / size[0]) ** 2 + ((y - middle[1]) / size[1]) ** 2) / 2)
        out = np.maximum(out, bump)
    return (level * out).astype(np.float32)


@pytest.fixture(scope="session")
def photo() -> AnalysedPhoto:
    scale, offset = 160 / 190, MIDDLE - 95
    affine = np.array([[scale, 0, -scale * offset[0]], [0, scale, -scale * offset[1]]])
    maps = {
        key: soft_map(CRITERIA[key].zones, 1 - score / 120, scale, offset)
        for key, score in SCORES.items()
        if score is not None
    }
    return AnalysedPhoto(skimage.data.astronaut(), analysis(SCORES), EvidenceMaps(maps, affine), ZONES)


def parts(part: object, kind: type[T]) -> Iterator[T]:
    """All flowables of a kind, from top to bottom."""
    if isinstance(part, kind):
        yield part
    elif isinstance(part, Table):
        yield from parts(part._cellvalues, kind)
    elif isinstance(part, (list, tuple)):
        for item in part:
            yield from parts(item, kind)
    else:
        yield from parts(getattr(part, "_content", ()), kind)


def said(part: object) -> Iterator[str]:
    """All texts of flowables, in reading order."""
    if isinstance(part, Paragraph):
        yield part.getPlainText()
    elif isinstance(part, Table):
        yield from said(part._cellvalues)
    elif isinstance(part, (list, tuple)):
        for item in part:
            yield from said(item)
    else:
        yield from said(getattr(part, "_content", ()))


def images_of(*keys: str, with_photo: bool = True) -> ReportImages:
    """Grey pictures of the priorities ``keys``, or none but the zones' lines."""
    grey = np.full((50, 40, 3), 180, np.uint8)
    shares = {Zone.CHEEK_LEFT: 0.7, Zone.CHIN: 0.3}
    if not with_photo:
        cut = Cut((40, 50), ZONES)
        return ReportImages(cut, cut, {key: Seen(shares) for key in keys})
    cut = Cut((40, 50), ZONES, grey)
    close_ups = ((Zone.CHEEK_LEFT, grey[:30, :30]),) * 3
    return ReportImages(cut, cut, {key: Seen(shares, grey, (ZONES[Zone.CHIN],), close_ups) for key in keys}, grey)


def story_of(*changes: dict[str, int | None]) -> Evolution:
    """Visits two months apart, each with the usual scores but for ``changes``; the last is today's."""
    visits = []
    for number, changed in enumerate(changes):
        at = AT - timedelta(days=60 * (len(changes) - 1 - number))
        summary = VisitSummary(f"v{number}", "c", at, 70, 3, "1.0.0", has_photo=True)
        visits.append(PastVisit(summary, analysis({**SCORES, **changed})))
    return Evolution(visits[-1].told.model, tuple(visits), {})


@pytest.fixture
def sheet_of(photo: AnalysedPhoto, routine: Routine) -> Callable[..., Sheet]:
    """A sheet in ``language``; further names replace fields of its content."""

    def build(language: str = "en", **changes: object) -> Sheet:
        images = images_of(*photo.analysis.priorities[:3])
        content = ReportContent(photo.analysis, routine, images, "Camille", AT, texts(language), rationale)
        return Sheet(Style(load_brand()), replace(content, **changes), 500)

    return build


@pytest.fixture
def with_scores(photo: AnalysedPhoto) -> Callable[..., AnalysedPhoto]:
    def build(scores: dict[str, int | None], *findings: str) -> AnalysedPhoto:
        return replace(photo, analysis=analysis(scores, *findings))

    return build


def product(name: str, step: Step, time: Time, how: str) -> Product:
    return Product(
        id=name.lower(),
        name=name,
        step=step,
        time=time,
        price=80.0,
        currency="EUR",
        size="30 ml",
        texture="serum",
        inci=("AQUA",),
        actives=(),
        targets=("redness",),
        fragrance_free=True,
        pregnancy_ok=True,
        sensitive_ok=True,
        in_stock=True,
        how={"en": how, "fr": f"FR {how}"},
        pitch={"en": "", "fr": ""},
    )


def advice(name: str, step: Step, time: Time, how: str, *reasons: Reason) -> Recommendation:
    return Recommendation(product(name, step, time, how), step, time, reasons)


@pytest.fixture
def routine() -> Routine:
    eyes = Reason("crows_feet", Zone.CROWS_FEET_LEFT, "peptides-for-lines")
    circles = Reason("dark_circles", Zone.UNDER_EYE_RIGHT, "caffeine-for-circles")
    red = Reason("redness", Zone.CHEEK_LEFT, "calm")
    return Routine(
        (
            advice(
                "Lait de Soie",
                Step.CLEANSER,
                Time.BOTH,
                "Massage on dry skin, then rinse with lukewarm water.",
                red,
            ),
            advice("Sérum Céleste à la Niacinamide", Step.SERUM, Time.BOTH, "Three drops, pressed in.", red, eyes),
            advice(
                "Regard d’Aurelle", Step.EYE_CARE, Time.EVENING, "Pat along the bone below the eye.", eyes, circles
            ),
            advice("Crème Veloutée", Step.MOISTURISER, Time.EVENING, "A hazelnut, from the middle outwards.", red),
            advice(
                "Voile Protecteur SPF 50",
                Step.SUNSCREEN,
                Time.MORNING,
                "Two fingers’ length, every two hours.",
                red,
            ),
        )
    )


def rationale(rule: str, language: str) -> str:
    return {
        ("calm", "en"): "A low score for redness calls for soothing actives.",
        ("calm", "fr"): "Un score de rougeurs bas appelle des actifs apaisants.",
    }.get((rule, language), f"{rule} ({language})")
