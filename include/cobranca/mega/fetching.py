"""Calls in parallel, with a bounded number of answers waiting: memory does not grow with the portfolio."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def unordered(work: Callable[[T], R], items: Iterable[T], parallel: int) -> Generator[R]:
    """Results of `work`, as they come; at most twice `parallel` are begun and not yet taken.

    An error of `work` is raised here, and what has not begun is given up.
    """
    pool = ThreadPoolExecutor(parallel, thread_name_prefix="mega")
    pending = set[Future[R]]()
    try:
        for item in items:
            pending.add(pool.submit(work, item))
            if len(pending) >= 2 * parallel:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        pool.shutdown(cancel_futures=True)
