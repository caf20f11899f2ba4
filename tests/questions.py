"""The twenty questions with their answers on the sample, as Markdown.

python -m tests.questions [--warehouse DIR]     write them to pipelines/marts/questions/README.md and to README.md
"""

import argparse
import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb

from pipelines.marts.questions import Question, read_questions
from tests.conftest import Project

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "pipelines" / "marts" / "questions" / "README.md"
README = ROOT / "README.md"
SHOWN = ("01_who_makes_knitwear", "08_output_per_worker", "13_contradictions", "18_all_on_my_district")
_ROWS, _WIDTH = 15, 110


def build_sample(folder: Path) -> Path:
    """Build the warehouse of the sample articles below `folder`; return the folder of the warehouse."""
    project = Project(ROOT / "raw", folder / "warehouse")
    assert project.build().success
    return project.warehouse


def page(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the page of all questions."""
    about = "Each query with its answer on the sample articles; `python -m tests.questions` writes this page."
    parts = ["# Twenty questions", about]
    asker = ""
    for question in read_questions():
        if question.asker != asker:
            asker = question.asker
            parts.append(f"## The {asker}")
        parts.append(answered(connection, question, "###"))
    return "\n\n".join(parts) + "\n"


def answered(connection: duckdb.DuckDBPyConnection, question: Question, heading: str) -> str:
    """Return a question with its query and its answer."""
    cursor = connection.execute(question.query)
    names = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    lines = [f"{heading} {question.words}", "", "```sql", question.query, "```", ""]
    if not rows:
        return "\n".join([*lines, "No row in the sample."])
    lines += ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows[:_ROWS]]
    if len(rows) > _ROWS:
        lines.append(f"\n{len(rows) - _ROWS} more rows.")
    return "\n".join(lines)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case int() | float() | Decimal():
            text = f"{value:,.6f}" if isinstance(value, Decimal | float) else str(value)
            return text.rstrip("0").rstrip(".") if "." in text else text
        case list():
            return ", ".join(_cell(item) for item in value)
    text = " ".join(str(value).split()).replace("|", "\\|").replace("<", "&lt;")
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def with_shown(readme: str, connection: duckdb.DuckDBPyConnection) -> str:
    """Return the README with a few of the questions between its marks."""
    begin, end = "<!-- questions -->", "<!-- /questions -->"
    before, _, rest = readme.partition(begin)
    after = rest.partition(end)[2]
    shown = [answered(connection, q, "####") for q in read_questions() if q.name in SHOWN]
    return before + begin + "\n" + "\n\n".join(shown) + "\n" + end + after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, help="a warehouse of the sample articles (default: one is built)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = args.warehouse or build_sample(Path(folder))
        with duckdb.connect(str(warehouse / "clusterbook.duckdb"), read_only=True) as connection:
            PAGE.write_text(page(connection), encoding="utf-8")
            README.write_text(with_shown(README.read_text(encoding="utf-8"), connection), encoding="utf-8")


if __name__ == "__main__":
    main()
