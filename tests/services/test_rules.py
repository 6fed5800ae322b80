import json
from typing import Any

import pytest

from consultant_app.domain.faults import Fault
from consultant_app.domain.scoring import Word, word_of
from consultant_app.files import resource
from consultant_app.services.rules import GOOD_SCORE, RuleSet, parse_ingredients, parse_rules


def bundled(name: str) -> Any:
    return json.loads(resource("catalogue", name).read_text(encoding="utf-8"))


def rule_faults(data: Any) -> list[str]:
    findings: list[Fault] = []
    assert parse_rules(json.dumps(data, indent=1).encode(), findings) is None
    return [str(fault) for fault in findings]


def test_the_threshold_is_where_a_score_becomes_good() -> None:
    assert word_of(GOOD_SCORE) is Word.GOOD
    assert word_of(GOOD_SCORE - 1) is Word.LOOK_AFTER


def test_the_bundled_files_parse_and_rules_are_found_by_id() -> None:
    findings: list[Fault] = []
    book = parse_rules(resource("catalogue", "rules.json").read_bytes(), findings)
    ingredients = parse_ingredients(resource("catalogue", "ingredients.json").read_bytes(), findings)
    assert book is not None
    assert ingredients is not None
    assert findings == []
    rules = RuleSet(ingredients=ingredients, book=book)
    assert all(rules.rule(rule.id) is rule for rule in book.all_rules())
    with pytest.raises(KeyError):
        rules.rule("none")


def test_names_and_fragrance_are_upper_case_and_in_order() -> None:
    data = bundled("ingredients.json")
    names = [name for family in data["families"].values() for name in family["inci"]] + data["fragrance"]
    assert [name for name in names if name != name.upper().strip()] == []
    assert data["fragrance"] == sorted(set(data["fragrance"]))


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (
            "below",
            71,
            "rules.json, row 15, column 4, needs, lines_retinoid, below: is too high. Write at most 70.",
        ),
        ("belov", 60, "needs, lines_retinoid, belov: is no field of this entry. Mend its name or take it out."),
        (
            "zones",
            ["ear"],
            "needs, lines_retinoid, zones, entry 1: “ear” is unknown. Use one of forehead, glabella",
        ),
        ("families", {"retinoid": 1.0}, "families, retinoid: is too high. Write less than 1.0."),
        ("families", {"retinoid": float("nan")}, "families, retinoid: is too "),
        ("families", {}, "families: has too few entries. Write at least 1."),
        ("criteria", [], "criteria: has too few entries. Write at least 1."),
        ("rationale", {"en": "Why."}, "rationale: is not there in every language. Write the text in fr too."),
        ("rationale", {"en": " ", "fr": ""}, "Write the text in en, fr too."),
        ("sources", [], "sources: has too few entries. Write at least 1."),
        ("sources", [{"basis": "house", "cite": ""}], "sources, entry 1, cite: is too short. Write at least 3"),
        ("sources", [{"basis": "rumour", "cite": "one"}], "basis: “rumour” is unknown. Use one of literature"),
        ("certainty", 0.4, "certainty: is too low. Write at least 0.5."),
        ("below", "many", "below: does not have the right form."),
        ("id", "Lines!", "id: is no key. Use small letters"),
    ],
)
def test_a_fault_names_section_entry_and_field(field: str, value: object, expected: str) -> None:
    data = bundled("rules.json")
    data["needs"][0][field] = value
    assert any(expected in fault for fault in rule_faults(data))


@pytest.mark.parametrize("most", [0, 6, "many"])
def test_no_routine_has_more_than_five_products(most: object) -> None:
    assert any(
        "products_at_most" in fault for fault in rule_faults(bundled("rules.json") | {"products_at_most": most})
    )


def test_a_missing_section_and_a_wrong_shape_are_named() -> None:
    data = bundled("rules.json")
    del data["sunscreen"]
    assert rule_faults(data) == ["rules.json, sunscreen: is missing. Add it."]
    assert rule_faults([]) == ["rules.json: does not have the right form. Compare it with the file as delivered."]
    first = rule_faults(bundled("rules.json") | {"needs": [3]})[0]
    assert first.startswith("rules.json, row 6, column 3, needs, entry 1: ")


def test_an_age_stands_with_a_rule_by_age_and_nowhere_else() -> None:
    data = bundled("rules.json")
    data["exclusions"][0]["under"] = 18
    del data["exclusions"][2]["under"]
    found = rule_faults(data)
    assert [fault.rsplit(": ", 1)[1][:20] for fault in found] == ["“under” belongs to “"] * 2


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{\n "a": 1,\n}', "rules.json, row "),
        (b'{"a": 1, "a": 2}', "rules.json, row 1, column 10: the key “a” stands twice in one entry."),
        (b"\xff", "rules.json: the file is not UTF-8 text. Save it as UTF-8."),
        (b"[" * 200_000, "rules.json, row 1, column 32: entries are nested too deeply."),
    ],
)
def test_broken_json_says_where(raw: bytes, expected: str) -> None:
    findings: list[Fault] = []
    assert parse_rules(raw, findings) is None
    assert len(findings) == 1
    assert str(findings[0]).startswith(expected)
