import pytest

from consultant_app.domain.catalogue_edit import Sheet, Workbook
from consultant_app.domain.errors import CatalogueError
from consultant_app.services.catalogue import house_of, load_house
from consultant_app.services.catalogue_sheets import SHEETS, Files, shipped_workbook


@pytest.fixture(scope="module")
def book() -> Workbook:
    return shipped_workbook()


def faults_of(book: Workbook, sheet: str, row: int, column: str, text: str) -> list[tuple]:
    """Faults after one cell was changed; ``row`` as a spreadsheet counts it."""
    former = book.sheet(sheet)
    changed = book.with_sheets([former.with_cell(row - 2, former.columns.index(column), text)])
    files = Files(changed)
    with pytest.raises(CatalogueError) as caught:
        house_of(files.raw)
    placed = [files.placed(fault) for fault in caught.value.faults]
    return [(fault.file, fault.row, fault.column, fault.key) for fault in placed]


def test_the_sheets_say_what_the_shipped_files_say(book):
    made, shipped = house_of(Files(book).raw), load_house()
    assert made.catalogue.products == shipped.catalogue.products
    assert made.rules == shipped.rules
    assert [sheet.name for sheet in book.sheets] == list(SHEETS)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text", "key"),
    [
        ("products", 4, "price", "abc", "bad_price"),
        ("settings", 2, "products_at_most", "9", "json.at_most"),
        ("settings", 2, "least_gain", "", "json.missing"),
        ("needs", 5, "below", "95", "json.at_most"),
        ("needs", 5, "below", "", "json.missing"),
        ("needs", 6, "zones", "nostril", "json.choice"),
        ("needs", 7, "rationale_fr", "", "json.language"),
        ("needs", 5, "families", "hyaluronic", "json.shape"),
        ("needs", 5, "families", "hyaluronic 0,3, moonlight 0.4", "rule.family"),
        ("needs", 2, "id", "lines_peptide", "rule.id_twice"),
        ("needs", 3, "sources", "hearsay", "json.choice"),
        ("conflicts", 2, "scope", "never", "json.choice"),
        ("exclusions", 2, "under", "30", "json.under"),
        ("sunscreen", 2, "shield", "moonlight", "rule.family"),
        ("families", 3, "usual_time", "noon", "json.choice"),
        ("families", 3, "evening_only", "maybe", "json.shape"),
        ("families", 3, "inci", "FOO", "inci.unknown"),
        ("fragrance", 5, "name", "XXQ", "inci.unknown"),
        ("inci", 3, "annexes", "XXQ", None),
    ],
)
def test_a_fault_is_told_with_sheet_row_and_column(book, sheet, row, column, text, key):
    if key is None:
        former = book.sheet(sheet)
        house_of(Files(book.with_sheets([former.with_cell(row - 2, 1, text)])).raw)
        return
    found = faults_of(book, sheet, row, column, text)
    if key == "rule.id_twice":
        assert (sheet, row + 1, column, key) in found
    elif key == "json.under":
        assert (sheet, row, None, key) in found or (sheet, row, column, key) in found
    else:
        assert (sheet, row, column, key) in found


def test_all_faults_at_once(book):
    needs, products = book.sheet("needs"), book.sheet("products")
    changed = book.with_sheets(
        [needs.with_cell(0, 2, "95"), products.with_cell(0, 4, "-5").with_cell(1, 2, "soup")]
    )
    files = Files(changed)
    with pytest.raises(CatalogueError) as caught:
        house_of(files.raw)
    places = {(fault.file, fault.row, fault.column) for fault in map(files.placed, caught.value.faults)}
    assert {("needs", 2, "below"), ("products", 2, "price"), ("products", 3, "step")} <= places


def test_sources_with_families_and_texts_with_quotes_come_back(book):
    exclusions = book.sheet("exclusions")
    told = 'house: The "house" says, since 2024, [retinoid, bha, arbutin]'
    changed = exclusions.with_cell(0, exclusions.columns.index("sources"), told)
    house = house_of(Files(book.with_sheets([changed])).raw)
    [source] = house.rules.book.exclusions[0].sources
    assert source.cite == 'The "house" says, since 2024,'
    assert source.families == ("retinoid", "bha", "arbutin")


@pytest.mark.parametrize("name", sorted(set(SHEETS) - {"conflicts", "exclusions"}))
def test_a_sheet_without_rows_is_a_fault_and_no_crash(book, name):
    files = Files(book.with_sheets([Sheet(name, book.sheet(name).columns, ())]))
    with pytest.raises(CatalogueError) as caught:
        house_of(files.raw)
    assert all(files.placed(fault).file in SHEETS for fault in caught.value.faults)
