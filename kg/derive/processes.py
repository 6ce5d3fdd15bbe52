"""Work spread over processes: functions of this package, each called with what it is sent, results in order.

Processes are started afresh and know nothing of the one that starts them: no store is open in them, no thread of the
engine's is copied, and the script that runs need not be fit to be imported.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import kg
from kg.model.errors import StoreError

__all__ = ["Processes", "available", "main"]

_START = "import sys; sys.path.insert(0, sys.argv[1]); from kg.derive.processes import main; main()"
_AHEAD = 3  # tasks a process that are sent or done before their turn: bounds what waits in memory
_Result = TypeVar("_Result")


def available() -> int:
    """Cores that this process may use (`taskset` narrows them)."""
    if not sys.executable:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Processes:
    """So many processes; with one, everything is done here and at once."""

    def __init__(self, number: int) -> None:
        root = str(Path(kg.__file__).resolve().parent.parent)
        command = [sys.executable, "-P", "-s", "-c", _START, root]
        self._held: list[subprocess.Popen[bytes]] = []
        for _ in range(number if number > 1 else 0):
            with suppress(OSError):  # no more processes are allowed: those that are there will do
                self._held.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        for process in self._held:
            self._idle.put(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for process in self._held:
            if error is not None:
                process.kill()
            process.communicate()

    def map(self, function: Callable[..., _Result], tasks: Iterable[tuple[Any, ...]]) -> Iterator[_Result]:
        """The results of a function of a module, called with each task's arguments, in the order of the tasks."""
        if not self._held:
            yield from (function(*task) for task in tasks)
            return
        with ThreadPoolExecutor(len(self._held)) as threads:
            waiting: deque[Future[_Result]] = deque()
            try:
                for task in tasks:
                    waiting.append(threads.submit(self._ask, function, task))
                    if len(waiting) >= _AHEAD * len(self._held):
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                threads.shutdown(cancel_futures=True)

    def _ask(self, function: Callable[..., _Result], task: tuple[Any, ...]) -> _Result:
        process = self._idle.get()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            pickle.dump((function, task), process.stdin, protocol=5)
            process.stdin.flush()
            done, result = pickle.load(process.stdout)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            code = process.wait()
            raise StoreError(f"a process that was deriving ended (code {code}), perhaps for want of memory") from error
        finally:
            self._idle.put(process)
        if not done:
            raise result
        return result  # type: ignore[no-any-return]


def main() -> None:
    """Do what comes in on standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this process is interrupted, and ends it
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            function, task = pickle.load(source)
        except EOFError:
            return
        pickle.dump(_answer(function, task), sink, protocol=5)
        sink.flush()


def _answer(function: Callable[..., Any], task: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, function(*task)
    except Exception as error:
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:
            return False, RuntimeError(repr(error))
        return False, error
