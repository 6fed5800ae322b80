import pytest

from consultant_app.domain.statistics import ALL
from consultant_app.texts import texts
from consultant_app.ui.presenters import figures
from tests.ui.manager_fakes import FakeManagement

EN, FR = texts("en"), texts("fr")


@pytest.fixture(scope="module")
def shown():
    return FakeManagement().dashboard(90)


def test_columns_tell_what_is_not_shown(shown):
    columns = figures.columns_of(shown, EN)
    assert len(columns) == len(shown.visits.rows) - 1
    hidden = [column for column in columns if column.value is None]
    assert hidden
    assert {column.told for column in hidden} <= {"fewer than 10", "not shown"}


@pytest.mark.parametrize("words", [EN, FR])
def test_every_table_has_as_many_cells_as_heads(shown, words):
    made = [figures.visits_rows(shown, words), figures.concern_rows(shown, "shine", words)]
    made += [figures.rows_of(table, words) for table in (shown.products, shown.changes, shown.refusals)]
    for heads, rows in made:
        assert rows
        assert {len(row) for row in rows} == {len(heads)}


def test_bars_are_shares_or_say_why_not(shown):
    every = [
        figures.consultant_bars(shown, EN),
        figures.concern_bars([("shine", 0.25), ("pores", None)], shown, EN),
        figures.product_bars(shown, EN),
        figures.change_bars(shown, EN),
        figures.refusal_bars(shown, EN),
        figures.unsaid_bars(shown, EN),
    ]
    for bars in every:
        assert bars
        for bar in bars:
            assert all(0 <= part <= 1 for part in bar.parts)
            assert bar.parts or bar.told in ("fewer than 10", "not shown")
    assert figures.concern_bars([("shine", 0.25)], shown, FR)[0].told == "25\u00a0%"


def test_a_day_is_told_with_a_decimal_of_the_language(shown):
    assert "," in figures.consultant_bars(shown, FR)[0].told
    assert "." in figures.consultant_bars(shown, EN)[0].told


def test_the_share_of_all_is_that_of_the_tables(shown):
    table = shown.products
    assert figures.percent(table.share(ALL, "bought"), EN).endswith("%")
