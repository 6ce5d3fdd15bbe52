"""The Python API: `TradeGraph`, a thin door over store, derive, questions and views.

What one method alone needs is imported there: a question does not wait for pages, loaders and checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.asking import loosened, plain_words
from kg.asking.in_short import with_all_told
from kg.asking.left_words import told_in_left_words
from kg.asking.taken import Taken
from kg.asking.verdicts.verdict import with_verdict
from kg.asking.verdicts.weighed import concluded
from kg.derive import as_it_stood, conductor, loading, migration, release, restoring, verification
from kg.derive.loading import Loaded, Progress
from kg.model.errors import StoreError, UnknownName
from kg.model.iris import full
from kg.model.record import Record
from kg.query import finding, sources, sparql
from kg.query.table import Section, Table
from kg.query.unmet import unmet
from kg.questions import catalogue
from kg.questions.brief import ROWS, brief
from kg.questions.deciding import Deciding
from kg.questions.methods import Day, Methods, day_of
from kg.store import dumps, manifest
from kg.store.decisions import decided
from kg.store.embedded import Store
from kg.store.opening import told
from kg.store.remote import is_address

if TYPE_CHECKING:
    import networkx as nx  # heavy, and imported where it is used
    from rdflib import Dataset

    from kg.loaders.files import Placed, Refused
    from kg.view.view import View

__all__ = ["TradeGraph"]


class TradeGraph(Methods, Deciding):
    """The graph behind one store. A context manager; `close` flushes.

    Threads may share one: changes are made one after the other. A question that is asked while another thread changes
    the graph may see part of the change; processes that open the store for reading see all of it or nothing.
    """

    def __init__(
        self, store: Store, *, as_of: date | None = None, known_by: date | None = None, notes: tuple[str, ...] = ()
    ) -> None:
        self._store: Store | None = store
        self._worker: sparql.Worker | None = None
        self.as_of, self.known_by, self.notes = as_of, known_by, notes

    @classmethod
    def open(
        cls,
        store: str | Path | None = None,
        *,
        create: bool = False,
        read_only: bool = False,
        mend: bool = True,
        wait: float = 0.0,
    ) -> Self:
        """The graph in a folder, made if told to `create` it; None for one in memory.

        StoreError if there is no such folder.

        What is derived is made afresh where it does not follow from its inputs (a crash, another version), unless told
        not to `mend`: so a store from which nothing can be derived still gives its dump and takes a decision back.
        `wait` so many seconds if another process writes to it. StoreError if it is of a schema that this version cannot
        use, with the way to go; a former one that is read as it stands has a note.
        """
        if store is not None and not create and not is_address(store) and not Path(store).exists():
            raise StoreError(f"no store at {store}: `kg build` makes one here, in Python open(…, create=True)")
        opened = cls(Store(store, read_only=read_only, wait=wait))
        with told(f"the store {store} is damaged; restore a dump into a new one"):
            opened.notes = migration.admit(opened.store, former=not mend)
        if mend and not read_only:
            manifest.begin(opened.store)
            opened._mend()
        return opened

    @property
    def current(self) -> bool:
        """Whether what is derived follows from reports, decisions and reference data as they are now."""
        return conductor.current(self.store)

    def _mend(self) -> None:
        if self.current:
            self.store.settle()
        else:
            with self.store.change():
                conductor.mend(self.store)

    def close(self) -> None:
        """Force everything to disk and let go of the folder, so that it can be opened again."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None
        if self._store is not None:
            self._store.flush()
            self._store.memo.clear()  # what readers made of it refers to it, and would keep the folder in use
            self._store = None

    @property
    def store(self) -> Store:
        """What the graph stands in. StoreError after `close`."""
        if self._store is None:
            raise StoreError("this graph is closed; open it again")
        return self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- writing

    def load(
        self,
        records: Iterable[Record | Placed | Refused],
        *,
        dry_run: bool = False,
        on_progress: Progress | None = None,
    ) -> Loaded:
        """Add reports, or replace them whole where the same publisher, address and title are there already."""
        return loading.load(self.store, records, dry_run=dry_run, on_progress=on_progress)

    def build(self, *, on_progress: Progress | None = None) -> Loaded:
        """The main job: load the shipped world and derive. A user's own reports stay.

        What a former release brought and this one does not is withdrawn, unless a decision of the user's names it.
        """
        from kg.loaders.shipped import world

        shipped = world()
        loaded = release.ship(self.store, shipped.reports, shipped.decisions, on_progress)
        self._mend()
        return loaded

    def exports(self, folder: Path, *, on_progress: Progress | None = None) -> int:
        """Write the shipped world's pages, from a store that holds nothing else; gives their number."""
        from kg.view import exports

        if self._is_shipped():
            return exports.export(self.store, folder, on_progress)
        with TradeGraph.open() as graph:
            graph.build(on_progress=on_progress)
            return exports.export(graph.store, folder, on_progress)

    def _is_shipped(self) -> bool:
        from kg.loaders.shipped import world

        shipped = world()
        same_reports = self.store.reports() == sorted(item.report.iri for item in shipped.reports)
        return same_reports and set(decided(self.store).all) == set(shipped.decisions)

    def restore(self, data: bytes) -> tuple[str, ...]:
        """Fill an empty store from a dump, plain or gzipped; gives notes on what could not be checked.

        Reports and decisions are taken from it, the rest is derived. StoreError, and nothing is written, if the store
        holds reports or decisions already, or if the dump is damaged or holds what is not valid.
        """
        return restoring.restore(self.store, data)

    def migrate(self, *, dry_run: bool = False) -> Table:
        """Bring a store of a former schema to this version's: a row a step, none if there is nothing to do.

        Open the store for it with `mend=False`. With `dry_run` nothing is written.
        """
        return migration.migrate(self.store, dry_run=dry_run)

    # --- time

    def at(self, *, as_of: Day | None = None, known_by: Day | None = None) -> TradeGraph:
        """The graph as it stood, read-only: told by `known_by`, about days up to `as_of`."""
        if as_of is None and known_by is None:
            return self
        day, known = (None if value is None else day_of(value) for value in (as_of, known_by))
        store, undated = as_it_stood.at(self.store, as_of=day, known_by=known)
        notes = as_it_stood.left_out(undated, known=known is not None)
        return TradeGraph(store, as_of=day, known_by=known, notes=notes)

    @property
    def _context(self) -> dict[str, Any]:
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known_by": self.known_by.isoformat() if self.known_by else None,
        }

    # --- reading

    @staticmethod
    def questions() -> Table:
        """What can be asked: name, what it answers, which filters it takes."""
        known = [(item.name, item.text, item.filters) for item in catalogue.QUESTIONS.values()]
        names = ("question", "answers", "filters")
        rows = tuple(dict(zip(names, item, strict=True)) for item in sorted(known))
        whole = tuple({**row, "filters": " ".join(row["filters"])} for row in rows)  # none of them is cut off
        return Table(names, rows, "", "covered", printed=(Section("", names, whole, fixed=True),))

    def ask(self, question: str, *, policy: str | None = None, **filters: Day | None) -> Table:
        """Answer one of `questions()`; each is a method too. UnknownName for a question, filter or name not known.

        `ask("pledges")` gives all, `ask("pledges", pledger="Japan", product="chips")` some; filters are names, codes or
        IRIs: `ask("why", pledge="¥1tn of chips", company="Nvidia")`, `ask("path", start="Nvidia", end="Japan")`,
        `ask("changes", since="2026-01-31")`, `ask("measures", imposer="US", on="2026-03-01")`.
        """
        table = catalogue.ask(self.store, question, policy=policy, context=self._context, **filters)
        return replace(table, notes=(*table.notes, *self.notes))

    def taken_for(self, text: str) -> tuple[Taken, ...]:
        """The questions and filters that a sentence is taken for, most often one.

        UnknownName names the words that stand for nothing.
        """
        return plain_words.read(self.store, text)

    def answered(self, text: str, *, policy: str | None = None, **filters: str) -> Iterator[tuple[Taken, Table]]:
        """What a sentence is taken for, each with its answer; `filters` stand beside those that its words name.

        Where nothing is told of what was asked, the nearest other reading of which something is; it says so. Of words
        that were not read stand the statements that have them; where none has, and the sentence is on one pledge, in
        short all that is told of it.
        """

        def ask(each: Taken) -> Table:
            return self.ask(each.question, policy=policy, **each.filters)

        answers: list[tuple[Taken, Table]] = []
        for taken in self.taken_for(text):
            asked = replace(taken, filters={**taken.filters, **filters})
            told = [before.command for before, _ in answers]
            for read, table in loosened.answered(self.store, asked, ask, filters, told):
                answers.append((read, with_verdict(self.store, read, table, policy)))
        answers = concluded(self.store, text, answers, policy)
        quoted = told_in_left_words(answers, ask)
        yield from quoted if len(quoted) > len(answers) else with_all_told(quoted, ask)

    def brief(self, rows: int = ROWS) -> Table:
        """The named beneficiaries in short: a row a pledge, countries' pledges first, at most twice `rows`."""
        return brief(self.beneficiaries(basis="named"), self.pledges(), rows)

    def find(self, name: str, kind: str | None = None) -> Table:
        """Nodes by name; an ambiguous name lists its candidates."""
        return finding.find(self.store, name, kind)

    def sparql(
        self,
        query: str,
        *,
        format: str | None = None,  # noqa: A002  # the word users type after --format
        rows: int = sparql.ROWS,
        seconds: float = sparql.SECONDS,
    ) -> Table | bytes:
        """A SPARQL 1.1 query, reads only: SELECT and ASK give a Table, CONSTRUCT and DESCRIBE N-Triples.

        With a `format` the bytes: `json`, `xml`, `csv`, `tsv` for rows; `nt`, `turtle`, `jsonld`, `trig` for triples.
        It runs in a process of its own; QueryError, and no part of the answer, if it takes longer or gives more than
        allowed. Where nothing is found, notes say which words of the query the store does not have.
        """
        if self._worker is None:
            self._worker = sparql.Worker(self.store)
        found = sparql.run(self._worker, query, form=format, rows=rows, seconds=seconds)
        if isinstance(found, Table) and not any(any(row.values()) for row in found):
            return replace(found, notes=tuple(unmet(self.store, query)))
        return found

    def view(self, what: str, *refs: str) -> View:
        """A page: `view("pledge", "¥1tn of chips")`; `.html`, `.save()`, `.to_pyvis()`."""
        from kg.view.view import view

        return view(self.store, what, *refs, moment=self.moment)

    def site(
        self, folder: Path, *, base_url: str = "", since: Day | None = None, on_progress: Progress | None = None
    ) -> int:
        """Write a site: a page for everything, each leading to the others, search, feeds, data; gives their number.

        `base_url` is the address it will be had at, for a sitemap and for feeds, which tell of what changed after
        `since` (by default 90 days before the last report). What a former site in the folder had besides stays.
        """
        from kg.view import publication
        from kg.view.answers import Answers

        return publication.publish(
            Answers(self.store, whole=True),
            folder,
            base=base_url,
            since=None if since is None else day_of(since),
            moment=publication.Moment(self.moment, self._context, self.notes),
            on_progress=on_progress,
        )

    @property
    def moment(self) -> str:
        """What a page says of the day it stands on; empty for the graph as it is now."""
        told = [f"as told by {self.known_by}"] if self.known_by else []
        told += [f"as it stood on {self.as_of}"] if self.as_of else []
        return f"This page shows the graph {' and '.join(told)}." if told else ""

    def networkx(self, *, flat: bool = False, **filters: str | None) -> nx.MultiDiGraph:
        """Events, parties, goods and companies as a networkx multigraph; `flat` makes pledges edges between sides.

        Filters are those of `pledges`. `kg.view.network.write` saves GraphML and node-link JSON.
        """
        from kg.view.network import network

        return network(self.store, flat=flat, **filters)

    @property
    def rdflib(self) -> Dataset:
        """A view of everything as an rdflib Dataset, for code of your own; it cannot be written to."""
        from kg.store.rdflib_view import dataset

        return dataset(self.store)

    # --- upkeep

    def check(self) -> Table:
        """Errors (ours) and findings (the reports')."""
        from kg.questions import check

        return check.check(self.store)

    def review(self, rows: int = 30) -> Table:
        """Pairs of claims worth a decision, the most doubtful first, with the parts of their score."""
        from kg.questions import review

        return review.review(self.store, rows)

    def inbox(self, rows: int = 30, *, report: str | None = None) -> Table:
        """What readers were unsure of and nobody has decided yet, report by report, with the line that decides it.

        `report` is the IRI of one report. UnknownName if there is no such report.
        """
        from kg.questions import inbox

        return inbox.inbox(self.store, rows, None if report is None else full(report))

    def measure(self, *, held_out: bool = False, on_progress: Progress | None = None) -> Table:
        """Pairwise precision and recall of identity on the shipped golden set, whatever this graph holds.

        With `held_out` also by weights fitted without the topic they group, topic by topic (a minute or two).
        """
        from kg.loaders.shipped import world
        from kg.questions import accuracy

        table = accuracy.measure(world().reports)
        if not held_out:
            return table
        return replace(table, rows=(*table.rows, *accuracy.held_out(world().reports, on_progress).rows))

    def cite(self, claim: str) -> str:
        """A footnote: who said it, where, when, and the claim's own address. UnknownName if there is no such claim."""
        return sources.cite(self.store, full(claim))

    def verify(self) -> Table:
        """Read all indexes and reports, derive everything anew in memory and compare: a row for each fault found."""
        return verification.verify(self.store)

    def stats(self) -> Table:
        """What is in the graph: counts by class and layer."""
        from kg.questions import stats

        return stats.stats(self.store)

    def dump(self) -> bytes:
        """Everything as sorted N-Quads, their count and hash in the first line: equal content gives equal bytes."""
        return dumps.stamped(self.store.dump())

    def dump_as(self, form: str) -> dict[str, bytes]:
        """Everything in a form for other programs: name of a file → its content. UnknownName lists the forms.

        `csvw`: each question's answer as CSV, and what describes them; `neo4j`: nodes and relationships as CSV for its
        import; `nanopubs`: each claim as a nanopublication, all in one TriG file.
        """
        from kg.query import csvw, nanopubs, neo4j

        if form == "csvw":
            tables = {f"{name}.csv": self.ask(name) for name in catalogue.ALONE}
            made = {name: table.to("csv").encode() for name, table in tables.items()}
            return made | {csvw.METADATA: csvw.described(tables).encode()}
        if form == "neo4j":
            return neo4j.files(self.store)
        if form == "nanopubs":
            return {"nanopubs.trig": nanopubs.trig(self.store)}
        raise UnknownName(f"{form!r} is no form of a dump; there are: {', '.join(dumps.FORMS)}")
