import json
from pathlib import Path
from typing import Any

import pytest

from consultant_app.imaging.quality import LIMITS
from consultant_app.training.evaluation.gate_table import curve, figures_of, table, verdict, write_figures


def row(kind: str, half: int = 1, ita: float | None = 35.0, **more: Any) -> dict[str, Any]:
    return {
        "face": "a",
        "half": half,
        "ita": ita,
        "kind": kind,
        "degree": 0,
        "refused": [],
        "measures": {},
        **more,
    }


FINE, POOR, BAD = ({"blurred": value} for value in (0.7, 0.45, 0.2))
ROWS = [
    row("none", measures=FINE),
    row("none", measures=POOR),
    row("none", ita=-40.0, measures=BAD),
    row("none", half=0, ita=None, measures=FINE),
    row("blur", unusable=True, measures=BAD),
    row("blur", unusable=True, measures=FINE),
    row("blur", half=0, unusable=True, measures=BAD),
    row("two faces", unusable=True, refused=["several_faces"]),
    *(row("curve blur", measures={"blurred": 0.8 - 0.05 * n}, error=float(n)) for n in range(12)),
    row("curve blur", measures={}, error=None, refused=["no_face"]),
]


def test_a_verdict_follows_todays_limits_and_the_finders_word() -> None:
    assert [verdict(one) for one in ROWS[:3]] == ["clean", "warned", "refused"]
    assert verdict(row("x", refused=["no_face"])) == "refused"
    assert verdict(row("x", refused=["blurred"], measures=FINE)) == "clean"


def test_rates_are_of_the_half_that_chose_nothing() -> None:
    figures = figures_of(ROWS)
    assert figures["usable"]["reported"] == {"photos": 3, "accepted": 66.7, "without remark": 33.3}
    assert figures["usable"]["chosen"]["accepted"] == 100
    assert figures["unusable"]["reported"] == {"photos": 3, "refused": 66.7}
    assert sum(figures["unusable_tones"][name]["photos"] for name in ("ITA above 28", "ITA up to 28")) == 4
    assert figures["kinds"]["blur"] == {"photos": 2, "refused": 50.0}
    assert figures["tones"]["dark"]["accepted"] == 0
    assert figures["tones"]["ITA above 28"] == {"photos": 2, "accepted": 100.0, "without remark": 50.0}
    assert figures["warned"] == {"blurred": 50.0}


def test_the_error_is_followed_from_the_good_end_to_the_bad() -> None:
    bins = curve(ROWS[8:], "blurred")
    assert [b["photos"] for b in bins] == [4, 4, 4]
    assert [b["error"] for b in bins] == [1.5, 5.5, 9.5]
    assert bins[0]["from"] > bins[-1]["to"]
    assert curve([], "noisy") == []


def test_the_table_lists_every_limit(tmp_path: Path) -> None:
    written = table(figures_of(ROWS))
    for key, limit in LIMITS.items():
        assert f"| `{key}` | {limit.unit} |" in written
    paths = write_figures(ROWS, tmp_path)
    assert paths[1].read_text(encoding="utf-8") == written
    assert json.loads(paths[0].read_text(encoding="utf-8"))["usable"]["reported"]["photos"] == 3


@pytest.mark.parametrize("kind", ["glasses", "turned", "grey", "blur"])
def test_every_kind_says_its_amounts(kind: str) -> None:
    assert f"| {kind} | " in table(figures_of([row(kind, unusable=True, measures=BAD)]))
