"""The commands that draw."""

from __future__ import annotations

from pathlib import Path

from running import Kg


def test_view_writes_one_file(kg: Kg, built: Path) -> None:
    """`view` writes the page and prints where; pyvis is the other engine; the moment can be chosen."""
    ran = kg("view", "pledge", "chips", "-o", "page.html", "--store", built)
    assert (ran.code, ran.out) == (0, "page.html\n")
    assert "Nvidia" in Path("page.html").read_text(encoding="utf-8")
    assert kg("view", "pledge", "chips", "-o", "other.html", "--engine", "pyvis", "--store", built).code == 0
    assert kg("view", "pledge", "chips", "-o", "p.html", "--known-by", "2025-05-28", "--store", built).code == 0


def test_site_writes_a_folder(kg: Kg, built: Path) -> None:
    """`site` says where its first page is and how many there are; what is there is written over when told to."""
    ran = kg("site", "-o", "folder", "--base-url", "https://example.org/", "--store", built)
    assert (ran.code, ran.out) == (0, "folder/index.html\n")
    assert ran.err.endswith(" pages\n")
    again = kg("view", "all", "-o", "folder", "--store", built)
    assert (again.code, again.out) == (2, "")
    assert "--force" in again.err
    assert kg("view", "all", "-o", "folder", "--force", "--known-by", "2025-05-28", "--store", built).code == 0
    assert kg("view", "all", "chips", "-o", "folder", "--force", "--store", built).code == 2
    assert kg("site", "-o", "other", "--base-url", "here", "--store", built).code == 2


def test_a_file_that_is_there_is_kept_unless_it_is_forced(kg: Kg, built: Path) -> None:
    """Without --force nothing is written over, whatever is written; with it, it is."""
    for name, more in (("page.html", ()), ("page.svg", ()), ("page.html", ("--embed",))):
        Path(name).write_text("mine", encoding="utf-8")
        ran = kg("view", "pledge", "chips", "-o", name, *more, "--store", built)
        assert ran.code
        assert f"{name} is there already; --force writes over it" in " ".join(ran.err.split())
        assert Path(name).read_text(encoding="utf-8") == "mine"
        assert kg("view", "pledge", "chips", "-o", name, *more, "--force", "--store", built).code == 0
        assert Path(name).read_text(encoding="utf-8") != "mine"


def test_what_cannot_be_written_or_meant_is_said(kg: Kg, built: Path) -> None:
    """A folder that is not there, an ending that is no form, a name that fits several things: named, no traceback."""
    for args, said in (
        (("pledge", "chips", "-o", "nowhere/page.html"), "nowhere/page.html: No such file or directory"),
        (("pledge", "chips", "-o", "page.docx"), "page.docx"),
        (("pledge", "USA", "-o", "page.html"), "say which: "),
    ):
        ran = kg("view", *args, "--store", built)
        assert ran.code
        assert said in " ".join(ran.err.split())
        assert "Traceback" not in ran.err
        assert not Path(args[3]).exists()
