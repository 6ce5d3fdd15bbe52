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
