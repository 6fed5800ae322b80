import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.faults import Fault
from consultant_app.services.rules_table import Row, read_table

_cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).filter(
    lambda text: not text.lstrip().startswith(tuple("=+-@＝＋－＠"))
)


def read(raw: bytes, *, required: tuple[str, ...] = ("id", "name"), numbers: tuple[str, ...] = ()) -> list[Row]:
    findings: list[Fault] = []
    rows = read_table("t.csv", raw, required, numbers, findings)
    assert findings == []
    return rows


def faults(raw: bytes, *, required: tuple[str, ...] = ("id", "name"), numbers: tuple[str, ...] = ()) -> list[str]:
    findings: list[Fault] = []
    read_table("t.csv", raw, required, numbers, findings)
    return [str(fault) for fault in findings]


@given(
    st.lists(st.tuples(_cells, _cells), max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_spreadsheet_writes_is_read_back(
    pairs: list[tuple[str, str]], delimiter: str, encoding: str, ending: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending)
    writer.writerows([("id", "name"), *pairs])
    expected = [(first.strip(), second.strip()) for first, second in pairs if (first + second).strip()]
    rows = read(out.getvalue().encode(encoding))
    assert [(row.cells["id"], row.cells["name"]) for row in rows] == expected


@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_findings_but_no_crash(raw: bytes) -> None:
    findings: list[Fault] = []
    rows = read_table("t.csv", raw, ("id",), (), findings)
    assert findings or all("id" in row.cells for row in rows)


def test_rows_are_counted_as_the_spreadsheet_shows_them() -> None:
    rows = read(b'ID , name\n1,"two\nlines"\n\n,\n2,b\n3')
    assert [(row.number, row.cells["id"], row.cells["name"]) for row in rows] == [
        (2, "1", "two\nlines"),
        (5, "2", "b"),
        (6, "3", ""),
    ]


def test_windows_1252_is_understood() -> None:
    assert read("id;name\n1;Crème d’Été".encode("cp1252"))[0].cells["name"] == "Crème d’Été"


@pytest.mark.parametrize("start", list("=+-@＝＋－＠"))
def test_formulas_are_refused_in_texts_and_left_to_the_number_check_in_numbers(start: str) -> None:
    raw = f"id,price\n1, {start}5".encode()
    (fault,) = faults(raw, required=("id", "price"))
    assert fault.startswith(f"t.csv, row 2, column price: begins with “{start}”, which a spreadsheet runs")
    assert faults(raw, required=("id", "price"), numbers=("price",)) == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "row 1: the column id is missing. Add it."),
        (b"id,id,name\n", "row 1, column id: the column stands twice. Keep one."),
        (b"id,name\n1,2,3\n", "row 2: more cells than columns."),
        (b'id,name\n1,"2\n', "the table cannot be read"),
        (b"id,name\n1,a\x07b\n", "row 2, column name: holds an invisible control character."),
        (b'id,name\n1,"\ta"\n', "row 2, column name: holds an invisible control character."),
        (b"\xff\xfe\x00", "the file is no text."),
        (b"\x81\x8d", "the file is no text."),
        (b"id,name\n" + b"x" * 5_000_001, "larger than 5 MB."),
    ],
)
def test_an_unfit_table_says_why(raw: bytes, expected: str) -> None:
    assert any(expected in fault for fault in faults(raw))
