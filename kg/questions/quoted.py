"""What reports tell in the words that are asked for: terms of a pledge that hold them, and the sentence told most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kg.ledger.status import MISSED
from kg.model import dates
from kg.model.phrases import few, filled
from kg.model.statement import Statement, order
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, cited, reports_of
from kg.questions.said import answer_words, counted
from kg.questions.told_in import NOT_BINDING, in_words

__all__ = ["all_terms", "doubting", "in_their_words", "is_of_doubt", "quoted_doubts", "terms_in_words", "terms_of"]

_TERMS, _ALL_TERMS = 3, 5  # terms and conditions quoted, of some words and of any; more are counted


def terms_in_words(reader: Reader, pledge: str) -> str:
    """The terms and conditions of a pledge that hold the words asked for, the first told first."""
    if "saying" not in reader.filters:
        return ""
    wanted = in_words(reader.filters["saying"])
    found: dict[str, str] = {}
    claims = Sources.of(reader.store).claims(pledge)
    for item in sorted(claims, key=lambda each: (str(each.published or "9999"), each.iri)):
        for _, text in terms_of(item):
            if wanted.search(text):
                found.setdefault(text, f"“{text}” ({cited([item])[0]})")
    if not found:
        return ""
    told = ", ".join(map(str, few([*found.values()], _TERMS)))
    return filled(answer_words()["terms_told"]["sentence"], {"terms": told, "label": reader.label(pledge)})


def is_of_doubt(reader: Reader) -> bool:
    """Whether words of doubt are asked for: that it does not bind among others."""
    return NOT_BINDING in _ways(reader) and bool(_beyond(reader))


def doubting(reader: Reader, rows: Sequence[Row]) -> tuple[list[Statement], list[Statement]]:
    """The claims of rows whose sentence doubts in other words than that it does not bind; those that only say that."""
    wanted, told = in_words(", ".join(_beyond(reader))), {row["claim"] for row in rows}
    every = [item for iri in {row["pledge"] for row in rows} for item in Sources.of(reader.store).claims(iri)]
    held = sorted((item for item in every if item.iri in told), key=order)
    found = [item for item in held if item.status == MISSED or wanted.search(item.claim.evidence or "")]
    reports = {*reports_of(found)}
    unbound = [item for item in held if getattr(item.claim, "binding", None) == "no"]
    return found, [item for item in unbound if item.report_iri not in reports]


def quoted_doubts(reader: Reader, claims: Sequence[Statement]) -> list[str]:
    """The clauses of claims that doubt, each once with its report: who doubts, not who is doubted."""
    wanted = in_words(", ".join(_beyond(reader)))
    found: dict[str, str] = {}
    for item in claims:
        text = (item.claim.evidence or "").rstrip(".")
        said = "; ".join(clause for clause in text.split("; ") if wanted.search(clause)) or text
        found.setdefault(said, f"“{said}” ({cited([item])[0]})")
    return [*found.values()]


def _ways(reader: Reader) -> list[str]:
    return [each.strip() for each in reader.given.get("saying", "").split(",")]


def _beyond(reader: Reader) -> list[str]:
    return [each for each in _ways(reader) if each != NOT_BINDING]


def terms_of(item: Statement) -> Iterator[tuple[str, str]]:
    """The terms and conditions of a claim, each with its sort."""
    yield from ((term.kind, term.text) for term in item.terms)
    yield from (("condition", text) for text in getattr(item.claim, "conditions", ()))


def all_terms(reader: Reader, pledge: str, words: Mapping[str, str]) -> str:
    """The terms and conditions that reports tell of a pledge, of each sort first what most tell; or that none does."""
    told: dict[str, dict[str, list[Statement]]] = {}  # what it is about → in which words → claims
    for item in Sources.of(reader.store).claims(pledge):
        for kind, text in terms_of(item):
            told.setdefault(kind, {}).setdefault(text, []).append(item)
    ranked = [
        (n, -sum(map(len, texts.values())), kind, text)
        for kind, texts in told.items()
        for n, text in enumerate(sorted(texts, key=lambda text: (-len(texts[text]), text)))
    ]
    each = [f"“{text}” ({cited(told[kind][text])[0]})" for *_, kind, text in sorted(ranked)]
    given = {"label": reader.label(pledge), "terms": ", ".join(map(str, few(each, _ALL_TERMS)))}
    return filled(words["sentence" if each else "none"], given)


def in_their_words(rows: Sequence[Row], *, named: bool) -> str:
    """The statement that most reports tell, of that pledge and day the first, and how many there are.

    Where no day has several it is the last: how a thing went is more than how it began.
    """
    told = [row for row in rows if row["evidence"]]
    if not told:
        return ""
    often = Counter((row["pledge"], row["published"]) for row in told if row["published"])
    pledges = Counter(row["pledge"] for row in told)
    weights = [(pledges[row["pledge"]], often[row["pledge"], row["published"]] or 1) for row in told]  # no day is one
    alike = [row for row, weight in zip(told, weights, strict=True) if weight == max(weights)]
    days = sorted({row["published"] for row in alike if row["published"]})
    number = max(weights)[1]
    day = (days[0] if number > 1 else days[-1]) if days else None
    row = min((row for row in alike if row["published"] == day), key=lambda row: str(row["claim"]))
    which = f", of “{row['pledge_label']}”" if named else ""
    said = dates.say(day) if day else None
    all_ = counted(len(told), "statement")
    sort = "the last" if day else "one"
    sort = f"in {counted(number, 'report')} of {said} the most told" if number > 1 else sort
    head = f"; {sort} of {all_}" if len(told) > 1 else ""
    return f"“{row['evidence']}” ({row['publisher']}, {said or 'undated'}{head}{which})"
