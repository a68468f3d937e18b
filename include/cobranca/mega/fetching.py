"""Calls in parallel, with a bounded number of answers waiting: memory does not grow with the portfolio."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def unordered(work: Callable[[T], R], items: Iterable[T], parallel: int) -> Generator[R]:
    """Results of `work`, as they come; at most twice `parallel` are begun and not yet taken.

    An error of `work` is raised here, and what has not begun is given up.
    """
    pool = ThreadPoolExecutor(parallel, thread_name_prefix="mega")
    done: SimpleQueue[Future[R]] = SimpleQueue()
    begun = 0
    try:
        for item in items:
            pool.submit(work, item).add_done_callback(done.put)
            begun += 1
            if begun >= 2 * parallel:
                begun -= 1
                yield done.get().result()
        for _ in range(begun):
            yield done.get().result()
    finally:
        pool.shutdown(cancel_futures=True)
