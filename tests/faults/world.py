"""A small raw folder that changes as a user's does, a builder for it, and what a warehouse holds."""

import csv
import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from tests.bench.articles import article

COLUMNS = ("file", "title", "source_url", "publisher", "published", "language")


class World:
    """A raw folder, or a part of one, with a few articles; every change is drawn from a seed."""

    def __init__(self, raw: Path, seed: object, articles: int = 5, part: str = "") -> None:
        self.raw = raw / part
        self.part = f"{part}/" if part else ""
        self.correction = ""
        self.rng = random.Random(str(seed))
        self.rows: dict[str, dict[str, str]] = {}
        self._next = 0
        self.raw.mkdir(parents=True)
        for _ in range(articles):
            self.add()

    def change(self) -> str:
        """Make one change, and say what it was."""
        kinds = [self.add, self.edit, self.rename, self.remove, self.copy, self.redate, self.correct]
        kind = self.rng.choice(kinds if len(self.rows) > 2 else [self.add])
        kind()
        self._write_rows()
        return kind.__name__

    def add(self) -> None:
        text, row = article(7, self.rng.randrange(10**6))
        name = f"{self.rng.choice(['', 'a/', 'a/b/'])}{self._next:03}.txt"
        self._next += 1
        file = self.raw / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text[:1200], encoding="utf-8")
        self.rows[name] = {**row, "file": name}
        self._write_rows()

    def edit(self) -> None:
        file = self.raw / self._any()
        file.write_text(file.read_text(encoding="utf-8") + f"\nIt has {self.rng.randint(2, 9999)} looms.\n")

    def rename(self) -> None:
        old = self._any()
        new = f"renamed-{self.rng.randrange(10**6)}.txt"
        (self.raw / old).rename(self.raw / new)
        self.rows[new] = {**self.rows.pop(old), "file": new}

    def remove(self) -> None:
        name = self._any()
        (self.raw / name).unlink()
        del self.rows[name]

    def copy(self) -> None:
        old = self._any()
        new = f"copy-{self.rng.randrange(10**6)}.txt"
        (self.raw / new).write_bytes((self.raw / old).read_bytes())
        self.rows[new] = {**self.rows[old], "file": new}

    def redate(self) -> None:
        self.rows[self._any()]["published"] = f"{self.rng.randint(2006, 2024)}-05-06"

    def correct(self) -> None:
        what = f'action = "set_date"\nsource = "{self.part}{self._any()}"\n'
        when = f'published_on = {self.rng.randint(2006, 2024)}-02-03\nreason = "seen"\nauthor = "me"\n'
        self.correction = f"[[correction]]\n{what}{when}"

    def _any(self) -> str:
        return self.rng.choice(sorted(self.rows))

    def _write_rows(self) -> None:
        with (self.raw / "sources.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, COLUMNS)
            out.writeheader()
            out.writerows(self.rows[name] for name in sorted(self.rows))


def write_corrections(raw: Path, worlds: Iterable[World]) -> None:
    """Write what the worlds of one raw folder want corrected."""
    (raw / "corrections.toml").write_text("\n".join(world.correction for world in worlds))


class Builder:
    """The builder process; `build` returns its exit status, negative for a signal."""

    def __init__(self, *wrapper: str) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            [*wrapper, sys.executable, "-m", "tests.faults.builder"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def build(self, raw: Path, warehouse: Path, **how: Any) -> dict[str, Any]:
        self._process.stdin.write(json.dumps({"raw": str(raw), "warehouse": str(warehouse), **how}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def must_build(self, raw: Path, warehouse: Path, **how: Any) -> dict[str, Any]:
        answer = self.build(raw, warehouse, **how)
        assert answer["status"] == 0, answer["error"]
        return answer

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=60)


@contextmanager
def builder(*wrapper: str) -> Iterator[Builder]:
    """Run a builder; `wrapper` is a command that starts it somewhere special."""
    process = Builder(*wrapper)
    try:
        yield process
    finally:
        process.close()


def contents(warehouse: Path) -> dict[str, str]:
    """Return a hash of the rows of every table of the published file, and of the bytes of every Parquet table."""
    found = {
        str(file.relative_to(warehouse)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((warehouse / "tables").rglob("*.parquet"))
    }
    return found | published(warehouse)


def published(warehouse: Path) -> dict[str, str]:
    """Return a hash of the rows of every table of the published file, as a reader sees them now."""
    found = {}
    with duckdb.connect(str(warehouse / "clusterbook.duckdb"), read_only=True) as connection:
        names = connection.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        for schema, table in names:
            rows = connection.execute(f'SELECT * FROM "{schema}"."{table}" ORDER BY ALL').fetchall()
            found[f"{schema}.{table}"] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found
