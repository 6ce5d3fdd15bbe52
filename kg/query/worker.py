"""The process that runs users' queries: killed when one takes too long, and walled in before it sees the first.

It opens a copy of the store (a folder, read-only, or a file of N-Quads), then answers one request after the other: a
line of JSON in, a line of JSON and that many bytes out. The engine reads a query by recursion, as deep as the query is
long, and runs it to the end whatever happens outside: so each query gets a thread with a stack to spare, the process a
bound on memory and no way to open a socket or write a file, and whoever asks a deadline (`kg.query.sparql`).
"""

from __future__ import annotations

import ctypes
import errno
import io
import json
import os
import platform
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.model.iris import PREFIXES, WORLD

__all__ = ["GRAPH_FORMS", "ROW_FORMS", "main"]

ROW_FORMS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMS = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
}
_STACK = 512 * 2**20  # bytes of address space; only what is used is taken
_GRACE = 2.0  # seconds after which the process ends itself, should nobody be there to end it


class _TooMuchError(Exception):
    """More rows or bytes than asked for."""


class _Counting(io.BytesIO):
    """A file in memory that takes so many lines and bytes."""

    def __init__(self, rows: int, size: int) -> None:
        super().__init__()
        self.rows, self.size, self.lines = rows, size, 0

    def write(self, data: Any) -> int:
        """As `BytesIO` does; `_TooMuchError` beyond the limits."""
        self.lines += data.count(b"\n")
        if self.lines > self.rows + 1:  # the first line names the variables
            raise _TooMuchError(f"the query gives more than {self.rows} rows")
        if self.tell() + len(data) > self.size:
            raise _TooMuchError(f"the query gives more than {self.size} bytes")
        return super().write(data)


def answer(store: ox.Store, asked: Mapping[str, Any]) -> tuple[dict[str, str], bytes]:
    """Kind (rows, boolean or triples) and form, and the answer in it. `_TooMuchError` rather than part of it.

    The form is the first of those asked for that fits the kind. Without any rows come as TSV, of all forms the one in
    which a line is a row, and triples as N-Triples.
    """
    rows, size = asked["rows"], asked["bytes"]
    found = store.query(asked["query"], prefixes=PREFIXES, base_iri=asked["base"], **_dataset(asked))
    if isinstance(found, ox.QueryTriples):
        form = _form(asked["forms"], GRAPH_FORMS, "triples", "nt")
        return {"kind": "triples", "form": form}, _triples(found, GRAPH_FORMS[form], rows, size)
    form = _form(asked["forms"], ROW_FORMS, "rows", "tsv" if isinstance(found, ox.QuerySolutions) else "json")
    wanted = ROW_FORMS[form]
    if isinstance(found, ox.QueryBoolean):
        return {"kind": "boolean", "form": form}, _within(found.serialize(format=wanted), size)
    out = _Counting(rows, size)
    found.serialize(out, format=ox.QueryResultsFormat.TSV)
    data: bytes | None = out.getvalue()
    if wanted != ox.QueryResultsFormat.TSV:
        assert data is not None
        data = ox.parse_query_results(data, format=ox.QueryResultsFormat.TSV).serialize(format=wanted)
    return {"kind": "rows", "form": form}, _within(data, size)


def _dataset(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The graphs of a request, where it names some, are all there are."""
    if not asked["default"] and not asked["named"]:
        return {}
    default = [ox.DefaultGraph() if iri == WORLD else ox.NamedNode(iri) for iri in asked["default"]]
    return {"default_graph": default, "named_graphs": [ox.NamedNode(iri) for iri in asked["named"]]}


def _form(wanted: Sequence[str], forms: Mapping[str, Any], kind: str, default: str) -> str:
    fitting = [name for name in wanted if name in forms]
    if wanted and not fitting:
        raise ValueError(f"{kind} have no form {wanted[0]!r}; allowed: {', '.join(forms)}")
    return [*fitting, default][0]


def _triples(found: Iterable[ox.Triple], form: ox.RdfFormat, most: int, size: int) -> bytes:
    made: dict[str, ox.Triple] = {}
    held = 0
    for triple in found:
        line = str(triple)
        held += 0 if line in made else len(line)
        made[line] = triple
        if len(made) > most:
            raise _TooMuchError(f"the query gives more than {most} triples")
        if held > size:
            raise _TooMuchError(f"the query gives more than {size} bytes")
    return _within(ox.serialize([made[line] for line in sorted(made)], format=form, prefixes=PREFIXES), size)


def _within(data: bytes | None, size: int) -> bytes:
    assert data is not None  # the engine gives bytes where it is given no file
    if len(data) > size:
        raise _TooMuchError(f"the query gives more than {size} bytes")
    return data


# --- walls


def confine(memory: int, niceness: int = 0) -> None:
    """Bound memory, stand back so far, shut files and sockets: from here on nothing leaves but the answers."""
    with suppress(ImportError, ValueError, OSError):  # Windows has none of this, and some systems not all
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory + _STACK, memory + _STACK))
    with suppress(AttributeError, OSError):
        os.nice(niceness)
    forbid_sockets()


# machine → (its number in audit.h, that of the system call `socket`)
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES


def forbid_sockets() -> bool:
    """Let `socket` fail with EACCES in this process, by a seccomp filter; False where the system has none.

    https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
    """
    known = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    load, equal, give = 0x20, 0x15, 0x06  # BPF: load a word, jump if equal, return
    steps = [(load, 0, 0, 4), (equal, 0, 3, known[0]), (load, 0, 0, 0), (equal, 0, 1, known[1])]
    steps += [(give, 0, 0, _REFUSE), (give, 0, 0, _ALLOW)]
    code = b"".join(
        op.to_bytes(2, sys.byteorder) + bytes((yes, no)) + value.to_bytes(4, sys.byteorder)
        for op, yes, no, value in steps
    )
    body = ctypes.create_string_buffer(code, len(code))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    program = Program(len(steps), ctypes.cast(body, ctypes.c_void_p))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    no_new_privileges, set_seccomp, by_filter = 38, 22, 2
    if prctl(no_new_privileges, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(set_seccomp, by_filter, ctypes.byref(program), 0, 0) == 0)


# --- requests


def opened(place: Path) -> ox.Store:
    """The store in a folder, read-only, or in a file of N-Quads."""
    if place.is_dir():
        return ox.Store.read_only(str(place))
    store = ox.Store()
    store.bulk_load(path=str(place), format=ox.RdfFormat.N_QUADS)
    return store


def main() -> None:
    """Serve requests from standard input until it ends; the arguments: the store's place, bytes of memory, niceness."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    try:
        store = opened(Path(sys.argv[-3]))
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        _send(sink, {"error": f"the store cannot be read: {error}", "store": True}, b"")
        return
    confine(int(sys.argv[-2]), int(sys.argv[-1]))
    threading.stack_size(_STACK)
    _send(sink, {"kind": "ready"}, b"")
    for line in source:
        asked = json.loads(line)
        thread = threading.Thread(target=_serve, args=(store, asked, sink), daemon=True)
        thread.start()
        thread.join(asked["seconds"] + _GRACE)
        if thread.is_alive():
            os._exit(1)


def _serve(store: ox.Store, asked: dict[str, Any], sink: BinaryIO) -> None:
    try:
        head, data = answer(store, asked)
    except _TooMuchError as error:
        told = f"{error}; nothing of them is given: narrow it, or raise the limit"
        _send(sink, {"error": told, "limit": True}, b"")
    except MemoryError:
        _send(sink, {"error": "the query needs more memory than is allowed", "limit": True}, b"")
    except FileNotFoundError as error:
        _send(
            sink, {"error": f"the store's files changed while they were read; ask again ({error})", "store": True}, b""
        )
    except Exception as error:
        _send(sink, {"error": f"the query failed: {error}"}, b"")
    else:
        _send(sink, head, data)


def _send(sink: BinaryIO, head: dict[str, Any], data: bytes) -> None:
    sink.write(json.dumps({**head, "size": len(data)}).encode() + b"\n" + data)
    sink.flush()
