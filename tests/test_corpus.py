"""The one runner of `corpus/*.toml`: expressions with their exact reading, each read in four settings.

A file names its recogniser at the head: `recogniser = "quantities"`. Then come entries of three kinds:

    [[example]]            # must be read exactly so; the marks give the spans
    value = ">2000 enterprise"                  # or a list, one for each pair of marks
    texts = ["«more than 2,000 knitting enterprises»", "the town has «more than 2,000 firms»."]

    [[negative]]           # must yield nothing; `reason` is the code of the rejection, where there is one
    texts = ["the G15 motorway", "a 5G factory"]
    reason = "name"

    [[known_failure]]      # an example that is not read yet: strict, so that whoever mends it must move it up
    why = "a pronoun"
    value = "1 person"
    texts = ["..."]

Optional in an entry or at the head: `reference_date`, `language`, `country`, `decimal_comma`, and `alone = true` for
texts that mean something else inside a sentence (a heading, a list number). In a text, `␤` stands for a line break.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from pipelines.recognise.notation import notation
from pipelines.recognise.numbers import recognise_numbers
from pipelines.recognise.organisations import recognise_organisations
from pipelines.recognise.places import recognise_places
from pipelines.recognise.quantities import recognise_figures
from pipelines.text.cleaning import clean
from pipelines.text.furniture import find_furniture
from pipelines.text.publication import publication_date
from pipelines.text.sentences import split_sentences

Mentions = list[tuple[int, int, str]]
Read = Callable[[str, dict[str, Any]], Mentions]

CORPUS = Path(__file__).parent / "corpus"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SETTINGS = ("alone", "embedded", "after_astral", "full_width")


def read_numbers(text: str, entry: dict[str, Any]) -> Mentions:
    numbers = recognise_numbers(text, decimal_comma=entry.get("decimal_comma"))
    return [(n.span.start, n.span.end, str(n.value)) for n in numbers]


def read_quantities(text: str, entry: dict[str, Any]) -> Mentions:
    figures = recognise_figures(text, decimal_comma=entry.get("decimal_comma"))
    return [(q.start, q.end, notation(q)) for q in figures.quantities]


def read_periods(text: str, entry: dict[str, Any]) -> Mentions:
    module = import_module("pipelines.recognise.periods")
    periods = module.recognise_periods(
        text, entry.get("reference_date"), entry.get("language"), country=entry.get("country")
    )
    return [(p.start, p.end, _period(p)) for p in periods]


def _period(period: Any) -> str:
    stretch = period.time_period or f"{period.start_date or ''}..{period.end_date or ''}"
    basis = "" if period.basis == "stated" else period.basis
    flags = ("comparison" if period.comparison else "", "ambiguous" if period.ambiguous else "")
    return " ".join(word for word in (stretch, period.kind, basis, *flags) if word)


def read_places(text: str, entry: dict[str, Any]) -> Mentions:
    places = recognise_places(text, organisations=recognise_organisations(text))
    return [(p.start, p.end, p.place_code) for p in places if p.place_code is not None]


def read_organisations(text: str, entry: dict[str, Any]) -> Mentions:
    return [(o.start, o.end, o.kind) for o in recognise_organisations(text)]


def read_sentences(text: str, entry: dict[str, Any]) -> Mentions:
    return [(s.span.start, s.span.end, s.kind) for s in split_sentences(text)]


def read_furniture(text: str, entry: dict[str, Any]) -> Mentions:
    return [(span.start, span.end, "furniture") for span in find_furniture(text)]


def read_publication_date(text: str, entry: dict[str, Any]) -> Mentions:
    value, basis, span = publication_date(text)
    return [] if span is None else [(span.start, span.end, f"{value} {basis}")]


def read_edits(text: str, entry: dict[str, Any]) -> Mentions:
    return [(edit.start, edit.end, f"{edit.defect}: {edit.replacement}") for edit in clean(text).edits]


RECOGNISERS: dict[str, Read] = {
    "numerals": read_numbers,
    "quantities": read_quantities,
    "periods": read_periods,
    "sentences": read_sentences,
    "furniture": read_furniture,
    "publication_dates": read_publication_date,
    "cleaning": read_edits,
    "places": read_places,
    "organisations": read_organisations,
}


def entries(kind: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield each text of the corpus: its file, its entry (with what the head of the file says), the marked text."""
    for path in sorted(CORPUS.glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        head = {key: value for key, value in file.items() if not isinstance(value, list)}
        for entry in file.get(kind, []):
            for text in entry["texts"]:
                yield path.stem, {**head, **entry}, text.replace("␤", "\n")


def cases(kind: str) -> list[Any]:
    return [pytest.param(entry, text, id=f"{file}-{text}") for file, entry, text in entries(kind)]


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the marks « » out of a text and return the spans between them."""
    spans: list[tuple[int, int]] = []
    plain = ""
    for piece in re.split("([«»])", marked):
        if piece == "«":
            spans.append((len(plain), -1))
        elif piece == "»":
            spans[-1] = (spans[-1][0], len(plain))
        else:
            plain += piece
    assert all(end >= start for start, end in spans), f"marks do not pair: {marked}"
    return plain, spans


def in_setting(text: str, setting: str) -> tuple[str, int]:
    """Return the text as it stands in a setting, and by how much its spans are moved."""
    if setting == "embedded":
        chinese = re.search("[一-鿿]", text) is not None
        lead, tail = ("据介绍，", "，记者了解到。") if chinese else ("As people there say, ", " , they told us.")
        return lead + text + tail, len(lead)
    if setting == "after_astral":
        return "𝒜🧶 " + text, 3
    if setting == "full_width":
        return text.translate(FULL_WIDTH), 0
    return text, 0


def expected(entry: dict[str, Any], marked: str) -> tuple[str, Mentions]:
    text, spans = unmark(marked)
    values = entry["value"] if isinstance(entry["value"], list) else [entry["value"]] * len(spans)
    assert spans, f"no marks in {marked}"
    assert len(values) == len(spans), f"{len(values)} values for {len(spans)} marks: {marked}"
    return text, [(start, end, value) for (start, end), value in zip(spans, values, strict=True)]


def settings_of(entry: dict[str, Any]) -> tuple[str, ...]:
    return SETTINGS[:1] if entry.get("alone") else SETTINGS


def check(entry: dict[str, Any], marked: str, setting: str) -> None:
    text, mentions = expected(entry, marked)
    written, moved = in_setting(text, setting)
    found = RECOGNISERS[entry["recogniser"]](written, entry)
    shown = [(written[start:end], value) for start, end, value in found]
    wanted = [(written[start + moved : end + moved], value) for start, end, value in mentions]
    assert shown == wanted, setting
    spans = [(start - moved, end - moved) for start, end, _ in found]
    assert spans == [(start, end) for start, end, _ in mentions], setting


@pytest.mark.parametrize(("entry", "marked"), cases("example"))
def test_reads_exactly(entry: dict[str, Any], marked: str) -> None:
    for setting in settings_of(entry):
        check(entry, marked, setting)


@pytest.mark.parametrize(("entry", "text"), cases("negative"))
def test_reads_nothing(entry: dict[str, Any], text: str) -> None:
    for setting in settings_of(entry):
        written, _ = in_setting(text, setting)
        assert RECOGNISERS[entry["recogniser"]](written, entry) == [], setting
        if "reason" in entry:
            assert entry["reason"] in {r.reason_code for r in recognise_figures(written).rejected}, setting


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize(("entry", "marked"), cases("known_failure"))
def test_known_failure(entry: dict[str, Any], marked: str) -> None:
    check(entry, marked, "alone")
