import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.criteria import Zone
from consultant_app.training.finetune.grades import Grade, Mention
from consultant_app.training.finetune.people import held_out, judging_persons, leaks, too_few
from consultant_app.training.finetune.photos import SLOTS, Photo

NAMES = [f"person {index}" for index in range(400)]


def photo(name: str, person: str, look: list[float], sha256: str = "") -> Photo:
    vector = np.array(look, np.float32)
    area = np.zeros((SLOTS, 4, 4), bool)
    crop = np.zeros((16, 16, 3), np.uint8)
    return Photo(name, person, sha256 or name, crop, area, 2.0, vector / np.linalg.norm(vector))


def mentions(photos: dict[str, Photo]) -> dict[str, Mention]:
    return {name: Mention(2 + index, one.person) for index, (name, one) in enumerate(photos.items())}


def test_about_the_share_is_held_out() -> None:
    assert 70 < len(held_out(NAMES, 0.25, "test")) < 130
    assert held_out(NAMES, 0.25, "test") != held_out(NAMES, 0.25, "choose")


def test_who_is_held_out_stays_so_when_others_come() -> None:
    few = set(NAMES[:60])
    assert held_out(few, 0.25, "test") == held_out(NAMES, 0.25, "test") & few


@given(st.sets(st.text(max_size=4), min_size=2, max_size=8), st.floats(0, 1))
def test_both_sides_always_have_persons(names, share) -> None:
    assert 1 <= len(held_out(names, share, "test")) <= len(names) - 1


def test_the_tables_own_split_is_followed() -> None:
    grades = [
        Grade(2, f"{p}.jpg", p, "g", "redness", Zone.FACE, 1.0, "test" if p == "b" else "train") for p in "abc"
    ]
    assert judging_persons(grades, 0.25) == {"b"}
    bare = [dataclasses.replace(grade, split="") for grade in grades]
    assert judging_persons(bare, 0.25) == held_out({"a", "b", "c"}, 0.25, "test")


@pytest.mark.parametrize(
    ("persons", "judging", "column"),
    [({"a", "b"}, {"a"}, "person"), ({"a", "b", "c"}, {"d"}, "split"), ({"a", "b", "c"}, {"a", "b"}, "split")],
)
def test_too_few_persons_are_refused(persons, judging, column) -> None:
    assert [found.column for found in too_few(persons, judging)] == [column]


def test_enough_persons_are_not() -> None:
    assert too_few({"a", "b", "c"}, {"a"}) == []


def test_one_photo_under_two_persons_leaks_and_two_of_one_person_do_not() -> None:
    photos = {
        "a.jpg": photo("a.jpg", "P", [1, 0, 0], "same"),
        "b.jpg": photo("b.jpg", "P", [1, 0.01, 0]),
        "c.jpg": photo("c.jpg", "Q", [1, 0, 0], "same"),
        "d.jpg": photo("d.jpg", "R", [1, 0.2, 0]),
        "e.jpg": photo("e.jpg", "S", [0, 0, 1]),
    }
    said = [(found.row, found.text) for found in leaks(photos, mentions(photos))]
    assert [row for row, _ in said] == [4, 5, 4, 5, 5]
    assert "c.jpg ('Q') is the same file as a.jpg ('P', row 2)" in said[0][1]
    assert all("nearly the same picture" in text for _, text in said[1:])


def test_many_photos_are_compared_across_blocks() -> None:
    random = np.random.default_rng(0)
    photos = {f"{i}": photo(f"{i}", f"P{i}", random.normal(size=64).tolist()) for i in range(700)}
    photos["copy"] = photo("copy", "Q", photos["3"].look.tolist())
    assert [found.row for found in leaks(photos, mentions(photos))] == [702]
    assert leaks({}, {}) == []
