"""Why a company is held to benefit from a pledge: the proof in plain sentences with sources, and what is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.derive import rules
from kg.model import codes, reference
from kg.model.errors import InputError
from kg.model.iris import SKOS, local
from kg.model.phrases import filled
from kg.model.statement import Statement
from kg.query import named_queries
from kg.query.reader import Reader, Row, Rows, answer, texts, typed
from kg.query.sources import by, cited
from kg.query.table import Section
from kg.questions.because import Because, replaced, share, words
from kg.questions.beneficiaries import benefits
from kg.questions.standing import passed, wholes
from kg.questions.worded import came, names_goods, tells_parts
from kg.store.nodes import Values, expand

__all__ = ["why"]

_TOLD = 5  # claims of an inference that are told one by one, each origin's first; the others are counted
_ACCESS = "exporter"  # the rule of those who are let in
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
    which the conclusion goes; `goods`, how many claims name each; `beside`, what a reader must know besides: what a
    named seller makes, who else sells, measures, what came of it; `not known`.
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
        self.proofs = Because.of(reader)
        self.named = benefit["basis"] == "named"
        own = {str(claim) for claim in reader.node(benefit["pledge"]).get(expand("claim"), ())}
        claims = sorted((row for row in proof if _class(row).endswith(_CLAIM)), key=_by_day)
        self.claims = [row for row in claims if row["premise"] in own]
        self.of_parts = [row for row in claims if row["premise"] not in own]
        self.made = set() if self.named else self.proofs.made(benefit)
        self.facts = sorted(
            (row for row in proof if not _class(row).endswith(_CLAIM)), key=lambda row: (_class(row), row["premise"])
        )

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """What is concluded, what it rests on, and what is open."""
        row = self.benefit
        event = self.reader.node(row["pledge"])
        first = self.reader.first(event, "firstReported")
        since = f", which dated reports tell of since {str(first)[:7]}," if first else ""  # some print no day
        if row["ending"] and not row["grade"]:
            since = f", of which reports{f' from {str(first)[:7]} on' if first else ''} tell only that it is over,"
        grade = f"the pledge{since} {_stands(row['ending'] or row['grade'])}"
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
        yield from (
            {"part": "beside", "sentence": sentence} for sentence in dict.fromkeys(self.proofs.beside(row, event))
        )
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
        if claim["evidence"] and not self._is_group() and not reference.names(claim["evidence"], forms):
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
        """The first claim of each origin, in the order they were told; at most a few.

        Where a rule rests on goods, one whose words name them is among them, if there is one.
        """
        origin_of = {
            str(claim): iri
            for iri, origin in typed(self.reader.parts(self.benefit["pledge"], "Origin"), "Origin")
            for claim in origin.get(expand("claim"), ())
        }
        first: dict[str, Row] = {}
        for claim in self.claims:
            first.setdefault(origin_of.get(str(claim["premise"]), str(claim["premise"])), claim)
        naming = next(filter(self._spells_out, self.claims), None)
        told = list(first.values())[:_TOLD]
        if naming and not any(map(self._spells_out, told)):
            told = [*told[: _TOLD - 1], naming]
        return told

    def _spells_out(self, claim: Row) -> bool:
        """Whether the words kept of a claim name the goods that a rule rests on."""
        return bool(self.made) and names_goods(self.reader, claim["evidence"] or "", self.made)

    # --- what is open

    def _open(self) -> Iterator[str]:
        yield from self._tie()
        if not self.named:
            yield from self._of_goods()
        event = self.reader.node(self.benefit["pledge"])
        if vague := [fact for fact in self.facts if _class(fact) in _LASTING and not fact["since"]]:
            alone = len(self.facts) == 1
            yield _say("since_one" if alone else "since", some=str(len(vague)), all=str(len(self.facts)))
        if expand("status") in event.get(expand("contested"), ()):
            yield _say("status")
        origins = [str(iri) for iri in event.get(expand("origin"), ())]
        if origins and all(map(self._unnamed, origins)):
            yield _say("origins")
        yield from self._undelivered()

    def _tie(self) -> Iterator[str]:
        """What of the tie itself is open: who, of what, how much, by whom it is told."""
        row, name = self.benefit, self.benefit["company_label"]
        if self._is_group():
            yield _say("members")
        elif row["direction"] == "harmed":
            yield _say("loses", company=name)
        elif self.of_parts:
            yield _say("whole", company=name)
        elif self.named:
            yield from self._share()
        elif any(self._naming(claim, {row["company"]}) for claim in self.claims):
            yield _say("role", company=name, role=codes.label(codes.iri("role", row["role"])))
        elif heads := [claim for claim in self._all_claims() if self._is_in(_head(claim))]:
            yield _say("heading", company=name, reports=by(heads))
        else:
            yield _say("unnamed", company=name)

    def _is_in(self, text: str) -> bool:
        """Whether a text has the company's name, word by word, and not only within the longer name of another."""
        name, held = reference.key(self.benefit["company_label"]), f" {reference.key(text)} "
        for row in reference.rows("companies"):
            if (other := reference.key(row["name"])).startswith(f"{name} "):
                held = held.replace(f" {other} ", " ")
        return f" {name} " in held

    def _share(self) -> Iterator[str]:
        """That a named company's part is not told, unless a part or the sentence tells it, or nobody shares in it."""
        row, event = self.benefit, self.reader.node(self.benefit["pledge"])
        naming = [claim for claim in self._all_claims() if claim.iri in row["claims"]]
        if not event.get(expand("amount")) or self._sole(event):
            return
        if part := self._part():
            yield _say("part", company=row["company_label"], part=part)
        elif not any(tells_parts(claim.claim.evidence or "") for claim in naming):
            yield _say("share", company=row["company_label"])

    def _part(self) -> str | None:
        """A part of the pledge with a figure of its own, in which the company stands alone."""
        store = self.reader.store
        for iri in store.subjects("partOf", self.benefit["pledge"]):
            named = [node for _, node in typed(self.reader.parts(iri, "Benefit"), "Benefit") if expand("claim") in node]
            own = [node for node in named if self.benefit["company"] in map(str, node[expand("company")])]
            if own == named and own and store.holds(iri, "amount"):
                return self.reader.label(iri)
        return None

    def _of_goods(self) -> Iterator[str]:
        """That no sentence kept spells out the goods a rule rests on, or that reports name a whole sector only."""
        rule = self.claims[0]["rule"] if self.claims else None
        if rule == _ACCESS:
            yield _say("access")
        if not self.made or any(map(self._spells_out, self.claims)):
            return
        listing = self._listing()
        if not listing:
            return
        narrowest, claims = min(listing.items(), key=lambda item: (-len(codes.within(item[0])), item[0]))
        made = ", ".join(sorted({self.reader.label(iri) for iri in self.made if "/product/" in iri}))
        if self.reader.store.holds(narrowest, "sector"):
            yield _say("sector", product=self.reader.label(narrowest), made=made)
        else:
            titles = (claim.report.title or "" for claim in self._all_claims())
            title = next((text for text in titles if names_goods(self.reader, text, self.made)), "")
            who = share(claims, self._all_claims(), "lists", "list")
            yield _say("goods", product=self.reader.label(narrowest), who=who, title=title, source=by(claims))

    def _listing(self) -> Mapping[str, list[Statement]]:
        """The goods of the pledge that cover what the company makes, each with the claims that list it."""
        claims = {claim.iri: claim for claim in self._all_claims()}
        return {
            str(iri): [claims[held] for held in map(str, node[expand("claim")]) if held in claims]
            for _, node in typed(self.reader.parts(self.benefit["pledge"], "Goods"), "Goods")
            for iri in node[expand("product")]
            if any(codes.covers(str(iri), each) for each in self.made)
        }

    def _undelivered(self) -> Iterator[str]:
        """That nothing is told of any delivery; or whose words tell of one that no field counts."""
        chain = [self.benefit["pledge"], *wholes(self.reader, self.benefit["pledge"])]
        counted = any(self.reader.store.holds(None, "pledge", iri) for iri in chain)
        if counted or any(self.reader.code(self.reader.node(iri), "delivery") for iri in chain):
            return
        for claim in self._all_claims():
            for text in (claim.claim.evidence or "", claim.report.title or ""):
                if came(text):
                    yield _say("came", text=text.rstrip("."), source=cited([claim])[0])
                    return
        yield _say("delivery")

    def _all_claims(self) -> Sequence[Statement]:
        return self.proofs.told.claims(self.benefit["pledge"])

    def _is_group(self) -> bool:
        return expand("Group") in self.reader.node(self.benefit["company"]).get(expand("a"), ())

    def _unnamed(self, origin: str) -> bool:
        """Whether an origin rests on unnamed people; an official who is named does not, whoever else was asked."""
        told = self.reader.first(self.reader.node(origin), "anonymous")
        return bool(told) and reference.find_official(self.reader.label(origin)) is None

    def _sole(self, event: Values) -> bool:
        """Whether nobody else outside its group is named, or it is made to the company alone: the sum is its own."""
        named = {
            str(iri)
            for _, node in typed(self.reader.parts(self.benefit["pledge"], "Benefit"), "Benefit")
            if expand("claim") in node
            for iri in node[expand("company")]
        }
        to = [iri for iri in map(str, event.get(expand("recipient"), ())) if "/country/" not in iri]
        company = self.benefit["company"]
        return to == [company] or all(self.proofs.one_group(company, each, event) for each in named - {company})


def _say(name: str, **given: str) -> str:
    """A sentence on what is open."""
    return filled(words()["open"][name], given)


def _stands(status: str | None) -> str:
    """How a pledge stands, as words behind it."""
    told = words()["stands"]
    if status is None:
        return str(told["unknown"])
    return str(told.get(status) or filled(told["other"], {"status": status.replace("_", " ")}))


def _head(claim: Statement) -> str:
    """The title and the words of the address of a claim's report."""
    _, _, path = (claim.report.url or "").partition("://")[2].partition("/")
    return f"{claim.report.title or ''} / {re.sub(r'[^A-Za-z]+', ' ', path)}"


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
