import json
from typing import Any

import pytest

from consultant_app.domain.scoring import Word, word_of
from consultant_app.files import resource
from consultant_app.services.rules import GOOD_SCORE, RuleSet, parse_ingredients, parse_rules


def bundled(name: str) -> Any:
    return json.loads(resource("catalogue", name).read_text(encoding="utf-8"))


def rule_faults(data: Any) -> list[str]:
    findings: list[str] = []
    assert parse_rules(json.dumps(data).encode(), findings) is None
    return findings


def test_the_threshold_is_where_a_score_becomes_good() -> None:
    assert word_of(GOOD_SCORE) is Word.GOOD
    assert word_of(GOOD_SCORE - 1) is Word.LOOK_AFTER


def test_the_bundled_files_parse_and_rules_are_found_by_id() -> None:
    findings: list[str] = []
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
            "rules.json, needs, entry 1 (lines_retinoid), below: Input should be less than or equal to 70.",
        ),
        ("belov", 60, "rules.json, needs, entry 1 (lines_retinoid), belov: Extra inputs are not permitted."),
        (
            "zones",
            ["ear"],
            "rules.json, needs, entry 1 (lines_retinoid), zones, entry 1: Input should be 'forehead'",
        ),
        ("families", {"retinoid": 1.0}, "families, retinoid: Input should be less than 1."),
        ("families", {"retinoid": float("nan")}, "families, retinoid: Input should be"),
        ("families", {}, "families: Dictionary should have at least 1 item"),
        ("criteria", [], "criteria: Tuple should have at least 1 item"),
        ("rationale", {"en": "Why."}, "rationale: write the text in fr too."),
        ("rationale", {"en": " ", "fr": ""}, "rationale: write the text in en and fr too."),
        ("source", "", "source: String should have at least 3 characters."),
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
    assert rule_faults(data) == ["rules.json, sunscreen: Field required."]
    assert rule_faults([]) == ["rules.json: Input should be a valid dictionary or instance of RuleBook."]
    assert rule_faults(bundled("rules.json") | {"needs": [3]})[0].startswith("rules.json, needs, entry 1: ")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{\n "a": 1,\n}', "rules.json, row "),
        (b'{"a": 1, "a": 2}', "rules.json: the key “a” stands twice in one entry. Keep one of the two."),
        (b"\xff", "rules.json: the file is not UTF-8 text. Save it as UTF-8."),
        (b"[" * 200_000, "rules.json: entries are nested too deeply."),
    ],
)
def test_broken_json_says_where(raw: bytes, expected: str) -> None:
    findings: list[str] = []
    assert parse_rules(raw, findings) is None
    assert len(findings) == 1
    assert findings[0].startswith(expected)
