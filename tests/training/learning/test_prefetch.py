import threading
from contextlib import closing

import pytest

from consultant_app.training.learning.prefetch import prefetched


@pytest.mark.parametrize("threads", [1, 3])
def test_things_come_in_the_order_of_their_keys(threads: int) -> None:
    assert list(prefetched(lambda key: key * key, range(20), threads)) == [key * key for key in range(20)]
    assert list(prefetched(str, (), threads)) == []


def test_the_next_is_made_while_the_present_is_used() -> None:
    made = threading.Event()

    def make(key: int) -> int:
        if key == 1:
            made.set()
        return key

    with closing(prefetched(make, range(3), 1)) as values:
        assert next(values) == 0
        assert made.wait(30)


def test_no_more_is_made_than_was_asked_for_and_leaving_early_leaves_no_thread() -> None:
    seen = []

    def make(key: int) -> int:
        seen.append(key)
        return key

    before = threading.active_count()
    with closing(prefetched(make, range(1000), 2)) as values:
        assert [next(values), next(values)] == [0, 1]
    assert max(seen) <= 3
    assert threading.active_count() == before


def test_what_goes_wrong_in_a_thread_is_raised_where_the_thing_is_asked_for() -> None:
    def make(key: int) -> int:
        return 1 // (2 - key)

    values = prefetched(make, range(5), 2)
    assert [next(values), next(values)] == [0, 1]
    with pytest.raises(ZeroDivisionError):
        next(values)
