"""All mentions of one article: every recogniser run once, in the order in which they lean on each other."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.interpret.anchoring import anchor_periods
from pipelines.interpret.brands_zh import chinese_brands
from pipelines.interpret.entities import surname
from pipelines.interpret.firms import find_firms, named_again
from pipelines.interpret.firms_zh import chinese_names_again
from pipelines.interpret.home import of_our_land
from pipelines.interpret.reasons import reason_words
from pipelines.interpret.records import Hints, RejectedMention, Sentence
from pipelines.interpret.venues import find_venues
from pipelines.recognise.mentions import SHORT_NAME, Organisation, Period, Place, Quantity
from pipelines.recognise.organisations import recognise_organisations
from pipelines.recognise.periods import recognise_periods
from pipelines.recognise.places import recognise_places
from pipelines.recognise.quantities import recognise_figures
from pipelines.reference.gazetteer import Gazetteer, read_gazetteer
from pipelines.reference.places import find_place, latin_key
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.folding import fold
from pipelines.text.furniture import find_furniture
from pipelines.text.language import detect_language
from pipelines.text.publication import publication_date
from pipelines.text.sentences import split_sentences
from pipelines.text.spans import Span

_OPENED = re.compile(
    "(?:开园|启用|揭牌|开业|落成|小镇|产业园|工业园|园区|商贸城|皮革城|轻纺城|大市场)"
)  # a park of which the next sentence tells
_CAPITALS = re.compile(r" \(([A-Z]{2,6})\)")
_FIRST_WORD = re.compile(r"\s*([A-Z][a-z]{3,}(?:-[A-Z][a-z]+)?)\b(?!['’])")
_OPENING = frozenset(
    {"As", "But", "And", "When", "While", "For", "Mr", "Mr.", "Ms", "Ms.", "Mrs", "Mrs.", "Boss", "Madam"}
)
_AHEAD = 3  # sentences in which a firm may be introduced before its first figure
_PARK = re.compile(r"\b(?:Park|Zone|Estate|Complex)\b")  # told of before its figures: "the park has earned 44 million"
_CITY = re.compile(r"[城園园]")  # a title may name a trade city or a park; 临沂市场 is as well what Linyi trades
_SPEAKS = re.compile(r" (?:said|says|added|adds|told|noted|explained)\b")
_VENUE = re.compile(r"(?:[A-Z][\w&'-]+ ){1,6}(?:City|Town|Park|Zone|Market|Mall|Center|Centre|Base|Port)\Z")


@dataclass(frozen=True)
class Mentions:
    """What the recognisers found."""

    folded: str
    vocabulary: Vocabulary
    hints: Hints
    language: str
    published_on: date | None
    published_basis: str
    title: str | None
    sentences: tuple[Sentence, ...]
    furniture: tuple[Span, ...]
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    places: tuple[Place, ...]
    organisations: tuple[Organisation, ...]
    rejected: tuple[RejectedMention, ...]
    runs: tuple[Span, ...]


def recognise(
    text: str, published_on: date | None, hints: Hints, language: str | None, vocabulary: Vocabulary
) -> Mentions:
    """Run every recogniser over the text."""
    language = language or detect_language(text)
    basis = "given"
    if published_on is None:
        published_on, basis, _ = publication_date(text)
    furniture = find_furniture(text, vocabulary)
    sentences = split_sentences(text, furniture)
    periods = recognise_periods(text, published_on, language, vocabulary=vocabulary)
    folded = fold(text)
    periods = anchor_periods(folded, periods, sentences, published_on)
    figures = recognise_figures(text, language, periods=periods, vocabulary=vocabulary)
    periods = _outside_cells(periods, figures.quantities)
    organisations, places = _names(text, hints, language, figures.quantities, vocabulary)
    organisations = _with_venues(text, folded, sentences, figures.quantities, places, organisations, vocabulary)
    places = of_our_land(folded, _but_persons(places, organisations))
    title = next((s.span.of(text) for s in sentences if s.kind == "title"), hints.title)
    return Mentions(
        folded,
        vocabulary,
        hints,
        language,
        published_on,
        basis,
        title,
        sentences,
        furniture,
        figures.quantities,
        periods,
        places,
        organisations,
        tuple(RejectedMention(r.span, r.reason_code, reason_words(r.reason_code)) for r in figures.rejected),
        figures.runs,
    )


def _outside_cells(periods: Sequence[Period], quantities: Sequence[Quantity]) -> tuple[Period, ...]:
    """Drop what looked like a date and is a figure of a table: 2015.3."""
    cells = {at for q in quantities if q.rule == "<cell>" for at in range(q.start, q.end)}
    return (
        tuple(p for p in periods if not any(at in cells for at in range(p.start, p.end))) if cells else tuple(periods)
    )


def _names(
    text: str, hints: Hints, language: str, quantities: Sequence[Quantity], vocabulary: Vocabulary
) -> tuple[tuple[Organisation, ...], tuple[Place, ...]]:
    """Return organisations, and the places that lie in none of them nor in a figure: "US$" is no place."""
    names = recognise_organisations(text, language, vocabulary=vocabulary)
    known = [hint for hint in (hints.title, hints.publisher) if hint]
    places = recognise_places(text, language, hints=known, organisations=names, vocabulary=vocabulary)
    return names, _beside_figures(places, quantities)


def _beside_figures(places: Sequence[Place], quantities: Sequence[Quantity]) -> tuple[Place, ...]:
    """Return the places that begin in no amount of money, in no number nor directly before one."""
    taken = [
        (min(q.span.start, q.number.start - 1), q.span.end) if q.kind == "money" else (q.number.start - 1, q.number.end)
        for q in quantities
        if q.kind != "rank"
    ]
    out = []
    at = 0
    for place in places:
        start = place.span.start
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at == len(taken) or start < taken[at][0]:
            out.append(place)
    return tuple(out)


def _with_venues(
    text: str,
    folded: str,
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    places: Sequence[Place],
    names: Sequence[Organisation],
    vocabulary: Vocabulary,
) -> tuple[Organisation, ...]:
    """Add the venues and firms of sentences with a figure that overlap no name already found."""
    starts = [quantity.start for quantity in quantities]
    counted = [bisect_left(starts, s.span.start) < bisect_left(starts, s.span.end) for s in sentences]
    spans = [
        s.span
        for at, (s, here) in enumerate(zip(sentences, counted, strict=True))
        if (here and s.kind != "furniture")
        or (s.kind != "furniture" and any(counted[at + 1 : at + _AHEAD]) and _PARK.search(s.span.of(text)) is not None)
        or (s.kind == "title" and _CITY.search(s.span.of(text)) is not None)
        or (s.kind == "body" and any(counted[at + 1 : at + 2]) and _OPENED.search(s.span.of(folded)) is not None)
    ]
    told = [
        s.span
        for at, s in enumerate(sentences)
        if any(counted[at : at + _AHEAD]) and s.kind not in ("furniture", "title")
    ]
    known = [(place.start, place.end, place.level) for place in places]
    out = list(names)
    demonyms = [(place.start, place.end) for place in places if place.rule == "demonym"]
    bare = {(start, end) for start, end, _level in known}
    for venue in (
        *find_venues(text, folded, spans, known, demonyms),
        *find_firms(text, told, bare, vocabulary),
        *(() if folded.isascii() else chinese_brands(folded, text, told, vocabulary)),
    ):
        if venue.kind == "firm" and any(name.kind == "firm" and name.name.startswith(f"{venue.name} ") for name in out):
            continue  # by the first word of its name, which `_by_their_heads` knows
        met = [name for name in out if venue.span.overlaps(name.span)]
        if met and venue.kind == "project" and all(_names_its_venue(name, venue) for name in met):
            out = [name for name in out if name not in met]  # 中国服装协会童装示范园区
            met = []
        if not met:
            out.append(venue)
    out += _short_names(text, out)
    out += named_again(text, out)
    out += chinese_names_again(folded, text, out, vocabulary)
    out += _by_their_surnames(text, out, places)
    out += _by_their_heads(text, out, places, read_gazetteer(vocabulary))
    return tuple(sorted(out, key=lambda name: name.span))


def _names_its_venue(name: Organisation, venue: Organisation) -> bool:
    return name.kind == "association" and name.start == venue.start and name.end < venue.end


def _by_their_surnames(text: str, names: Sequence[Organisation], places: Sequence[Place]) -> list[Organisation]:
    """Return where a person goes by the surname alone: "Menon", once Ravi Menon is named."""
    found: list[Organisation] = []
    taken = [name.span for name in names] + [place.span for place in places]
    for person in {name.name: name for name in names if name.kind == "person" and " " in name.name}.values():
        short = surname(person.rule, person.name)
        if not short.isalpha() or not short.isascii() or len(short) < 2 or f" {short.lower()} " in text:
            continue
        for match in re.finditer(rf"(?<![\w’'-])(?<![A-Z]\. ){short}(?![\w-]| [A-Z])", text[person.end :]):
            span = Span(person.end + match.start(), person.end + match.end())
            before = text[max(0, span.start - 20) : span.start].split()
            led = before[-1] if before and text[span.start - 1] == " " else ""
            if led[:1].isupper() and led not in _OPENING:
                continue
            is_place = _SPEAKS.match(text, span.end) is not None and any(span == place.span for place in places)
            if is_place or not any(span.overlaps(other) for other in taken):
                found.append(Organisation(span, person.name, "person", SHORT_NAME))
    return found


def _but_persons(places: Sequence[Place], names: Sequence[Organisation]) -> tuple[Place, ...]:
    """Return the places but for those that are the surname of a person: "Vinh said", behind Ha Thi Vinh."""
    people = {name.span for name in names if name.kind == "person" and name.rule == SHORT_NAME}
    return tuple(place for place in places if place.span not in people) if people else tuple(places)


def _is_wide(word: str, gazetteer: Gazetteer) -> bool:
    """Say whether a word is the name of a country, a province or a city above counties."""
    places = map(find_place, gazetteer.codes(latin_key(word)))
    return any(place is not None and place.level in ("country", "province", "prefecture") for place in places)


def _by_their_heads(
    text: str, names: Sequence[Organisation], places: Sequence[Place], gazetteer: Gazetteer
) -> list[Organisation]:
    """Return where a firm goes by the first word of its name: "Haina" for Haina Textile Technology Co Ltd."""
    found: list[Organisation] = []
    taken = [name.span for name in names] + [place.span for place in places]
    for firm in {name.name: name for name in names if name.kind == "firm" and name.rule != SHORT_NAME}.values():
        inside = [place.end for place in places if firm.start <= place.start and place.end < firm.end]
        head = _FIRST_WORD.match(text, max(inside, default=firm.start))
        if head is not None and _is_wide(head[1], gazetteer):
            head = _FIRST_WORD.match(text, head.end())  # "Hunan Dongyi Electric"
        if head is None or head.end() >= firm.end or f" {head[1].lower()} " in text:
            continue  # a name of one word, or one that is a word of the language here
        for match in re.finditer(rf"(?<![\w’'-]){re.escape(head[1])}(?![\w-]| [A-Z])", text):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                found.append(Organisation(span, firm.name, "firm", SHORT_NAME))
                taken.append(span)
    return found


def _short_names(text: str, names: Sequence[Organisation]) -> list[Organisation]:
    """Return where venues and firms are named by their capitals, once these are told: "China Textile City (CTC)"."""
    found: list[Organisation] = []
    for told in _CAPITALS.finditer(text):
        said = text[: told.start()].rstrip('"”')
        of = next((name for name in names if name.end == len(said) and name.kind in ("firm", "project")), None)
        if of is None and (venue := _VENUE.search(said, max(0, len(said) - 80))) is not None:
            of = Organisation(Span(*venue.span()), venue.group(), "project", SHORT_NAME)
        if of is None:
            continue
        for match in re.finditer(rf"\b{told[1]}\b", text[told.end() :]):
            at = told.end() + match.start()
            if not any(name.start <= at < name.end for name in names):
                found.append(Organisation(Span(at, at + len(told[1])), of.name, of.kind, SHORT_NAME))
    return found
