"""Who the officials are whose words a proof passes on by their bare names: what a reader abroad need not know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from kg.model import codes, dates, reference
from kg.model.phrases import filled
from kg.model.statement import Statement
from kg.questions.benefits.benefit_words import Said, words

__all__ = ["people"]

_SHORT = 4  # letters, of which a name has to have as many to stand for somebody: "He says" names nobody


def people(claims: Iterable[Statement], sentences: Collection[str]) -> Iterator[Said]:
    """The office of each official of some reports whom sentences name, on the day of the first that has it.

    Not of whom the table knows by the surname alone, "Trump", nor of one whose office stands with the name.
    """
    held: dict[str, Statement] = {}
    for claim in claims:
        named = [*(each.name for each in claim.record.officials), *claim.claim.attributed_to]
        for name in filter(None, map(claim.official, named)):
            held.setdefault(name, claim)
    for name in sorted(held):
        terms = [row for row in reference.rows("officials") if row["name"] == name]
        term = None if _known_by_surname(terms) else _on(terms, held[name].published)
        if term and any(_names(each, name) and not _has(each, term["office"]) for each in sentences):
            yield _told(term)


def _names(text: str, name: str) -> bool:
    """Whether a text has a name, or its last word; or its first, by which some are called: "Johari", "Anwar"."""
    ends = [each for each in (name.split()[0], name.split()[-1]) if len(each) >= _SHORT]
    return name in text or any(re.search(rf"\b{re.escape(each)}\b", text) for each in ends)


def _has(text: str, office: str) -> bool:
    """Whether a text has an office in words."""
    return office.casefold() in text.casefold()


def _known_by_surname(terms: Sequence[Mapping[str, str]]) -> bool:
    """Whether the table has a name of one word for somebody."""
    names = (each.strip() for term in terms for each in term["aliases"].split("|"))
    return any(each and " " not in each for each in names)


def _on(terms: Sequence[Mapping[str, str]], day: date | None) -> Mapping[str, str] | None:
    """The term of office on a day; the last where no day is known or none is of it."""
    often = sorted(terms, key=lambda term: (dates.earliest(term["valid_from"] or None) or date.min, term["office"]))
    of_day = (term for term in reversed(often) if day and _holds(term, day))
    return next(of_day, often[-1] if often else None)


def _holds(term: Mapping[str, str], day: date) -> bool:
    since, until = dates.earliest(term["valid_from"] or None), dates.latest(term["valid_to"] or None)
    return (since is None or since <= day) and (until is None or until >= day)


def _told(term: Mapping[str, str]) -> Said:
    party = codes.party(term["country"])
    source = f"{reference.find_outlet(term['source_publisher'])}, {term['source_date'] or 'undated'}"
    given = {"name": term["name"], "office": term["office"], "country": party.label if party else term["country"]}
    given |= {"since": term["valid_from"], "until": term["valid_to"], "source": source}
    return Said(
        filled(words()["people"]["office"], given), (term["source_url"],), reference.official_id(term["name"]) or ""
    )
