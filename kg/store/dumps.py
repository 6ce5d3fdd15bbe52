"""A dump: N-Quads behind a comment with their count and hash, so that a part of it never passes for the whole."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib

from kg.model.errors import StoreError

__all__ = ["FORMS", "checked", "compressed", "stamped"]

FORMS = {  # form → what it is for
    "nquads": "everything, to restore a store from, and for triple stores",
    "nanopubs": "each claim as a nanopublication (TriG)",
    "csvw": "answers as CSV, described by CSV on the Web",
    "neo4j": "nodes and relationships as CSV, for its import",
}

_STAMP = re.compile(rb"# tradekg ([0-9]+) quads, sha256 ([0-9a-f]{64})\n")
_GZIP = b"\x1f\x8b"
_RATIO = 200  # of the plain dump to the packed one, which is 15 for the shipped world; of noughts it is 1,000


def stamped(lines: bytes) -> bytes:
    """The lines below their count and hash; nothing for none."""
    return b"# tradekg %d quads, sha256 %s\n" % (lines.count(b"\n"), _hash(lines)) + lines


def compressed(data: bytes) -> bytes:
    """As gzip, the same bytes for the same data."""
    return gzip.compress(data, mtime=0)


def checked(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The lines of a dump, plain or gzipped, and notes. StoreError if they are not those that were dumped."""
    if data.startswith(_GZIP):
        try:
            data = _unpacked(data)
        except (EOFError, OSError, zlib.error) as error:
            raise StoreError(f"the dump is damaged: {error}") from error
    found = _STAMP.match(data)
    if found is None:
        return data, ("the dump carries no count and hash in its first line: whether it is whole is not known",)
    lines = data[found.end() :]
    told, count = int(found[1]), lines.count(b"\n")
    if _hash(lines) != found[2]:
        fault = f"it holds {count}" if count != told else "and some are not the same"
        raise StoreError(f"the dump is damaged: its first line tells of {told} quads, {fault}; take another copy")
    return lines, ()


def _unpacked(data: bytes) -> bytes:
    most = _RATIO * len(data) + 2**20
    with gzip.open(io.BytesIO(data)) as file:
        plain = file.read(most + 1)
    if len(plain) > most:
        raise StoreError(f"the dump unpacks to more than {_RATIO} times its size, as no dump of a store does")
    return plain


def _hash(lines: bytes) -> bytes:
    return hashlib.sha256(lines).hexdigest().encode()
