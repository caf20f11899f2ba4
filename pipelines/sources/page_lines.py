"""What a page says besides its article: every line that a reader of the page sees and the extraction left out."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.sources.records import Limits

_UNSEEN = frozenset({"script", "style", "template", "head", "object", "canvas", "svg", "math", "iframe", "noframes"})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_TELLING = 12  # characters without spaces: a shorter piece stands in many a text by chance
_PARAGRAPH = 50  # characters of a line that is no heading
_BYLINE_LINES = 6
_EFFORT = 400_000_000  # characters searched; beyond that only whole lines are compared


def page_lines(tree: HtmlElement) -> list[list[str]]:
    """Return the lines of a page as the pieces of text between its tags, in the order of the page.

    >>> from lxml.html import fromstring
    >>> page_lines(fromstring("<body><ul><li>Home<li>News</ul><p>It has <b>7,500</b> mills.<script>x()</script>"))
    [['Home'], ['News'], ['It has', '7,500', 'mills.']]
    """
    lines: list[list[str]] = [[]]
    for words, breaks in _pieces(tree):
        if breaks and lines[-1]:
            lines.append([])
        if words := " ".join((words or "").split()):
            lines[-1].append(words)
    return [line for line in lines if line]


def _pieces(tree: HtmlElement) -> Iterator[tuple[str | None, bool]]:
    """Yield each piece of text, and whether a new line begins before it. No recursion: pages nest deeply."""
    waiting: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while waiting:
        element, left = waiting.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        if left:
            yield element.tail, name not in _INLINE
            continue
        if element is not tree:
            waiting.append((element, True))
        if name and name not in _UNSEEN:
            yield element.text, name not in _INLINE
            waiting.extend((child, False) for child in reversed(element))


def left_out(lines: list[list[str]], text: str, limits: Limits) -> str:
    r"""Return what of the lines does not stand in the text, a line each.

    Of a line that was kept in part, as a sentence with a button in it, only the other pieces are returned.

    >>> left_out([["Home", "News"], ["It has", "7,500", "mills."], ["3"]], "It has 7,500 mills.", Limits())
    'Home News\n3'
    """
    kept = {_squashed(part) for line in text.splitlines() for part in (line, line.removeprefix("- "), *line.split("|"))}
    whole = _squashed(text)
    missing = [line for line in lines if _squashed(" ".join(line)) not in kept]
    if len(missing) * len(whole) < _EFFORT:
        rests = (_rest(line, whole) for line in missing)
    else:
        rests = (" ".join(line) for line in missing)
    told: list[str] = []
    length = 0
    for rest in filter(None, rests):
        length += len(rest) + 1
        if length > limits.text_chars:
            told.append("[the rest is longer than a text may be]")
            break
        told.append(rest)
    return "\n".join(told)


def byline(lines: list[list[str]], text: str) -> str:
    r"""Return the lines that stand between an article's heading and its first paragraph and were left out.

    There a page prints its author and date; a date further up is today's, one further down another article's.

    >>> story = "The town of Zhili has 7,500 mills, which made 1.4 billion pieces last year."
    >>> byline([["Home"], ["Zhili grows"], ["8 August 2023"], [story]], f"Zhili grows\n{story}")
    '8 August 2023'
    """
    kept = {_squashed(line) for line in text.splitlines()}
    squashed = [_squashed("".join(line)) for line in lines]
    story = next((at for at, line in enumerate(squashed) if len(line) >= _PARAGRAPH and line in kept), 0)
    found: list[str] = []
    for at in range(story - 1, max(story - 1 - _BYLINE_LINES, -1), -1):
        if squashed[at] in kept:
            return "\n".join(reversed(found))
        found.append(" ".join(lines[at]))
    return ""


def _rest(line: list[str], text: str) -> str:
    """Return the pieces of a line that are not in the text; a short line must stand there as a whole line."""
    squashed = _squashed("".join(line))
    if len(squashed) >= _TELLING:
        if squashed in text:
            return ""
        found = [_squashed(piece) in text for piece in line]
        if any(there and len(_squashed(piece)) >= _TELLING for piece, there in zip(line, found, strict=True)):
            return " ".join(piece for piece, there in zip(line, found, strict=True) if not there)
    return " ".join(line)


def _squashed(words: str) -> str:
    return "".join(words.split())
