"""The commands that keep a store: out and in again, whole or not at all."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from running import Kg
from small import RECORDS, write

from kg.model.record import Record


def test_dump_restores(kg: Kg, tmp_path: Path) -> None:
    """A dump fills an empty store with the same bytes, and is refused by one that holds reports."""
    kg("load", write(tmp_path))
    kg("dump", "-o", "all.nq")
    assert kg("restore", "all.nq", "--store", "other").code == 0
    assert kg("dump", "--store", "other").out.encode() == Path("all.nq").read_bytes()
    assert kg("restore", "all.nq", "--store", "other").code == 2


def test_a_dump_in_other_forms(kg: Kg, built: Path) -> None:
    """Forms of many files go into a folder, which must be named; a form that is not there is refused."""
    from kg.store.dumps import FORMS

    for form, some in (("neo4j", {"import.sh", "Pledge.csv"}), ("csvw", {"csv-metadata.json", "pledges.csv"})):
        assert kg("dump", "--store", built, "-f", form).code == 2
        assert kg("dump", "--store", built, "-f", form, "-o", form).out == f"{form}\n"
        assert some <= {path.name for path in Path(form).iterdir()}
    assert "np:hasAssertion" in kg("dump", "--store", built, "-f", "nanopubs").out
    assert kg("dump", "--store", built, "-f", "nanopubs", "-o", "x.trig").code == 0
    assert "np:hasAssertion" in Path("x.trig").read_text(encoding="utf-8")
    refused = kg("dump", "--store", built, "-f", "xml")
    assert refused.code == 2
    assert all(form in refused.err for form in FORMS)


def test_stale_store_is_mended(kg: Kg, tmp_path: Path) -> None:
    """A store whose derived triples do not follow from its reports is derived afresh before it answers."""
    from kg.derive import conductor
    from kg.store.embedded import Store

    kg("load", write(tmp_path))
    store = Store(".kg")
    store.replace("event", [conductor.STATE], ())
    store.flush()
    del store
    assert kg("verify").code == 0
    ran = kg("ask", "pledges", "-f", "json")
    assert (ran.err, len(ran.json["rows"])) == ("", 3)


def test_a_store_that_cannot_be_derived_still_opens(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its dump and decisions are given, and a decision can be lifted; what else is asked says so in a line."""
    kg("load", write(tmp_path))
    report = Record.of(RECORDS[0]).report.iri
    made = kg("retract", report, "--by", "me", "--why", "so", "--on", "2025-06-01")
    assert made.code == 0
    retraction = json.loads(kg("decisions").out)["decision"]

    def fails(*_: object, **__: object) -> None:
        raise OverflowError("date value out of range")

    with monkeypatch.context() as broken:
        broken.setattr("kg.derive.conductor.derive", fails)
        broken.setattr("kg.derive.conductor._VERSION", "2")
        assert kg("dump").out.count(report) > 5
        assert kg("decisions").code == 0
        told = kg("lift", retraction, "--by", "me", "--why", "an error", "--on", "2025-06-02")
        assert (told.code, "nothing can be derived" in told.err, "Traceback" in told.err) == (2, True, False)
        assert len(kg("decisions").out.splitlines()) == 2
    assert report in kg("ask", "pledges", "--product", "chips", "-f", "json").out


def test_a_dump_is_there_whole_or_not_at_all(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks off while it is written leaves the former file and nothing beside it; .gz is gzipped."""
    kg("load", write(tmp_path))
    assert kg("dump", "-o", "a.nq").code == 0
    former = Path("a.nq").read_bytes()
    assert kg("dump", "-o", "a.nq.gz").code == 0
    assert kg("restore", "a.nq.gz", "--store", "other").code == 0
    assert kg("verify", "--store", "other").out.startswith("the store is sound")

    def fails(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("os.fsync", fails)
        assert kg("dump", "-o", "a.nq").code == 2
    assert Path("a.nq").read_bytes() == former
    assert not list(Path.cwd().glob("*.part"))


@pytest.mark.parametrize("command", ["restore", "decisions --add"])
def test_only_files_are_taken_in_whole(command: str, kg: Kg, tmp_path: Path) -> None:
    """A pipe would be waited for, a device read for ever."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        ran = kg(*command.split(), path)
        assert (ran.code, "is no regular file" in ran.err) == (2, True)
    assert kg(*command.split(), tmp_path / "none").code == 2


def test_output_may_be_closed(kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kg stats >&-` gives nothing, and ends well."""
    monkeypatch.setattr("sys.stdout", None)
    assert kg("stats", "--store", built).code == 0
