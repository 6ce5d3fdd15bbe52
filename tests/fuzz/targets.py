"""What comes from outside, made wrong: records, texts, queries, dumps. Nothing but a refusal may come of it.

A target takes bytes, which choose what is done to a sound seed, and raises only where the code is at fault. The same
targets are run by hypothesis (`test_targets.py`) and by hand for as long as one likes (`run.py`).
"""

from __future__ import annotations

import json
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from small import RECORDS
from small import records as small_records
from strategies import TRICKY

from kg.doors.extracting import explained, lines, page
from kg.graph import TradeGraph
from kg.loaders import files
from kg.loaders.grammar import Rules
from kg.model.errors import InputError, QueryError, StoreError, TradeError
from kg.model.iris import data_dir, ontology_dir
from kg.model.record import Record
from kg.query import sparql
from kg.store import dumps
from kg.store.embedded import Store
from kg.store.reports import read, rewritten
from kg.view import network

__all__ = ["TARGETS", "dump", "query", "record", "text"]

_T = TypeVar("_T")
_DATA = Path(__file__).parents[1] / "data"
_OURS = (
    "it cannot be read: ",
    "it cannot be written: ",
    "nothing can be derived from it: ",
)  # faults, kept in a refusal

_PIECES = json.loads(Path(__file__).with_name("pieces.json").read_text("utf-8"))
ODD = (
    *_PIECES["values"],
    "x" * 5_000,
    "\u00df" * 300,
    "e\u0301" * 200,
    "9" * 400,
    *TRICKY,
)  # values for the fields of records


class Choices:
    """Bytes as a row of choices; 0 when they are at their end, so that short bytes change little."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def below(self, n: int) -> int:
        """A number below `n`."""
        size = 1 if n <= 256 else 3
        found = int.from_bytes(self._data[self._at : self._at + size], "big")
        self._at += size
        return found % max(n, 1)

    def of(self, items: Sequence[_T]) -> _T:
        """One of them."""
        return items[self.below(len(items))]

    @property
    def left(self) -> bool:
        """Whether there is more to choose by."""
        return self._at < len(self._data)


def spliced(choices: Choices, seeds: Sequence[str], pieces: Sequence[str]) -> str:
    """A seed with pieces put in, parts cut out or repeated, letters replaced, another seed's part mixed in."""
    made = choices.of(seeds)
    while choices.left:
        at = choices.below(len(made) + 1)
        to = min(len(made), at + choices.below(40))
        match choices.below(5):
            case 0:
                made = made[:at] + choices.of(pieces) + made[at:]
            case 1:
                made = made[:at] + made[to:]
            case 2:
                made = made[:at] + choices.of(pieces) * (1 + choices.below(50)) + made[at:]
            case 3:
                made = made[:at] + chr(choices.below(0x3100)) + made[at + 1 :]
            case _:
                other = choices.of(seeds)
                cut = choices.below(len(other) + 1)
                made = made[:at] + other[cut : cut + 1 + choices.below(200)] + made[to:]
        made = made[:20_000]
    return made


# --- records


@cache
def _seeds() -> tuple[Any, ...]:
    shipped = [item.dump() for item in files.read([data_dir() / "reports"]) if isinstance(item, Record)]
    return (*RECORDS, *sorted(shipped, key=lambda one: -len(json.dumps(one)))[:40])


def edited(choices: Choices, value: Any, seeds: Sequence[Any]) -> Any:
    """A JSON value with one thing in it taken away, replaced, renamed, repeated or taken from elsewhere."""
    steps: list[tuple[Any, Any]] = []
    inner = value
    while isinstance(inner, dict | list) and inner and (not steps or choices.below(4)):
        steps.append((inner, choices.of(sorted(inner)) if isinstance(inner, dict) else choices.below(len(inner))))
        inner = steps[-1][0][steps[-1][1]]
    if not steps:
        return deepcopy(choices.of(ODD))
    holder, key = steps[-1]
    match choices.below(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[str(choices.of(ODD))[:60]] = holder.pop(key)
        case 2 if isinstance(holder, list):
            holder.extend(deepcopy(holder[key]) for _ in range(choices.below(12)))
        case 3:
            other = choices.of(seeds)
            while isinstance(other, dict | list) and other and choices.below(4):
                other = choices.of([other[name] for name in sorted(other)] if isinstance(other, dict) else other)
            holder[key] = deepcopy(other)
        case _:
            holder[key] = deepcopy(choices.of(ODD))
    return value


_graphs: list[TradeGraph] = []


def _fresh() -> TradeGraph:
    """A graph with the small world, the same one for some rounds."""
    if not _graphs or len(_graphs[0].store.reports()) > 40:
        _graphs[:] = [TradeGraph.open()]
        _graphs[0].load(small_records())
    return _graphs[0]


def record(data: bytes) -> None:
    """Refused with a reason that is no fault of ours; or read back as it was, and every door is open."""
    choices = Choices(data)
    value = deepcopy(choices.of(_seeds()))
    for _ in range(30):  # repeated without end it would grow without end
        value = edited(choices, value, _seeds()) if choices.left else value
    shown = json.dumps(value, ensure_ascii=choices.below(2) == 0)
    try:
        made = Record.parse(shown)
    except InputError:
        return
    assert Record.parse(made.to_json()).dump() == made.dump()
    graph = _fresh()
    loaded = graph.load([made])
    for refused in loaded.refused:
        assert not refused.reason.startswith(_OURS), refused
    if loaded.refused:
        return
    iri = made.report.iri
    assert read(graph.store, iri)[0].dump() == made.dump()
    assert rewritten(graph.store.quads(graph=iri), iri) == graph.store.lines(iri)
    if len(data) % 4 == 0:
        _doors(graph, iri)


def _doors(graph: TradeGraph, report: str) -> None:
    """What is made of a report is well-formed through each door."""
    claims = graph.store.subjects("contentHash", graph=report)
    for claim in claims:
        assert "\n" not in graph.cite(claim)
    told = graph.evidence()
    for form in ("table", "json", "csv", "md", "html"):
        told.to(form).encode()
    json.loads(told.to("json"))
    events = {event for claim in claims for event in graph.store.subjects("claim", claim)}
    for event in sorted(events)[:2]:
        _told(lambda event=event: graph.view("pledge", event).html)  # type: ignore[misc]
    ET.fromstring(_graphml(graph))
    for name in ("pledges", "conflicts", "history", "totals", "delivery", "measures", "talks", "officials", "stale"):
        _told(lambda name=name: graph.ask(name))  # type: ignore[misc]


def _told(made: Callable[[], object]) -> None:
    """Only what is raised on purpose."""
    with suppress(TradeError):
        made()


def _graphml(graph: TradeGraph) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "g.graphml"
        network.write(graph.networkx(), path)
        return path.read_bytes()


# --- texts


@cache
def _texts() -> tuple[str, ...]:
    paths = [_DATA / "extract_article.txt", *sorted((_DATA / "reports").rglob("*.txt"))[:60]]
    paths += sorted((_DATA / "pages").glob("*.html"))
    return tuple(path.read_text("utf-8") for path in paths)


def text(data: bytes) -> None:
    """Read into records that are valid and say only what stands there, or refused."""
    made = spliced(Choices(data), _texts(), _PIECES["words"])
    try:
        found, body = explained(made, {}, Rules())
    except InputError:
        return
    for each in found:
        assert Record.parse(each.record.to_json()).dump() == each.record.dump()
    "\n".join(lines(found, body)).encode("utf-8", "replace")
    page(found, body).encode("utf-8", "replace")


# --- queries


@cache
def _worker() -> sparql.Worker:
    graph = TradeGraph.open()
    graph.load(small_records())
    return sparql.Worker(graph.store)


@cache
def _queries() -> tuple[str, ...]:
    return (*_PIECES["queries"], *(path.read_text("utf-8") for path in sorted(ontology_dir().rglob("*.rq"))))


def query(data: bytes) -> None:
    """Answered or refused in words, and the next one is served."""
    made = spliced(Choices(data), _queries(), _PIECES["sparql"])
    try:
        sparql.run(_worker(), made, seconds=1)
    except QueryError:
        assert sparql.run(_worker(), "ASK {}").rows[0] == {"boolean": True}  # type: ignore[union-attr]


# --- dumps


@cache
def _dumped() -> tuple[str, ...]:
    graph = TradeGraph.open()
    graph.load(small_records())
    claims = [str(row["claim"]) for row in graph.evidence()]
    graph.decide("same", *claims[:2], by="me", on="2025-06-01", why="so", force=True)
    graph.decide("retract", graph.store.reports()[0], by="me", on="2025-06-01", why="so")
    return tuple(dumps.checked(graph.dump())[0].decode().splitlines())


@cache
def _primary() -> tuple[int, ...]:
    """Which lines of the dump are no reference data: what is worth a change."""
    return tuple(
        n for n, line in enumerate(_dumped()) if "/report/" in line or "/decision" in line or "/state>" in line
    )


def dump(data: bytes) -> None:
    """Refused and nothing written, or restored: then whatever is asked is answered, or refused in words."""
    choices = Choices(data)
    lines = list(_dumped())
    for n in _primary() if choices.below(3) == 0 else ():
        lines[n] = lines[n] if choices.below(8) else ""
    while choices.left:
        n = choices.of(_primary())
        match choices.below(5):
            case 0:
                lines[n] = ""
            case 1:
                lines[n] = choices.of(_PIECES["lines"])
            case 2:
                lines[n] = spliced(Choices(bytes(choices.below(256) for _ in range(8))), [lines[n]], _PIECES["lines"])
            case 3:
                other = lines[choices.of(_primary())].split(" ")
                words = lines[n].split(" ")
                at = choices.below(len(words))
                words[at] = choices.of(other)
                lines[n] = " ".join(words)
            case _:
                lines[n] = lines[choices.of(_primary())]
    raw = "".join(line + "\n" for line in lines if line).encode("utf-8", "replace")
    raw = dumps.stamped(raw) if choices.below(4) else raw
    raw = dumps.compressed(raw) if choices.below(4) == 0 else raw
    graph = TradeGraph(Store(None))
    try:
        graph.restore(raw)
    except StoreError:
        return
    graph.decisions()
    dumps.checked(graph.dump())
    graph.verify()
    for name in ("pledges", "beneficiaries", "evidence", "conflicts", "history", "totals"):
        _told(lambda name=name: graph.ask(name).to("json"))  # type: ignore[misc]
    _told(lambda: graph.view("overview").html)


TARGETS: dict[str, Callable[[bytes], None]] = {"record": record, "text": text, "query": query, "dump": dump}
