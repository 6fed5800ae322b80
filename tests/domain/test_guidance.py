import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.guidance import BLINK, STAYS, STEADY, Coach, Instruction, Rule
from consultant_app.texts import languages, texts

RULES = (
    Rule(Instruction.RELAX, "smile", 0.7, 0.6, lasts=BLINK),
    Rule(Instruction.NO_FACE, "faces", 0.5, 0.5, low=True),
    Rule(Instruction.CLOSER, "size", 90, 96, low=True),
)
GOOD = {"faces": 1.0, "size": 120.0, "smile": 0.3}
STEP = 1 / 30


class Clock:
    now = 50.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def coach(clock):
    return Coach(RULES, clock)


def shown(coach, clock, seconds, **measures):
    """The guides over so many seconds of these measures."""
    guides = []
    for _ in range(round(seconds / STEP)):
        clock.now += STEP
        guides.append(coach.look({**GOOD, **measures}))
    return guides


def last(*arguments, **measures):
    return shown(*arguments, **measures)[-1].instruction


def test_the_most_urgent_thing_is_said(coach, clock):
    assert last(coach, clock, 1.5, faces=0, size=10, smile=0.9) is Instruction.NO_FACE
    assert last(coach, clock, 1.5, size=10, smile=0.9) is Instruction.CLOSER
    assert last(coach, clock, 1.5, smile=0.9) is Instruction.RELAX


def test_a_measure_that_was_not_taken_says_nothing(coach, clock):
    clock.now += 1
    for _ in range(20):
        clock.now += STEP
        guide = coach.look({"faces": 0.0})
    assert guide.instruction is Instruction.NO_FACE


def test_between_its_limits_an_instruction_neither_comes_nor_goes(coach, clock):
    assert Instruction.CLOSER not in {g.instruction for g in shown(coach, clock, 2, size=93)}
    assert last(coach, clock, 2, size=80) is Instruction.CLOSER
    assert last(coach, clock, 2, size=93) is Instruction.CLOSER
    assert last(coach, clock, 2, size=97) is not Instruction.CLOSER


def test_it_can_be_read_before_the_next_one_comes(coach, clock):
    shown(coach, clock, 1, faces=0)
    shown(coach, clock, 0.5, size=10)
    before = [guide.instruction for guide in shown(coach, clock, 1.4, smile=0.9)]
    assert before[0] is Instruction.CLOSER
    assert before[-1] is Instruction.RELAX


def test_when_nothing_is_wrong_it_counts_down_and_releases_once(coach, clock):
    guides = shown(coach, clock, 5)
    assert guides[0].instruction is Instruction.HOLD_STILL or guides[0].instruction is Instruction.NO_FACE
    counts = [guide.count for guide in guides if guide.count is not None]
    assert list(dict.fromkeys(counts)) == [3, 2, 1]
    assert sum(guide.release for guide in guides) == 1
    at = next(place for place, guide in enumerate(guides) if guide.release) * STEP
    assert STEADY + 1.2 - 0.05 <= at <= 3.0
    coach.reset()
    assert sum(guide.release for guide in shown(coach, clock, 5)) == 1


def test_leaving_readiness_ends_the_countdown(coach, clock):
    guides = shown(coach, clock, 1.5)
    assert guides[-1].count is not None
    guides = shown(coach, clock, 2, size=10)
    assert not any(guide.release for guide in guides)
    assert guides[-1].instruction is Instruction.CLOSER
    assert guides[-1].count is None
    again = shown(coach, clock, 1.2)
    assert not any(guide.release for guide in again)
    assert sum(guide.release for guide in shown(coach, clock, 2)) == 1


def test_a_blink_neither_speaks_nor_is_photographed(coach, clock):
    shown(coach, clock, 1.8)
    assert all(
        guide.instruction is Instruction.READY and not guide.release for guide in shown(coach, clock, 0.2, smile=1)
    )
    # The countdown is over by now, but her eyes were closed.
    assert sum(guide.release for guide in shown(coach, clock, 1)) == 1


def test_a_gap_in_the_pictures_proves_nothing(coach, clock):
    shown(coach, clock, 0.6)
    clock.now += 1.0
    assert all(guide.count is None for guide in shown(coach, clock, 0.6))


def test_without_the_automatic_it_only_says_that_all_is_right(clock):
    coach = Coach(RULES, clock, automatic=False)
    guides = shown(coach, clock, 5)
    assert guides[-1].instruction is Instruction.READY
    assert not any(guide.release or guide.count for guide in guides)


VALUES = st.fixed_dictionaries(
    {"faces": st.sampled_from([0.0, 1.0]), "size": st.floats(50, 150), "smile": st.floats(0, 1)}
)


@given(st.lists(st.tuples(VALUES, st.integers(1, 40)), max_size=20))
def test_whatever_she_does_it_never_flickers_and_never_releases_while_something_is_wrong(pieces):
    clock = Clock()
    coach = Coach(RULES, clock)
    since, before = clock.now, None
    calm = {Instruction.HOLD_STILL, Instruction.READY}
    for measures, times in pieces:
        for _ in range(times):
            clock.now += STEP
            guide = coach.look(measures)
            if guide.release:
                assert measures["faces"] == 1
                assert measures["size"] >= 90
                assert measures["smile"] <= 0.7
            if guide.instruction is not before:
                assert before is None or before in calm or clock.now - since >= STAYS - 1e-6
                since, before = clock.now, guide.instruction


@pytest.mark.parametrize("language", languages())
def test_every_instruction_has_its_words(language):
    said = [texts(language)(f"guide.{instruction.value}") for instruction in Instruction]
    assert len(set(said)) == len(said)
    assert all(len(words) <= 56 for words in said)
