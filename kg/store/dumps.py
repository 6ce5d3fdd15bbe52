"""A dump: N-Quads behind a comment with their count and hash, so that a part of it never passes for the whole."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib

from kg.model.errors import StoreError

__all__ = ["checked", "compressed", "stamped"]

_STAMP = re.compile(rb"# tradekg ([0-9]+) quads, sha256 ([0-9a-f]{64})\n")
_GZIP = b"\x1f\x8b"


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
            data = gzip.decompress(data)
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


def _hash(lines: bytes) -> bytes:
    return hashlib.sha256(lines).hexdigest().encode()
