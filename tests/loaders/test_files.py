"""Files → records: each suffix, each bad file, and the good ones beside it are read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kg.loaders import files
from kg.loaders.files import Item, Placed, Refused, piped, placed, read, read_text
from kg.model.errors import InputError
from kg.model.record import Record
from kg.model.visible import visible

TEXT = "Japan is considering buying up to $7bn of US semiconductors, the Asahi newspaper reported.\n"


def line(title: str, **more: Any) -> str:
    return json.dumps({"report": {"publisher": "Asahi", "title": title, **more}}, ensure_ascii=False)


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def told(items: list[Item]) -> list[str]:
    """Titles of what was read, file name, line and reason of what was refused."""
    return [
        f"{Path(item.file).name}:{item.line} {item.reason}" if isinstance(item, Refused) else item.report.title or ""
        for item in items
    ]


def test_json_lines(tmp_path: Path) -> None:
    """One record a line; blank lines, a BOM, CRLF and U+2028 inside a title are no trouble."""
    path = file(tmp_path, "a.jsonl", "\ufeff" + "\r\n\r\n".join([line("A"), line("B\u2028b"), line("C")]) + "\r\n")
    assert told(list(read([path]))) == ["A", "B\u2028b", "C"]


FEED = "<rss><channel><title>Desk</title><item><title>Japan to buy US chips</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{line('A')}\n\n{line('B')}\n", ["A", "B"]),
        (f"{line('A', colour='red')}\n{line('B')}", ["standard input:1 report.colour: unknown field", "B"]),
        (json.dumps(json.loads(line("A")), indent=1), ["A"]),
        (f"[{line('A')},\n{line('B')}]", ["A", "B"]),
        (FEED, ["Japan to buy US chips"]),
        (f"<?xml version='1.0'?>\r\n{FEED}", ["Japan to buy US chips"]),
        (f"title: Chips\n\n{TEXT}", ["Chips"]),
        (" \n", ["standard input:1 the file is empty"]),
    ],
)
def test_what_stands_in_no_file(text: str, found: list[str]) -> None:
    """Text from a pipe is read as what it begins like: records, a feed, an article."""
    items = piped(text, {"publisher": "Desk"})
    assert told([item.record if isinstance(item, Placed) else item for item in items]) == found


def test_a_bad_line_in_the_middle(tmp_path: Path) -> None:
    """It is refused with line, reason and text, and the lines around it are read."""
    bad = line("B", colour="red")
    items = list(read([file(tmp_path, "a.jsonl", "\n".join([line("A"), bad, "{", line("D")]))]))
    assert told(items)[:2] == ["A", "a.jsonl:2 report.colour: unknown field"]
    assert told(items)[2].startswith("a.jsonl:3 not JSON: ")
    assert told(items)[3] == "D"
    assert isinstance(items[1], Refused)
    assert items[1].text == bad
    assert str(items[1]) == f"{tmp_path / 'a.jsonl'}, line 2: report.colour: unknown field"


def test_json_is_a_record_or_an_array(tmp_path: Path) -> None:
    """Both are read; a refused item of an array has the line it begins on."""
    assert told(list(read([file(tmp_path, "a.json", "\n" + line("A") + "\n")]))) == ["A"]
    array = "\n[\n" + line("A") + ",\n\n" + line("B", colour="red") + " ,\n5,\n" + line("C") + "\n]\n"
    assert told(list(read([file(tmp_path, "b.json", array)]))) == [
        "A",
        "b.json:5 report.colour: unknown field",
        "b.json:6 a record is a JSON object, not a number",
        "C",
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("[" + line("A") + ",\n" + line("B")[:-9], "A", "c.json:2 not JSON, nothing is read from here on"),
        ("[" + line("A") + "\n", "A", "c.json:1 not JSON, nothing is read from here on: the array is cut off"),
        ("[" + line("A") + "] []", "A", "c.json:1 not JSON, nothing is read from here on: the array is cut off"),
        ("[" + line("A") + ",\n]", "A", "c.json:2 not JSON, nothing is read from here on"),
        ("[]", "c.json:1 not JSON", "c.json:1 not JSON"),
        ("[" * 100_000, "c.json:1 not JSON", "c.json:1 not JSON"),
        ("{", "c.json:1 not JSON", "c.json:1 not JSON"),
        (line("A") + line("B"), "c.json:1 not JSON: Extra data", "c.json:1 not JSON: Extra data"),
    ],
)
def test_broken_json(tmp_path: Path, text: str, first: str, last: str) -> None:
    """What stands before the break is read, the rest refused; nothing else than a refusal comes of it."""
    items = told(list(read([file(tmp_path, "c.json", text)])))
    assert items[0].startswith(first)
    assert items[-1].startswith(last)


def test_items_of_an_array_are_as_strict_as_lines(tmp_path: Path) -> None:
    """Repeated fields, NaN and lost digits are refused in an array too."""
    pledge = '{"pledgers": ["JPN"], "kind": "loan", "status": "signed", "amounts": [{"value": %s, "unit": "USD"}]}'
    items = [
        '{"report": {"publisher": "A", "title": "T", "title": "U"}}',
        *(line("A")[:-1] + f', "pledges": [{pledge % value}]}}' for value in ("NaN", "1.0000000000000000001", "5")),
    ]
    found = told(list(read([file(tmp_path, "d.json", "[" + ",\n".join(items) + "]")])))
    assert "report.title: stands twice" in found[0]
    assert "pledges[0].amounts[0].value: must be a finite number" in found[1]
    assert "15 significant digits" in found[2]
    assert found[3] == "A"


def test_texts(tmp_path: Path) -> None:
    """Front matter and flags describe a text, flags first; CRLF and a BOM are no trouble; the suffix's case neither."""
    head = "\ufeffpublisher: CNA\ntitle: Japan mulls chips\npublished: 2025-05-28\n\n"
    plain = file(tmp_path, "a.txt", head + TEXT)
    windows = file(tmp_path, "b.MD", (head + TEXT).replace("\n", "\r\n"))
    first, second = (next(read([path])) for path in (plain, windows))
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first.to_json() == second.to_json()
    assert (first.report.publisher, first.report.published) == ("CNA", "2025-05-28")
    assert first.report.text_hash is not None
    flagged = next(read([plain], {"publisher": "NHK", "url": "https://nhk.jp/1", "title": None}))
    assert isinstance(flagged, Record)
    assert (flagged.report.publisher, flagged.report.title) == ("NHK", "Japan mulls chips")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", TEXT, "a text needs a publisher: --publisher NAME"),
        ("a.txt", "publisher: CNA\n\n", "the text is empty"),
        ("a.txt", "publisher: CNA\npublished: May\n\n" + TEXT, "report.published: 'May' is no date"),
        ("a.txt", "", "the file is empty"),
        ("a.jsonl", " \n\n", "the file is empty"),
        ("a.json", "\ufeff", "the file is empty"),
        ("a.md", "caf\xe9".encode("latin-1"), "not UTF-8 at byte 3"),
        ("a.jsonl", b"\xff\xfe{\x00}\x00", "not UTF-8 at byte 0"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_alone(
    tmp_path: Path, name: str, content: str | bytes, reason: str
) -> None:
    """One bad file of a folder costs no other one."""
    file(tmp_path, name, content)
    file(tmp_path, "z.jsonl", line("Z"))
    refused, good = read([tmp_path])
    assert isinstance(refused, Refused)
    assert refused.reason.startswith(reason)
    assert isinstance(good, Record)


def test_folders(tmp_path: Path) -> None:
    """Every file of a known suffix below, in the order of the names; hidden ones and others are passed over."""
    file(tmp_path, "b/2.jsonl", line("2"))
    file(tmp_path, "b/1.JSON", line("1"))
    file(tmp_path, "a.jsonl", line("0"))
    for name in (".git/x.jsonl", "b/.x.jsonl", "b/picture.png", "b/x.csv"):
        file(tmp_path, name, line("hidden"))
    assert told(list(read([tmp_path]))) == ["0", "1", "2"]
    assert told(list(read([tmp_path / "b", tmp_path / "a.jsonl"]))) == ["1", "2", "0"]
    hidden = file(tmp_path, ".cache/deep/x.jsonl", line("asked for"))
    assert told(list(read([hidden.parent]))) == ["asked for"]


def test_misuse(tmp_path: Path) -> None:
    """A path that is not there, a suffix nobody reads, a folder of nothing: errors that name the path."""
    with pytest.raises(InputError, match=r"none\.jsonl: no such file"):
        list(read([tmp_path / "none.jsonl"]))
    with pytest.raises(InputError, match="none: no such file"):
        list(read([tmp_path / "none"]))
    with pytest.raises(InputError, match=r"\.csv is unknown; allowed: \.jsonl, \.json, \.txt, \.md"):
        list(read([file(tmp_path, "a.csv", "a,b")]))
    with pytest.raises(InputError, match=r"the suffix \(none\) is unknown"):
        list(read([file(tmp_path, "plain", "a")]))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"empty: no \.jsonl, .* file in this folder"):
        list(read([tmp_path / "empty"]))


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read into memory first, and the others are."""
    monkeypatch.setattr(files, "MAX_BYTES", 2**20)
    huge = file(tmp_path, "a.jsonl", line("A") + "\n" + " " * 2**20)
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: pytest.fail("was read") if _[0] == huge else line("B"))
    file(tmp_path, "b.jsonl", line("B"))
    assert told(list(read([tmp_path]))) == ["a.jsonl:1 larger than 1 MiB; split it", "B"]


def test_reading_is_lazy(tmp_path: Path) -> None:
    """The first records are there before a later path turns out to be wrong."""
    items = read([file(tmp_path, "a.jsonl", line("A")), tmp_path / "none.jsonl"])
    assert told([next(items)]) == ["A"]
    with pytest.raises(InputError):
        next(items)


def test_a_text_at_hand() -> None:
    """As a file's: the article first; the same text without a title is known by its hash."""
    (made, *_) = read_text(TEXT, {"publisher": "CNA"})
    assert made.report.text_hash is not None
    assert read_text(TEXT, {"publisher": "CNA"})[0].report.iri == made.report.iri
    with pytest.raises(InputError, match="unknown field"):
        read_text(TEXT, {"publisher": "CNA", "colour": "red"})
    with pytest.raises(InputError, match="the text has 200001 characters, at most 200000 are read"):
        read_text("Japan will buy chips. ".ljust(200_001, "x"), {"publisher": "CNA"})


# --- what no file of reports is


def test_a_pipe_or_a_device_is_refused_at_once(tmp_path: Path) -> None:
    """Neither waited for nor read for ever; the file beside it is read."""
    os.mkfifo(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl").symlink_to("/dev/zero")
    good = file(tmp_path, "c.jsonl", line("C"))
    items = list(read([tmp_path / "a.jsonl", tmp_path / "b.jsonl", good]))
    assert [item.reason for item in items[:2] if isinstance(item, Refused)] == ["is no regular file"] * 2
    assert told(items[2:]) == ["C"]
    assert told(list(read([tmp_path]))) == ["C"]


@dataclass(frozen=True)
class Raw:
    """A number as no Python number is written."""

    text: str


HEAD = {"publisher": "P", "title": "T", "published": "2025-05-28", "url": "https://p.example/a"}
AMOUNT = {"value": 5, "unit": "USD"}
CLAIM = {"id": "p", "pledgers": ["JPN"], "recipients": ["USA"], "kind": "purchase", "status": "announced"}
WRONG: dict[str, list[Any]] = {
    "text": [5, [], {}, True, "\x00", "\x1b[31m", "\x9b", "x" * 20_001],
    "number": ["5", [], {}, True, Raw("1e99999999999999999999"), Raw("NaN"), Raw("-1e400"), Raw("9" * 5_000)],
    "list": [5, "x", {"a": 1}, True, [5], [[]], [{}], [None]],
    "date": [5, "soon", "2025-13", "2025-02-30", "20250528", "2026/2025", "../..", "9999-99-99"],
    "code": [5, "x", "", "RUMOURED", [], {}, True, "\u202e"],
    "address": [
        "x",
        "ftp://a/b",
        "https://a:99999/",
        "https://a/%zz",
        "https://me:pw@a/",
        "https:///a",
        "https://a b/",
        "//a",
    ],
}
PLACES: dict[str, tuple[str, ...]] = {
    "text": ("report.publisher", "report.title", "pledge.evidence", "pledge.deadline"),
    "number": ("amount.value", "amount.low"),
    "list": (
        "pledge.pledgers",
        "pledge.recipients",
        "pledge.amounts",
        "record.pledges",
        "record.talks",
        "record.companies",
    ),
    "date": ("report.published", "pledge.status_date", "pledge.deadline_date"),
    "code": ("pledge.kind", "pledge.status", "report.type", "amount.unit", "amount.qualifier"),
    "address": ("report.url",),
}


def _bad_lines() -> Iterator[str]:
    """JSON lines with one wrong value each, and some that are no JSON."""
    for kind, places in PLACES.items():
        for place, value in product(places, WRONG[kind]):
            where, name = place.split(".")
            amount: dict[str, Any] = dict(AMOUNT)
            pledge: dict[str, Any] = dict(CLAIM)
            head: dict[str, Any] = dict(HEAD)
            record: dict[str, Any] = {"report": head, "pledges": [pledge]}
            parts: dict[str, dict[str, Any]] = {"amount": amount, "pledge": pledge, "report": head, "record": record}
            if where == "amount":
                pledge["amounts"] = [amount]
            parts[where][name] = value.text if isinstance(value, Raw) else value
            made = json.dumps(record)
            yield made.replace(json.dumps(value.text), value.text) if isinstance(value, Raw) else made
    held: dict[str, Any] = {"report": HEAD, "pledges": [CLAIM]}
    whole = json.dumps(held)
    yield from (whole[:cut] for cut in range(1, len(whole), 8))
    yield from ("[" * 100_000, '{"a":' * 100_000, "null", "5", '"x"', "[]", "{}", whole + whole, "\ufffe", "\x00")


def test_two_hundred_bad_files_are_refused_and_nothing_changes(tmp_path: Path) -> None:
    """Each with file, line and a reason that shows no hidden character; a good file beside them is loaded."""
    bad = list(_bad_lines())
    assert len(bad) >= 200
    for n, text in enumerate(bad):
        file(tmp_path, f"{n:04}.jsonl", "\n" + text + "\n")
    items = list(placed([tmp_path]))
    loaded = [item for item in items if not isinstance(item, Refused)]
    assert loaded == []
    assert len(items) == len(bad)
    refused = [item for item in items if isinstance(item, Refused)]
    assert all(item.line == 2 and item.reason for item in refused)
    assert all(visible(str(item)) == str(item) for item in refused)
