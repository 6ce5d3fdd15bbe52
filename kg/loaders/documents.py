"""Mails and PDF files → a text with front matter, as if somebody had saved the text and noted where it is from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO

from kg.model.errors import InputError

__all__ = ["CONVERTED", "day_of_mail", "unwrapped"]

FULL = 0.7  # share of the longest line from which on a line is taken to go on in the next


def unwrapped(text: str) -> str:
    """Paragraphs of a text whose lines were broken at a width: a line that fills it goes on in the next."""
    lines = [line.strip() for line in text.splitlines()]
    width = max(map(len, lines), default=0)
    out: list[str] = []
    open_ = False
    for line in lines:
        if line and open_ and not re.match(r"[-•·▪*]\s|\d{1,2}[.)]\s", line):
            cut = out[-1].endswith("-") and line[0].islower()
            out[-1] = out[-1][:-1] + line if cut else f"{out[-1]} {line}"
        elif line:
            out.append(line)
        open_ = len(line) >= FULL * width
    return "\n\n".join(out)


def _with_front(told: Mapping[str, str | None], body: str) -> str:
    lines = [f"{key}: {' '.join(value.split())}" for key, value in told.items() if value and value.strip()]
    return "\n".join([*lines, "---", "", body]) if lines else body


def day_of_mail(written: str | None) -> str | None:
    """The day of a date as mails and feeds write it ("Tue, 3 Feb 2032 09:30:00 +0900"), in the writer's own zone."""
    try:
        return parsedate_to_datetime(written).date().isoformat() if written else None
    except ValueError:
        return None


def _mail(data: bytes) -> str:
    """The plain text of a mail, else its page; publisher, title and date from its head."""
    mail = message_from_bytes(data, policy=policy.default)
    part = mail.get_body(preferencelist=("plain", "html")) if isinstance(mail, EmailMessage) else None
    try:
        body = part.get_content() if part is not None else ""
    except (LookupError, ValueError) as error:  # a character set nobody knows, broken transfer encoding
        raise InputError(f"the mail's text cannot be decoded: {error}") from None
    if part is None or not isinstance(body, str) or not body.strip():
        raise InputError("this mail holds no text; give the article's text")
    name, address = parseaddr(str(mail.get("From", "")))
    told = {
        "publisher": name or address.partition("@")[2],
        "title": str(mail.get("Subject", "")),
        "published": day_of_mail(mail.get("Date")),
    }
    return _with_front(told, unwrapped(body) if part.get_content_subtype() == "plain" else body)


def _pdf(data: bytes) -> str:
    """The text of a PDF file, page after page; its title from its properties."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise InputError("reading PDF files needs `pip install 'tradekg[pdf]'`") from None
    try:
        reader = PdfReader(BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, RecursionError, OSError) as error:
        raise InputError(f"this PDF cannot be read: {error}") from None
    body = "\n\n".join(unwrapped(page) for page in pages if page.strip())
    if not body:
        raise InputError("this PDF holds no text, perhaps only pictures of pages; give the article's text")
    return _with_front({"title": title}, body)


CONVERTED: Mapping[str, Callable[[bytes], str]] = {".eml": _mail, ".pdf": _pdf}
