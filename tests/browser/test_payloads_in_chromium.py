"""The report of a folder full of payloads, in a real headless Chromium: none runs, nothing is fetched."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Project
from tests.faults.payloads import RUN, write_folder

pytestmark = pytest.mark.browser
LOOK = """
const all = [...document.querySelectorAll('*')];
const named = /^(srcdoc|formaction)$|^on/i, linking = /^(href|src|action|data|xlink:href)$/i;
const running = /^\\s*(javascript|data|vbscript|file:\\/\\/\\/etc)/i;
const bad = all.filter(e => [...e.attributes].some(
    a => named.test(a.name) || linking.test(a.name) && running.test(a.value)));
return {ran: window.ran || null, title: document.title, bad: bad.map(e => e.outerHTML.slice(0, 120)),
    strange: all.filter(e => /^(iframe|object|embed|base|math|img)$/i.test(e.tagName)).length,
    fetched: performance.getEntriesByType('resource').map(e => e.name)};
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    write_folder(root / "raw")
    project = Project(root / "raw", root / "warehouse")
    assert project.build().success
    return root / "warehouse" / "report"


def test_the_browser_would_run_them(browser: Any, tmp_path: Path) -> None:
    """So that the next test is not green because scripts are off."""
    page = tmp_path / "unsafe.html"
    page.write_text(f"<img src=x onerror={RUN}>", encoding="utf-8")
    browser.get(page.as_uri())
    browser.set_script_timeout(20)
    waited = "const done = arguments[0]; setInterval(() => window.ran && done(window.ran), 20)"
    assert browser.execute_async_script(waited) == 1
    browser.get_log("browser")


def test_no_payload_runs_on_any_page_or_chart(browser: Any, report: Path) -> None:
    browser.get_log("browser")
    files = sorted([*report.rglob("*.html"), *report.rglob("*.svg")])
    assert len(files) > 60
    for file in files:
        browser.get(file.as_uri())
        seen = browser.execute_script(LOOK)
        assert seen["ran"] is None, file
        assert seen["bad"] == [], file
        assert seen["strange"] == 0, file
        assert seen["fetched"] == [], file
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_opened_details_and_pressed_keys_run_nothing_either(browser: Any, report: Path) -> None:
    from selenium.webdriver import ActionChains

    for file in sorted((report / "articles").glob("*.html"))[:10]:
        browser.get(file.as_uri())
        browser.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
        for element in browser.find_elements("css selector", "mark[tabindex], summary, h1")[:5]:
            ActionChains(browser).move_to_element(element).perform()
        ActionChains(browser).send_keys("nnpp").perform()
        assert browser.execute_script(LOOK)["ran"] is None
