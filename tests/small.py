"""A small world for the doors: three promises as six reports tell them, written to files or loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.model.record import Record

__all__ = ["RECORDS", "TEXT", "records", "submitted", "write"]

_NVIDIA = {"name": "Nvidia", "role": "supplier", "example": True}
_YEN = {"value": 1000000000000, "unit": "JPY", "qualifier": "up_to", "as_printed": "up to 1 trillion yen"}


def _report(publisher: str, title: str, published: str | None, type_: str = "reporting") -> dict[str, Any]:
    url = f"https://{publisher.lower().replace(' ', '')}.example/{title.lower().replace(' ', '-')}"
    return {"publisher": publisher, "title": title, "published": published, "type": type_, "url": url}


def _chips(publisher: str, published: str | None, status: str, evidence: str) -> dict[str, Any]:
    pledge = {
        "id": "chips",
        "pledgers": ["JPN"],
        "recipients": ["USA"],
        "kind": "purchase",
        "status": status,
        "amounts": [_YEN],
        "products": ["semiconductors"],
        "companies": [_NVIDIA, {"group": "domestic Japanese companies", "role": "subsidised"}],
        "attributed_to": ["Asahi Shimbun"],
        "evidence": evidence,
    }
    head = _report(publisher, "Japan to buy US chips", published, "relay")
    return {"report": head, "pledges": [pledge], "companies": [{"name": "Nvidia"}]}


def _korea(publisher: str, side: str, text: str, share: float) -> dict[str, Any]:
    pledge = {
        "id": "invest",
        "pledgers": ["KOR"],
        "recipients": ["USA"],
        "kind": "investment",
        "status": "agreed",
        "amounts": [{"value": share, "unit": "USD"}],
        "products": ["ships"],
        "instrument": "memorandum",
        "binding": "disputed",
        "said_by": side,
        "other_side": "confirms",
        "evidence": text,
    }
    talks = {"id": "talks", "parties": ["KOR", "USA"], "date": "2025-07-30", "topics": ["tariffs"]}
    head = _report(publisher, "Korea to invest in ships", "2025-07-31")
    return {"report": head, "pledges": [pledge], "talks": [talks]}


def _jets() -> dict[str, Any]:
    pledge = {
        "id": "jets",
        "pledgers": ["Qatar Airways"],
        "recipients": ["USA"],
        "kind": "purchase",
        "status": "signed",
        "amounts": [{"value": 160, "unit": "aircraft", "qualifier": "exact"}],
        "products": ["aircraft"],
        "companies": [{"name": "Boeing", "role": "supplier"}],
        "evidence": "The airline signed for 160 jets.",
    }
    companies = [{"name": "Boeing"}, {"name": "Qatar Airways"}]
    return {
        "report": _report("IATA News", "Qatar orders jets", "2025-05-14"),
        "pledges": [pledge],
        "companies": companies,
    }


RECORDS: tuple[dict[str, Any], ...] = (
    _chips("CNA", "2025-05-28", "proposed", "Tokyo has offered to buy chips."),
    _chips("EconoTimes", None, "considering", "Tokyo is weighing the purchase of chips."),
    _chips("Mitrade", "2025-05-29", "proposed", "Tokyo proposed purchases of chips."),
    _korea("Yonhap", "KOR", "Seoul says that half is loans.", 350000000000),
    _korea("White House", "USA", "Washington says that all is cash.", 350000000000),
    _jets(),
)


def write(folder: Path) -> Path:
    """The records as a JSON Lines file in a folder."""
    path = folder / "small.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in RECORDS), encoding="utf-8")
    return path


def records() -> list[Record]:
    """The records, validated."""
    return [Record.of(item) for item in RECORDS]


# what a program hands over: a report that is in no other
TEXT = """Japan has offered to buy up to 1 trillion yen of semiconductors from the United States, Nikkei said on Friday.
Nvidia would supply the chips, the report said."""


def submitted(**more: Any) -> dict[str, Any]:
    """A record of `TEXT`; `more` are fields of its pledge."""
    pledge = {
        "pledgers": ["JPN"],
        "recipients": ["USA"],
        "kind": "purchase",
        "status": "proposed",
        "amounts": [{"value": 1000000000000, "unit": "JPY", "qualifier": "up_to"}],
        "companies": [{"name": "Nvidia", "role": "supplier"}],
        "evidence": TEXT.split("\n")[0],
        **more,
    }
    head = {
        "publisher": "Test Wire",
        "title": "Japan offers to buy chips",
        "published": "2025-06-06",
        "type": "reporting",
    }
    return {"report": head, "pledges": [pledge], "companies": [{"name": "Nvidia"}]}
