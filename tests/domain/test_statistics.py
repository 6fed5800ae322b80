from datetime import UTC, date, datetime

import pytest

from consultant_app.domain.disclosure import NOTHING, Cell
from consultant_app.domain.statistics import (
    ALL,
    AgeBand,
    RefusalFact,
    Season,
    Step,
    Table,
    Trouble,
    band_of,
    season_of,
    step_of,
    steps_between,
)
from consultant_app.imaging.quality import LIMITS


@pytest.mark.parametrize(
    ("month", "season"),
    [(12, Season.WINTER), (2, Season.WINTER), (3, Season.SPRING), (6, Season.SUMMER), (11, Season.AUTUMN)],
)
def test_seasons_are_the_meteorological_ones(month, season):
    assert season_of(date(2026, month, 1)) is season


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (None, AgeBand.UNKNOWN),
        (date(2002, 5, 5), AgeBand.UNDER_25),
        (date(2001, 5, 4), AgeBand.FROM_25),
        (date(1991, 5, 5), AgeBand.FROM_25),
        (date(1991, 5, 4), AgeBand.FROM_35),
        (date(1961, 5, 4), AgeBand.FROM_65),
        (date(1920, 5, 4), AgeBand.FROM_65),
    ],
)
def test_age_bands_change_on_the_birthday(born, band):
    assert band_of(born, date(2026, 5, 4)) is band


def test_steps_of_time():
    day = date(2026, 5, 6)
    assert step_of(day, Step.DAY) == day
    assert step_of(day, Step.WEEK) == date(2026, 5, 4)
    assert step_of(day, Step.MONTH) == date(2026, 5, 1)
    assert steps_between(date(2026, 1, 31), date(2026, 4, 1), Step.MONTH) == [
        date(2026, m, 1) for m in (1, 2, 3, 4)
    ]
    assert len(steps_between(date(2026, 5, 6), date(2026, 5, 12), Step.WEEK)) == 2
    assert len(steps_between(date(2026, 5, 6), date(2026, 5, 12), Step.DAY)) == 7


@pytest.mark.parametrize(
    ("reasons", "trouble"),
    [
        (("blurred", "dim"), Trouble.LIGHT),
        (("turned", "motion"), Trouble.CAMERA),
        (("glasses", "no_face"), Trouble.POSE),
        (("mask",), Trouble.COVERED),
        (("truncated",), Trouble.PICTURE),
        (("raster",), Trouble.PICTURE),
        ((), Trouble.PICTURE),
    ],
)
def test_a_photo_counts_for_its_first_trouble(reasons, trouble):
    assert RefusalFact(datetime(2026, 5, 4, tzinfo=UTC), "", reasons).trouble is trouble


def test_every_finding_of_the_gate_but_those_about_the_picture_itself_is_known():
    about_the_picture = {"raster", "framed", "smoothed"}
    at = datetime(2026, 5, 4, tzinfo=UTC)
    assert {key for key in LIMITS if RefusalFact(at, "", (key,)).trouble is Trouble.PICTURE} == about_the_picture


def test_a_share_needs_both_figures():
    cells = {("a", "x"): Cell(20), ("a", ALL): Cell(80), ("b", "x"): NOTHING, ("b", ALL): Cell(80)}
    table = Table(("a", "b"), ("x", ALL), cells)
    assert table.share("a", "x") == 0.25
    assert table.share("b", "x") is None
    assert table.column("x") == [Cell(20), NOTHING]
