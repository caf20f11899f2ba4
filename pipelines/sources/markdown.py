"""Markdown and front matter: the plain words of a file that a person wrote by hand."""

import re
from collections.abc import Mapping

from pipelines.sources.metadata import field_key
from pipelines.sources.records import Refusal

_FENCE = re.compile(r"\s*^---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M | re.S)
_TOML = re.compile(r"\s*^\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.M | re.S)
_PAIR = re.compile(r"([\w][\w .-]*?)\s*[:=]\s*(.*)")
_MARKUP = (
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),  # pictures
    (re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),  # links
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.M), r"\1"),  # headings
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.M), ""),  # quotations
    (re.compile(r"^[ \t]*[*+-][ \t]+(?=\S)", re.M), "- "),  # lists
    (re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.M), ""),  # rules
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.S), r"\2"),  # strong
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?![\w*])"), r"\1"),  # emphasis
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|~-])"), r"\1"),
)


def split_front_matter(text: str) -> tuple[Mapping[str, str], str]:
    r"""Return the fields between two `---` lines at the top, and the text below them.

    >>> split_front_matter("---\ntitle: Zhili\n---\nText.")
    ({'title': 'Zhili'}, 'Text.')
    """
    if text.lstrip()[:3] not in ("---", "+++"):
        return {}, text
    match = _FENCE.match(text) or _TOML.match(text)
    if match is None:
        return {}, text  # a rule above a text is no front matter
    fields: dict[str, str] = {}
    for line in match[1].splitlines():
        if not line.strip() or line.lstrip()[0] in "#-" or line[0].isspace():
            continue
        pair = _PAIR.fullmatch(line.strip())
        if pair is None:
            if not fields:
                return {}, text
            raise Refusal("bad_front_matter", detail=repr(line.strip()[:60]))
        fields[field_key(pair[1])] = pair[2].strip().strip("\"'")
    return fields, text[match.end() :].lstrip("\n")


def plain_text(text: str) -> str:
    r"""Take the marks of Markdown away and keep its words, a line for a line.

    >>> plain_text("# Zhili\n**7,500** [mills](https://a.example/2021)")
    'Zhili\n7,500 mills'
    """
    for pattern, words in _MARKUP:
        text = pattern.sub(words, text)
    return text
