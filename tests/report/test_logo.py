from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.brand import load_brand
from consultant_app.domain.errors import ConsultantError
from consultant_app.report.logo import parse_outline, read_logo


def svg(tmp_path: Path, body: str, box: str = 'viewBox="0 0 10 5"') -> Path:
    path = tmp_path / "logo.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{body}</svg>', encoding="utf-8")
    return path


def test_short_and_relative_commands_give_absolute_outlines() -> None:
    assert parse_outline("m1 2 3 4h5v-6H0V1z l1,1") == [
        ("M", ((1, 2),)),
        ("L", ((4, 6),)),
        ("L", ((9, 6),)),
        ("L", ((9, 0),)),
        ("L", ((0, 0),)),
        ("L", ((0, 1),)),
        ("Z", ()),
        ("L", ((2, 3),)),
    ]


def test_smooth_curves_mirror_the_handle_before() -> None:
    assert parse_outline("M0 0C0 1 2 1 2 0S4-1 4 0")[2] == ("C", ((2, -1), (4, -1), (4, 0)))
    assert parse_outline("M1 1s1 1 2 0")[1] == ("C", ((1, 1), (2, 2), (3, 1)))
    quadratic, smooth = parse_outline("M0 0Q3 3 6 0T12 0")[1:]
    assert quadratic == ("C", ((2, 2), (4, 2), (6, 0)))
    assert smooth == ("C", ((8, -2), (10, -2), (12, 0)))


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)), min_size=1, max_size=8))
def test_numbers_come_back_as_written(points: list[tuple[float, float]]) -> None:
    found = parse_outline("M" + "L".join(f"{x!r},{y!r}" for x, y in points))
    assert [segment[1][0] for segment in found] == points


@pytest.mark.parametrize("data", ["L1 1", "M1", "M1 1A1 1 0 0 0 2 2", "M1 1Z3", "M1 1L", "M1 1?2", "5 5"])
def test_a_wrong_outline_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="path"):
        parse_outline(data)


@pytest.mark.parametrize(
    ("body", "box"),
    [
        ('<circle r="3"/>', 'viewBox="0 0 10 5"'),
        ('<g transform="scale(2)"><path d="M0 0L1 1Z"/></g>', 'viewBox="0 0 10 5"'),
        ("<g/>", 'viewBox="0 0 10 5"'),
        ('<path d="M0 0L1 1Z"/>', ""),
        ("<path", 'viewBox="0 0 10 5"'),
    ],
)
def test_what_cannot_be_drawn_is_told_with_the_remedy(tmp_path: Path, body: str, box: str) -> None:
    with pytest.raises(ConsultantError, match="converted to paths and flattened"):
        read_logo(svg(tmp_path, body, box))


def test_logo_and_mark_of_the_house_can_be_drawn() -> None:
    brand = load_brand()
    assert read_logo(brand.logo).aspect > 5
    assert read_logo(brand.mark).aspect == 1
