from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.training.data.severity import CHANNEL_OF
from consultant_app.training.finetune.grades import mentioned, read_grades, targets_of
from consultant_app.training.finetune.table import Row

SOUND = {
    "photo": "a.jpg",
    "person": "P",
    "criterion": "redness",
    "zone": "",
    "grade": "1",
    "grader": "G",
    "split": "",
}


def row(number: int = 2, **cells: str) -> Row:
    return Row(number, SOUND | cells)


def faults(*rows: Row) -> list[tuple[int | None, str]]:
    return [(found.row, found.column) for found in read_grades(rows)[1]]


def test_every_fault_of_every_row_is_found_at_once() -> None:
    rows = [
        row(2, criterion="rednes"),
        row(3, zone="elbow"),
        row(4, zone="jaw_line", grader="H"),
        row(5, grade="five"),
        row(6, grade="4.5"),
        row(7, grade="-1"),
        row(8, person="", grader=""),
        row(9, photo=""),
        row(10, photo="../secret.jpg"),
        row(11, photo="C:\\faces\\a.jpg"),
        row(12, split="validation"),
        row(13, criterion="radiance"),
        row(14, photo="/etc/a.jpg", grade="nan", zone="x"),
    ]
    assert faults(*rows) == [
        (2, "criterion"), (3, "zone"), (4, "zone"), (5, "grade"), (6, "grade"), (7, "grade"), (8, "person"),
        (8, "grader"), (9, "photo"), (10, "photo"), (11, "photo"), (12, "split"), (13, "criterion"),
        (14, "photo"), (14, "zone"), (14, "grade"),
    ]  # fmt: skip


def test_a_fault_says_what_to_do() -> None:
    said = [found.text for found in read_grades([row(criterion="rednes"), row(3, grade="9"), row(4, zone="x")])[1]]
    assert "Is 'redness' meant?" in said[0]
    assert "0 to 4" in said[1]
    assert "cheek_left" in said[2]


def test_a_grader_grades_a_zone_of_a_photo_once() -> None:
    rows = [row(2), row(3, grader="H"), row(4, zone="nose"), row(5, zone="face"), row(6, grader="g")]
    assert faults(*rows) == [(5, "grader"), (6, "grader")]  # empty is the face; G is g


def test_a_photo_shows_one_person() -> None:
    rows = [
        row(2),
        row(3, person="Q", grader="H"),
        row(4, person="Q", grader="I"),
        row(5, photo="./a.jpg", grader="J"),
    ]
    assert faults(*rows) == [(3, "person")]


def test_a_person_is_in_one_split_and_both_splits_have_persons() -> None:
    mixed = [row(2, split="train"), row(3, photo="b.jpg", split="test"), row(4, photo="c.jpg", split="test")]
    assert faults(*mixed) == [(3, "split")]
    assert faults(row(2, split="train"), row(3, photo="b.jpg", person="Q")) == [(3, "split"), (None, "split")]
    assert faults(row(2, split="Test")) == [(None, "split")]
    assert faults(row(2, split="train"), row(3, photo="b.jpg", person="Q", split="TEST")) == []


def test_graders_are_joined_by_their_mean() -> None:
    grades, findings = read_grades([row(2), row(3, grade="2,5", grader="H"), row(4, zone="nose", grade="+3")])
    assert not findings
    targets = targets_of(grades)
    assert [(t.zone, t.grade, t.graders) for t in targets] == [(Zone.FACE, 1.75, 2), (Zone.NOSE, 3.0, 1)]


def test_photographs_of_faulty_rows_are_looked_at_too() -> None:
    rows = [row(2, grade="x", photo="b\\c.jpg"), row(3, photo=""), row(4, photo="b/c.jpg", person="Q")]
    assert [(name, m.row, m.person) for name, m in mentioned(rows).items()] == [("b/c.jpg", 2, "p")]


@given(st.sampled_from(sorted(CHANNEL_OF)), st.data())
def test_every_grade_on_the_scale_reads_back(key, data) -> None:
    top = CRITERIA[key].grade_max
    zone = data.draw(st.sampled_from(("", "face", *CRITERIA[key].zones)))
    value = data.draw(st.integers(0, 100 * top)) / 100
    grades, findings = read_grades([row(criterion=key.upper(), zone=zone, grade=str(value))])
    assert not findings
    assert (grades[0].key, grades[0].grade, grades[0].zone) == (key, value, Zone(zone or "face"))
