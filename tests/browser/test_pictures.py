"""The pictures of README: two shipped pages as a browser shows them; `pytest --accept` takes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.browser

TOP = Path(__file__).parents[2]
PICTURES = TOP / "docs" / "pictures"
MOST = 150 * 1024  # bytes of a picture
SIZE = {"width": 1040, "height": 720}


@pytest.mark.parametrize(("name", "page"), [("pledge", "pledge-japan-us-chips"), ("overview", "overview")])
def test_readme_shows_shipped_pages(chromium: str, request: pytest.FixtureRequest, name: str, page: str) -> None:
    """The picture is there, small, in the size it is taken in, and in README; bytes differ with the fonts."""
    with playwright.sync_playwright() as session:
        browser = session.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_context(offline=True, viewport=SIZE, color_scheme="light").new_page()
        tab.goto((TOP / "exports" / f"{page}.html").as_uri())
        tab.wait_for_selector("html[data-ready]")
        taken = tab.screenshot(animations="disabled")
        browser.close()
    file = PICTURES / f"{name}.png"
    if request.config.getoption("accept"):
        PICTURES.mkdir(exist_ok=True)
        file.write_bytes(taken)
    shown = file.read_bytes()
    assert max(len(taken), len(shown)) <= MOST
    assert shown[:24] == taken[:24]  # a PNG of the same width and height
    assert f"docs/pictures/{name}.png" in (TOP / "README.md").read_text(encoding="utf-8")
