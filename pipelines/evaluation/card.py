"""The accuracy card: every level with its interval, by language and indicator, confusions, calibration, failures."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.evaluation.agreement import FIELDS, Pairing, is_required
from pipelines.evaluation.calibration import calibration, channel_outcomes, outcomes
from pipelines.evaluation.gold import Labelled, read_labelled
from pipelines.evaluation.scores import LEVELS, Tally, interval, tally, total

_MOST_FAILURES = 40


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the card."""

    level: str
    precision: float
    recall: float
    f1: float
    low: float  # 95 % interval of f1
    high: float


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one set of articles: all, one language, the held-back half."""

    name: str
    articles: int
    facts: int
    given: float
    trap_hits: int
    levels: tuple[Level, ...]
    fields: dict[str, float]  # each field alone, among the facts found
    channels: dict[str, float]


@dataclass(frozen=True, slots=True)
class Card:
    """The whole accuracy card."""

    parts: tuple[Part, ...]
    indicators: tuple[tuple[str, int, int, int], ...]  # indicator, facts, found, found with the right indicator
    confusions: tuple[tuple[str, str, int], ...]  # label, reading, how often
    calibration: tuple[tuple[float, float, int], ...]  # stated confidence, observed, n
    channel_calibration: tuple[tuple[float, float, int], ...]  # the same of channel statements
    failures: tuple[str, ...]  # of the half that may be looked at


def evaluate(folder: Path) -> Card:
    """Read the labelled articles of `folder` and return the card."""
    articles = read_labelled(folder)
    counted = [(article, *tally(article)) for article in articles]
    groups: dict[str, list[Tally]] = {"all": [t for _, t, _ in counted]}
    for language in sorted({article.language for article in articles}):
        groups[f"language {language}"] = [t for article, t, _ in counted if article.language == language]
    groups["held back"] = [t for article, t, _ in counted if article.held_back]
    groups["development"] = [t for article, t, _ in counted if not article.held_back]
    pairings = [(article, pairing) for article, _, pairing in counted]
    return Card(
        tuple(_part(name, tallies) for name, tallies in groups.items() if tallies),
        _indicators(pairings),
        _confusions(pairings),
        tuple(calibration(outcomes(articles))),
        tuple(calibration(channel_outcomes(articles))),
        tuple(_failures(pairings)),
    )


def _part(name: str, tallies: Sequence[Tally]) -> Part:
    whole = total(tallies)
    levels = []
    for level in LEVELS:
        precision, recall, f1 = whole.f1(level)
        low, high = interval(tallies, level)
        levels.append(Level(level, *(round(x, 4) for x in (precision, recall, f1, low, high))))
    fields = {n: round(whole.field_right[n] / asked, 4) for n, asked in whole.field_asked.items()}
    names = ("statements", "channel_found", "signal_found", "predictions", "predictions_right")
    channels = dict(zip(names, whole.channels, strict=True))
    return Part(name, len(tallies), int(whole.must), whole.given, whole.trapped, tuple(levels), fields, channels)


def _indicators(pairings: Sequence[tuple[Labelled, Pairing]]) -> tuple[tuple[str, int, int, int], ...]:
    facts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for article, pairing in pairings:
        facts.update(label["indicator"] for label in article.facts if is_required(label))
        for one, label in pairing.pairs:
            if is_required(label):
                found[label["indicator"]] += 1
                right[label["indicator"]] += FIELDS["indicator"](one, label)
    return tuple((name, n, found[name], right[name]) for name, n in facts.most_common())


def _confusions(pairings: Sequence[tuple[Labelled, Pairing]]) -> tuple[tuple[str, str, int], ...]:
    seen: Counter[tuple[str, str]] = Counter()
    for _, pairing in pairings:
        for one, label in pairing.pairs:
            if not FIELDS["indicator"](one, label):
                seen[label["indicator"], str(one["indicator"])] += 1
    return tuple((label, reading, n) for (label, reading), n in sorted(seen.items(), key=lambda item: (-item[1], item)))


def _failures(pairings: Sequence[tuple[Labelled, Pairing]]) -> list[str]:
    out: defaultdict[str, list[str]] = defaultdict(list)
    for article, pairing in pairings:
        if article.held_back:
            continue
        for label in filter(is_required, pairing.missed):
            out["missed"].append(f"missed: {article.article_id}: {label['quote']!r} {label['indicator']}")
        for one in pairing.extra:
            if one["statement_kind"] == "actual":
                out["wrong"].append(f"no fact: {article.article_id}: {one['quote']!r} {one['indicator']}")
        for one, label in pairing.pairs:
            bad = [name for name, same in FIELDS.items() if not same(one, label)]
            if bad:
                out["fields"].append(f"wrong {', '.join(bad)}: {article.article_id}: {label['quote']!r}")
    return [line for name in ("missed", "wrong", "fields") for line in out[name][:_MOST_FAILURES]]


def render(card: Card) -> str:
    """Return the card as text."""
    lines: list[str] = []
    for part in card.parts:
        lines += ["", f"{part.name}: {part.articles} articles, {part.facts} facts, {part.trap_hits} trap hits"]
        lines += [
            f"  {x.level:<11} P {x.precision:.3f}  R {x.recall:.3f}  F1 {x.f1:.3f}  ({x.low:.3f} to {x.high:.3f})"
            for x in part.levels
        ]
        lines.append("  each field alone: " + "  ".join(f"{name} {value:.3f}" for name, value in part.fields.items()))
        lines.append("  channels: " + "  ".join(f"{name} {value:g}" for name, value in part.channels.items()))
    lines += ["", "indicator            facts  found  right"]
    lines += [f"  {name:<20} {n:>4} {found:>6} {right:>6}" for name, n, found, right in card.indicators]
    lines += ["", "taken for another indicator (label, reading, how often)"]
    lines += [f"  {label:<20} {reading:<20} {n}" for label, reading, n in card.confusions]
    lines += ["", "confidence stated, observed, n"]
    lines += [f"  {stated:.2f}  {seen:.2f}  {n}" for stated, seen, n in card.calibration]
    lines += ["", "confidence of channel statements stated, observed, n"]
    lines += [f"  {stated:.2f}  {seen:.2f}  {n}" for stated, seen, n in card.channel_calibration]
    lines += ["", "failures of the development half", *(f"  {line}" for line in card.failures)]
    return "\n".join(lines).strip()


def print_card(folder: Path, as_json: bool = False) -> int:
    """Print the card of a folder of labels; return the exit status."""
    card = evaluate(folder)
    shown: dict[str, Any] = asdict(card)
    print(json.dumps(shown, ensure_ascii=False) if as_json else render(card))
    return 0
