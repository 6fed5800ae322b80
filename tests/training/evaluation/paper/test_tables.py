from consultant_app.training.evaluation.paper import tables


def test_a_number_with_its_interval_and_without() -> None:
    found = {"r": 0.876, "r_low": 0.8, "r_high": 0.912, "n": 3}
    assert tables.interval(found, "r") == "0.88 [0.80, 0.91]"
    assert tables.interval(found, "n", 0) == "3"
    assert tables.percent({"share": 0.5, "share_low": 0.25, "share_high": 0.75}, "share") == "50 [25, 75]"
    assert tables.number(found, "missing") == tables.MISSING


def test_a_table_is_markdown() -> None:
    assert tables.table(("a", "b"), [("x", "1")]) == "| a | b |\n|---|---:|\n| x | 1 |\n"
    assert "---:" not in tables.table(("a", "b"), [("x", "y")], words=True)


def test_criteria_are_listed_by_their_names() -> None:
    assert tables.listing([]) == "none"
    assert tables.listing(["pores"]) == tables.name_of("pores").lower()
    assert tables.listing(["pores", "redness", "shine"]).count(" and ") == 1
    assert tables.zone_name("nose") == "nose"
