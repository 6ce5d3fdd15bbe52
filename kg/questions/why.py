"""Why a company is held to benefit from a pledge: the proof in plain sentences with sources, and what is open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.model.errors import InputError
from kg.query import named_queries
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.table import Section
from kg.questions.beneficiaries import benefits
from kg.questions.benefits.benefit_words import fresh_each
from kg.questions.benefits.open_points import in_words, open_points
from kg.questions.benefits.proof import Proof
from kg.questions.said import answer_words

__all__ = ["why"]

_QUOTING = ("beside", "not known")  # parts whose sentences may quote a claim that a terminal shows above them

COLUMNS = ("pledge", "pledge_label", "company", "company_label", "part", "sentence", "source", "url", "premises")


def _sections(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """A heading for each pledge and company, the sentences below it, each with its source and link behind it."""
    held: dict[str, list[Row]] = {}
    for row in rows:
        title = f"{row['company_label']} – {row['pledge_label']}"
        title = answer_words()["beneficiaries"]["part"].format(pledge=title) if row.get("is_part") else title
        held.setdefault(title, []).append(row)
    return tuple(
        Section(title, ("part", "sentence"), tuple({**row, "sentence": _cited(row)} for row in those), whole=True)
        for title, those in held.items()
    )


def _cited(row: Row) -> str:
    link = ", ".join(filter(None, (row["source"], row["url"])))
    return f"{row['sentence']} [{link}]" if link else str(row["sentence"])


def _printed(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """What stands below the conclusion, which the first sentence tells already, of the first pledge."""
    sections = _sections(_told_once(rows))
    if not sections:
        return ()
    first, *others = sections
    shown = (replace(first, rows=first.rows[1:]), *others)
    return tuple(replace(section, fixed=True, uncut=True) for section in shown)


def _told_once(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows without what only points to a claim above, or quotes the sentence by which a part is one."""
    inside = " ".join(row["sentence"] for row in rows if row["part"] == "inside")
    rows = tuple(row for row in rows if row["part"] != "names" or row["sentence"].partition(": ")[2] not in inside)
    shown = [str(row["sentence"]).rstrip(".") for row in rows if row["part"] not in _QUOTING]
    quoting = fresh_each(shown, [row["sentence"] for row in rows if row["part"] in _QUOTING])
    short = ({**row, "sentence": next(quoting)} if row["part"] in _QUOTING else row for row in rows)
    return tuple(row for row in short if row["sentence"])


@answer(
    " ".join(COLUMNS), "pledge company", silence="none", sections=_sections, printed=_printed, words="pledge company"
)
def why(reader: Reader) -> Rows:
    """Why a company is held to benefit: in sentences from claims, supplies and rules; what is not known.

    Of who gains by a part alone the part is told.

    Parts: `conclusion`; `names`, a claim that names the company; `because`, the sentence of a rule, with `rule`
    (what it does not conclude) and its premises (`claim`, `supply`, `coverage`, `ownership`, `allotment`), without
    which the conclusion goes; `inside`, on whose word a part that it stands in is part of the pledge; `goods`, how many
    claims name each; `beside`, what a reader must know besides: what a named seller makes, who else sells, measures,
    what came of it, each with the addresses of its sources; `not known`.
    """
    if missing := [name for name in ("pledge", "company") if name not in reader.filters]:
        raise InputError(f"why needs a {missing[0]} too: `kg ask why '¥1tn of chips' Nvidia`")
    found = list(benefits(reader))
    if all(row["strength"] == "could_supply" for row in found):  # by a part of it alone; or a report names it there
        of_parts = list(benefits(reader, parts=True))
        found = of_parts if not found or any(row["basis"] == "named" for row in of_parts) else found
    proof: dict[str, list[dict[str, Any]]] = {}
    for pledge in dict.fromkeys(benefit["pledge"] for benefit in found):
        for row in named_queries.rows(reader.store, "why", pledge=pledge, company=reader.filters["company"]):
            proof.setdefault(row["benefit"], []).append(row)
    for benefit in found:
        told = Proof(reader, benefit, proof[benefit["benefit"]])
        worded = ({"part": "beside", "sentence": sentence} for sentence in in_words(told))
        unknown = ({"part": "not known", "sentence": sentence} for sentence in open_points(told))
        head = {name: benefit[name] for name in COLUMNS[:4]}
        head["is_part"] = benefit["pledge"] != reader.filters["pledge"]
        for said in (*told.rows(), *worded, *unknown):
            yield {**head, "source": None, "url": None, "premises": [], **said}
