import json
import re
import string
from pathlib import Path

import pytest

from consultant_app.domain.faults import Fault
from consultant_app.files import resource
from consultant_app.texts import languages, texts

_SERVICES = Path(__file__).resolve().parents[2] / "consultant_app" / "services"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "rules.json, row 3, column 7, needs, entry 2: is missing. Add it."),
        ("fr", "rules.json, ligne 3, colonne 7, needs, élément 2 : manque. Ajoutez-le."),
    ],
)
def test_a_fault_says_where_and_what_in_each_language(language: str, expected: str) -> None:
    fault = Fault("rules.json", "json.missing", row=3, column=7, trail=("needs", 2))
    assert fault.told(language) == expected


def test_a_fault_about_the_whole_file_names_the_file() -> None:
    assert str(Fault("products.csv", "no_product")) == "products.csv: there is no product. Add one row a product."


def test_a_sentence_with_braces_in_a_value_is_told_as_it_is() -> None:
    assert "“{x}”" in str(Fault("a.csv", "bad_price", {"value": "{x}"}))


def test_each_language_names_the_same_values() -> None:
    def named(sentence: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    for key in (key for key in sorted(texts("en").keys()) if key.startswith("catalogue.")):
        assert len({frozenset(named(texts(code)(key))) for code in languages()}) == 1, key


def test_no_sentence_stands_in_the_files_that_nobody_says() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in _SERVICES.glob("*.py"))
    keys = json.loads(resource("texts", "en.json").read_text(encoding="utf-8"))
    own = {"unfit", "fault", "row", "column", "entry"}
    told = [key.removeprefix("catalogue.") for key in keys if key.startswith("catalogue.")]
    assert [key for key in told if key not in own and not re.search(rf'"{re.escape(key)}"', said)] == []
