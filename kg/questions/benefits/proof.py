"""One benefit with its proof: what is concluded, what it rests on, premise by premise, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from kg.derive import rules
from kg.ledger import strength
from kg.ledger.figures import Slip, slips
from kg.model import codes, dates, reference
from kg.model.iris import local
from kg.model.phrases import filled, listed
from kg.model.statement import Statement
from kg.query.reader import Reader, Row, typed
from kg.query.sources import cited
from kg.questions.benefits.because import Because, as_printed
from kg.questions.benefits.benefit_words import Said, back_to, is_shipped, plainly, relayed, unnamed, urls, words
from kg.questions.benefits.members import is_example
from kg.questions.benefits.people import people
from kg.questions.benefits.pledge_stands import pledge_stands
from kg.questions.benefits.ties import proof_of_part
from kg.questions.benefits.worded import interested, names_goods, shares_words
from kg.store.nodes import Values, expand

__all__ = ["Proof", "of_class"]

_TOLD = 5  # claims of an inference, each origin's first, and supplies, that are told one by one
_BEARING = 3  # of these that tell the pledge as it is held to stand
_CLAIM = "Claim"  # what the classes of claims end with
_OF_GOODS = ("Supply", "Allotment")  # facts on goods


class Proof:
    """One benefit with the rows of its proof."""

    def __init__(self, reader: Reader, benefit: Row, proof: Sequence[Row]) -> None:
        self.reader, self.benefit = reader, benefit
        self.proofs = Because.of(reader)
        self.named = benefit["basis"] == "named"
        self._told = {claim.iri: claim for claim in self.proofs.told.claims(benefit["pledge"])}
        own = {str(claim) for claim in reader.node(benefit["pledge"]).get(expand("claim"), ())}
        claims = sorted((row for row in proof if of_class(row).endswith(_CLAIM)), key=_by_day)
        self.claims = [row for row in claims if row["premise"] in own]
        self.of_parts = [row for row in claims if row["premise"] not in own]
        self.made = set() if self.named else self.proofs.made(benefit)
        self.facts = sorted(
            (row for row in proof if not of_class(row).endswith(_CLAIM)),
            key=lambda row: (of_class(row), row["premise"]),
        )

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """What is concluded, what it rests on, what stands beside it, and who is named in all that."""
        told = list(self._concluded())
        yield from told
        yield from map(_aside, people(self.proofs.around(self.benefit["pledge"]), list(map(_as_read, told))))

    def _concluded(self) -> Iterator[Mapping[str, Any]]:
        row = self.benefit
        event = self.reader.node(row["pledge"])
        aside = self.proofs.naming.told_as(row) if self.named else ""
        stands = pledge_stands(self.reader, row, self.proofs.told.claims(row["pledge"]), self._is_ordered(), aside)
        variant = "_group" if self.is_group() else "" if self.named else "_shipped" if is_shipped(row) else "_part"
        tied = f"{self._by_whom()} ({plainly(row['strength'], variant)})"
        yield {
            "part": "conclusion",
            "sentence": f"{row['company_label']} {row['verb']}: {tied}. {stands}",
            "premises": [claim["premise"] for claim in self.claims] if self.named else [],
        }
        if self.named:
            own = {row["company"]}
            kept = sorted(self.claims, key=lambda claim: not self._is_kept(claim, row["company"]))
            yield from _once_each(self._named_in(claim, own) for claim in kept)
            if other := self.proofs.naming.besides(row):
                yield _aside(Said(self.proofs.naming.told_otherwise(row, other), urls(other)))
            if sided := self.proofs.naming.as_side(row):
                yield _aside(Said(self.proofs.naming.told_as_side(row, sided), urls(sided)))
        else:
            yield from self._inferred()
        yield from map(_aside, dict.fromkeys(self.proofs.beside(row, event)))

    def _is_ordered(self) -> bool:
        """Whether a claim tells of it as ordered."""
        return any(strength.is_ordered(claim["evidence"] or "") for claim in self.claims)

    def _by_whom(self) -> str:
        """How many of the pledge's reports name it, or that it is inferred."""
        if not self.named:
            return "inferred"
        claims = self.proofs.told.claims(self.benefit["pledge"])
        naming = self.proofs.naming.claims(self.benefit)
        plain = self.benefit["company_label"] if self.is_group() else "it"
        plain += self.proofs.naming.as_what(self.benefit, self.reader.node(self.benefit["pledge"]))
        told = (
            self.proofs.naming.worded(self.benefit, naming, claims)
            or f"{self.proofs.naming.who(self.benefit, naming, claims)} {plain}"
        )
        source = back_to(naming).rstrip(".")
        return f"{told}; {source[:1].lower()}{source[1:]}" if source else told

    def _inferred(self) -> Iterator[Mapping[str, Any]]:
        premises = (*self.facts, *self.of_parts, *self.claims)
        rule = next(rule for rule in rules.rules() if rule.name == premises[0]["rule"])
        used = [row["premise"] for row in premises]
        yield {"part": "because", "sentence": self.benefit["sentence"], "premises": used}
        yield {"part": "rule", "sentence": f"{rule.name}: {rule.limits}"}
        yield from self._facts()
        own, tied = {self.benefit["company"]}, self.tied()
        yield from self._inside()
        yield from (self.naming(claim, own) or self._claimed(claim, "names") for claim in self.of_parts)
        yield from self._goods()
        through = [naming for claim in self.claims if (naming := self.naming(claim, tied | own))][:_TOLD]
        yield from _once_each(through)
        held = {claim for naming in through for claim in naming["premises"]}
        first = [claim for claim in self._first_of_origins() if claim["premise"] not in held]
        yield from _once_each(self.naming(claim, tied | own) or self._claimed(claim, "claim") for claim in first)
        held |= {claim["premise"] for claim in first}
        event = self.reader.node(self.benefit["pledge"])
        below = " ".join(said.sentence for said in self.proofs.beside(self.benefit, event))
        rest = [claim for claim in self.claims if claim["premise"] not in held and not _stands_in(claim, below)]
        if rest[1:]:
            more = f"{len(rest)} more claims that the pledge rests on stand in `kg ask evidence`."
            yield {"part": "claim", "sentence": more, "premises": [claim["premise"] for claim in rest]}
        else:
            yield from (self.naming(claim, tied | own) or self._claimed(claim, "claim") for claim in rest)

    def _facts(self) -> Iterator[Mapping[str, Any]]:
        """The facts that a rule used; of many supplies the first few, the others are counted."""
        supplies = [fact for fact in self.facts if of_class(fact) == "Supply"]
        noted: set[str] = set()
        words_of = {str(fact["label"]).partition(": ")[0] for fact in self.facts if of_class(fact) == "Coverage"}
        plain = words_of <= {self.reader.label(iri) for iri in self.made}  # both goods have one name
        left = supplies[_TOLD:] if supplies[_TOLD + 1 :] else []
        shown = (fact for fact in self.facts if fact not in left and not (plain and of_class(fact) == "Coverage"))
        for fact in _headings_once([fact for fact in shown if not _says_itself(fact, supplies)]):
            note = str(fact["note"] or "")
            yield _fact({**fact, "note": "" if note in noted or note in self.benefit["sentence"] else note})
            noted.add(note)
        if left:
            rest = [fact["premise"] for fact in left]
            yield {"part": "supply", "sentence": f"{len(rest)} more such facts on the same goods.", "premises": rest}

    def _inside(self) -> Iterator[Mapping[str, Any]]:
        """By which sentences the parts that it stands in are parts of the pledge, step by step."""
        parts = dict.fromkeys(self.proofs.told.event(row["premise"]) for row in self.of_parts)
        names = self.reader.called(self.benefit["company"])
        steps = (step for part in parts for step in proof_of_part(self.reader, part, self.benefit["pledge"], names))
        for claim, sentence in dict.fromkeys(steps):
            source = {"source": cited([claim])[0], "url": claim.report.url, "premises": [claim.iri]} if claim else {}
            yield {"part": "inside", "sentence": sentence, **source}

    def _goods(self) -> Iterator[Mapping[str, Any]]:
        """The goods as the claims name them, where the rule rests on goods: those that hold what it rests on."""
        facts = [self.reader.node(fact["premise"]) for fact in self.facts if of_class(fact) in _OF_GOODS]
        used = {str(iri) for node in facts for iri in node.get(expand("product"), ())}
        made = {iri for iri in used if "/product/" in iri} or used  # a heading of the tariff has other goods too
        named = sorted(
            (-len(node[expand("claim")]), self._good(iri, node))
            for iri, node in typed(self.reader.parts(self.benefit["pledge"], "Goods"), "Goods")
            if any(codes.covers(str(good), each) for good in node.get(expand("product"), ()) for each in made)
        )
        if len(self.claims) == 1 and named:
            labels = [label for _, label in named]
            yield {"part": "goods", "sentence": f"The one claim names {listed(labels, len(labels))}."}
        elif named:
            told = ", ".join(f"{label} (in {-count} of {len(self.claims)} claims)" for count, label in named)
            yield {"part": "goods", "sentence": f"Goods named: {told}."}

    def _good(self, iri: str, node: Values) -> str:
        """Goods as their claims print them, where these have a narrower wording."""
        telling = [self._told[str(claim)] for claim in node[expand("claim")] if str(claim) in self._told]
        label = self.reader.label(iri)
        return next((as_printed(telling, str(product), label) for product in node.get(expand("product"), ())), label)

    def _named_in(self, claim: Row, companies: Iterable[str]) -> Mapping[str, Any]:
        """A claim of a benefit that rests on its being named: its evidence, though the name be lost."""
        return self.naming(claim, companies) or self._on_the_side(claim) or self._claimed(claim, "names")

    def _on_the_side(self, claim: Row) -> Mapping[str, Any] | None:
        """A claim that gives the company no role, but has it on the far side: whom the goods are bought of."""
        told = self._told.get(claim["premise"])
        for name in told.sides[1] if told else ():
            if self._is(name, self.benefit["company"]):
                row = self._claimed(claim, "names")
                lost = "" if self._is_kept(claim, self.benefit["company"]) else words()["named"]["elsewhere"]
                return {**row, "sentence": f"{name} {words()['as'][self.benefit['role']]}{lost}: {row['sentence']}"}
        return None

    def naming(self, claim: Row, companies: Iterable[str]) -> Mapping[str, Any] | None:
        """A claim that names one of these companies: by the name it prints, as what, then its evidence."""
        for company in sorted(companies):
            for printed in claim["printed"]:
                if self._is(printed.rpartition(" as ")[0], company):
                    told = self._claimed(claim, "names")
                    name = printed.rpartition(" as ")[0] if self._listed(claim, company) else printed
                    lost = "" if self._is_kept(claim, company) else words()["named"]["elsewhere"]
                    loose = "interested" if interested(claim["evidence"] or "") else "example"
                    example = f", {words()['named'][loose]}" if self._is_example(claim, company) else ""
                    return {**told, "sentence": f"{name}{example}{lost}: {told['sentence']}"}
        return None

    def _is_example(self, claim: Row, company: str) -> bool:
        """Whether a claim names a company by way of example."""
        told = self._told.get(claim["premise"])
        return told is not None and is_example(told, company)

    def _is_kept(self, claim: Row, company: str) -> bool:
        """Whether the sentence kept of a claim names a company, or words a group as it is told."""
        said = claim["evidence"]
        if said and self.is_group():
            names = (printed.rpartition(" as ")[0] for printed in claim["printed"])
            return any(shares_words(name, said) for name in names if self._is(name, company))
        return not said or reference.names_itself(said, self.reader.called(company))

    def _listed(self, claim: Row, company: str) -> bool:
        """Whether a claim gives the company that the benefit is of no part in it."""
        event = self.reader.node(self.benefit["pledge"])
        row = {**self.benefit, "company": company, "company_label": self.reader.label(company)}
        naming = self.proofs.naming
        if naming.listed(row, event, [claim["evidence"] or ""]):
            return True
        if company != self.benefit["company"]:
            return False
        told = self._told.get(claim["premise"])
        idle = self.is_group() and told not in naming.in_role(row, event, naming.claims(row))
        return idle or naming.only_listed(row, event)

    def _is(self, printed: str, company: str) -> bool:
        row = reference.find_company(printed)
        return reference.company_id(row) == company if row else printed in self.reader.called(company)

    def tied(self) -> set[str]:
        """The companies that a holding ties this one to."""
        ends = [self.reader.node(fact["premise"]) for fact in self.facts if of_class(fact) == "Ownership"]
        both = {str(iri) for node in ends for name in ("company", "parent") for iri in node[expand(name)]}
        return both - {self.benefit["company"]}

    def _first_of_origins(self) -> list[Row]:
        """The first claim of each origin, in the order they were told; at most a few.

        Some that bear out how the pledge stands are among them, and where a rule rests on goods one whose words name
        them, if there are such.
        """
        if len(self.claims) <= _TOLD:
            return self.claims
        resting = {claim.iri for claim in self.proofs.bearing(self.benefit)}
        origin_of = {
            str(claim): iri
            for iri, origin in typed(self.reader.parts(self.benefit["pledge"], "Origin"), "Origin")
            for claim in origin.get(expand("claim"), ())
        }
        first: dict[str, Row] = {}
        for claim in sorted(self.claims, key=lambda claim: claim["premise"] not in resting):  # these in any case
            first.setdefault(origin_of.get(str(claim["premise"]), str(claim["premise"])), claim)
        naming = next(filter(self.spells_out, self.claims), None)
        stands = self.benefit["ending"] or self.benefit["grade"]
        bearing = [claim for claim in self.claims if self._status(claim) == stands]
        borne = list({origin_of.get(str(claim["premise"])): claim for claim in reversed(bearing)}.values())[::-1]
        told = list(first.values())[:_TOLD]
        if lacking := max(0, min(_BEARING, len(borne)) - sum(self._status(claim) == stands for claim in told)):
            spare = [claim for claim in told if self._status(claim) != stands]
            told = [claim for claim in told if claim not in spare[-lacking:]]
            told += [claim for claim in borne if claim not in told][:lacking]
            told.sort(key=_by_day)
        if naming and not any(map(self.spells_out, told)):
            told = [*told[: _TOLD - 1], naming]
        return told

    def _claimed(self, row: Row, part: str) -> dict[str, Any]:
        """A claim as a row, with whom it relays behind its source."""
        own = self._told.get(row["premise"])
        told = _claimed(row, part)
        if own and (slip := self._slipped(own)):
            told["sentence"] += f" {slip}"
        voices = (relayed(own), unnamed(own)) if own else ()
        return {**told, "source": ", ".join(filter(None, (told["source"], *voices)))}

    @cached_property
    def _slips(self) -> list[Slip]:
        """The figures of the pledge that are errors by others."""
        return slips(list(self._told.values()))

    def _slipped(self, claim: Statement) -> str:
        """That a figure which the words kept of a claim print is off by a power of ten, by what others tell."""
        for slip in self._slips:
            printed = [each.as_printed for told, each in slip.wrong.given if told.iri == claim.iri and each.as_printed]
            if any(text in (claim.claim.evidence or "") for text in printed):
                given = {"right": slip.right.said, "wrong": slip.wrong.said, "words": slip.words}
                return filled(words()["named"]["slipped"], given)
        return ""

    def _status(self, claim: Row) -> str | None:
        """As what a claim tells the pledge to stand."""
        own = self._told.get(claim["premise"])
        return own.status if own else None

    def spells_out(self, claim: Row) -> bool:
        """Whether the words kept of a claim name the goods that a rule rests on."""
        return bool(self.made) and names_goods(self.reader, claim["evidence"] or "", self.made)

    def is_group(self) -> bool:
        """Whether it is a group without names."""
        return self.proofs.naming.is_group(self.benefit)


def _once_each(rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The rows of claims, those in the same words as one, with all their sources."""
    alike: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        alike.setdefault(row["sentence"], []).append(row)
    for first, *others in alike.values():
        held = (first, *others)
        yield {
            **first,
            "source": "; ".join(dict.fromkeys(row["source"] for row in held)),
            "url": " ".join(dict.fromkeys(row["url"] for row in held if row["url"])) or None,
            "premises": [iri for row in held for iri in row["premises"]],
        }


def of_class(row: Row) -> str:
    """What kind of thing a premise is."""
    return local(row["class"])


def _as_read(row: Mapping[str, Any]) -> str:
    """A row with its source, where speakers are named too."""
    return f"{row['sentence']} {row.get('source') or ''}"


def _stands_in(claim: Row, text: str) -> bool:
    """Whether the words kept of a claim are quoted in a text."""
    words_of = (claim["evidence"] or "").rstrip(".")
    return bool(words_of) and f"“{words_of}”" in text


def _by_day(row: Row) -> tuple[str, str]:
    return row["date"] or "9999", row["premise"]


def _source(row: Row) -> str:
    return f"{reference.find_outlet(row['publisher'])}, {dates.say(str(row['date'])) if row['date'] else 'undated'}"


def _aside(said: Said) -> Mapping[str, Any]:
    """What stands beside the proof: its sources are in the sentence, their addresses behind it."""
    return {"part": "beside", "sentence": said.sentence, "url": " ".join(said.urls) or None}


def _claimed(row: Row, part: str) -> dict[str, Any]:
    said = row["evidence"] or "The report says so; the record keeps no wording."
    return {"part": part, "sentence": said, "source": _source(row), "url": row["url"], "premises": [row["premise"]]}


def _says_itself(row: Row, supplies: Sequence[Row]) -> bool:
    """Whether a coverage only has a word mean its own heading, or supplies are told of by that word."""
    word, _, heading = str(row["label"]).partition(": ")
    told = heading.partition(", ")[2] == word or all(word in str(fact["label"]) for fact in supplies)
    return of_class(row) == "Coverage" and told


def _headings_once(facts: Sequence[Row]) -> Iterator[Row]:
    """The facts; coverages that have several words mean one heading, by one source, as one."""
    alike: dict[tuple[str, str], list[Row]] = {}
    for fact in facts:
        heading = str(fact["label"]).partition(": ")[2] if of_class(fact) == "Coverage" else fact["premise"]
        alike.setdefault((heading, fact["url"]), []).append(fact)
    for first, *others in alike.values():
        held = [first, *others]
        names = [str(fact["label"]).partition(": ")[0] for fact in held]
        label = f"{listed(names, len(names))}: {str(first['label']).partition(': ')[2]}" if others else first["label"]
        yield {**first, "label": label, "premises": [fact["premise"] for fact in held]}


def _fact(row: Row) -> Mapping[str, Any]:
    """A fact of reference data: its label, where, since and until when, with the remark beside it."""
    when = " ".join(f"{word} {row[word]}" for word in ("since", "until") if row[word])
    told = ", ".join(filter(None, (row["label"], row["place"], when)))
    note = f" ({row['note']})" if row["note"] else ""
    return {
        "part": of_class(row).lower(),
        "sentence": f"{told}{note}.",
        "source": _source(row),
        "url": row["url"],
        "premises": row["premises"],
    }
