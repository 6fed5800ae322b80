"""Make the next things in background threads while the present one is used, in their order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def prefetched(make: Callable[[K], V], keys: Iterable[K], threads: int) -> Generator[V, None, None]:
    """``make`` of each key, in order, up to ``threads`` ahead of what is asked for.

    ``make`` must depend on its key alone: then threads change when a thing is made, never what it is. Close the
    iterator (``contextlib.closing``) to leave early: it waits for what is being made.
    """
    waiting = iter(keys)
    with ThreadPoolExecutor(threads, thread_name_prefix="prefetch") as pool:
        ahead: deque[Future[V]] = deque(pool.submit(make, key) for key in islice(waiting, threads))
        try:
            while ahead:
                value = ahead.popleft().result()
                ahead.extend(pool.submit(make, key) for key in islice(waiting, 1))
                yield value
        finally:
            for future in ahead:
                future.cancel()
