import io
import zipfile

import openpyxl
import pytest

from consultant_app.domain.catalogue_edit import Sheet, Workbook
from consultant_app.domain.errors import CatalogueError, ConsultantError
from consultant_app.services.catalogue_exchange import csv_bytes, guarded, read_sheets, write_sheets
from consultant_app.services.catalogue_sheets import shipped_workbook

BOOK = shipped_workbook()


SMALL = BOOK.with_sheets(
    Sheet(name, BOOK.sheet(name).columns, BOOK.sheet(name).rows[:4]) for name in ("products", "inci", "fragrance")
)
"""The catalogue without most of its rows: a workbook takes its time."""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    path = tmp_path_factory.mktemp("exported") / "catalogue.xlsx"
    write_sheets(path, SMALL, "products", "en")
    return path.read_bytes()


@pytest.fixture
def workbook(tmp_path, exported):
    """A workbook as it is exported, to be spoilt."""
    path = tmp_path / "catalogue.xlsx"
    path.write_bytes(exported)
    return path


def spoilt(path, sheet, place, value):
    made = openpyxl.load_workbook(path)
    made[sheet][place] = value
    made.save(path)
    return path


def faults(path, sheet="products"):
    with pytest.raises(CatalogueError) as caught:
        read_sheets(path, sheet, "en")
    return [(fault.file, fault.row, fault.column, fault.key) for fault in caught.value.faults]


def test_a_workbook_comes_back_as_it_went(workbook):
    assert read_sheets(workbook, "products", "en") == list(SMALL.sheets)


@pytest.mark.parametrize("name", ["products", "needs", "inci", "settings"])
def test_a_csv_comes_back_as_it_went(tmp_path, name):
    path = tmp_path / f"{name}.csv"
    write_sheets(path, BOOK, name, "en")
    assert read_sheets(path, name, "en") == [BOOK.sheet(name)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1"])
def test_a_formula_leaves_as_text(tmp_path, text):
    assert guarded(text).startswith("'")
    sheet = Sheet("inci", ("name", "annexes"), ((text, text),))
    path = tmp_path / "catalogue.xlsx"
    write_sheets(path, Workbook((sheet,)), "inci", "en")
    cell = openpyxl.load_workbook(path)["inci"]["A2"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")
    written = csv_bytes(sheet.rows).decode("utf-8-sig")
    assert "'" + text in written


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)"])
def test_a_formula_does_not_come_in(workbook, tmp_path, text):
    found = faults(spoilt(workbook, "needs", "G4", text))
    assert found in (
        [("needs", 4, "rationale_en", "sheet.formula")],
        [("needs", 4, "rationale_en", "table.formula")],
    )
    path = tmp_path / "needs.csv"
    sheet = BOOK.sheet("needs")
    rows = [sheet.columns, *sheet.with_cell(2, 6, text).rows]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8")
    assert ("needs", 4, "rationale_en", "table.formula") in faults(path, "needs")


def test_a_formula_behind_a_guard_does_not_come_in_either(workbook, tmp_path):
    assert ("products", 3, "name", "table.formula") in faults(spoilt(workbook, "products", "B3", "'=1+1"))
    path = tmp_path / "products.csv"
    path.write_bytes(
        csv_bytes([BOOK.sheet("products").columns, *BOOK.sheet("products").with_cell(1, 1, "=1+1").rows])
    )
    assert faults(path) == [("products", 3, "name", "table.formula")]


def test_every_fault_of_a_workbook_at_once(workbook):
    made = openpyxl.load_workbook(workbook)
    made["needs"]["C1"] = "beneath"
    made["products"]["B3"] = "=1"
    made["products"]["C4"] = "=2"
    made["families"]["A1"] = "inci"
    made.save(workbook)
    assert {
        ("needs", 1, None, "table.column_missing"),
        ("products", 3, "name", "sheet.formula"),
        ("products", 4, "step", "sheet.formula"),
        ("families", 1, "inci", "table.column_twice"),
    } <= set(faults(workbook))


def test_numbers_ticks_and_further_columns_are_read_as_text(workbook):
    made = openpyxl.load_workbook(workbook)
    leaf = made["products"]
    leaf["E2"], leaf["L2"] = 46.5, True
    leaf.cell(1, len(BOOK.sheet("products").columns) + 1, "how_de")
    leaf.cell(2, len(BOOK.sheet("products").columns) + 1, "Auftragen.")
    made.create_sheet("notes of the shop")["A1"] = "=1"
    made.save(workbook)
    read = {sheet.name: sheet for sheet in read_sheets(workbook, "products", "en")}
    assert read["products"].cell(0, "price") == "46.5"
    assert read["products"].cell(0, "fragrance_free") == "yes"
    assert read["products"].cell(0, "how_de") == "Auftragen."
    assert "notes of the shop" not in read


def test_empty_rows_are_passed_over_and_a_short_one_filled(tmp_path):
    path = tmp_path / "inci.csv"
    path.write_text("annexes;name\n-;AQUA\n;\n;GLYCERIN\n", encoding="utf-8")
    assert read_sheets(path, "inci", "en") == [
        Sheet("inci", ("name", "annexes"), (("AQUA", "-"), ("GLYCERIN", "")))
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and nothing", b"name,price\n", bytes(range(256))])
def test_a_file_that_is_no_workbook_says_so(tmp_path, content):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    assert faults(path) == [("broken.xlsx", None, None, "sheet.unreadable")]


def test_a_workbook_of_other_things_says_so(tmp_path):
    made = openpyxl.Workbook()
    made.save(tmp_path / "other.xlsx")
    assert faults(tmp_path / "other.xlsx") == [("other.xlsx", None, None, "sheet.none")]


def test_a_small_file_that_unpacks_to_a_full_memory_is_refused(tmp_path):
    path, packed = tmp_path / "bomb.xlsx", io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", bytes(61_000_000))
    path.write_bytes(packed.getvalue())
    assert faults(path) == [("bomb.xlsx", None, None, "table.too_large")]


@pytest.mark.parametrize("place", ["A5001", "GS1"])
def test_a_leaf_that_is_too_long_or_too_wide_is_refused(workbook, place):
    assert ("inci", None, None, "sheet.too_long") in faults(spoilt(workbook, "inci", place, "x"))


def test_a_file_that_is_too_large_is_refused(tmp_path):
    path = tmp_path / "large.xlsx"
    path.write_bytes(bytes(5_000_001))
    assert faults(path) == [("large.xlsx", None, None, "table.too_large")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_disk_that_refuses_is_told(tmp_path, language):
    with pytest.raises(ConsultantError, match="nowhere"):
        read_sheets(tmp_path / "nowhere.csv", "inci", language)
    (tmp_path / "file").write_text("")
    with pytest.raises(ConsultantError, match=r"inci\.csv"):
        write_sheets(tmp_path / "file" / "inci.csv", BOOK, "inci", language)
