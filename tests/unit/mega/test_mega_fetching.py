"""Calls in parallel: bounded, as they come, and given up on an error."""

import threading
import time
from contextlib import closing

import pytest

from cobranca.mega.fetching import unordered


def test_every_item_is_answered_once() -> None:
    assert sorted(unordered(lambda n: n * 2, range(100), 8)) == [n * 2 for n in range(100)]


def test_at_most_twice_as_many_as_threads_are_begun() -> None:
    begun: list[int] = []

    def items():  # type: ignore[no-untyped-def]
        for number in range(100):
            begun.append(number)
            yield number

    with closing(unordered(lambda n: n, items(), 4)) as results:
        next(results)
        time.sleep(0.05)
        assert len(begun) == 8


def test_as_many_run_at_once_as_are_asked_for() -> None:
    meeting = threading.Barrier(6, timeout=5)
    assert len(list(unordered(lambda _: meeting.wait(), range(6), 6))) == 6


def test_an_error_is_raised_and_the_rest_given_up() -> None:
    done: list[int] = []

    def work(number: int) -> int:
        if number == 3:
            raise RuntimeError("the ERP is gone")
        time.sleep(0.005)
        done.append(number)
        return number

    with pytest.raises(RuntimeError, match="gone"):
        list(unordered(work, range(1000), 2))
    assert len(done) < 20
