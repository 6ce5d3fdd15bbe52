"""The pledge dossier: everything the graph holds of one pledge, top to bottom, as a page.

Each fact comes from a question or from the pledge's own nodes; here it is only put in order and into words. Long lists
show their first items and how many more there are, or are folded below a sentence that names what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kg.model import codes, dates
from kg.query.reader import texts, typed
from kg.questions.said import field, stands, status_of
from kg.store.nodes import expand
from kg.view.answers import Answers, Row
from kg.view.delivered import counts
from kg.view.dossier_companies import gaining, more_companies
from kg.view.dossier_graph import sketch
from kg.view.dossier_rivals import course, figures, rivals
from kg.view.facts import FEW, FIRST_HAND, LISTED, Matter
from kg.view.page_model import Cell, Link, Page, Ref, Section
from kg.view.wording import count, joined, of_kind, sentence, some, word

__all__ = ["dossier"]

_VOICES = 3  # of those who give a figure; more are counted
_ORIGINS = 8  # rows; more are folded below a sentence on the weightiest
_LINKS = {  # property → words for it, seen from the pledge, and from the other end
    "partOf": ("is part of", "has the part"),
    "supersedes": ("replaces", "is replaced by"),
    "restates": ("restates", "is restated by"),
    "countedIn": ("is counted in", "counts in"),
}


def dossier(answers: Answers, pledge: str) -> Page:
    """The page of one pledge; `pledge` is its IRI."""
    return _Dossier(answers, pledge).page()


class _Dossier(Matter):
    def page(self) -> Page:
        sections = [section for section in self._sections() if section is not None]
        last = self._reports()
        row = self.row
        listed = {item["claim"] for item in self.foremost}
        nodes, edges, samples = sketch(
            self.answers, self.iri, row, [item for item in self.told if item["claim"] in listed]
        )
        return Page(
            title=(title := str(row["label"])),
            lead=self._lead(),
            sections=(*sections, *last),
            nodes=nodes,
            edges=edges,
            cite=f"tradekg, “{title}”, {self.iri}, as told by {self.sources()}"
            f"{f', last on {dates.say(last_day)}' if (last_day := row['last_reported']) else ''}.",
            footer="What reports say is told in our words; figures are as printed. Inferences are marked as such.",
            graph_after=len(sections),
            wider="a larger figure",
            samples=samples,
        )

    # --- who and what

    def _lead(self) -> str:
        row, told = self.row, self.answers.statuses(self.row)
        amounts = row["amounts"]
        parts = [sentence({**row, "products": self.goods}, str(amounts[0]["text"]) if amounts else "", over=self.over)]
        settled = status_of(row)
        now = [settled] if settled == row["delivery"] else [code for code in (row["ending"], row["delivery"]) if code]
        if now:
            parts.append(f"By what reports say it {_NOW.get(now[0], 'is')} {joined(list(map(word, now)))}.")
        if self.fulfilled:
            telling = {row["report"] for row in self.told if row["claim"] in self.fulfilled}
            parts.append(f"{count(len(telling), 'report tells', 'reports tell')} it as fulfilled.")
        if told:
            (first, most), *rest = told
            counts = [
                f"{count(most, 'report')} {'says' if most == 1 else 'say'} {first}",
                *(f"{number:,} {code}" for code, number in rest),
            ]
            parts.append(f"How far it has come is disputed: {joined(counts)}.")
        differ = [field(name) for name in row["contested"] if name not in ("status", "qualifier")]
        parts.append(f"Told in {self.sources()}" + (f", which differ on {joined(differ)}." if differ else "."))
        return " ".join(parts)

    def _sections(self) -> Iterator[Section | None]:
        yield gaining(self)
        yield self._facts()
        yield self._accounts()
        yield figures(self)
        yield rivals(self)
        yield course(self)
        yield self._agreements()
        yield self._related()
        yield from self._deliveries
        yield from more_companies(self)
        yield self._origins()
        yield self._unknown()

    def _facts(self) -> Section:
        row = self.row
        firm = f"{'was ' if self.over else ''}{stands({**row, 'ending': None, 'delivery': None, 'replaced_by': ()})}"
        kind = of_kind(row["kind"])
        rows: list[tuple[Cell, ...]] = [
            ("Promises", self.answers.sides(row["pledgers"], 8)),
            ("Receives", self.answers.sides(row["recipients"], 8) or "no report says who"),
            ("Told the other way round by", self._turned()),
            ("Pays, as named", some(sorted(self.paying()), 8) or "no report says who"),
            ("What", f"{kind}: {', '.join(self.goods)}" if self.goods else kind),
            ("Amount", some([_amount(item) for item in row["amounts"]], 6) or "no report gives a figure"),
            ("How firm", firm if row["grade"] else "no report says how far it has come"),
            ("Ended", word(row["ending"]) or None),
            ("Delivery", word(row["delivery"]) or None),
            ("Told as fulfilled by", self.cited(self.fulfilled) or None),
            ("Instrument", self.statements("instrument", "instrument") or "no report names one"),
            ("Binding", self.statements("binding", "binding") or "no report says"),
            ("Deadline", self.as_printed("deadline")),
            ("On condition", self.as_printed("condition")),
        ]
        return Section("Who promises what", rows=tuple(item for item in rows if item[1]))

    def _turned(self) -> Cell:
        """The reports that have one who is not among those who promise do so, while the others have it receive."""
        given, taken = ({*map(str, self.event.get(expand(side), ()))} for side in ("pledger", "recipient"))
        odd = [
            claim
            for claim, nodes in self.said.items()
            if (taken - given) & {*map(str, nodes[claim].get(expand("pledger"), ()))}
        ]
        return self.cited(odd) or None

    # --- where reports differ

    def _accounts(self) -> Section | None:
        held = tuple(
            Section(
                f"{_SIDES.get(str(values[expand('side')][0]), 'Another')}: "
                f"{codes.party_label(str(self.reader.first(values, 'saidBy')))}",
                rows=self._words({str(claim) for claim in values.get(expand("claim"), ())}),
                columns=("Says", "Source"),
            )
            for _, values in typed(self.parts, "Account")
        )
        return Section("Each side's account", side_by_side=held) if held else None

    def _answered(self) -> bool:
        """Whether there is an account of the side it is promised to."""
        return any(str(values[expand("side")][0]) == "recipient" for _, values in typed(self.parts, "Account"))

    def _words(self, claims: set[str]) -> tuple[tuple[Cell, ...], ...]:
        rows = [
            (str(row["evidence"] or word(row["status"])), self.links[row["claim"]])
            for row in self.told
            if row["claim"] in claims
        ]
        return tuple(rows[:FEW]) + (
            ((f"and {len(rows) - FEW} more, among the reports below", ""),) if len(rows) > FEW else ()
        )

    # --- what it belongs to

    def _agreements(self) -> Section | None:
        """Each agreement it belongs to, with what else that holds."""
        rows: list[tuple[Cell, ...]] = []
        for iri in self.pointing("contains"):
            held = [str(item) for item in self.reader.node(iri).get(expand("contains"), ()) if str(item) != self.iri]
            others = sorted((self._with_standing(item) for item in held), key=lambda ref: ref.text)
            rows.append((self.reader.label(iri), self.stands(iri), some(others, LISTED) or None))
        heading = "The agreement it belongs to" if len(rows) == 1 else "The agreements it belongs to"
        return Section(heading, (), ("Agreement", "Status", "It also holds"), tuple(rows)) if rows else None

    def _with_standing(self, iri: str) -> Ref:
        ref = self.answers.ref(iri)
        return Ref(f"{ref.text} ({self.stands(iri)})", iri)

    def _related(self) -> Section | None:
        rows: list[tuple[Cell, ...]] = []
        for prop, (words, back) in _LINKS.items():
            for said, others in ((words, texts(self.event.get(expand(prop), ()))), (back, self.pointing(prop))):
                if others:
                    found = [self._with_standing(other) for other in others]
                    rows.append((said, some(found, LISTED)))
        return Section("Its parts, and what it is part of", rows=tuple(rows)) if rows else None

    @cached_property
    def _deliveries(self) -> list[Section]:
        """The rows of `delivery`, each on the word of its own reports."""
        return counts(self.answers, self.answers.of("delivery", self.iri), "What became of it")

    # --- sources

    def _origins(self) -> Section:
        held = sorted(
            typed(self.parts, "Origin"),
            key=lambda item: (-len(item[1].get(expand("claim"), ())), self.reader.label(item[0])),
        )
        rows = tuple(
            (
                self.reader.label(iri) + (" (unnamed people)" if self.reader.first(values, "anonymous") else ""),
                self.cited(values.get(expand("claim"), ())),
            )
            for iri, values in held
        )
        many, text = len(rows) > _ORIGINS, "Outlets that cite one source are one origin."
        told = [
            f"{self.reader.label(iri)} ({count(len(values[expand('claim')]), 'claim')})" for iri, values in held[:FEW]
        ]
        text += f" Of {len(rows)} the weightiest are {joined(told)}." if many else ""
        return Section("Origins", (text,), ("Origin", "Reported by"), rows, folded=many)

    def _unknown(self) -> Section | None:
        row = self.row
        answered = expand("otherSide") in self.event or self._answered()
        missing = [
            text
            for text, known in (
                ("No report gives an amount.", row["amounts"]),
                ("No report names a recipient.", row["recipients"]),
                ("No report in the graph tells of any delivery.", row["delivery"] or self._deliveries),
                ("No report gives the other side's answer.", answered),
            )
            if not known
        ]
        undated = len({item["report"] for item in self.told if item["published"] is None})
        if undated:
            one = "has no date on its page and moves" if undated == 1 else "have no date on their pages and move"
            missing.append(f"{undated} of the {count(len(row['reports']), 'report')} {one} nothing in time.")
        return Section("What is not known", (" ".join(missing),)) if missing else None

    def _reports(self) -> Iterator[Section]:
        columns = ("Date", "Report, and what it says in our words")
        first = self.foremost
        note = ["Official texts and statements first, then the others by day."] if _first_hand(first[0]) else []
        yield Section("Reports", (" ".join(note),) if note else (), columns, tuple(map(_report, first)))
        rest = [row for row in self.told if row not in first]
        if rest:
            text = (f"{count(len(rest), 'further claim')} by origin, not drawn in the graph above.",)
            rest.sort(key=lambda row: (str(row["origin"]), not row["published"], str(row["published"]), row["claim"]))
            rows = tuple((str(row["origin"]), *_report(row)) for row in rest)
            yield Section("Further reports", text, ("Origin", *columns), rows, folded=True)


_NOW = {"missed": "was", "denied": "was", "withdrawn": "was", "lapsed": "has"}  # the verb before a status
_SIDES = {"pledger": "The side that promises", "recipient": "The side it is promised to"}


def _first_hand(row: Row) -> bool:
    return row["type"] in FIRST_HAND


def _report(row: Row) -> tuple[Cell, ...]:
    """Date; title, what it says, then status, figures as printed and on whose word."""
    sources = ", ".join(row["attributed_to"]) + (" (unnamed people)" if row["anonymous"] else "")
    kind = codes.label(codes.iri("report_type", row["type"])) if _first_hand(row) else ""
    figures = [kind, word(row["status"]), *row["amounts"], f"after {sources.strip()}" if sources else ""]
    head = Link(f"{row['publisher']}: {row['title'] or 'untitled'}", str(row["url"] or ""))
    cells = (head, row["evidence"], " · ".join(filter(None, figures)))
    return row["published"] or "undated", tuple(filter(None, cells))


def _amount(item: Row) -> str:
    names = [codes.party_label(name) for name in item["said_by"]]
    said = f" ({'say' if len(names) > 1 else 'says'} {joined(names[:_VOICES], len(names) - _VOICES)})" if names else ""
    return f"{item['text']}{said}"
