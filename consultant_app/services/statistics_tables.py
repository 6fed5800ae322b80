"""From the facts of many visits to tables that may be shown. Pure: the same facts give the same tables.

Every table names all sums that its reader could know, so that what is hidden in it stays hidden
(``domain.disclosure``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from consultant_app.domain.change import Change, Verdict
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.disclosure import Cell, Hidden, Tally, protected
from consultant_app.domain.statistics import (
    ALL,
    AgeBand,
    RefusalFact,
    Season,
    Step,
    Table,
    Trouble,
    VisitFact,
    band_of,
    season_of,
    step_of,
    steps_between,
)

WITH, WITHOUT = "with", "without"
BOUGHT, LEFT = "bought", "left"
SAID, UNSAID = "said", "unsaid"
VISITS, CLIENTS, DAYS = "visits", "clients", "days"
RETURNS = ("once", "twice", "three", "more")
"""Number of visits of a client, to three; more than three are told together."""

_Tallies = dict[tuple[str, str], Tally]
_Three = tuple[str, str, str]


def visits_table(facts: Sequence[VisitFact], step: Step, start: date, end: date) -> Table:
    """Visits by step of time and consultant, with totals of both: of consultants as their own table has them."""
    tallies: _Tallies = defaultdict(Tally)
    for fact in facts:
        tallies[step_of(fact.day, step).isoformat(), fact.consultant] += Tally(1, frozenset({fact.client_id}))
    rows = [day.isoformat() for day in steps_between(start, end, step)]
    people = consultants_table(facts)
    shown = {(ALL, row): people.cells[row, VISITS].value is not None for row in people.rows}
    return _summed(tallies, rows, [row for row in people.rows if row != ALL], shown=shown)


def finest(facts: Sequence[VisitFact], start: date, end: date) -> tuple[Step, Table]:
    """The visits in the finest steps of which half can be shown; in months where none can."""
    step, table = Step.MONTH, visits_table(facts, Step.MONTH, start, end)
    for finer in (Step.DAY, Step.WEEK):
        shown = visits_table(facts, finer, start, end)
        days = {step_of(fact.day, finer) for fact in facts}
        open_ = [shown.cells[row, ALL].value for row in shown.rows if row in {day.isoformat() for day in days}]
        if sum(value is not None for value in open_) * 2 >= len(open_) > 0:
            return finer, shown
    return step, table


def consultants_table(facts: Sequence[VisitFact]) -> Table:
    """By consultant: visits, clients, days with a visit; nothing of one who saw too few."""
    by: defaultdict[str, list[VisitFact]] = defaultdict(list)
    for fact in facts:
        by[fact.consultant].append(fact)
    counted = {(key, VISITS): _tally(some) for key, some in by.items()}
    counted[ALL, VISITS] = _tally(facts)
    shown = protected(counted, [[*((key, VISITS) for key in sorted(by)), (ALL, VISITS)]])
    cells: dict[tuple[str, str], Cell] = {}
    for key in (*sorted(by), ALL):
        some = facts if key == ALL else by[key]
        cell = shown[key, VISITS]
        cells[key, VISITS] = cell
        # People of several consultants are counted by each, so clients do not add up; they go with the visits.
        cells[key, CLIENTS] = cell if cell.value is None else Cell(len({fact.client_id for fact in some}))
        cells[key, DAYS] = cell if cell.value is None else Cell(len({fact.day for fact in some}))
    return Table((*sorted(by), ALL), (VISITS, CLIENTS, DAYS), cells)


def concerns_tables(facts: Sequence[VisitFact]) -> dict[str, Table]:
    """Criterion -> clients by age band and season, each counted once, at her last visit."""
    last = {fact.client_id: fact for fact in facts}.values()  # the oldest first: the last stays
    bands, seasons = [*AgeBand, ALL], [*Season, ALL]
    everybody: _Tallies = defaultdict(Tally)
    for fact in last:
        everybody[band_of(fact.born, fact.day), season_of(fact.day)] += Tally(1, frozenset({fact.client_id}))
    base = _summed(everybody, list(AgeBand), list(Season))
    return {key: _concern(key, list(last), base, bands, seasons) for key in CRITERIA}


def _concern(
    criterion: str, facts: Iterable[VisitFact], base: Table, bands: Sequence[str], seasons: Sequence[str]
) -> Table:
    """How many of each cell of ``base`` have a criterion among their priorities."""
    tallies: dict[_Three, Tally] = {
        (kind, band, season): Tally() for kind in (WITH, WITHOUT, ALL) for band in bands for season in seasons
    }
    for fact in facts:
        one = Tally(1, frozenset({fact.client_id}))
        for kind in (WITH if criterion in fact.priorities else WITHOUT, ALL):
            for band in (band_of(fact.born, fact.day), ALL):
                for season in (season_of(fact.day), ALL):
                    tallies[kind, band, season] += one
    kinds = (WITH, WITHOUT, ALL)
    sums: list[list[_Three]] = [[(kind, band, season) for kind in kinds] for band in bands for season in seasons]
    sums += [[(kind, band, season) for season in seasons] for kind in kinds for band in bands]
    sums += [[(kind, band, season) for band in bands] for kind in kinds for season in seasons]
    known = [
        (ALL, band, season) for band in bands for season in seasons if base.cells[band, season].value is not None
    ]
    shown = protected(tallies, sums, known)
    cells = dict(base.cells)
    for band in bands:
        for season in seasons:
            cells[band, f"{season}/{WITH}"] = _with(shown, tallies, base.cells[band, season], band, season)
    columns = [column for season in seasons for column in (f"{season}/{WITH}", season)]
    return Table(tuple(bands), tuple(columns), cells)


def _with(
    shown: Mapping[_Three, Cell], tallies: Mapping[_Three, Tally], everybody: Cell, band: str, season: str
) -> Cell:
    """Those with it; not where the few without would be known by it, nor where it is not said of how many."""
    some, others = shown[WITH, band, season], shown[WITHOUT, band, season]
    if everybody.value is None:
        return everybody if some.value is not None else some
    tells = others.value is None and bool(tallies[WITHOUT, band, season].people)
    return Cell(None, Hidden.COVER) if some.value is not None and tells else some


def products_table(facts: Sequence[VisitFact]) -> Table:
    """How often each product was in a kept routine, and taken home; the most often advised first."""
    tallies: _Tallies = defaultdict(Tally)
    names: dict[str, str] = {}
    for fact in facts:
        for item in fact.advised:
            names[item.product_id] = item.name
            column = BOUGHT if item.bought else LEFT
            tallies[item.product_id, column] += Tally(1, frozenset({fact.client_id}))
    often = sorted(names, key=lambda key: (-sum(tallies[key, each].value for each in (BOUGHT, LEFT)), key))
    return _summed(tallies, often, [BOUGHT, LEFT], names)


def returns_table(facts: Sequence[VisitFact]) -> Table:
    """Clients by the number of their visits."""
    visits: defaultdict[str, int] = defaultdict(int)
    for fact in facts:
        visits[fact.client_id] += 1
    tallies: _Tallies = defaultdict(Tally)
    for client, count in visits.items():
        tallies[RETURNS[min(count, len(RETURNS)) - 1], CLIENTS] += Tally(1, frozenset({client}))
    return _summed(tallies, list(RETURNS), [CLIENTS], across=False)


def pairs_of(facts: Sequence[VisitFact]) -> dict[str, tuple[str, str]]:
    """Client -> her first and last visit, where she came at least twice."""
    visits: defaultdict[str, list[str]] = defaultdict(list)
    for fact in facts:
        visits[fact.client_id].append(fact.id)
    return {client: (ids[0], ids[-1]) for client, ids in visits.items() if len(ids) > 1}


def changes_table(told: Mapping[str, Sequence[Verdict]]) -> Table:
    """Clients by what changed, criterion by criterion; not comparable ones are left out.

    Args:
        told: Client -> what is said of each criterion between her first and last visit.
    """
    tallies: _Tallies = defaultdict(Tally)
    for client, verdicts in told.items():
        for verdict in verdicts:
            if verdict.change is not Change.NOT_COMPARABLE:
                tallies[verdict.key, verdict.change] += Tally(1, frozenset({client}))
    changes = (Change.IMPROVED, Change.NO_MEASURABLE_CHANGE, Change.DECLINED)
    return _summed(tallies, list(CRITERIA), list(changes), down=False)


def refusals_table(refusals: Sequence[RefusalFact]) -> Table:
    """Refused photos by counter and trouble.

    Nobody knows who was on them, so each counts as another person: a figure under ten speaks of fewer than ten.
    """
    tallies: _Tallies = defaultdict(Tally)
    for place, refusal in enumerate(refusals):
        tallies[refusal.counter, refusal.trouble] += Tally(1, frozenset({str(place)}))
    return _summed(tallies, sorted({refusal.counter for refusal in refusals}), list(Trouble))


def versions_table(facts: Sequence[VisitFact]) -> Table:
    """Visits by the version of the model that scored."""
    tallies: _Tallies = defaultdict(Tally)
    for fact in facts:
        tallies[fact.model_version, VISITS] += Tally(1, frozenset({fact.client_id}))
    return _summed(tallies, sorted({fact.model_version for fact in facts}), [VISITS], across=False)


def unsaid_table(facts: Sequence[VisitFact], unscored: Collection[str]) -> Table:
    """By criterion that the model in use says at all: visits at which it could not be said, of all."""
    keys = [key for key in CRITERIA if key not in unscored]
    tallies: _Tallies = defaultdict(Tally)
    for fact in facts:
        one = Tally(1, frozenset({fact.client_id}))
        for kind, criteria in ((SAID, fact.said), (UNSAID, fact.unsaid)):
            for key in criteria:
                if key in keys:
                    tallies[key, kind] += one
    return _summed(tallies, keys, [UNSAID, SAID], down=False)


def _tally(facts: Iterable[VisitFact]) -> Tally:
    listed = list(facts)
    return Tally(len(listed), frozenset(fact.client_id for fact in listed))


def _summed(
    parts: Mapping[tuple[str, str], Tally],
    rows: Sequence[str],
    columns: Sequence[str],
    names: Mapping[str, str] | None = None,
    *,
    across: bool = True,
    down: bool = True,
    shown: Mapping[tuple[str, str], bool] | None = None,
) -> Table:
    """The table of some figures with its totals, and what must be hidden in it.

    Args:
        parts: Figures by row and column; missing ones speak of nobody.
        rows: From the top.
        columns: From the left.
        names: Of rows that no text knows.
        across: Whether each row has a total.
        down: Whether each column has one.
        shown: Totals that another table has too, and whether it shows them: one must not undo the other.
    """
    tallies = {(row, column): parts.get((row, column), Tally()) for row in rows for column in columns}
    sums = []
    if across:
        for row in rows:
            tallies[row, ALL] = sum((tallies[row, column] for column in columns), Tally())
            sums.append([(row, column) for column in (*columns, ALL)])
    wide = (*columns, ALL) if across else tuple(columns)
    if down:
        for column in wide:
            tallies[ALL, column] = sum((tallies[row, column] for row in rows), Tally())
            sums.append([(row, column) for row in (*rows, ALL)])
        if across:
            sums.append([(ALL, column) for column in wide])
    high = (*rows, ALL) if down else tuple(rows)
    elsewhere = shown or {}
    known = [key for key, seen in elsewhere.items() if seen]
    covered = [key for key, seen in elsewhere.items() if not seen]
    return Table(high, wide, protected(tallies, sums, known, covered), dict(names or {}))
