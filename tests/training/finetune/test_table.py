import codecs
import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.training.finetune.findings import GradesError
from consultant_app.training.finetune.table import read_table

HEADER = "photo,person,criterion,zone,grade,grader"


def written(folder: Path, data: str | bytes) -> Path:
    path = folder / "grades.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(str.encode, id="utf-8"),
        pytest.param(lambda text: codecs.BOM_UTF8 + text.encode(), id="utf-8 with a mark"),
        pytest.param(lambda text: text.encode("utf-16"), id="Unicode text"),
        pytest.param(lambda text: text.encode("cp1252"), id="Western Windows"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_spreadsheets_write_the_same_table_in_many_ways(tmp_path, encode, separator, newline) -> None:
    lines = [HEADER, "a.jpg,Zoé,redness,nose,2,é1", "", "b.jpg,Bo,pores,,0,g"]
    table = read_table(written(tmp_path, encode(newline.join(lines).replace(",", separator))))
    assert [row.number for row in table.rows] == [2, 4]  # as the spreadsheet counts, the empty row too
    assert table.rows[0].cells["person"] == "Zoé"
    assert table.rows[0].cells["grader"] == "é1"
    assert table.rows[1].cells["split"] == ""
    assert not table.findings


def test_the_separator_that_excel_writes_first_is_believed(tmp_path) -> None:
    table = read_table(written(tmp_path, f"sep=;\r\n{HEADER.replace(',', ';')}\r\na;b;redness;;1,5;g\r\n"))
    assert (table.rows[0].number, table.rows[0].cells["grade"]) == (3, "1,5")


def test_columns_may_stand_in_any_order_and_others_are_named(tmp_path) -> None:
    table = read_table(
        written(tmp_path, "Grader , GRADE,criterion,person,photo,note\ng,1,redness,p,a.jpg,hello\n")
    )
    assert table.rows[0].cells["photo"] == "a.jpg"
    assert table.ignored == ("note",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("photo,person,grade\na,b,1\n", "column criterion: the column is missing"),
        (HEADER + ",zone\na,b,redness,,1,g,\n", "column zone: the column stands there twice"),
        (HEADER + "\n\n\n", "no grade stands below the header"),
        (HEADER + '\n"a,b\n' + "x" * 140_000, "it is no CSV file"),
    ],
)
def test_what_is_no_table_of_grades_is_refused(tmp_path, text, said) -> None:
    with pytest.raises(GradesError, match=said):
        read_table(written(tmp_path, text))


def test_a_missing_file_and_unknown_bytes_are_refused(tmp_path) -> None:
    with pytest.raises(GradesError, match="--grades"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(GradesError, match="CSV UTF-8"):
        read_table(written(tmp_path, b"photo,\x81\xff\n"))


def test_a_row_with_too_many_cells_is_a_fault_of_its_own(tmp_path) -> None:
    table = read_table(written(tmp_path, f"{HEADER}\na,b,redness,,1,5,g\nc,d,redness,,1,g,,\n"))
    assert [str(found) for found in table.findings] == [
        "row 2, column all: the row has 7 cells, the header 6. Put cells with ',' in quotes."
    ]
    assert [row.number for row in table.rows] == [3]


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_it_reads_or_refuses(tmp_path_factory, data) -> None:
    with contextlib.suppress(GradesError):
        assert read_table(written(tmp_path_factory.getbasetemp(), data)).rows is not None
