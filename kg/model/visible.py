"""Text that hides nothing: the one escape for whatever is shown to people, through every door."""

from __future__ import annotations

import re

__all__ = ["json_escaped", "visible"]

# Controls, bidirectional marks and overrides, separators, invisible characters, lone surrogates, tags: they are
# shown, not obeyed. Zero-width joiners stay: Persian, Indic scripts and emoji are spelt with them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"[ \t\r\n]+")


def visible(text: str) -> str:
    r"""The text on one line; characters that hide or reorder others are written out: U+202E as `\u202e`."""
    if text.isprintable() and "  " not in text:  # none of those characters is printable
        return text
    return _HIDDEN.sub(_written_out, _SPACE.sub(" ", text))


def json_escaped(text: str) -> str:
    r"""JSON with the same characters as `\u202e`, which a reader of JSON gives back."""
    return _HIDDEN.sub(_as_json, text)


def _written_out(match: re.Match[str]) -> str:
    r"""`\u202e`, or eight digits beyond the Basic Multilingual Plane."""
    point = ord(match[0])
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def _as_json(match: re.Match[str]) -> str:
    raw = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{raw[n : n + 2].hex()}" for n in range(0, len(raw), 2))
