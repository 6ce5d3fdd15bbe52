"""Content negotiation: which of the media types on offer a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.exceptions import HTTPException

__all__ = ["best", "wanted"]


def best(accept: str, offered: Sequence[str]) -> str | None:
    """The type of the highest quality, of equals the one offered first; None if none is wanted.

    Of several ranges that a type falls into, the most specific one counts. An empty header wants anything.
    """
    ranges = [_parsed(item) for item in accept.split(",") if item.strip()] or [("*/*", 1.0)]
    ranked = [(_quality(media, ranges), -place, media) for place, media in enumerate(offered)]
    quality, _, media = max(ranked)
    return media if quality > 0 else None


def wanted(accept: str, offered: Sequence[str]) -> str:
    """As `best`; 406 names what there is."""
    media = best(accept, offered)
    if media is None:
        raise HTTPException(406, f"none of the accepted types is on offer; there are: {', '.join(offered)}")
    return media


def _parsed(item: str) -> tuple[str, float]:
    """`text/html;q=0.8` → (`text/html`, 0.8); what is no number counts as 0."""
    media, *parameters = (part.strip().lower() for part in item.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            text = parameter[2:]
            return media, float(text) if text.replace(".", "", 1).isdecimal() else 0.0
    return media, 1.0


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    wider = (media, f"{media.split('/')[0]}/*", "*/*")
    return next((quality for each in wider for name, quality in ranges if name == each), 0.0)
