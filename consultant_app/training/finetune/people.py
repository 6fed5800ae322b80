"""Who is learned from, who chooses, who judges: whole persons, never photographs. And what leaks between them."""

import hashlib
from collections.abc import Iterable

import numpy as np

from consultant_app.training.finetune.findings import Finding
from consultant_app.training.finetune.grades import Grade, Mention
from consultant_app.training.finetune.photos import Photo

SAME_LOOK = 0.95
"""Correlation of two ``look``s from which on two files are taken for one photograph: half way between the same
photograph saved anew (0.96 or more) and different people (0.89 or less), on the careful side."""

LEAST_PERSONS = 3
"""One to judge, one to choose by, one to learn from."""

_BLOCK = 512


def held_out(persons: Iterable[str], share: float, salt: str) -> set[str]:
    """About a ``share`` of the persons, by a hash of their name; at least one, and at least one not.

    Whether a person is held out does not depend on who else is there (but for the first few): a set that grows
    never turns judges of an earlier run into teachers of the next.
    """
    place = {name: _unit(f"{salt} {name}") for name in persons}
    order = sorted(place, key=lambda name: (place[name], name))
    count = sum(place[name] < share for name in order)
    return set(order[: min(max(count, 1), len(order) - 1)])


def _unit(text: str) -> float:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6]) / 2**48


def judging_persons(grades: list[Grade], share: float) -> set[str]:
    """The persons that judge: as the table's split says, else by hash."""
    if any(grade.split for grade in grades):
        return {grade.person for grade in grades if grade.split == "test"}
    return held_out({grade.person for grade in grades}, share, "test")


def too_few(persons: set[str], test: set[str]) -> list[Finding]:
    """Whether anybody is left to judge and to learn from."""
    if len(persons) < LEAST_PERSONS:
        text = f"{len(persons)} persons with usable photos and grades; {LEAST_PERSONS} are needed at least."
        return [Finding(None, "person", text)]
    if not test & persons:
        return [Finding(None, "split", "no person with a usable photo is left for the test split. Name some.")]
    if len(persons - test) < LEAST_PERSONS - 1:
        return [Finding(None, "split", "fewer than two persons with usable photos are left to learn from.")]
    return []


def leaks(photos: dict[str, Photo], mentions: dict[str, Mention]) -> list[Finding]:
    """Files that are one photograph, byte by byte or to the eye, though the table calls them different persons.

    Splits need no look of their own: a person stands in one split, so a photograph in two is one of two persons.
    """
    names = sorted(photos, key=lambda name: (mentions[name].row, name))
    findings = []
    for first, second in _alike([photos[name] for name in names]):
        one, two = photos[names[first]], photos[names[second]]
        if one.person == two.person:
            continue
        how = "the same file" if one.sha256 == two.sha256 else "nearly the same picture"
        text = (
            f"{two.name} ('{two.person}') is {how} as {one.name} ('{one.person}', row {mentions[one.name].row})."
        )
        findings.append(
            Finding(mentions[two.name].row, "photo", text + " Give both the same person, or leave one out.")
        )
    return findings


def _alike(photos: list[Photo]) -> list[tuple[int, int]]:
    """Pairs that look the same, block by block: thousands of photographs need no square of memory."""
    if not photos:
        return []
    looks = np.stack([photo.look for photo in photos])
    pairs = []
    for start in range(0, len(looks), _BLOCK):
        likeness = looks[start : start + _BLOCK] @ looks.T
        for first, second in np.argwhere(likeness > SAME_LOOK):
            if start + first < second:
                pairs.append((start + int(first), int(second)))
    return pairs
