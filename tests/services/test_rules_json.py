import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.services.rules_json import PlacedError, Positions, placed_fault, read_placed

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=60)
@given(_values, st.sampled_from([None, 1, 3]), st.booleans())
def test_what_json_writes_is_read_as_json_reads_it(value: object, indent: int | None, ascii_only: bool) -> None:
    raw = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    assert read_placed(raw, {}) == value


@settings(max_examples=60)
@given(st.binary(max_size=60))
def test_any_bytes_give_a_value_or_say_why(raw: bytes) -> None:
    with contextlib.suppress(PlacedError):
        assert read_placed(raw, {}) == json.loads(raw.decode("utf-8-sig"))


def test_each_key_and_entry_knows_its_row_and_column() -> None:
    positions: Positions = {}
    read_placed(b'{\n "a": [1,\n  {"id": "x"}]\n}', positions)
    assert positions == {("a",): (2, 2), ("a", 0): (2, 8), ("a", 1): (3, 3), ("a", 1, "id"): (3, 4)}


@pytest.mark.parametrize(
    ("raw", "row", "column"),
    [
        (b'{"a" 1}', 1, 6),
        (b'{"a": 1,\n}', 2, 1),
        (b'{"a": 1} x', 1, 10),
        (b'["a" "b"]', 1, 6),
        (b'{"a', 1, 2),
        (b'{"a": }', 1, 7),
        (b"", 1, 1),
        (b"{1: 2}", 1, 2),
    ],
)
def test_broken_json_says_where(raw: bytes, row: int, column: int) -> None:
    with pytest.raises(PlacedError) as caught:
        read_placed(raw, {})
    assert (caught.value.key, caught.value.row, caught.value.column) == ("json.broken", row, column)


def test_a_fault_names_ids_and_the_nearest_place() -> None:
    data = {"needs": [{"id": "x"}, {"y": 1}]}
    positions = {("needs",): (1, 2), ("needs", 0): (2, 3)}
    fault = placed_fault("rules.json", positions, data, ("needs", 0, "below"), "json.missing", {})
    assert (fault.row, fault.column, fault.trail) == (2, 3, ("needs", "x", "below"))
    assert placed_fault("rules.json", positions, data, ("needs", 1), "json.missing", {}).trail == ("needs", 2)
    assert placed_fault("rules.json", {}, data, ("other",), "json.missing", {}).row is None
