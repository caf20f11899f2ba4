"""The report in a real headless Chromium, opened from disk."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from pipelines.report.pages import write_report
from tests.unit.small_warehouse import CLUSTER, DOCUMENT, small_warehouse, texts

pytestmark = pytest.mark.browser
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title="run"</script>'


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser") / "report"
    write_report(small_warehouse(title=HOSTILE, name=f"Testville {HOSTILE}"), texts, folder)
    return folder


def pages(report: Path) -> list[Path]:
    return sorted(report.rglob("*.html"))


def find(browser: Any, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def test_a_figure_of_the_cluster_leads_to_its_marked_words(browser: Any, report: Path) -> None:
    browser.get((report / "clusters" / f"{CLUSTER}.html").as_uri())
    browser.find_element("link text", "more than 1 billion pieces").click()
    assert browser.current_url.endswith(f"articles/{DOCUMENT}.html#o2")
    marked = find(browser, "[id=o2] + mark")
    assert marked.text == "more than 1 billion pieces"
    assert browser.execute_script("return getComputedStyle(arguments[0]).outlineStyle", marked) == "solid"


def test_search_finds_a_cluster_by_its_chinese_name_and_says_when_none_fits(browser: Any, report: Path) -> None:
    browser.get((report / "clusters.html").as_uri() + "?q=测试")
    assert len(browser.find_elements("css selector", "#clusters tbody tr")) == 1
    box = find(browser, "#q")
    box.send_keys(" nowhere")
    assert browser.find_elements("css selector", "#clusters tbody tr") == []
    assert find(browser, "#count").text.startswith("0 of 1")


def test_keys_step_from_figure_to_figure(browser: Any, report: Path) -> None:
    from selenium.webdriver import ActionChains

    browser.get((report / "articles" / f"{DOCUMENT}.html").as_uri())
    seen = []
    for key in "nnp":
        ActionChains(browser).send_keys(key).perform()
        seen.append(browser.switch_to.active_element.text)
    assert seen[0] == seen[2] == "2,000 mills"
    assert seen[1] != seen[0]


def test_no_script_of_an_article_runs_and_nothing_is_fetched(browser: Any, report: Path) -> None:
    browser.get_log("browser")
    for page in pages(report):
        browser.get(page.as_uri())
        assert browser.title not in ("1", "run")
        assert browser.execute_script("return document.querySelectorAll('main img').length") == 0
        fetched = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
        assert fetched == []
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_accessibility_scan_has_no_serious_finding(browser: Any, report: Path) -> None:
    axe = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed: make test installs it")
    source = (files(axe) / "axe.min.js").read_text(encoding="utf-8")
    for page in pages(report):
        browser.get(page.as_uri())
        browser.execute_script(source)
        found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
        serious = [
            (violation["id"], [node["html"][:120] for node in violation["nodes"][:3]])
            for violation in found["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
        assert serious == [], page.name


def test_the_page_fits_a_phone(browser: Any, report: Path) -> None:
    browser.set_window_size(500, 900)
    for page in pages(report):
        browser.get(page.as_uri())
        wide = browser.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, page.name
    browser.set_window_size(1000, 900)
