"""Work over processes: results in order, errors as they were, and a process that dies is told of."""

from __future__ import annotations

import operator
import os

import pytest

from kg.derive.processes import Processes
from kg.model.errors import InputError, StoreError
from kg.model.record import Record


@pytest.mark.parametrize("number", [1, 2])
def test_results_come_in_the_order_of_the_tasks(number: int) -> None:
    """Whoever is done first; more tasks than are sent ahead."""
    with Processes(number) as workers:
        tasks = [(b"x", 200_000 if n % 2 else 1) for n in range(20)]
        found = workers.map(operator.mul, iter(tasks))
        assert [len(each) for each in found] == [200_000 if n % 2 else 1 for n in range(20)]
        assert list(workers.map(divmod, [(7, 2), (9, 4)])) == [(3, 1), (2, 1)]
        assert list(workers.map(divmod, [])) == []


@pytest.mark.parametrize("number", [1, 2])
def test_an_error_is_raised_where_the_results_are_read(number: int) -> None:
    """With its class and words, so that it is told as in one process."""
    with pytest.raises(InputError, match="not JSON"), Processes(number) as workers:
        list(workers.map(Record.parse, [("{",)]))


def test_a_process_that_dies_is_a_fault_of_the_machine() -> None:
    """Killed for want of memory, say: no report is to be blamed."""
    with pytest.raises(StoreError, match="code 3"), Processes(2) as workers:
        list(workers.map(os._exit, [(3,), (3,)]))
