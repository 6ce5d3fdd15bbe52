"""Reference tables: companies, who owns them, supplies, quotas, offices, outlets; and the names they are known by.

The tables in `kg/world/` are CSV with one sourced fact a row; an empty cell is "not known", never a default. As the
graph's Reference layer they are written by `kg.derive.reference_layer`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from kg.model import codes, dates
from kg.model.errors import InputError
from kg.model.iris import data_dir, mint, slug

__all__ = [
    "TABLES",
    "by_ticker",
    "company_id",
    "find_company",
    "find_official",
    "find_outlet",
    "held_by",
    "holders_of",
    "holds",
    "key",
    "legal_forms",
    "names",
    "names_itself",
    "official_id",
    "read",
    "rows",
]

TABLES: Mapping[str, tuple[str, ...]] = {
    "companies": (
        "id", "name", "aliases", "former_names", "country", "ticker", "trade",
        "source_url", "source_publisher", "source_date",
    ),
    "ownerships": (
        "company", "parent", "share_percent", "control", "valid_from", "valid_to",
        "source_url", "source_publisher", "source_date", "note",
    ),
    "supplies": (
        "company", "product", "hs", "country", "activity", "place", "destination", "valid_from", "valid_to",
        "source_url", "source_publisher", "source_date", "note",
    ),
    "allotments": (
        "importer", "product", "hs", "quota", "supplier", "amount", "unit", "qualifier", "period", "valid_from",
        "source_url", "source_publisher", "source_date", "note",
    ),
    "officials": (
        "name", "aliases", "office", "country", "valid_from", "valid_to",
        "source_url", "source_publisher", "source_date",
    ),
    "pegs": ("currency", "per_dollar", "valid_from", "source_url", "source_publisher", "source_date", "note"),
    "outlets": ("name", "aliases"),
    "published": (
        "figure", "qualifier", "value", "unit", "recipient", "kinds", "since", "counts",
        "source_url", "source_publisher", "source_date",
    ),
    "scopes": ("parties", "valid_from", "valid_to", "note"),
}  # fmt: skip
CONTROL = ("joint", "sole")  # how half or less of a company gives control of it, where a source says so
_DESCRIBING = ("company", "daily", "group", "holding", "holdings", "newspaper")  # behind a name, and no part of it


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a shipped table. InputError names file and row if a column is missing or a code is unknown."""
    return tuple(read(data_dir() / f"{table}.csv", TABLES[table]))


def read(path: Path, columns: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    """The rows of a file with these columns, each cell checked. InputError names file and row."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise InputError(f"{path.name}: the columns must be {', '.join(columns)}")
        for n, row in enumerate(reader, 2):
            if None in row or None in row.values():
                raise InputError(f"{path.name}, line {n}: wrong number of cells")
            try:
                for column, check in _CHECKS.items():
                    for text in row.get(column, "").split("|"):
                        if text:
                            check(text)
            except InputError as error:
                raise InputError(f"{path.name}, line {n}: {error}") from None
            yield row


def _party(text: str) -> None:
    if codes.party(text) is None:
        raise InputError(f"{text!r} is no ISO 3166 alpha-3 or bloc code")


def _control(text: str) -> None:
    if text not in CONTROL:
        raise InputError(f"{text!r} is no control; allowed: {', '.join(CONTROL)}, or nothing of a greater part")


def _number(text: str) -> None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0:
        raise InputError(f"{text!r} is no plain number of 0 or more")


def _listed(scheme: str) -> Callable[[str], object]:
    return lambda text: codes.concept(scheme, text)


_CHECKS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(("valid_from", "valid_to", "source_date", "period", "since"), dates.check),
    **dict.fromkeys(("country", "destination", "importer", "recipient", "supplier"), _party),
    **dict.fromkeys(("share_percent", "amount", "per_dollar", "value"), _number),
    "control": _control,
    **{column: _listed(column) for column in ("activity", "hs", "qualifier", "unit")},
}


# --- names


@cache
def legal_forms() -> tuple[str, ...]:
    """Legal forms of companies as printed ("GmbH", "S.A."), one a line in their file.

    `rigour` has more of them, but asks for PyICU, which is built from source against ICU's headers: too much to ask
    of everybody who installs this for a list.
    """
    return tuple((Path(__file__).parent / "legal_forms.txt").read_text(encoding="utf-8").split())


@cache
def _no_part() -> re.Pattern[str]:
    forms = {form.casefold().replace(".", " ").strip() for form in legal_forms()}
    return re.compile(r"\b(?:" + "|".join(sorted({*forms, *_DESCRIBING}, key=lambda each: (-len(each), each))) + r")\b")


def key(name: str) -> str:
    """What two spellings of one name share: case, dots, legal forms and "the" do not count."""
    plain = re.sub(r"[.,:;'’()&]", " ", name.casefold())
    plain = _no_part().sub(" ", plain)
    words = [word for word in re.split(r"[\s-]+", plain) if word and word != "the"]
    return " ".join(words) or name.casefold()


@cache
def _index(table: str, *columns: str) -> Mapping[str, int]:
    """Name key → row number; a key that two rows claim is left out, for a guess would be passed off as a fact."""
    found: dict[str, set[int]] = {}
    for n, row in enumerate(rows(table)):
        for column in columns:
            for name in row[column].split("|"):
                if name.strip():
                    found.setdefault(key(name), set()).add(n)
    return {name: next(iter(hits)) for name, hits in found.items() if len(hits) == 1}


def find_company(name: str) -> Mapping[str, str] | None:
    """The reference company of this name, alias or former name; None if there is none or more than one."""
    at = _index("companies", "name", "aliases", "former_names").get(key(name))
    return None if at is None else rows("companies")[at]


def holds(owner: str, company: str) -> bool:
    """Whether one company holds another, each by a name of it, however many steps up and on whatever day."""
    return (find_company(owner) or {}).get("id") in _above(company)


def held_by(owner: str) -> tuple[str, ...]:
    """Names of the companies that one holds, each by its own name, however many steps down."""
    return tuple(row["name"] for row in rows("companies") if holds(owner, row["name"]))


def holders_of(company: str) -> tuple[Mapping[str, str], ...]:
    """The companies (rows) that hold one, however many steps up."""
    above = _above(company)
    return tuple(row for row in rows("companies") if row["id"] in above)


def _above(company: str) -> list[str]:
    """Who holds a company, by id, the nearest first."""
    found = [*_parents().get((find_company(company) or {}).get("id", ""), ())]
    for held in found:  # grows as it goes
        found += [each for each in _parents().get(held, ()) if each not in found]
    return found


@cache
def _parents() -> Mapping[str, Sequence[str]]:
    """Company → who holds it alone, by id."""
    found: dict[str, list[str]] = {}
    for row in rows("ownerships"):
        if row["control"] != "joint":
            found.setdefault(row["company"], []).append(row["parent"])
    return found


def by_ticker(symbol: str) -> Mapping[str, str] | None:
    """The reference company of this ticker, with or without its exchange, in capitals; None if none has it, or two."""
    held = [row for row in rows("companies") if row["ticker"]]
    found = [row for row in held if symbol in (row["ticker"], row["ticker"].partition(":")[2])]
    return found[0] if len(found) == 1 else None


def company_id(row: Mapping[str, str]) -> str:
    """IRI of a company's row."""
    return mint("company", row["id"])


def names(text: str, forms: Sequence[str]) -> bool:
    """Whether a text names a company: by one of its names, or by the word that the first of them begins with.

    That word alone names none where companies of the table share it, "Hanwha" may be Ocean, Systems or Shipping; nor
    where names of countries begin with it: "United".
    """
    found = set(key(text).split())
    known = [key(form).split() for form in forms]
    short = known[0][0]
    alone = len(short) > 2 and _first_words()[short] < 2 and short not in _words_of_countries()
    return any(found.issuperset(words) for words in known) or (alone and short in found)


def names_itself(text: str, forms: Sequence[str]) -> bool:
    """Whether it names it otherwise than by the longer name of another: "GE Vernova-Hitachi" is not GE Vernova."""
    return names(_longer(tuple(map(key, forms))).sub(" ", text), forms)


@cache
def _longer(keys: tuple[str, ...]) -> re.Pattern[str]:
    """Names of other companies that begin with one of these: of several firms in a list each has its own."""
    names = (name for row in rows("companies") for name in (row["name"], *row["aliases"].split("|")) if name)
    longer = {each for each in map(key, names) if each not in keys and any(each.startswith(f"{own} ") for own in keys)}
    forms = (r"[\s-]+".join(map(re.escape, each.split())) for each in sorted(longer, key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b" if longer else r"(?!)", re.IGNORECASE)


@cache
def _first_words() -> Counter[str]:
    """The words that names of companies begin with, and of how many."""
    return Counter(key(row["name"]).split()[0] for row in rows("companies"))


@cache
def _words_of_countries() -> frozenset[str]:
    """The words that names of countries and blocs begin with."""
    forms = (form for kind in ("country", "bloc") for form in codes.forms(kind))
    return frozenset(words[0] for form in forms if (words := key(form).split()))


@cache
def _people() -> Mapping[str, str]:
    """Name key → the official's own name; several offices of one person share it. Name order does not count."""
    found: dict[str, set[str]] = {}
    for row in rows("officials"):
        for name in (row["name"], *row["aliases"].split("|")):
            if name.strip():
                found.setdefault(_person(name), set()).add(row["name"])
    return {name: next(iter(hits)) for name, hits in found.items() if len(hits) == 1}


def _person(name: str) -> str:
    return " ".join(sorted(key(name).split()))


def find_official(name: str) -> str | None:
    """The official's name as reference data writes it; None if unknown or ambiguous."""
    return _people().get(_person(name))


def official_id(name: str) -> str | None:
    """IRI of the official that a report's name means; None if the tables know none or several."""
    known = find_official(name)
    return mint("official", slug(known)) if known else None


def find_outlet(name: str) -> str:
    """The outlet's one name ("Asahi newspaper" → "Asahi Shimbun"); the name itself if it is in no list."""
    at = _index("outlets", "name", "aliases").get(key(name))
    return name if at is None else rows("outlets")[at]["name"]
