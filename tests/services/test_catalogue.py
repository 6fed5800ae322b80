import codecs
import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from consultant_app.domain.catalogue import Step, Time
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import CatalogueError
from consultant_app.files import resource
from consultant_app.services.catalogue import COLUMNS, load_catalogue, load_house
from consultant_app.texts import texts

Rows = list[dict[str, str]]

# Words of illness and of promise, in both languages: this house speaks of appearance.
_FORBIDDEN = re.compile(
    r"\b(acne|acné|rosacea|rosacée|couperose|melasma|mélasma|eczema|eczéma|dermatitis|dermatite|cancer|disease|"
    r"maladie|patient|diagnos\w*|treats?|treatment|traite\w*|cures?|guéri\w*|heals?|repairs?|répare\w*|eliminat\w*|"
    r"élimin\w*|erase\w*|efface\w*|guarant\w*|garanti\w*|clinically|cliniquement|miracle)\b",
    re.IGNORECASE,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("catalogue"), tmp_path / "catalogue"))


def rows_of(folder: Path) -> Rows:
    with (folder / "products.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def table(rows: Rows, delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(folder: Path, rows: Rows) -> None:
    (folder / "products.csv").write_bytes(table(rows).encode())


def findings_of(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    return caught.value.findings


def test_the_bundled_catalogue_is_complete() -> None:
    catalogue = load_catalogue()
    products = catalogue.products.values()
    assert len(products) >= 30
    assert catalogue.currency == "EUR"
    assert re.fullmatch(r"[0-9a-f]{64}", catalogue.version)
    assert {product.step for product in products} == set(Step)
    assert {product.time for product in products} == set(Time)
    assert {key for product in products for key in product.targets} == set(CRITERIA) - {"radiance"}
    assert all(len(product.inci) >= 9 for product in products)
    assert {language for product in products for language in product.how | product.pitch} == {"en", "fr"}
    assert any(product.fragrance_free and product.pregnancy_ok and product.sensitive_ok for product in products)


def test_the_bundled_ingredient_lists_begin_with_water_or_oil_and_end_with_colour() -> None:
    for product in load_catalogue().products.values():
        assert product.inci[0] in {"AQUA", "CAPRYLIC/CAPRIC TRIGLYCERIDE"}, product.id
        colours = [name.startswith("CI ") for name in product.inci]
        assert colours == sorted(colours), product.id


def test_the_wording_is_cosmetic_and_promises_nothing() -> None:
    house = load_house()
    sentences = [
        sentence
        for product in house.catalogue.products.values()
        for sentence in (product.name, *product.how.values(), *product.pitch.values())
    ]
    sentences += [
        text
        for rule in house.rules.book.all_rules()
        for text in (*rule.rationale.values(), *(source.cite for source in rule.sources))
    ]
    for language in ("en", "fr"):
        words = texts(language)
        keys = sorted(words.keys())
        sentences += [
            words(key)
            for key in keys
            if key.startswith(("exclusion.", "texture.", "catalogue.", "certainty.", "origin."))
        ]
    assert [sentence for sentence in sentences if _FORBIDDEN.search(sentence)] == []


def test_every_texture_and_exclusion_has_a_text_in_both_languages() -> None:
    for language in ("en", "fr"):
        for product in load_catalogue().products.values():
            assert f"texture.{product.texture}" in texts(language)


@pytest.mark.parametrize(
    ("delimiter", "encode"),
    [
        (",", lambda text: text.encode()),
        (";", lambda text: codecs.BOM_UTF8 + text.encode()),
        (";", lambda text: text.encode("cp1252")),
        ("\t", lambda text: text.encode("utf-16")),
        (",", lambda text: ("\n" + text).encode()[1:]),
    ],
    ids=["plain", "excel-fr-utf8", "excel-fr-ansi", "excel-unicode", "no-bom"],
)
def test_whatever_a_spreadsheet_writes_gives_the_same_products(
    folder: Path, delimiter: str, encode: Callable[[str], bytes]
) -> None:
    expected = load_catalogue(folder).products
    (folder / "products.csv").write_bytes(encode(table(rows_of(folder), delimiter)))
    assert load_catalogue(folder).products == expected


def test_decimal_comma_local_yes_and_case_are_understood(folder: Path) -> None:
    rows = rows_of(folder)
    rows[0] |= {"price": "84,50", "step": "Cleanser", "in_stock": "Non", "pregnancy_ok": "VRAI", "currency": "eur"}
    rows[0]["inci"] = "aqua,  glycerin,1,2-hexanediol , PANTHENOL*, Ceramide NP."
    write(folder, rows)
    product = load_catalogue(folder).products[rows[0]["id"]]
    assert (product.price, product.in_stock, product.pregnancy_ok, product.currency) == (84.5, False, True, "EUR")
    assert product.inci == ("AQUA", "GLYCERIN", "1,2-HEXANEDIOL", "PANTHENOL", "CERAMIDE NP")


def test_a_language_is_added_by_adding_columns(folder: Path) -> None:
    rows = [row | {"how_de": "Morgens.", "pitch_de": ""} for row in rows_of(folder)]
    write(folder, rows)
    product = next(iter(load_catalogue(folder).products.values()))
    assert product.how["de"] == "Morgens."
    assert set(product.pitch) == {"en", "fr"}


def test_the_version_changes_with_any_of_the_files(folder: Path) -> None:
    versions = {load_catalogue(folder).version}
    for name in ("products.csv", "ingredients.json", "rules.json", "inci.csv"):
        with (folder / name).open("ab") as file:
            file.write(b"\n")
        versions.add(load_catalogue(folder).version)
    assert len(versions) == 5


FAULTS = {
    "unknown step": ("step", "primer", "Use one of cleanser"),
    "unknown time": ("time", "noon", "Use one of morning, evening, both"),
    "unknown texture": ("texture", "sand", "Use one of balm"),
    "unknown criterion": ("targets", "redness hydration", "“hydration” is no criterion"),
    "unknown active": ("actives", "soothing snail", "“snail” is no family"),
    "empty inci": ("inci", " , ", "is empty. Copy"),
    "inci twice": ("inci", "AQUA, PANTHENOL, CERAMIDE NP, AQUA", "AQUA stands twice"),
    "active not in inci": ("inci", "AQUA, GLYCERIN, CERAMIDE NP", "names no soothing"),
    "price zero": ("price", "0", "no price above zero"),
    "price negative": ("price", "-5", "no price above zero"),
    "price word": ("price", "free", "no price above zero"),
    "price huge": ("price", "1e9", "no price above zero"),
    "currency": ("currency", "euros", "Use a code such as EUR"),
    "id": ("id", "Lait d'Aube", "Use small letters"),
    "name": ("name", "", "is empty"),
    "size": ("size", "", "is empty"),
    "flag": ("in_stock", "maybe", "Write yes or no"),
    "missing english": ("pitch_en", "", "is empty"),
    "missing french": ("how_fr", "  ", "is empty"),
    "formula": ("name", "=HYPERLINK(1)", "runs as a formula"),
    "formula behind a space": ("pitch_fr", " @SUM(A1)", "runs as a formula"),
    "control character": ("size", "50\x00ml", "control character"),
    "misspelt ingredient": ("inci", "AQUA, PANTHENOL, CERAMIDE NP, GLYCERINE", "Was GLYCERIN meant?"),
    "unknown ingredient": ("inci", "AQUA, PANTHENOL, CERAMIDE NP, STARDUST", "STARDUST is not among the names"),
    "perfume in fragrance free": ("inci", "AQUA, PANTHENOL, CERAMIDE NP, PARFUM (FRAGRANCE)", "Write no or mend"),
}


@pytest.mark.parametrize(("column", "cell", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_row_column_and_remedy(folder: Path, column: str, cell: str, expected: str) -> None:
    rows = rows_of(folder)
    rows[0][column] = cell
    write(folder, rows)
    found = [line for line in findings_of(folder) if line.startswith("products.csv, row 2, column ")]
    assert any(expected in line for line in found), found


@pytest.mark.parametrize(
    "allergen", ["LIMONENE", "LINALOOL", "PARFUM", "CITRONELLOL", "LAVANDULA ANGUSTIFOLIA OIL"]
)
def test_fragrance_free_is_held_against_the_ingredient_list(folder: Path, allergen: str) -> None:
    rows = rows_of(folder)
    assert rows[0]["fragrance_free"] == "yes"
    rows[0]["inci"] += f", {allergen}"
    write(folder, rows)
    (found,) = findings_of(folder)
    where = "products.csv, row 2, column fragrance_free"
    assert found == f"{where}: yes, although the INCI list has {allergen}. Write no or mend the list."


def test_a_retinoid_is_never_fit_for_pregnancy_declared_or_hidden(folder: Path) -> None:
    rows = rows_of(folder)
    number = next(i for i, row in enumerate(rows) if "retinoid" in row["actives"])
    rows[number]["pregnancy_ok"] = "yes"
    rows[0]["inci"] += ", RETINYL PALMITATE"
    write(folder, rows)
    found = findings_of(folder)
    assert any(f"row {number + 2}, column pregnancy_ok: yes, although" in line for line in found)
    assert any("row 2, column actives: lacks retinoid" in line for line in found)


def test_what_belongs_to_the_evening_and_what_is_kept_apart_is_held(folder: Path) -> None:
    rows = rows_of(folder)
    number = next(i for i, row in enumerate(rows) if row["actives"] == "aha" and row["step"] == "exfoliant")
    rows[number] |= {"time": "both", "actives": "aha vitamin_c", "inci": rows[number]["inci"] + ", ASCORBIC ACID"}
    write(folder, rows)
    found = "\n".join(findings_of(folder))
    assert "column time: “both” although aha belongs to the evening" in found
    assert (
        "column actives: aha, vitamin_c in one product, which the rule apart_vitamin_c_acids keeps apart" in found
    )


def test_a_sunscreen_without_filters_is_refused(folder: Path) -> None:
    rows = rows_of(folder)
    number = next(i for i, row in enumerate(rows) if row["step"] == "sunscreen")
    rows[number]["actives"] = ""
    write(folder, rows)
    assert any("a sunscreen without “spf”" in line for line in findings_of(folder))


def test_duplicates_and_mixed_currencies_name_the_first_row(folder: Path) -> None:
    rows = rows_of(folder)
    rows[3] |= {"id": rows[1]["id"], "currency": "CHF"}
    write(folder, rows)
    found = "\n".join(findings_of(folder))
    assert "row 5, column id: “ma-cleanse-gel” already stands in row 3" in found
    assert "row 5, column currency: “CHF” beside “EUR”" in found


def test_the_faults_are_told_in_french(folder: Path) -> None:
    rows = rows_of(folder)
    rows[0]["price"] = "free"
    write(folder, rows)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    first, second = caught.value.told("fr").splitlines()
    assert first == "Le catalogue ne peut pas être utilisé tant que ceci n’est pas corrigé :"
    assert second.startswith("products.csv, ligne 2, colonne price : « free » n’est pas un prix")


def test_all_faults_of_all_files_are_told_at_once(folder: Path) -> None:
    rows = rows_of(folder)
    rows[0]["price"], rows[7]["step"] = "0", "x"
    write(folder, rows)
    rules = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
    rules["needs"][0]["criteria"] = ["beauty"]
    (folder / "rules.json").write_text(json.dumps(rules), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert [line.split(":")[0] for line in caught.value.findings] == [
        "products.csv, row 2, column price",
        "products.csv, row 9, column step",
        "rules.json, row 1, column 100, needs, lines_retinoid, criteria",
    ]
    assert all(line in str(caught.value) for line in caught.value.findings)


def test_products_are_judged_even_where_the_rules_cannot_be_read(folder: Path) -> None:
    rows = rows_of(folder)
    rows[0]["actives"] = "snail"
    write(folder, rows)
    (folder / "rules.json").write_text("{", encoding="utf-8")
    found = "\n".join(findings_of(folder))
    assert "“snail” is no family" in found
    assert "rules.json, row 1, column 2" in found


@pytest.mark.parametrize("name", ["products.csv", "ingredients.json", "rules.json", "inci.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert findings_of(folder) == [
        f"{name}: the file cannot be read (No such file or directory). Put it back into {folder}."
    ]


def test_a_table_without_products_and_one_without_columns_are_refused(folder: Path) -> None:
    (folder / "products.csv").write_text(",".join(COLUMNS), encoding="utf-8")
    assert "products.csv: there is no product. Add one row a product." in findings_of(folder)
    (folder / "products.csv").write_text("id,name\na,b", encoding="utf-8")
    assert "products.csv, row 1: the column step is missing. Add it." in findings_of(folder)
