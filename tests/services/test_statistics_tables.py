from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from consultant_app.domain.change import Change, Verdict
from consultant_app.domain.disclosure import FEWEST, Hidden
from consultant_app.domain.statistics import ALL, AdvisedFact, RefusalFact, Season, Step, VisitFact
from consultant_app.services import statistics_tables as tables

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def fact(place: int, client: str | None = None, **changed) -> VisitFact:
    values = {
        "id": f"v{place}",
        "client_id": client or f"c{place}",
        "at": NOON + timedelta(minutes=place),
        "consultant": "u1",
        "born": date(1986, 1, 1),
        "model_version": "1.0.0",
        "priorities": ("redness",),
        "said": frozenset({"redness", "pores"}),
        "unsaid": frozenset({"shine"}),
        "advised": (),
    }
    return VisitFact(**values | changed)


def facts(count: int, begin: int = 0, **changed) -> list[VisitFact]:
    return [fact(place, **changed) for place in range(begin, begin + count)]


def test_visits_by_day_and_consultant_with_totals():
    some = facts(12) + facts(15, 12, consultant="u2", at=NOON + timedelta(days=1))
    table = tables.visits_table(some, Step.DAY, date(2026, 5, 4), date(2026, 5, 6))
    assert table.cells["2026-05-04", "u1"].value == 12
    assert table.cells["2026-05-05", "u2"].value == 15
    assert table.cells["2026-05-06", ALL].hidden is Hidden.FEW
    assert table.cells[ALL, ALL].value == 27


def test_time_is_divided_as_finely_as_can_be_shown():
    start, end = date(2026, 5, 4), date(2026, 5, 17)
    many = [fact(place, at=NOON + timedelta(days=place % 14)) for place in range(14 * 12)]
    assert tables.finest(many, start, end)[0] is Step.DAY
    few = [fact(place, at=NOON + timedelta(days=place % 14)) for place in range(14 * 4)]
    assert tables.finest(few, start, end)[0] is Step.WEEK
    assert tables.finest(facts(3), start, end)[0] is Step.MONTH
    assert tables.finest([], start, end)[0] is Step.MONTH


def test_a_consultant_who_saw_few_is_not_told_and_not_worked_out():
    some = facts(40) + facts(4, 40, consultant="u2") + facts(30, 50, consultant="u3")
    table = tables.consultants_table(some)
    assert [table.cells[key, "visits"].value for key in table.rows] == [40, None, None, 74]
    assert table.cells["u2", "days"].value is None
    assert table.cells["u1", "clients"].value == 40
    assert table.cells["u1", "days"].value == 1


def test_two_tables_do_not_undo_one_another():
    """What covers a consultant who saw few is hidden among the totals of the visits over time, too."""
    some = facts(40) + facts(4, 40, consultant="u2") + facts(30, 50, consultant="u3")
    people = tables.consultants_table(some)
    for step in Step:
        table = tables.visits_table(some, step, date(2026, 5, 4), date(2026, 5, 5))
        for key in people.rows:
            assert table.cells[ALL, key].value == people.cells[key, "visits"].value


def test_each_client_counts_once_at_her_last_visit():
    some = facts(20, priorities=("pores",)) + [fact(place + 100, f"c{place}") for place in range(20)]
    table = tables.concerns_tables(some)["redness"]
    assert table.cells["from_35", Season.SPRING].value == 20
    assert table.cells["from_35", f"{Season.SPRING}/with"].value == 20
    assert tables.concerns_tables(some)["pores"].cells[ALL, f"{ALL}/with"].hidden is Hidden.FEW


def test_where_nearly_all_have_it_the_few_who_have_not_are_covered():
    some = facts(30) + facts(3, 30, priorities=())
    table = tables.concerns_tables(some)["redness"]
    assert table.cells[ALL, ALL].value == 33
    assert table.cells[ALL, f"{ALL}/with"].value is None


def test_an_age_band_of_few_is_not_worked_out_from_the_others():
    some = facts(30) + facts(20, 30, born=date(1996, 1, 1)) + facts(4, 60, born=None)
    table = tables.concerns_tables(some)["redness"]
    assert table.cells["unknown", ALL].value is None
    assert table.cells["from_25", ALL].value is None
    assert table.cells[ALL, ALL].value == 54


def test_advised_and_taken_home():
    milk, cream = AdvisedFact("milk", "Lait", bought=True), AdvisedFact("milk", "Lait", bought=False)
    some = facts(12, advised=(milk,)) + facts(18, 12, advised=(cream, AdvisedFact("rare", "Rare", bought=True)))
    table = tables.products_table(some)
    assert table.rows == ("milk", "rare", ALL)
    assert table.share("milk", "bought") == pytest.approx(0.4)
    assert table.names == {"milk": "Lait", "rare": "Rare"}
    assert table.cells["rare", "left"].hidden is Hidden.FEW


def test_clients_by_number_of_visits_and_pairs():
    some = [fact(place, f"c{place % 30}") for place in range(45)]
    table = tables.returns_table(some)
    assert table.cells["once", "clients"].value == 15
    assert table.cells["twice", "clients"].value == 15
    assert table.cells[ALL, "clients"].value == 30
    assert tables.pairs_of(some)["c3"] == ("v3", "v33")
    assert "c20" not in tables.pairs_of(some)


def test_changes_leave_out_what_does_not_compare():
    told = {f"c{place}": [Verdict("redness", Change.IMPROVED)] for place in range(11)}
    told |= {f"d{place}": [Verdict("redness", Change.NO_MEASURABLE_CHANGE)] for place in range(10)}
    told |= {f"e{place}": [Verdict("redness", Change.NOT_COMPARABLE)] for place in range(10)}
    table = tables.changes_table(told)
    assert table.cells["redness", Change.IMPROVED].value == 11
    assert table.cells["redness", ALL].value == 21
    assert table.cells["pores", ALL].hidden is Hidden.FEW


def test_refused_photos_by_counter_and_trouble():
    some = [RefusalFact(NOON, "Rive Gauche", ("dim",))] * 30 + [RefusalFact(NOON, "Rive Gauche", ("blurred",))] * 3
    table = tables.refusals_table(some)
    assert table.cells["Rive Gauche", "camera"].value is None
    assert table.cells["Rive Gauche", "light"].value is None
    assert table.cells[ALL, ALL].value == 33


def test_what_the_model_never_says_is_no_failure_of_a_visit():
    table = tables.unsaid_table(facts(12), ["shine"])
    assert "shine" not in table.rows
    assert table.cells["redness", "unsaid"].hidden is Hidden.FEW
    assert tables.unsaid_table(facts(12), []).cells["shine", "unsaid"].value == 12
    assert tables.versions_table(facts(12)).cells["1.0.0", "visits"].value == 12


def test_no_shown_figure_of_a_random_store_speaks_of_fewer_than_ten():
    random = Random(4)  # noqa: S311 - invented visits
    products = [AdvisedFact(f"p{each}", f"P{each}", bought=bool(each % 2)) for each in range(6)]
    some = [
        fact(
            place,
            f"c{random.randrange(140)}",
            consultant=random.choice(["u1", "u2", "u3", ""]),
            born=random.choice([None, date(1960, 1, 1), date(1985, 1, 1), date(2004, 1, 1)]),
            at=NOON + timedelta(days=place // 3),
            priorities=tuple(random.sample(["redness", "pores", "shine"], 2)),
            advised=tuple(random.sample(products, 2)),
        )
        for place in range(300)
    ]
    every = [
        tables.finest(some, date(2026, 5, 4), date(2026, 8, 12))[1],
        tables.consultants_table(some),
        tables.products_table(some),
        tables.returns_table(some),
        tables.versions_table(some),
        tables.unsaid_table(some, []),
        tables.concerns_tables(some)["redness"],
    ]
    shown = [(key, cell.value) for table in every for key, cell in table.cells.items() if cell.value is not None]
    assert len(shown) > 40
    assert [pair for pair in shown if pair[1] < FEWEST and pair[0][1] != "days"] == []
