from datetime import UTC, date, datetime

import pytest

from consultant_app.domain.analysis import RawMeasure
from consultant_app.domain.criteria import CRITERIA
from consultant_app.ui.presenters import wording


def test_days_are_written_out():
    assert wording.day(date(2026, 3, 1), "en") == "1 March 2026"
    assert wording.day(date(2026, 3, 1), "fr") == "1 mars 2026"


def test_a_time_is_shown_as_the_counters_clock_shows_it():
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert wording.day(at, "en") == wording.day(at.astimezone().date(), "en")
    assert wording.hour(at, "fr") == f"{at.astimezone():%H:%M}"


def test_a_score_has_its_plus_minus():
    assert wording.score(72, 6) == "72 ± 6"
    assert wording.score(72, None) == "72"


def test_prices_show_cents_only_where_there_are_any():
    assert wording.price(1248.0, "EUR", "en") == "€1,248"
    assert wording.price(48.5, "EUR", "en") == "€48.50"
    assert wording.price(48.0, "EUR", "fr").replace("\u00a0", " ") == "48 €"


@pytest.mark.parametrize(
    ("value", "shown"), [(0.1234, "0.12 mm"), (12.34, "12.3 mm"), (123.4, "123 mm"), (0.0, "0 mm")]
)
def test_measures_are_as_precise_as_they_are(value, shown):
    assert wording.raw_measure(RawMeasure(value, "mm"), "en") == shown


def test_a_measure_that_was_not_taken_is_not_shown():
    assert wording.raw_measure(RawMeasure(None, "mm"), "en") is None


def test_every_unit_is_known():
    for criterion in CRITERIA.values():
        assert "cm2" not in wording.unit(criterion.raw_unit)
        assert "delta" not in wording.unit(criterion.raw_unit)


def test_sentences_begin_with_a_capital():
    assert wording.sentence("left cheek") == "Left cheek"
    assert wording.zone_name("nose", "fr") == "Nez"
    assert wording.sentence("") == ""
