"""Where everything lies in a warehouse folder."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.tables.catalogue import Table


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below one warehouse folder."""

    root: Path

    @property
    def database(self) -> Path:
        """The published DuckDB file."""
        return self.root / "clusterbook.duckdb"

    @property
    def lock(self) -> Path:
        """Held by the one build that may write here."""
        return self.root / ".build.lock"

    @property
    def manifest(self) -> Path:
        """What was found in the raw folder: one row a file or record."""
        return self.root / "cache" / "manifest.parquet"

    @property
    def readings(self) -> Path:
        """The cache of read articles, in parts."""
        return self.root / "cache" / "readings"

    @property
    def stories(self) -> Path:
        """What the stories of documents were decided by, and what was found."""
        return self.root / "cache" / "stories.parquet"

    @property
    def spill(self) -> Path:
        """Where a sort keeps what memory does not hold."""
        return self.root / "cache" / ".spill"

    @property
    def texts(self) -> Path:
        """The article texts, in buckets by the first digit of document_id."""
        return self.root / "tables" / "core" / "document_text"

    @property
    def left_out(self) -> Path:
        """What files hold besides their texts, in the buckets of their documents."""
        return self.root / "tables" / "core" / "left_out"

    @property
    def snapshots(self) -> Path:
        """Dated copies of what was published."""
        return self.root / "snapshots"

    @property
    def report(self) -> Path:
        """The pages of the report."""
        return self.root / "report"

    @property
    def ledger(self) -> Path:
        """What the marts are mended with: of each figure where it stands, what was reconciled, what was found."""
        return self.root / "cache" / "ledger.duckdb"

    @property
    def states(self) -> Path:
        """The notes of what each table or file was made from."""
        return self.root / "cache" / "state"

    @property
    def bases(self) -> Path:
        """What the notes name as made from: documents, each with a mark."""
        return self.root / "cache" / "bases"

    def parquet(self, table: Table) -> Path:
        """The Parquet file of a table."""
        return self.root / "tables" / table.schema / f"{table.name}.parquet"

    def state(self, name: str) -> Path:
        """What the table or file `name` was made from."""
        return self.states / f"{name}.json"
