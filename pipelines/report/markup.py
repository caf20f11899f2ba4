"""Markup: the rows, figures, conflicts and marks of which a page has hundreds, as HTML.

A template takes several times as long for them; what a page has once stays there. Whatever a row brings is escaped.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from pipelines.report import words
from pipelines.report.marking import Segment
from pipelines.report.read import Row
from pipelines.report.sayings import bounds, say, share, when
from pipelines.report.shown import LINKS

_TO_ESCAPE = re.compile("[&<>\"']")
_STEPPED_TO = ("used", "channel", "rejected")  # kinds of marks that the keyboard reaches
_PLAUSIBLE = {"within": "within the usual band", "below": "below the usual band", "above": "above the usual band"}


def _escaped(value: object) -> str:
    text = str(value)
    return escape(text) if _TO_ESCAPE.search(text) else text  # to look is quicker, and seldom is there anything


@lru_cache(maxsize=4096)
def _label(word: str) -> str:
    return _escaped(words.label(word))


class Scribe:
    """Writes what stands on pages at one depth of the report."""

    def __init__(self, root: str, articles: Mapping[str, str]) -> None:
        """Link from pages whose way up is `root`.

        `articles` names, for each statement that can be linked to, the article whose page shows it.
        """
        self._pages = f"{root}articles/"
        self._articles = articles
        self._sides: Mapping[str, str] = {}

    # ---- figures

    def figure(self, row: Row, ids: Sequence[str]) -> Markup:
        """Write a figure as a link to its sentence, with the number of further statements behind it."""
        return Markup(self._figure(row, ids))

    def agreement(self, row: Row) -> Markup:
        """Write how far the sources of a figure agree."""
        return Markup(_agreement(row))

    def _figure(self, row: Row, ids: Sequence[str]) -> str:
        chosen = row.get("chosen_observation_id") or (ids[0] if ids else None)
        link = self._link(chosen) if chosen else None
        said = _escaped(say(row))
        figure = f'<a class="figure" href="{link}">{said}</a>' if link else f'<span class="figure">{said}</span>'
        if len(ids) > 1:
            others = self._links(one for one in ids[:LINKS] if one != chosen)
            shown = "".join(
                f'<a href="{other}" title="another statement">{number}</a> ' for number, other in enumerate(others, 2)
            )
            figure += f' <span class="more">{shown}</span>'
        return figure

    def _link(self, identity: str) -> str | None:
        """Return the link to the words behind a figure, or None where its article has no page."""
        document = self._articles.get(identity)
        return None if document is None else _escaped(f"{self._pages}{document}.html#{identity}")

    def _links(self, ids: Iterable[str]) -> Iterator[str]:
        return (link for one in ids if (link := self._link(one)))

    # ---- tables: all of their rows at once, since a template takes its time for each call

    def outputs(self, rows: Iterable[Row]) -> Markup:
        """Write the rows of what a cluster makes, sells, exports or employs."""
        return _together(self._output, rows)

    def positions(self, rows: Iterable[Row]) -> Markup:
        """Write the rows of ranks and market shares."""
        return _together(self._position, rows)

    def channels(self, rows: Iterable[Row]) -> Markup:
        """Write the rows of trade channels."""
        return _together(self._channel, rows)

    def profile(self, rows: Iterable[Row]) -> Markup:
        """Write the rows of a cluster's profile."""
        return _together(self._measure, rows)

    def statements(self, rows: Iterable[Row]) -> Markup:
        """Write the rows of what articles state."""
        return _together(self._statement, rows)

    def _output(self, row: Row) -> str:
        scope = "" if row["scope"] == "all" else f' <span class="quiet">{_label(row["scope"])}</span>'
        stated, computed, dollars = row["growth_pct"], row["growth_computed_pct"], row["value_usd"]
        growth = "" if stated is None else f"{float(stated):+.4g} % stated"
        growth += "" if computed is None else f" {computed:+.3g} % computed"
        converted = ""
        if dollars is not None and row["unit"] != "USD":
            rate = f'<span class="quiet">at {row["fx_rate"]:.4g}, {row["fx_year"]}</span>'
            converted = f"{words.rounded(dollars)} {rate}"
        return _row(
            f"{_label(row['indicator'])}{scope}",
            _label(row["product"]),
            self._figure(row, row["observation_ids"]),
            _escaped(bounds(row)),
            growth,
            converted,
            _escaped(when(row)),
            _agreement(row),
        )

    def _position(self, row: Row) -> str:
        basis = "" if row["share_basis"] in ("unknown", None) else f", by {_escaped(row['share_basis'])}"
        return _row(
            _label(row["product"]),
            self._figure(row, row["observation_ids"]),
            f"{_whole(row)}{basis}",
            _escaped(when(row)),
            _agreement(row),
        )

    def _channel(self, row: Row) -> str:
        links = self._links((row["statement_ids"] + row["observation_ids"])[:LINKS])
        return _row(
            f'{_label(row["channel"])} <span class="quiet">{_escaped(row["channel_group"])}</span>',
            _escaped(share(row)),
            _escaped(row["trend"] or ""),
            f"{_label(row['share_basis'])}, {_whole(row)}",
            f"{_escaped(row['method'])}: {_escaped(', '.join(row['signals']))}",
            _escaped(when(row)),
            "".join(f'<a href="{link}">{number}</a> ' for number, link in enumerate(links, 1)),
        )

    def _measure(self, row: Row) -> str:
        judged = row["plausibility"]
        chip = "agree" if judged == "within" else "conflict"
        return _row(
            _label(row["measure"]),
            self._figure(row, row["observation_ids"]),
            _escaped(when(row)),
            f'<span class="chip {chip}">{_PLAUSIBLE[judged]}</span>' if judged else "",
        )

    def _statement(self, row: Row) -> str:
        grown = f" of {_label(row['growth_of'])}" if row["growth_of"] else ""
        product = f' <span class="quiet">{_label(row["product"])}</span>' if row["product"] else ""
        return _row(
            f"{_label(row['indicator'])}{grown}{product}",
            self._figure(row, [row["observation_id"]]),
            _escaped(row["statement_kind"]),
            _escaped(when(row)),
            _escaped(row["quote"]),
            f"{_escaped(row['title'] or 'untitled')}{_dated(row)}",
        )

    # ---- conflicts

    def know(self, evidence: Iterable[Row]) -> None:
        """Have the words at hand that the next conflicts are made of, and no others."""
        self._sides = {said["evidence_id"]: self._side(said) for said in evidence}

    def conflict(self, row: Row) -> Markup:
        """Write a conflict with both of its sides."""
        product = f" of {_label(row['product'])}" if row["product"] and row["product"] != "all" else ""
        sides = "".join(self._sides[one] for one in row["observation_ids"] if one in self._sides)
        cause, settled = _label(row["likely_cause"]), row["settled_by"]
        return Markup(
            f'<article class="clash" id="{_escaped(row["conflict_id"])}">\n'
            f"  <h3>{_escaped(row['subject'] or 'Unknown subject')}: {_label(row['indicator'])}{product}</h3>\n"
            f'  <p><span class="chip conflict">{cause}</span> {_escaped(row["explanation"])}</p>\n'
            f'  <div class="sides">\n{sides}  </div>\n'
            + (f'<p class="quiet">Value shown chosen by: {_label(settled)}.</p>' if settled else "")
            + "</article>"
        )

    def _side(self, said: Row) -> str:
        link = self._link(said["evidence_id"])
        title = _escaped(said["title"] or "untitled")
        source = f'<a href="{link}">{title}</a>' if link else title
        words = f"<p>{_quoted(said)}</p><footer>{source}{_dated(said)}</footer>"
        return f"    <blockquote>{words}</blockquote>\n"

    # ---- articles

    def text(self, segments: Iterable[Segment]) -> Markup:
        """Write an article with its marks, each of which can be linked to."""
        return Markup("".join(map(_marked, segments)))

    def reading(self, row: Row) -> Markup:
        """Write how one figure was read, folded."""
        identity = _escaped(row["observation_id"])
        grown = f" of {_label(row['growth_of'])}" if row["growth_of"] else ""
        subject = f", {_escaped(row['subject'])}" if row["subject"] else ""
        kind = "" if row["statement_kind"] == "actual" else f" ({_escaped(row['statement_kind'])})"
        said = f"{_label(row['indicator'])}{grown}, {_escaped(say(row))}{subject}, {_escaped(when(row))}{kind}"
        return Markup(
            f'<details id="why-{identity}"><summary><q>{_escaped(row["quote"])}</q>: {said}</summary>\n'
            f'<p><a href="#{identity}">Show in the text</a></p>\n'
            f"<dl>{''.join(map(_decision, row['decisions']))}<dt>confidence</dt><dd>{row['confidence']:.2f}</dd>"
            f"<dt>id</dt><dd><code>{identity}</code></dd></dl></details>"
        )


def _together(write: Callable[[Row], str], rows: Iterable[Row]) -> Markup:
    return Markup("\n".join(map(write, rows)))


def _row(head: str, *cells: str) -> str:
    return f'<tr><th scope="row">{head}</th><td>{"</td><td>".join(cells)}</td></tr>'


def _agreement(row: Row) -> str:
    count, agreement = row["source_count"], row["agreement"]
    said = {
        "single": "one source",
        "agree": f"{count} sources agree" if count > 1 else f"{count} source, repeated",
        "conflict": "sources differ",
    }[agreement]
    return f'<span class="chip {agreement}">{said}</span>'


def _whole(row: Row) -> str:
    """Write the whole that a share is of."""
    named = "" if row["share_of"] in ("unstated", None) else f": {_escaped(row['share_of'])}"
    return f"{_label(row['share_scope'])}{named}"


def _quoted(said: Row) -> str:
    """Write a sentence with its quote marked."""
    before, found, after = said["sentence"].partition(said["quote"])
    quote = f"<mark class='used'>{_escaped(found)}</mark>" if found else ""
    return f"{_escaped(before)}{quote}{_escaped(after)}"


def _dated(row: Row) -> str:
    return f", {row['published_on']}" if row["published_on"] else ""


@lru_cache(maxsize=4096)
def _decision(line: str) -> str:
    what, *parts = line.split(" | ")
    return f"<dt>{_escaped(what)}</dt><dd>{_escaped(' · '.join(filter(None, parts)))}</dd>"


def _marked(segment: Segment) -> str:
    anchors = "".join(f'<a id="{_escaped(one)}" class="anchor"></a>' for one in segment.first_of)
    text = _escaped(segment.text)
    if not segment.kind:
        return f"{anchors}{text}"
    stepped = ' tabindex="0"' if segment.kind in _STEPPED_TO else ""
    title = f' title="{_escaped(segment.title)}"' if segment.title else ""
    return f'{anchors}<mark class="{segment.kind}"{stepped}{title}>{text}</mark>'
