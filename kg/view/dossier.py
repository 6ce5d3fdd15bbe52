"""The pledge dossier: everything the graph holds of one pledge, top to bottom, as a page.

Each fact comes from a question or from the pledge's own nodes; here it is only put in order and into words. Long lists
show their first items and how many more there are; nothing a reader would miss is folded away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.model import codes
from kg.model.iris import local
from kg.query.reader import Reader, texts, typed
from kg.store.embedded import Store
from kg.store.nodes import Values, expand
from kg.view.dossier_graph import sketch
from kg.view.facts import FEW, LISTED, Matter, Row
from kg.view.page_model import Cell, Link, Page, Section
from kg.view.wording import count, sentence, some, word

__all__ = ["dossier"]

_LINKS = {  # property → words for it, seen from the pledge, and from the other end
    "partOf": ("is part of", "has the part"),
    "supersedes": ("replaces", "is replaced by"),
    "restates": ("restates", "is restated by"),
    "countedIn": ("is counted in", "counts in"),
}


def dossier(store: Store, pledge: str) -> Page:
    """The page of one pledge; `pledge` is its IRI."""
    return _Dossier(store, pledge).page()


class _Dossier(Matter):
    def page(self) -> Page:
        sections = [section for section in self._sections() if section is not None]
        last = self._reports()
        row = self.row
        listed = {item["claim"] for item in self.foremost}
        nodes, edges = sketch(self.reader, self.iri, row, [item for item in self.told if item["claim"] in listed])
        return Page(
            title=str(row["label"]),
            lead=self._lead(),
            sections=(*sections, *last),
            nodes=nodes,
            edges=edges,
            cite=f"tradekg, “{row['label']}”, {self.iri}, as told by {self.sources()}"
            f"{f', last on {last_day}' if (last_day := row['last_reported']) else ''}.",
            footer="What reports say is told in our words; figures are as printed. Inferences are marked as such.",
            graph_after=len(sections),
        )

    # --- who and what

    def _lead(self) -> str:
        row = self.row
        amounts = self.amounts
        parts = [sentence(row, str(amounts[0]["text"]) if amounts else "")]
        if row["ending"]:
            parts.append(f"It now counts as {word(row['ending'])}.")
        if row["delivery"]:
            parts.append(f"It is held to be {word(row['delivery'])}.")
        differ = [_field(name) for name in row["contested"]]
        parts.append(
            f"Told by {self.sources()}" + (f", which differ on {_and(differ)}." if differ else ", which agree.")
            if len(row["reports"]) > 1
            else f"Told by {self.sources()}."
        )
        return " ".join(parts)

    def _sections(self) -> Iterator[Section | None]:
        yield self._facts()
        yield self._accounts()
        yield self._rivals()
        yield self._transitions()
        yield from self._agreements()
        yield self._related()
        yield self._deliveries()
        yield from self._companies()
        yield self._origins()
        yield self._unknown()

    def _facts(self) -> Section:
        row = self.row
        grade = word(row["grade"]) or "no report says how far it has come"
        kind = codes.label(codes.iri("kind", row["kind"]))
        rows: list[tuple[Cell, ...]] = [
            ("Promises", some(row["pledgers"], 8)),
            ("Receives", some(row["recipients"], 8) or "no report says who"),
            ("Pays, as named", some(sorted(self.paying()), 8) or "no report says who"),
            ("What", f"{kind}: {', '.join(row['products'])}" if row["products"] else kind),
            ("Amount", some([_amount(item) for item in self.amounts], 6) or "no report gives a figure"),
            ("How firm", grade + (", contested" if "status" in row["contested"] else "")),
            ("Ended", word(row["ending"]) or None),
            ("Delivery", word(row["delivery"]) or None),
            ("Instrument", self.statements("instrument", "instrument") or "no report names one"),
            ("Binding", self.statements("binding", "binding") or "no report says"),
            ("Deadline", self.as_printed("deadline")),
            ("On condition", self.as_printed("condition")),
        ]
        return Section("Who promises what", rows=tuple(item for item in rows if item[1]))

    # --- where reports differ, and how it moved

    def _accounts(self) -> Section | None:
        held = tuple(
            Section(
                f"{_SIDES.get(str(values[expand('side')][0]), 'Another')}: "
                f"{_party(str(self.reader.first(values, 'saidBy')))}",
                rows=self._words({str(claim) for claim in values.get(expand("claim"), ())}),
                columns=("Says", "Source"),
            )
            for _, values in typed(self.parts, "Account")
        )
        return Section("Each side's account", side_by_side=held) if held else None

    def _words(self, claims: set[str]) -> tuple[tuple[Cell, ...], ...]:
        rows = [
            (str(row["evidence"] or word(row["status"])), self.links[row["claim"]])
            for row in self.told
            if row["claim"] in claims
        ]
        return tuple(rows[:FEW]) + (((f"and {len(rows) - FEW} more", None),) if len(rows) > FEW else ())

    def _rivals(self) -> Section | None:
        rows = sorted(
            (
                _field(local(str(self.reader.first(values, "field")))),
                -len(values.get(expand("claim"), ())),
                word(str(self.reader.first(values, "givenValue"))),
                self.cited(values.get(expand("claim"), ())),
            )
            for _, values in typed(self.parts, "Rival")
        )
        if not rows:
            return None
        return Section(
            "Rival accounts",
            ("Reports differ here. Nothing is left out because another report says otherwise.",),
            ("On", "Value", "Reports", "Who says so"),
            tuple((field, value, str(-number), cited) for field, number, value, cited in rows),
        )

    def _transitions(self) -> Section | None:
        held = sorted(
            (
                (self.reader.first(values, "validFrom"), self.reader.code(values, "status") or "", values)
                for _, values in typed(self.parts, "Transition")
            ),
            key=lambda item: (str(item[0] or "9999"), str(self.reader.first(item[2], "knownFrom") or "9999"), item[1]),
        )
        if not held:
            return None
        days = [str(self.reader.first(values, "validFromPrinted") or day or "undated") for day, _, values in held]
        steps = [f"{day} {word(status)}" for day, (_, status, _) in zip(days, held, strict=True)]
        line = [step for at, step in enumerate(steps) if step != steps[at - 1] or not at]
        rows = tuple(
            (
                day,
                word(status),
                _BASES[self.reader.code(values, "dateBasis") or "published"],
                _known(self.reader, values),
                self.cited(values.get(expand("claim"), ())),
            )
            for day, (_, status, values) in zip(days, held, strict=True)
        )
        text = (" → ".join(some(line, 8)),) if len(line) > 1 else ()
        return Section("How it moved", text, ("From", "Status", "The day is", "The ledger says so", "Source"), rows)

    # --- what it belongs to

    def _agreements(self) -> Iterator[Section]:
        for iri in self.pointing("contains"):
            node = self.reader.node(iri)
            others = [str(item) for item in node.get(expand("contains"), ()) if str(item) != self.iri]
            rows = [(self.reader.label(other), self.stands(other)) for other in others]
            yield Section(
                "The agreement it belongs to",
                (f"{self.reader.label(iri)}: {self.stands(iri)}.", *([] if rows else ["It holds nothing else."])),
                ("It also holds", "which stands as") if rows else (),
                tuple(sorted(rows)[:LISTED])
                + (((f"and {len(rows) - LISTED} more", None),) if len(rows) > LISTED else ()),
            )

    def _related(self) -> Section | None:
        rows: list[tuple[Cell, ...]] = []
        for prop, (words, back) in _LINKS.items():
            for said, others in ((words, texts(self.event.get(expand(prop), ()))), (back, self.pointing(prop))):
                if others:
                    rows.append((said, some([f"{self.reader.label(o)} ({self.stands(o)})" for o in others], LISTED)))
        return Section("Umbrella, parts, versions", rows=tuple(rows)) if rows else None

    def _deliveries(self) -> Section | None:
        rows = []
        for iri in self.pointing("pledge"):
            node = self.reader.node(iri)
            said = [self.reader.cited(str(claim)) for claim in node.get(expand("claim"), ())]
            rows.append((self.reader.label(iri), word(self.reader.code(node, "stage")), some(sorted(said), FEW)))
        more = ((f"and {len(rows) - LISTED} more", None, None),) if len(rows) > LISTED else ()
        return Section("What became of it", (), ("Told", "Stage", "By"), (*rows[:LISTED], *more)) if rows else None

    # --- companies

    def _companies(self) -> Iterator[Section]:
        named = [row for row in self.benefits if row["basis"] == "named"]
        named.sort(key=lambda row: (-(codes.concept("strength", row["strength"]).rank or 0), -len(row["reports"])))
        by_report = {row["report"]: self.links[row["claim"]] for row in reversed(self.told)}
        rows = [
            (
                row["company_label"],
                f"{row['role']}{'' if row['direction'] == 'benefits' else ', harmed'}",
                word(row["strength"]),
                some([by_report[report] for report in row["reports"] if report in by_report], FEW),
            )
            for row in named
        ]
        columns = ("Company", "As", "Strength", "Named by")
        text = () if rows else ("No report names a company that benefits.",)
        yield Section("Companies that benefit", text, columns if rows else (), tuple(rows[:LISTED]))
        if rows[LISTED:]:
            text = (f"{count(len(rows) - LISTED, 'further company', 'further companies')} named by reports.",)
            yield Section("More companies", text, columns, tuple(rows[LISTED:]), folded=True)
        inferred = [row for row in self.benefits if row["basis"] == "inferred"]
        could = [row for row in inferred if row["strength"] == "could_supply"]
        if tied := [row for row in inferred if row not in could]:
            held = tuple((row["company_label"], row["verb"], word(row["strength"]), row["because"]) for row in tied)
            text = ("This is inferred; no report says it of the pledge itself.",)
            yield Section("Held to gain or lose besides", text, ("Who", "How", "Strength", "Because"), held)
        if could:
            makers = tuple((row["company_label"], word(row["activity"]), row["because"]) for row in could)
            text = (f"{count(len(could), 'company', 'companies')} could supply. This is inferred; no report says it.",)
            yield Section("Who could supply", text, ("Company", "Activity", "Because"), makers, folded=True)

    # --- sources

    def _origins(self) -> Section:
        held = sorted(
            typed(self.parts, "Origin"),
            key=lambda item: (-len(item[1].get(expand("claim"), ())), self.reader.label(item[0])),
        )
        rows = [
            (
                self.reader.label(iri) + (" (unnamed people)" if self.reader.first(values, "anonymous") else ""),
                self.cited(values.get(expand("claim"), ())),
            )
            for iri, values in held
        ]
        more = [self.reader.label(iri) for iri, _ in held[LISTED:]]
        text = ["Outlets that cite one source are one origin."]
        text += [f"Besides the ones below: {'; '.join(more)}."] if more else []
        return Section("Origins", tuple(text), ("Origin", "Told by"), tuple(rows[:LISTED]))

    def _unknown(self) -> Section | None:
        row = self.row
        answered = expand("otherSide") in self.event
        missing = [
            text
            for text, known in (
                ("No report gives an amount.", row["amounts"]),
                ("No report names a recipient.", row["recipients"]),
                ("No report in the graph tells of any delivery.", row["delivery"] or self.pointing("pledge")),
                ("No report gives the other side's answer.", answered),
            )
            if not known
        ]
        undated = sum(item["published"] is None for item in self.told)
        if undated:
            one = "shows no date and moves" if undated == 1 else "show no date and move"
            missing.append(f"{undated} of the {count(len(self.told), 'claim')} {one} nothing in time.")
        return Section("What is not known", (" ".join(missing),)) if missing else None

    def _reports(self) -> Iterator[Section]:
        columns = ("Date", "Report, and what it says in our words")
        first = self.foremost
        yield Section("Reports", columns=columns, rows=tuple(map(_report, first)))
        rest = [row for row in self.told if row not in first]
        if rest:
            text = (f"{count(len(rest), 'further claim')}, not drawn in the graph above.",)
            yield Section("Further reports", text, columns, tuple(map(_report, rest)), folded=True)


_SIDES = {"pledger": "The side that promises", "recipient": "The side it is promised to"}
_BASES = {
    "published": "when it was told",
    "stated": "stated by the report",
    "mentioned": "the last that an undated report speaks of",
    "undated": "not known",
}
_FIELDS = {"deadlineDate": "deadline", "otherSide": "the other side's answer", "saidBy": "who says so"}


def _report(row: Row) -> tuple[Cell, ...]:
    """Date; title, what it says, then status, figures as printed and on whose word."""
    sources = ", ".join(row["attributed_to"]) + (" (unnamed people)" if row["anonymous"] else "")
    figures = [word(row["status"]), *row["amounts"], f"after {sources.strip()}" if sources else ""]
    head = Link(f"{row['publisher']}: {row['title'] or 'untitled'}", str(row["url"] or ""))
    cells = (head, row["evidence"], " · ".join(filter(None, figures)))
    return row["published"] or "undated", tuple(filter(None, cells))


def _amount(item: Row) -> str:
    said = "; ".join(some([_party(name) for name in item["said_by"]], 3))
    return f"{item['text']} (says {said})" if said else str(item["text"])


def _field(name: str) -> str:
    return _FIELDS.get(name, name)


def _party(code: str) -> str:
    found = codes.party(code)
    return found.label if found else code


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _known(reader: Reader, values: Values) -> str:
    since, until = reader.first(values, "knownFrom"), reader.first(values, "knownUntil")
    if not isinstance(since, date):
        return "now, from no known day"
    return f"since {since}" if until is None else f"from {since} until {until}"
