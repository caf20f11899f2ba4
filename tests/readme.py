"""The figures of the README, measured now: the accuracy card, what a run prints, answers to questions.

python -m tests.readme     write them into README.md, the page of questions and the card that the report shows
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import duckdb

from pipelines.evaluation.card import Card, Part, evaluate
from tests import questions
from tests.questions import README, ROOT, build_sample

PUBLISHED = ROOT / "pipelines" / "evaluation" / "published.json"
LEVELS = {
    "value": "the number",
    "+unit": "and its unit",
    "+qualifier": "and its hedge",
    "+indicator": "and the indicator",
    "+direction": "and the direction",
    "+subject": "and the subject",
    "+period": "and the period",
}
_WIDTH = 118


def part(card: Card, name: str) -> Part:
    """Return the part of a card by its name."""
    return next(one for one in card.parts if one.name == name)


# The folders of labelled articles, and what the README calls them.
SETS = {
    "gold": "{} labelled articles, {} facts",
    "gold-blind": "**{} articles no rule was written on**, {} facts",
    "gold-sealed": "**{} more of them, dense with figures**, {} facts",
    "gold-press": "{} dense articles that rules were written on, {} facts",
    "gold-extra": "{} hard passages that rules were written on, {} facts",
}


def card_table(cards: Mapping[str, Card]) -> str:
    """Return the accuracy card as a table: F1 of each level, every field so far right."""
    columns = [part(card, "all") for card in cards.values()]
    names = [SETS[name].format(column.articles, column.facts) for name, column in zip(cards, columns, strict=True)]
    chinese = part(cards["gold"], "language zh")
    columns.insert(1, chinese)
    names.insert(1, f"of which {chinese.articles} Chinese")
    lines = ["| F1 of | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for at, (level, words) in enumerate(LEVELS.items()):
        cells = []
        for column in columns:
            found = column.levels[at]
            assert found.level == level
            cells.append(f"{found.f1:.3f} ({found.low:.2f} to {found.high:.2f})")
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    channels = [f"{c.channels['signal_found']:g} of {c.channels['statements']:g}" for c in columns]
    lines.append("| channel statements with the right signal | " + " | ".join(channels) + " |")
    lines.append("| figures made of what is none | " + " | ".join(str(c.trap_hits) for c in columns) + " |")
    return "\n".join(lines)


def cards() -> dict[str, Card]:
    """Return the card of each folder of labelled articles."""
    return {name: evaluate(ROOT / "tests" / name) for name in SETS}


def published(gold: Card) -> str:
    """Return the card that the report shows, as JSON."""
    whole = part(gold, "all")
    shown = {"articles": whole.articles, "facts": whole.facts, "levels": [asdict(level) for level in whole.levels]}
    return json.dumps(shown, indent=1) + "\n"


def run_output(warehouse: Path) -> str:
    """Return what a first build of the sample prints, folded, as in a terminal."""
    command = [sys.executable, "-m", "pipelines", "build", "--raw", "raw", "--warehouse", str(warehouse)]
    environment = os.environ | {"DAGSTER_HOME": str(warehouse / "home"), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    lines = done.stdout.replace(f" --warehouse {warehouse}", "").replace(str(warehouse), "warehouse").splitlines()
    return "```\n" + "\n".join(line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…" for line in lines) + "\n```"


def filled(readme: str, block: str, content: str) -> str:
    """Return the README with the content between the marks of a block."""
    mark = re.compile(rf"(<!-- {block} -->\n).*?(<!-- /{block} -->)", re.DOTALL)
    return mark.sub(lambda match: f"{match[1]}{content}\n{match[2]}", readme)


def main() -> None:
    measured = cards()
    PUBLISHED.write_text(published(measured["gold"]), encoding="utf-8")
    readme = filled(README.read_text(encoding="utf-8"), "card", card_table(measured))
    with tempfile.TemporaryDirectory() as folder:
        readme = filled(readme, "run", run_output(Path(folder) / "run"))
        with duckdb.connect(str(build_sample(Path(folder)) / "clusterbook.duckdb"), read_only=True) as connection:
            questions.PAGE.write_text(questions.page(connection), encoding="utf-8")
            readme = questions.with_shown(readme, connection)
    README.write_text(readme, encoding="utf-8")


if __name__ == "__main__":
    main()
