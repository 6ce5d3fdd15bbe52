"""Why a company is held to benefit from a pledge: the proof in plain sentences with sources, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.derive import rules
from kg.model import codes, reference
from kg.model.errors import InputError
from kg.model.iris import SKOS, local
from kg.query import named_queries
from kg.query.reader import Reader, Row, Rows, answer, texts, typed
from kg.query.table import Section
from kg.questions.because import replaced
from kg.questions.beneficiaries import benefits
from kg.questions.standing import passed, wholes
from kg.store.nodes import Values, expand

__all__ = ["why"]

_TOLD = 5  # claims of an inference that are told one by one, each origin's first; the others are counted
_CLAIM = "Claim"  # what the classes of claims end with
_OF_GOODS = ("Supply", "Allotment")  # facts on goods
_LASTING = ("Supply", "Ownership")  # facts that hold from a day on
COLUMNS = ("pledge", "pledge_label", "company", "company_label", "part", "sentence", "source", "url", "premises")


def _sections(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """A heading for pledge and company, the sentences below it, each with its source and link behind it."""
    if not rows:
        return ()
    title = f"{rows[0]['company_label']} – {rows[0]['pledge_label']}"
    return (Section(title, ("part", "sentence"), tuple({**row, "sentence": _cited(row)} for row in rows), whole=True),)


def _cited(row: Row) -> str:
    link = ", ".join(filter(None, (row["source"], row["url"])))
    return f"{row['sentence']} [{link}]" if link else str(row["sentence"])


def _printed(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """What stands below the conclusion, which the first sentence tells already."""
    return tuple(replace(section, rows=section.rows[1:], fixed=True) for section in _sections(rows))


@answer(
    " ".join(COLUMNS), "pledge company", silence="none", sections=_sections, printed=_printed, words="pledge company"
)
def why(reader: Reader) -> Rows:
    """Why a company is held to benefit: in sentences from claims, supplies and rules; what is not known.

    Parts: `conclusion`; `named by`, a claim that names the company; `because`, the sentence of a rule, with `rule`
    (what it does not conclude) and its premises (`claim`, `supply`, `coverage`, `ownership`, `allotment`), without
    which the conclusion goes; `goods`, how many claims name each; `not known`.
    """
    if missing := [name for name in ("pledge", "company") if name not in reader.filters]:
        raise InputError(f"why needs a {missing[0]} too: `kg ask why '¥1tn of chips' Nvidia`")
    proof: dict[str, list[dict[str, Any]]] = {}
    for row in named_queries.rows(
        reader.store, "why", pledge=reader.filters["pledge"], company=reader.filters["company"]
    ):
        proof.setdefault(row["benefit"], []).append(row)
    for benefit in benefits(reader):
        told = _Told(reader, benefit, proof[benefit["benefit"]])
        head = {name: benefit[name] for name in COLUMNS[:4]}
        for said in told.rows():
            yield {**head, "source": None, "url": None, "premises": [], **said}


class _Told:
    """One benefit with the rows of its proof."""

    def __init__(self, reader: Reader, benefit: Row, proof: Sequence[Row]) -> None:
        self.reader, self.benefit = reader, benefit
        self.named = benefit["basis"] == "named"
        own = {str(claim) for claim in reader.node(benefit["pledge"]).get(expand("claim"), ())}
        claims = sorted((row for row in proof if _class(row).endswith(_CLAIM)), key=_by_day)
        self.claims = [row for row in claims if row["premise"] in own]
        self.of_parts = [row for row in claims if row["premise"] not in own]
        self.facts = sorted(
            (row for row in proof if not _class(row).endswith(_CLAIM)), key=lambda row: (_class(row), row["premise"])
        )

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """What is concluded, what it rests on, and what is open."""
        row = self.benefit
        event = self.reader.node(row["pledge"])
        first = self.reader.first(event, "firstReported")
        since = f", which dated reports tell of since {str(first)[:7]}," if first else ""  # some print no day
        grade = f"the pledge{since} is {(row['ending'] or row['grade'] or 'of no known grade').replace('_', ' ')}"
        if over := passed(self.reader, event):
            grade += f", and its deadline, {over}, has passed"
        for told in replaced(self.reader, row["pledge"]):
            grade += f"; {told.rstrip('.')}"
        strength = codes.label(codes.iri("strength", row["strength"]))
        said = "reports name it" if self.named else "it is inferred"
        tied = f"{said} (strength “{strength}”, by way of {codes.label(codes.iri('channel', row['channel']))})"
        yield {
            "part": "conclusion",
            "sentence": f"{row['company_label']} {row['verb']}: {tied}; {grade}.",
            "premises": [claim["premise"] for claim in self.claims] if self.named else [],
        }
        if self.named:
            own = {row["company"]}
            yield from (self._named_in(claim, own) for claim in self.claims)
        else:
            yield from self._inferred()
        yield from ({"part": "not known", "sentence": sentence} for sentence in self._open())

    def _inferred(self) -> Iterator[Mapping[str, Any]]:
        premises = (*self.facts, *self.of_parts, *self.claims)
        rule = next(rule for rule in rules.rules() if rule.name == premises[0]["rule"])
        used = [row["premise"] for row in premises]
        yield {"part": "because", "sentence": self.benefit["sentence"], "premises": used}
        yield {"part": "rule", "sentence": f"{rule.name}: {rule.limits}"}
        yield from map(_fact, self.facts)
        own, tied = {self.benefit["company"]}, self._tied()
        yield from (self._naming(claim, own) or _claimed(claim, "named by") for claim in self.of_parts)
        yield from self._goods()
        through = [naming for claim in self.claims if (naming := self._naming(claim, tied | own))][:_TOLD]
        yield from through
        held = {claim for naming in through for claim in naming["premises"]}
        first = [claim for claim in self._first_of_origins() if claim["premise"] not in held]
        yield from (_claimed(claim, "claim") for claim in first)
        held |= {claim["premise"] for claim in first}
        if rest := [claim["premise"] for claim in self.claims if claim["premise"] not in held]:
            more = _counted(len(rest), "more claim")
            more = f"{more} that the pledge rests on: `kg ask evidence --pledge …` has them all."
            yield {"part": "claim", "sentence": more, "premises": rest}

    def _goods(self) -> Iterator[Mapping[str, Any]]:
        """The goods as the claims name them, where the rule rests on goods."""
        if not any(_class(fact) in _OF_GOODS for fact in self.facts):
            return
        named = [
            (-len(goods[expand("claim")]), self.reader.label(iri))
            for iri, goods in typed(self.reader.parts(self.benefit["pledge"], "Goods"), "Goods")
        ]
        told = ", ".join(f"{label} ({-count})" for count, label in sorted(named))
        claims = _counted(len(self.claims), "claim")
        yield {"part": "goods", "sentence": f"Promised, by how many of {claims}: {told}."}

    def _named_in(self, claim: Row, companies: Iterable[str]) -> Mapping[str, Any]:
        """A claim of a benefit that rests on its being named: its evidence, though the name be lost."""
        return self._naming(claim, companies) or self._marked(claim, _claimed(claim, "named by"), companies)

    def _marked(self, claim: Row, told: Mapping[str, Any], companies: Iterable[str]) -> Mapping[str, Any]:
        """With a remark where the words kept of the report do not name any of these companies."""
        forms = [name for iri in companies for name in self._names(iri)]
        if claim["evidence"] and not reference.names(claim["evidence"], forms):
            return {**told, "sentence": f"{told['sentence']} (The report names it; the sentence kept of it does not.)"}
        return told

    def _naming(self, claim: Row, companies: Iterable[str]) -> Mapping[str, Any] | None:
        """A claim that names one of these companies: by the name it prints, as what, then its evidence."""
        for company in sorted(companies):
            for printed in claim["printed"]:
                if self._is(printed.rpartition(" as ")[0], company):
                    told = self._marked(claim, _claimed(claim, "named by"), [company])
                    return {**told, "sentence": f"{printed}: {told['sentence']}"}
        return None

    def _is(self, printed: str, company: str) -> bool:
        row = reference.find_company(printed)
        return reference.company_id(row) == company if row else printed in self._names(company)

    def _names(self, company: str) -> list[str]:
        return [self.reader.label(company), *texts(self.reader.node(company).get(SKOS + "altLabel", ()))]

    def _tied(self) -> set[str]:
        """The companies that a holding ties this one to."""
        ends = [self.reader.node(fact["premise"]) for fact in self.facts if _class(fact) == "Ownership"]
        both = {str(iri) for node in ends for name in ("company", "parent") for iri in node[expand(name)]}
        return both - {self.benefit["company"]}

    def _first_of_origins(self) -> list[Row]:
        """The first claim of each origin, in the order they were told; at most a few."""
        origin_of = {
            str(claim): iri
            for iri, origin in typed(self.reader.parts(self.benefit["pledge"], "Origin"), "Origin")
            for claim in origin.get(expand("claim"), ())
        }
        first: dict[str, Row] = {}
        for claim in self.claims:
            first.setdefault(origin_of.get(str(claim["premise"]), str(claim["premise"])), claim)
        return list(first.values())[:_TOLD]

    # --- what is open

    def _open(self) -> Iterator[str]:
        row, event = self.benefit, self.reader.node(self.benefit["pledge"])
        name = row["company_label"]
        if expand("Group") in self.reader.node(row["company"]).get(expand("a"), ()):
            yield "No report says which companies these are."
        elif row["direction"] == "harmed":
            yield f"No report says that {name} loses by this, nor how much."
        elif self.of_parts:
            yield f"Reports tie {name} to a part of this pledge, none to the whole of it."
        elif not self.named and any(self._naming(claim, {row["company"]}) for claim in self.claims):
            yield f"Reports name {name} in this pledge, none of them as {codes.label(codes.iri('role', row['role']))}."
        elif not self.named:
            yield f"No report in the graph names {name} in this pledge; whether it takes part is not known."
        elif event.get(expand("amount")) and not self._sole(event):
            yield f"What part of it falls to {name} is not kept apart here."
        if vague := [fact for fact in self.facts if _class(fact) in _LASTING and not fact["since"]]:
            yield f"Since when this holds is not told of {len(vague)} of the {len(self.facts)} facts above."
        if expand("status") in event.get(expand("contested"), ()):
            yield "Reports differ on how far the pledge has come: `kg ask conflicts --pledge …`."
        origins = [str(iri) for iri in event.get(expand("origin"), ())]
        if origins and all(map(self._unnamed, origins)):
            yield "Every origin of the pledge rests on unnamed people."
        chain = [row["pledge"], *wholes(self.reader, row["pledge"])]
        counted = any(self.reader.store.holds(None, "pledge", iri) for iri in chain)
        if not counted and not any(self.reader.code(self.reader.node(iri), "delivery") for iri in chain):
            yield "No report in the graph tells of any delivery."

    def _unnamed(self, origin: str) -> bool:
        """Whether an origin rests on unnamed people; an official who is named does not, whoever else was asked."""
        told = self.reader.first(self.reader.node(origin), "anonymous")
        return bool(told) and reference.find_official(self.reader.label(origin)) is None

    def _sole(self, event: Values) -> bool:
        """Whether nobody else is named, or it is made to the company alone, so that the whole sum is its own."""
        held = typed(self.reader.parts(self.benefit["pledge"], "Benefit"), "Benefit")
        named = sum(expand("claim") in node for _, node in held)
        to = [iri for iri in map(str, event.get(expand("recipient"), ())) if "/country/" not in iri]
        return named == 1 or to == [self.benefit["company"]]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _class(row: Row) -> str:
    return local(row["class"])


def _by_day(row: Row) -> tuple[str, str]:
    return row["date"] or "9999", row["premise"]


def _source(row: Row) -> str:
    return f"{row['publisher']}, {row['date'] or 'undated'}"


def _claimed(row: Row, part: str) -> Mapping[str, Any]:
    said = row["evidence"] or "The report says so; the record keeps no wording."
    return {"part": part, "sentence": said, "source": _source(row), "url": row["url"], "premises": [row["premise"]]}


def _fact(row: Row) -> Mapping[str, Any]:
    """A fact of reference data: its label, where, since and until when, with the remark beside it."""
    when = " ".join(f"{word} {row[word]}" for word in ("since", "until") if row[word])
    told = ", ".join(filter(None, (row["label"], row["place"], when)))
    note = f" ({row['note']})" if row["note"] else ""
    return {
        "part": _class(row).lower(),
        "sentence": f"{told}{note}.",
        "source": _source(row),
        "url": row["url"],
        "premises": [row["premise"]],
    }
