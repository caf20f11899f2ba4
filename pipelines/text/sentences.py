"""Sentences: where they begin and end, and which lines are title, heading, table row or page furniture.

Every rule looks at a few characters on each side of a mark, so the cost is linear in the text.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.reference.vocabulary import default_vocabulary
from pipelines.text.furniture import find_furniture
from pipelines.text.records import record
from pipelines.text.spans import Span


@record()
class Sentence:
    """A sentence, heading or table row; `paragraph` counts from 0 in the document."""

    span: Span
    paragraph: int
    kind: str  # title, heading, body, caption, table_row, furniture


# An end is worth a look only here: a closing mark, its closing quotes, and then a space, a quote, or a glued capital.
# One class of marks stands first: `re` leaps from one to the next.
_MARK = re.compile(
    r"[.!?;。！？；](?:(?<=[.!?])[.!?]*[\"'”’)\]]*(?=\s|[A-Z\"“‘(\[一-鿿]|$)|(?<=[。！？；])[。！？；]*[”’」』）)\"]*|(?<=;)(?=\s))"
)
_LINE = re.compile(r"[^\n\r\u2028\u2029\v\f]+")
_WORD_BEFORE = re.compile(r"[\w&.'’-]*\Z")

_ABBREVIATIONS = default_vocabulary().table("abbreviations")
_NEVER = frozenset(_ABBREVIATIONS["never"])
_DOUBTFUL = frozenset(_ABBREVIATIONS["doubtful"])
_SELDOM = frozenset(_ABBREVIATIONS["seldom"])
_ABBREVIATED = _NEVER | _SELDOM
_WORD_CHAR = re.compile(r"\w")
_LONGEST_WORD = 24  # characters before a mark that are looked at
_SINGLE_LETTER = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]\Z")
_OPENER = re.compile(
    r"(?:The|This|That|These|Those|It|Its|In|On|At|By|From|For|With|He|She|They|We|I|You|His|Her|Their|Our|A|An|As|After|"
    r"Although|And|But|However|According|Also|Among|Another|Because|Before|Besides|Both|During|Each|Even|If|Last|Many|"
    r"Meanwhile|Moreover|Most|Now|Of|Once|One|Only|Other|Since|So|Some|Such|There|Then|Though|Thus|To|Today|Under|Until|"
    r"When|Where|While|Who|What|Why|How|Yet|Founded|Established|Exports?|Imports?|Production|Output|Sales)\b"
)
_CAPTION = re.compile(
    r"(?:\(?(?:photo|picture|image|pic)s?\b|(?:fig(?:ure)?|table|chart)\.? ?\d+\b|caption[:：]|"
    r"[（(]?[图圖表照]片?[一二三四五六七八九十\d]*[:：、 ]|"
    r"图为|圖為|file photo)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[（(\[](?:photos?|pictures?|image|图|圖|(?-i:Xinhua|AP|AFP|Reuters|PTI|UNB|BSS|VNA)\s?/)[^()]{0,60}[)）\]]\Z",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"[.!?\"”] (?:FILE )?PHOTOS?\b[^.]{0,40}\Z|[.!?\"”] (?:File p|P)hotos?(?::| by ) ?[^.]{2,50}\.?\Z"
)
_BRACKETS = frozenset("（([")
_AMOUNT = re.compile(
    r"\d\s?(?:percent|per cent|%|％|million|billion|trillion|yuan|crore|lakh|万|亿|元)|[$€£¥₹]\s?\d|\d,\d{3}\b",
    re.IGNORECASE,
)
_NUMBERS_ROW = re.compile(r"(?:\S{1,30} ){1,4}(?:[-+±]?[\d,.]+[%‰]?[ \t]+)+[-+±]?[\d,.]+[%‰]?")  # a name, then figures
_CELL = re.compile(r"\t| {3,}|\s?[|｜]\s?")
_HEADING_END = re.compile(r"[.!?。！？；;,，、:：]\W*\Z")
_HAN = re.compile(r"[一-鿿]")
_HEADING_LIMIT, _HEADING_LIMIT_ZH = 110, 45  # characters: longer lines are text, whatever their end


def split_sentences(text: str, furniture: Sequence[Span] | None = None) -> tuple[Sentence, ...]:
    """Split `text` into sentences, headings, captions, table rows and furniture, in order and without overlap.

    `furniture` is known already, else it is looked for here.

    >>> text = "Up 5% year-on-year.The export fell."
    >>> [sentence.span.of(text) for sentence in split_sentences(text)]
    ['Up 5% year-on-year.', 'The export fell.']
    """
    if furniture is None:
        furniture = find_furniture(text)
    out: list[Sentence] = []
    paragraph = -1
    previous_end = 0
    titled = False
    lines = list(_joined_lines(text))
    next_furniture = 0
    for start, end in lines:
        if paragraph < 0 or _is_paragraph_break(text, previous_end, start):
            paragraph += 1
        previous_end = end
        while next_furniture < len(furniture) and furniture[next_furniture].end <= start:
            next_furniture += 1
        if (
            next_furniture < len(furniture)
            and furniture[next_furniture].start <= start
            and furniture[next_furniture].end >= end
        ):
            out.append(Sentence(Span(start, end), paragraph, "furniture"))
            continue
        kind = _line_kind(text, start, end)
        if not titled and (kind == "heading" or _is_exclaimed_title(text, start, end)):
            kind = "title"
        titled = titled or kind in ("title", "body")
        if kind == "body":
            for begin, stop in _split_line(text, start, end):
                out.append(Sentence(Span(begin, stop), paragraph, _piece_kind(text, begin, stop)))
        else:
            out.append(Sentence(Span(start, end), paragraph, kind))
    return tuple(out)


def _is_exclaimed_title(text: str, start: int, end: int) -> bool:
    """Say whether the first line is a title that ends in "!" or "?" and stands alone."""
    if end - start > _HEADING_LIMIT or text[end - 1] not in "!?！？":
        return False
    return text[end : end + 8].lstrip(" \t\r").startswith("\n") and _MARK.search(text, start, end - 1) is None


def _is_paragraph_break(text: str, end: int, start: int) -> bool:
    return end == 0 or text.find("\n", end, start) >= 0


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield lines without their white space; a line that breaks off in mid-sentence takes the next one with it."""
    lines = [span for match in _LINE.finditer(text) if (span := _stripped(text, *match.span()))[0] < span[1]]
    wrapped = _wrapped(text, lines)
    held: tuple[int, int] | None = None
    for number, (start, end) in enumerate(lines):
        if held is not None:
            if number in wrapped or _continues(text, held, start):
                held = (held[0], end)
                continue
            yield held
        held = (start, end)
    if held is not None:
        yield held


def _continues(text: str, held: tuple[int, int], start: int) -> bool:
    """Say whether the line at `start` goes on with the sentence of `held`: it opens in lower case."""
    if not text[start].islower() or held[1] - held[0] < 40 or text.count("\n", held[1], start) > 1:
        return False
    return text[held[1] - 1].isalnum() or text[held[1] - 1] in ",-"


def _wrapped(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """Return the lines that go on with the one before in blocks wrapped at a column.

    Such a block has three lines or more, all but the last of nearly one length, and most break off without a full stop.
    """
    out: set[int] = set()
    first = 0
    for number in range(1, len(lines) + 1):
        if number < len(lines) and text.count("\n", lines[number - 1][1], lines[number][0]) == 1:
            continue
        block = lines[first : number - 1]  # without its last line
        if len(block) > 1:
            lengths = [end - start for start, end in block]
            broken = sum(text[end - 1] not in ".!?:。！？：" for _, end in block)
            if 40 <= max(lengths) <= 130 and min(lengths) * 4 >= max(lengths) * 3 and broken * 2 > len(block):
                out.update(range(first + 1, number))
        first = number
    return out


def _line_kind(text: str, start: int, end: int) -> str:
    line = text[start : min(end, start + 400)]
    if end - start > 200:
        return "table_row" if line.count("\t") > 1 or line.count("|") > 1 or "     " in line else "body"
    if _CAPTION.match(line) or _CREDITED.search(line):
        return "caption"
    if line[-1] in ")）]" and (credit := _CREDIT.search(line)) is not None:
        return (
            "body" if _AMOUNT.search(line, 0, credit.start()) else "caption"
        )  # figures: the credit is no more than that
    cells = _CELL.findall(line)
    if len(cells) >= 2 or (cells and "\t" in line) or (line[-1] in "0123456789%‰" and _NUMBERS_ROW.fullmatch(line)):
        return "table_row"
    if end - start <= _HEADING_LIMIT and not _HEADING_END.search(line[-4:]):
        chinese = len(_HAN.findall(line)) * 2 > len(line)
        return "body" if chinese and end - start > _HEADING_LIMIT_ZH else "heading"
    return "body"


def _piece_kind(text: str, start: int, end: int) -> str:
    """Return "caption" for a credit that stands alone behind its sentence, else "body"."""
    return "caption" if text[start] in _BRACKETS and _CREDIT.match(text, start, end) else "body"


def _split_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out = []
    begin = start
    for mark in _MARK.finditer(text, start, end):
        stop, at = mark.span()
        if at < end and _ends_sentence(text, begin, stop, at, end):
            out.append((begin, at))
            begin = at
            while begin < end and text[begin].isspace():
                begin += 1
    if begin < end:
        out.append((begin, end))
    return out


def _ends_sentence(text: str, begin: int, stop: int, at: int, end: int) -> bool:
    """Say whether the mark `text[stop:at]` ends the sentence that began at `begin`."""
    closer = text[stop]
    if closer in "。！？；":
        return True
    if closer == ";":
        return False  # clauses of one sentence share their subject and period
    before = text[max(begin, stop - _LONGEST_WORD) : stop]
    word = before[before.rfind(" ") + 1 :]
    plain = word.isalpha() and len(word) > 1 and word.lower() not in _ABBREVIATED
    if plain and closer == "." and at + 1 < end and text[at] == " " and text[at + 1].isupper():
        return True  # as most marks do
    after = at
    while after < end and text[after].isspace():
        after += 1
    if after >= end:
        return False
    following = text[after]
    if following.islower() or following in ",;:，；：)":
        return False
    if not following.isalnum() and not _WORD_CHAR.search(text, after, min(end, after + 40)):
        return False
    if closer in "!?":
        return True
    if plain and after > at:
        return True
    found = _WORD_BEFORE.search(before)
    word = found.group() if found else ""
    if after == at:  # glued: "year-on-year.The export", but not "U.S", "Co.Ltd", "www.Made"
        return _is_glued_end(text, word, at)
    return _ends_after(word.lower().lstrip(".'’-"), stop - begin, _OPENER.match(text, after, end) is not None)


def _ends_after(word: str, length: int, opens: bool) -> bool:
    """Say whether a full stop after `word` ends a sentence; `opens`: a typical opener of a sentence follows."""
    if not word:
        return length > 1
    if word in _NEVER:
        return opens and word in _DOUBTFUL
    if word.isdigit():
        return length > len(word)  # "1." at the head is the number of a list
    if word in _SELDOM or ("." in word and _SINGLE_LETTER.match(word)) or (len(word) == 1 and word.isalpha()):
        return opens  # "Co.", "U.S.", an initial
    return True


def _is_glued_end(text: str, word: str, at: int) -> bool:
    following = text[at]
    if "一" <= following <= "鿿":
        return False
    if following in '"“‘([':
        return len(word) > 2 and word.lower() not in _NEVER
    tail = word.rpartition(".")[2]
    opens_a_word = text[at + 1 : at + 2].islower() or text[at + 1 : at + 2] == " "
    if not tail:
        return opens_a_word and text[at - 2 : at - 1] in tuple(")%”\"’'")
    closes_a_word = len(tail) > 1 and (tail[-1].islower() or tail[-1].isdigit())
    return opens_a_word and closes_a_word and tail.lower() not in _NEVER and tail.lower() not in ("co", "www")
