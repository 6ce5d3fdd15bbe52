"""Contenders side by side: each in a process of its own that can be ended, their runs taken in turn.

A lane is forked from the process that holds what all of them read, so that nothing is loaded twice; what a contender
makes for itself on the way stays in its lane. One that takes too long is ended and forked anew.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

__all__ = ["Figure", "Lane", "Missed", "Spent", "Way", "firsts", "interleaved", "server_seconds"]

_FORK = multiprocessing.get_context("fork")
_SAMPLE = 0.01  # seconds that a sample takes at least: shorter calls are repeated within it
_TICK = os.sysconf("SC_CLK_TCK")
_GRACE = 60.0  # seconds a lane is given to get ready
Spent = tuple[float, float]  # wall and CPU seconds


@dataclass(frozen=True, slots=True)
class Way:
    """A contender: `open` makes, in the lane, what answers a task; `server` is the process that works for it."""

    open: Callable[[], Callable[[Any], Any]]
    server: int | None = None

    @classmethod
    def calling(cls, run: Callable[[], Any]) -> Way:
        """One that always does the same."""
        return cls(lambda: lambda _: run())


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds that a call takes: wall time, CPU time of lane and server; and how many calls were made."""

    wall: float
    cpu: float
    calls: int


@dataclass(frozen=True, slots=True)
class Missed:
    """Why there is no figure."""

    why: str


class Lane:
    """A process for one contender, begun when it is first asked."""

    def __init__(self, way: Way, limit: float) -> None:
        self._way, self._limit = way, limit
        self.spent = 0.0  # seconds that it was waited for
        self._process: Any = None

    def _begin(self) -> None:
        self._line, theirs = _FORK.Pipe()
        self._process = _FORK.Process(target=_work, args=(self._way, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._ask(None, _GRACE)

    def _ask(self, message: Any, limit: float) -> Any:
        """TimeoutError if the answer takes too long, RuntimeError with the contender's words if it fails."""
        start = time.monotonic()
        try:
            if message is not None:
                self._line.send(message)
            if not self._line.poll(limit):
                raise TimeoutError(f"over {limit:g} s")
            good, value = self._line.recv()
        except (TimeoutError, EOFError, OSError) as error:
            self.end()
            raise error if isinstance(error, TimeoutError) else RuntimeError("its process ended") from error
        finally:
            self.spent += time.monotonic() - start
        if not good:
            raise RuntimeError(value)
        return value

    def first(self, task: Any) -> tuple[Any, Spent]:
        """A task's answer, and what it took."""
        if self._process is None:
            self._begin()
        answer: tuple[Any, Spent] = self._ask(("first", task, 1), self._limit)
        return answer

    def sample(self, task: Any, calls: int) -> Spent:
        """What so many calls take."""
        found: Spent = self._ask(("sample", task, calls), self._limit + 1)
        return found

    def end(self) -> None:
        """Let go of the process; it is begun anew if the lane is asked again."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._line.close()
            self._process = None


def _work(way: Way, line: Connection) -> None:
    gc.collect()
    gc.freeze()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what is ended has nothing to say of it
    run = way.open()
    line.send((True, None))
    while True:
        try:
            what, task, calls = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            cpu, start = _cpu(way.server), time.perf_counter()
            for _ in range(calls):
                answer = run(task)
            wall = time.perf_counter() - start
            spent = wall, _cpu(way.server) - cpu
            line.send((True, (answer, spent) if what == "first" else spent))
        except Exception as error:
            line.send((False, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"))


def _cpu(server: int | None) -> float:
    own, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    mine = own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime
    return mine + (0.0 if server is None else server_seconds(server))


def server_seconds(pid: int) -> float:
    """CPU seconds of a process, all its threads, by the clock of the system (mostly hundredths)."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def firsts(lanes: Mapping[str, Lane], task: Any) -> tuple[dict[str, Any], dict[str, Spent], dict[str, Missed]]:
    """Each lane's answer to a task, what this first run took it, and why others have none."""
    answers: dict[str, Any] = {}
    took: dict[str, Spent] = {}
    missed: dict[str, Missed] = {}
    for name, lane in lanes.items():
        try:
            answers[name], took[name] = lane.first(task)
        except (TimeoutError, RuntimeError) as error:
            missed[name] = Missed(str(error))
    return answers, took, missed


def interleaved(
    lanes: Mapping[str, Lane], task: Any, took: Mapping[str, Spent], *, rounds: int, seconds: float
) -> dict[str, Figure | Missed]:
    """What a call of a task takes each lane: one sample of each a round, whoever begins.

    A lane sits out once its samples have taken so many seconds, but has one. What a lane keeps for the next time is
    there already: `took` is of a run before, which only says how often to repeat.
    """
    calls = {name: max(1, min(1000, math.ceil(_SAMPLE / max(wall, 1e-6)))) for name, (wall, _) in took.items()}
    samples: dict[str, list[Spent]] = {name: [] for name in calls}
    missed: dict[str, Figure | Missed] = {}
    for number in range(rounds):
        names = sorted(calls.keys() - missed.keys())
        for name in names[number % len(names) :] + names[: number % len(names)] if names else ():
            if samples[name] and sum(wall for wall, _ in samples[name]) > seconds:
                continue
            try:
                samples[name].append(lanes[name].sample(task, calls[name]))
            except (TimeoutError, RuntimeError) as error:
                missed[name] = Missed(str(error))
    return {name: missed.get(name) or _figure(samples[name], calls[name]) for name in calls}


def _figure(samples: Sequence[Spent], calls: int) -> Figure:
    wall = statistics.median(wall for wall, _ in samples) / calls * 1000
    if calls == 1 or len(samples) < 3:
        cpu = statistics.median(cpu for _, cpu in samples) / calls * 1000
    else:  # a server's clock is coarse: over all samples, not over the middle one
        cpu = statistics.fmean(cpu for _, cpu in samples) / calls * 1000
    return Figure(wall, cpu, calls * len(samples))
