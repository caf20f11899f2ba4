"""Web pages: the article's own words without menus and notices, and what the page says of itself.

Only metadata that a page states outright is taken. A date guessed from anywhere in the page is too often that of
another article beside it; the text's own byline, read later, is better evidence.
"""

import json
import re
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, fromstring

from pipelines.sources.decoding import checked, decode
from pipelines.sources.metadata import Origin, described, host_of, one_line, origin_of_byline, read_date
from pipelines.sources.page_lines import byline, left_out, page_lines
from pipelines.sources.records import Limits, Refusal, SourceArticle

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
_DATES = (
    "article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dc.date", "dcterms.created",
    "citation_publication_date", "parsely-pub-date", "sailthru.date", "publishdate", "pubdate", "publish_date",
    "publication_date", "date",
)  # fmt: skip
_SITES = ("og:site_name", "application-name", "dc.publisher", "citation_publisher")
_ARTICLE_TYPES = frozenset({"Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "WebPage"})
_NAME_OF_SITE = re.compile(r"\s+[|–—_]\s+[^|–—_]{2,60}$")
_SAVED = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
_SHORT = 80  # an extraction below this length is compared with the whole body


def read_page(
    data: bytes, path: str, limits: Limits, *, charset: str | None = None, url: str | None = None
) -> SourceArticle:
    """Read the one article of a page; `charset` is what the server said of it."""
    declared = charset or _declared(data)
    source, codec = decode(data, _for_source(limits), declared=declared)
    origin = Origin("page_metadata", source_url=url)
    text, lines = source, []
    if "<" in source:
        tree = _parsed(_PROLOGUE.sub("", source))
        origin = _origin(
            tree, url or _saved_from(source)
        )  # these two before the extraction, which takes the tree apart
        lines = page_lines(tree)
        text = _main_text(tree, source)
    text, codec = checked(text, codec, limits)
    if not text.strip():
        raise Refusal("no_text")
    article = SourceArticle(path, text, codec, "html", len(data), left_out=left_out(lines, text, limits))
    printed = byline(lines, text)
    return described(article, origin, origin_of_byline(f"{printed}\n{text}") if printed else origin)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:8192])
    return match[1].decode("ascii") if match else None


def _for_source(limits: Limits) -> Limits:
    """Return limits for a page's source, which may be long in one line; its text is measured later."""
    return Limits(text_chars=limits.file_bytes, line_chars=limits.file_bytes)


def _parsed(source: str) -> HtmlElement:
    parser = HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("damaged", detail=str(error)[:120]) from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Refusal("too_deep", limit="a few hundred")
    return tree


def _saved_from(source: str) -> str | None:
    """Return the address that a browser wrote into a page when it saved it."""
    found = _SAVED.search(source[:4096])
    return found[1] if found else None


def _main_text(tree: HtmlElement, source: str) -> str:
    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True)
    text = found.text or "" if found is not None else ""
    if len(text) < _SHORT:
        _, plain, length = trafilatura.baseline(source)
        if length > len(text):
            text = plain
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _origin(tree: HtmlElement, url: str | None) -> Origin:
    stated = dict(_stated(tree))
    linked = dict(_linked_data(tree))
    heading = tree.find(".//title")
    name = one_line(heading.text_content()) if heading is not None else None
    canonical = tree.find('.//link[@rel="canonical"]')
    address = url or (canonical.get("href") if canonical is not None else None) or stated.get("og:url")
    if host_of(address) is None:
        address = None
    printed = (linked.get("datePublished"), *(stated.get(key) for key in _DATES), *_times(tree))
    return Origin(
        "page_metadata",
        title=one_line(_first(linked.get("headline"), *map(stated.get, _TITLES)))
        or (_NAME_OF_SITE.sub("", name) if name else None),
        source_url=address,
        publisher=one_line(_first(*map(stated.get, _SITES), linked.get("publisher"))),
        published_on=next((day for date in printed if date and (day := read_date(date))), None),
        language=(tree.get("lang") or "")[:2].lower() or None,
    )


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value and value.strip()), None)


def _stated(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the page's meta tags, the first of a name last so that it wins in a dictionary."""
    for tag in reversed(tree.findall(".//meta")):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if name and tag.get("content"):
            yield name.lower(), tag.get("content")


def _times(tree: HtmlElement) -> Iterator[str]:
    for element in tree.xpath('//*[@itemprop="datePublished"] | //time[@pubdate]'):
        yield element.get("datetime") or element.get("content") or element.text_content()


def _linked_data(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield what JSON-LD says of the article itself."""
    for script in tree.findall('.//script[@type="application/ld+json"]')[:20]:
        try:
            waiting = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += item[:50]
            elif isinstance(item, dict):
                waiting += [item["@graph"]] if isinstance(item.get("@graph"), list) else []
                kinds = item.get("@type")
                if _ARTICLE_TYPES & set(
                    kinds if isinstance(kinds, list) else [kinds] if isinstance(kinds, str) else []
                ):
                    publisher = item.get("publisher")
                    named = {**item, "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher}
                    yield from (
                        (k, named[k])
                        for k in ("headline", "datePublished", "publisher")
                        if isinstance(named.get(k), str)
                    )
