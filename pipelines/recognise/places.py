"""Places: the place names of a text, each with its readings, the evidence, and an answer where there is one.

Two passes: the names that settle themselves (a level word, a place above them named, a known cluster) settle the same
names elsewhere. Names inside a firm, a person or an event are no places, but say where the text is.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from pipelines.recognise.bare_towns import complete_rows, settle_bare
from pipelines.recognise.lower_names import lower_names
from pipelines.recognise.mentions import Organisation, Place, PlaceCandidate
from pipelines.recognise.place_context import Context
from pipelines.recognise.place_names import FoundName, find_names
from pipelines.recognise.place_parents import bind
from pipelines.recognise.place_scores import answer, candidates
from pipelines.recognise.place_senses import Senses, senses, without_level
from pipelines.recognise.products import recognise_products
from pipelines.recognise.told_places import told_places
from pipelines.reference.gazetteer import Gazetteer, read_gazetteer
from pipelines.reference.places import find_place, latin_key
from pipelines.reference.products import read_products
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.spans import Span

_HAN = re.compile(r"[\u3400-\u9fff]")
_UNKNOWN = {"County": "county", "District": "county"} | dict.fromkeys(
    ("Village", "Town", "Township", "Subdistrict", "Sub-district", "镇", "乡", "街道", "村"), "town"
)


def recognise_places(
    text: str,
    language: str | None = None,
    *,
    hints: Sequence[str] = (),
    organisations: Iterable[Organisation] = (),
    sentences_of_interest: Iterable[Span] | None = None,
    vocabulary: Vocabulary | None = None,
) -> tuple[Place, ...]:
    """Return the places named in a text, in order.

    `hints` are a title or a publisher; `organisations` hold names that are no places. A demonym ("Turkish") is returned
    with the rule "demonym" and no code: it is a sign of the country, not a mention of it.

    >>> [place.place_code for place in recognise_places("Qingshan Lake District, Nanchang, makes 产自织里镇")]
    ['cn-360111', 'cn-360100', 'cn-330502100']
    """
    vocabulary = vocabulary or default_vocabulary()
    gazetteer = read_gazetteer(vocabulary)
    organisations = tuple(organisations)
    masks = _Masks(organisation.span for organisation in organisations)
    persons = {word for each in organisations if each.kind == "person" for word in each.name.split()}
    named = find_names(text, gazetteer)
    if lower := list(lower_names(text, gazetteer)):
        named = sorted((*named, *lower), key=lambda name: name.start)
    names = bind(text, named, lambda name: senses(name, gazetteer)[1].places)
    context = Context(partial(_trades, text, vocabulary))
    for hint in hints:
        for name in find_names(hint, gazetteer):
            context.add(name, senses(name, gazetteer)[1], None)
    free = []
    for name in names:
        if name.barred:
            continue
        own, meant = senses(name, gazetteer)
        if name.key not in gazetteer.not_places:
            context.add(name, meant, name.start)
        if (
            name.form != "demonym"
            and not (persons and text[name.start : name.full_end] in persons)
            and not masks.cover(name.start, name.end)
        ):
            free.append((name, own, meant))
    first = _settle(free, context, gazetteer)
    many: dict[str, str] = {}
    if not text.isascii():
        best_each = [best for _, best, _ in first]
        many = settle_bare(text, free, best_each, context, lambda words: _begins_with_trade(words, vocabulary))
    wanted = None if sentences_of_interest is None else _Masks(sentences_of_interest)
    found = []
    for (name, own, meant), (readings, best, version) in zip(free, first, strict=True):
        if wanted is None or wanted.cover(name.start, name.end):
            if version != context.version and not name.level_word and _is_unsure(name, best, context):
                readings = candidates(own, meant, context, gazetteer)
                best = answer(readings)
            if best is None and name.key in many and not own.level_word:
                found.append(Place(Span(name.start, name.end), None, many[name.key], (), "<unknown name> told"))
            elif readings:
                found.append(_place(name, readings, best))
            elif name.form in ("pinyin", "unknown") and name.level_word in _UNKNOWN:
                level = _UNKNOWN[name.level_word]
                found.append(Place(Span(name.start, name.full_end), None, level, (), "<unknown name> <level>"))
    if not text.isascii():
        rows = list(complete_rows(text, found, free))
        found.extend(place for place in rows if wanted is None or wanted.cover(place.start, place.end))
    found.extend(_demonyms(names))
    if text.isascii() or not _HAN.search(text):
        taken = [*(each.span for each in organisations), *(place.span for place in found)]
        read = (name for (name, *_), (readings, *_) in zip(free, first, strict=True) if readings)
        taken += [Span(name.start, name.full_end) for name in read]
        told = told_places(text, taken, lambda words: _is_free(words, persons, gazetteer))
        found.extend(place for place in told if wanted is None or wanted.cover(place.start, place.end))
    return tuple(sorted(found, key=lambda place: (place.span.start, place.span.end)))


def _is_free(words: str, persons: Collection[str], gazetteer: Gazetteer) -> bool:
    """Say whether no word of a name is another kind of name: a person's, a people's, a word of the trade."""
    parts = words.replace("-", " ").split()
    if latin_key(words) in gazetteer.not_places:
        return False
    return not any(part in persons or part in gazetteer.demonyms for part in parts)


def _begins_with_trade(words: str, vocabulary: Vocabulary) -> bool:
    return any(cue.span.start == 0 for cue in recognise_products(words, vocabulary=vocabulary))


def _trades(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    products = read_products(vocabulary)
    return frozenset(products[cue.key].trade for cue in recognise_products(text, vocabulary=vocabulary))


def _settle(
    names: Sequence[tuple[FoundName, FoundName, Senses]], context: Context, gazetteer: Gazetteer
) -> list[tuple[list[PlaceCandidate], PlaceCandidate | None, int]]:
    """Return readings and answer of each name, and the version of the context in which they hold.

    Names beyond doubt are noted, for the bare mentions of the same places.
    """
    out = []
    for name, own, meant in names:
        readings, version = candidates(own, meant, context, gazetteer), context.version
        best = answer(readings)
        out.append((readings, best, version))
        if best is not None:
            context.imply(name, best.place_code)
            if name.level_word or " named " in "\n".join(best.evidence):
                context.settle(name, best.place_code, best.evidence[-1])
    return out


def _is_unsure(name: FoundName, best: PlaceCandidate | None, context: Context) -> bool:
    """Say whether what the rest of the text settled may change an answer."""
    if best is None:
        return True
    settled = context.strong.keys()
    return not settled.isdisjoint(name.codes) and any(code in settled for code in name.codes if code != best.place_code)


def _place(name: FoundName, readings: Sequence[PlaceCandidate], best: PlaceCandidate | None) -> Place:
    if name.doubtful_level and not any(each.startswith("level word") for each in readings[0].evidence):
        name = without_level(name)
    span, kept = Span(name.start, name.full_end), tuple(readings[:8])
    if best is None:
        return Place(span, None, readings[0].level, kept, "tie")
    rule = f"<{name.form} name>" + (" <level>" if name.level_word else "")
    return Place(span, best.place_code, best.level, kept, rule)


def _demonyms(names: Iterable[FoundName]) -> Iterator[Place]:
    for name in names:
        place = find_place(name.codes[0]) if name.form == "demonym" else None
        if place is not None:
            reading = PlaceCandidate(place.code, place.name, place.level, 0.0, ("demonym",))
            yield Place(Span(name.start, name.end), None, place.level, (reading,), "demonym")


class _Masks:
    """Spans to ask whether a stretch lies in one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends: list[int] = []
        reach = 0
        for span in ordered:
            reach = max(reach, span.end)
            self._ends.append(reach)

    def cover(self, start: int, end: int) -> bool:
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self._ends[index] >= end
