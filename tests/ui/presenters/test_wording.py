from datetime import UTC, date, datetime

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


def test_a_measured_value_has_one_decimal():
    assert wording.one_decimal(7.25, "fr") == "7,2"
    assert wording.one_decimal(7, "en") == "7.0"


def test_sentences_begin_with_a_capital():
    assert wording.sentence("left cheek") == "Left cheek"
    assert wording.zone_name("nose", "fr") == "Nez"
    assert wording.sentence("") == ""


def test_a_short_day_in_both_languages():
    at = datetime(2026, 9, 2, 12, tzinfo=UTC)
    assert wording.short_day(at, "en") == "2 Sep 2026"
    assert wording.short_day(at, "fr") == "2 sept. 2026"
