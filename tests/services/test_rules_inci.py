import csv

from consultant_app.domain.faults import Fault
from consultant_app.files import resource
from consultant_app.services.catalogue import load_house
from consultant_app.services.rules_inci import PROHIBITED, annex_entries, check_names, inci_register

HOUSE = load_house()
RAW = resource("catalogue", "inci.csv").read_bytes()


def faults(*changes: tuple[str, str], raw: bytes = RAW) -> list[str]:
    """What is found when a name stands for another in the first product that has it."""
    findings: list[Fault] = []
    text = raw
    for former, latter in changes:
        text = text.replace(f"\n{former},".encode(), f"\n{latter},".encode())
    register = inci_register(text, findings)
    products = list(enumerate(HOUSE.catalogue.products.values(), start=2))
    return [str(fault) for fault in [*findings, *check_names(products, HOUSE.rules.ingredients, register)]]


def test_the_delivered_names_are_known_and_none_is_prohibited() -> None:
    assert faults() == []


def test_the_annexes_that_stand_beside_a_name_are_those_of_the_regulation() -> None:
    with resource("catalogue", "inci.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == sorted({row["name"] for row in rows})
    assert {row["name"]: row["annexes"] for row in rows} == {
        row["name"]: " ".join(annex_entries(row["name"])) or "-" for row in rows
    }
    assert not any(entry.startswith(f"{PROHIBITED}/") for row in rows for entry in row["annexes"].split())


def test_an_unknown_name_is_told_with_its_row_and_what_may_have_been_meant() -> None:
    (found, *_) = faults(("NIACINAMIDE", "NIACIN AMID"))
    assert found.startswith("products.csv, row 3, column inci: NIACINAMIDE is not among the names of inci.csv.")
    assert "Was NIACIN AMID meant?" in found


def test_what_annex_two_names_is_refused_and_an_empty_cell_is_looked_up() -> None:
    assert annex_entries("Butylphenyl Methylpropional") == ("II/1666",)
    assert annex_entries("CYCLOPENTASILOXANE") == ()
    found = faults(raw=RAW.replace(b"\nNIACINAMIDE,-", b"\nNIACINAMIDE,II/1666"))
    assert found[0] == (
        "products.csv, row 3, column inci: NIACINAMIDE is named in Annex II of the EU regulation: "
        "no cosmetic may contain it. Ask whoever answers for the formula."
    )
    assert faults(raw=RAW.replace(b"\nRETINOL,III/376", b"\nRETINOL,")) == []


def test_a_sunscreen_needs_a_filter_that_is_permitted() -> None:
    found = faults(raw=RAW.replace(b"VI/", b"IV/"))
    assert any("a sunscreen without a UV filter of Annex VI" in line for line in found)


def test_a_name_that_stands_twice_is_told() -> None:
    assert any("AQUA stands twice" in line for line in faults(raw=RAW + b"AQUA,-\n"))
