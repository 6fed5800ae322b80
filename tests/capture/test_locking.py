import pytest

from consultant_app.capture.locking import LockKeeper, Wish


@pytest.fixture
def keeper(clock):
    return LockKeeper(clock)


def watched(keeper, clock, seconds, *, face=True, light_fits=True):
    """What it wishes over so many seconds."""
    wishes = []
    for _ in range(round(seconds * 10)):
        clock.wait(0.1)
        wishes.append(keeper.look(face=face, light_fits=light_fits))
    return [wish for wish in wishes if wish is not None]


def test_locks_once_after_the_camera_has_settled_on_a_face(keeper, clock):
    assert watched(keeper, clock, 1.4) == []
    assert watched(keeper, clock, 5) == [Wish.LOCK]


def test_an_empty_counter_or_unfit_light_is_not_kept(keeper, clock):
    assert watched(keeper, clock, 9, face=False) == []
    assert watched(keeper, clock, 9, light_fits=False) == []


def test_the_next_client_is_exposed_anew(keeper, clock):
    watched(keeper, clock, 3)
    assert watched(keeper, clock, 2.5, face=False) == []
    assert watched(keeper, clock, 1, face=False) == [Wish.UNLOCK]
    assert watched(keeper, clock, 2) == [Wish.LOCK]


def test_light_that_changed_for_good_lets_go_but_a_moment_does_not(keeper, clock):
    watched(keeper, clock, 3)
    assert watched(keeper, clock, 1.5, light_fits=False) == []
    assert watched(keeper, clock, 3) == []
    assert watched(keeper, clock, 2.5, light_fits=False) == [Wish.UNLOCK]


def test_a_camera_that_was_restarted_is_locked_again(keeper, clock):
    watched(keeper, clock, 3)
    keeper.forget()
    assert watched(keeper, clock, 3) == [Wish.LOCK]
