"""Mails and PDF files become texts with front matter; what holds no text is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.loaders.documents import day_of_mail, unwrapped
from kg.loaders.files import Refused, read

MAIL = """From: Harbour Wire <desk@harbour.example>
Subject: Norway to buy helicopters
Date: Tue, 3 Feb 2032 09:30:00 +0900
MIME-Version: 1.0
Content-Type: {kind}; charset="utf-8"

{body}
"""
PLAIN = """Norway agreed on Monday to buy $2 billion of helicopters from the United
States, its defence ministry said. Oslo had weighed two other offers in the
months before.
"""


def pdf(line: str) -> bytes:
    """A PDF file of one page with one line of text."""
    stream = f"BT /F1 12 Tf 50 700 Td ({line}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    return out + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)


def refused(path: Path) -> str:
    (item,) = read([path], {"publisher": "Harbour Wire"})
    assert isinstance(item, Refused)
    return item.reason


def test_a_mail_tells_publisher_title_and_day(tmp_path: Path) -> None:
    """The day is the writer's, broken lines are one paragraph again, and the text is read."""
    path = tmp_path / "a.eml"
    path.write_text(MAIL.format(kind="text/plain", body=PLAIN))
    (record,) = read([path])
    assert not isinstance(record, Refused)
    about = record.report
    assert (about.publisher, about.title, about.published) == (
        "Harbour Wire",
        "Norway to buy helicopters",
        "2032-02-03",
    )
    (pledge,) = record.pledges
    assert (pledge.pledgers, pledge.recipients, pledge.status) == (("NOR",), ("USA",), "agreed")


def test_a_mail_of_markup_is_read_as_a_page(tmp_path: Path) -> None:
    """Without a plain part the page is taken, and flags go before what the mail says."""
    page = (
        "<html><body><p>Norway agreed to buy $2&nbsp;billion of helicopters from Spain.</p><p>More.</p></body></html>"
    )
    path = tmp_path / "a.eml"
    path.write_text(MAIL.format(kind="text/html", body=page))
    (record,) = read([path], {"publisher": "Other Desk"})
    assert not isinstance(record, Refused)
    assert record.report.publisher == "Other Desk"
    assert [each.recipients for each in record.pledges] == [("ESP",)]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.eml", b"From: a@b.example\n\n", "this mail holds no text; give the article's text"),
        ("a.eml", b"Content-Type: text/plain; charset=nobody-knows\n\nx", "the mail's text cannot be decoded: "),
        ("a.pdf", b"%PDF-1.4 nothing", "this PDF cannot be read: "),
    ],
)
def test_what_holds_no_text_is_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """A mail without a part, in an unknown character set, and a broken PDF file say what is wrong."""
    if name.endswith(".pdf"):
        pytest.importorskip("pypdf")
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path).startswith(reason)


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    """Its text is read like any other, and an empty one is refused."""
    pytest.importorskip("pypdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Norway agreed to buy 12 helicopters from Spain."))
    (record,) = read([path], {"publisher": "Harbour Wire", "title": "A"})
    assert not isinstance(record, Refused)
    assert [(each.pledgers, each.recipients) for each in record.pledges] == [(("NOR",), ("ESP",))]
    path.write_bytes(pdf(""))
    assert refused(path).startswith("this PDF holds no text")


def test_broken_lines_are_joined_and_lists_are_not() -> None:
    """A full line goes on in the next; a short one, a blank one and a bullet do not; a cut word is mended."""
    text = (
        "The deal covers gas and heli-\ncopters of many kinds and so on\nfor years.\n- one item of a list, quite long"
    )
    text += "\n- b"
    assert unwrapped(text).split("\n\n") == [
        "The deal covers gas and helicopters of many kinds and so on for years.",
        "- one item of a list, quite long",
        "- b",
    ]


def test_a_date_nobody_understands_is_none() -> None:
    """The day of a mail is only told where it can be read."""
    assert [day_of_mail(each) for each in (None, "", "yesterday")] == [None, None, None]
