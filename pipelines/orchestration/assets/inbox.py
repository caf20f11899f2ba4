"""Group `raw`: the inbox, filled from the feeds and pages that `raw/feeds.toml` lists."""

from pathlib import Path

import dagster as dg

from pipelines.orchestration.assets.tables import OWNERS
from pipelines.sources.feeds import FeedsError, Report, fetch_feeds
from pipelines.store.files import locked

KEY = dg.AssetKey(["raw", "inbox"])


def inbox_asset(raw: Path) -> dg.AssetsDefinition:
    """Return the asset of one raw folder's inbox. It takes no build's lock: fetching may be slow."""

    @dg.asset(
        key=KEY,
        group_name="raw",
        owners=OWNERS,
        kinds={"file"},
        description="What the feeds and pages of feeds.toml gave, one file an article, with its sources.csv. Empty "
        "unless feeds.toml lists an address. The raw_folder sensor then builds with what came.",
    )
    def inbox() -> dg.MaterializeResult:
        try:
            with locked(raw / "inbox" / ".lock"):
                report = fetch_feeds(raw)
        except FeedsError as error:
            raise dg.Failure(description=str(error), allow_retries=False) from error
        return dg.MaterializeResult(metadata=_told(report))

    return inbox


def _told(report: Report) -> dict[str, dg.MetadataValue]:
    """Return what a fetch brought, and which address gave nothing and why."""
    refused = [dg.TableRecord({"address": url, "code": code, "reason": reason}) for url, code, reason in report.refused]
    columns = [dg.TableColumn(name, "string") for name in ("address", "code", "reason")]
    return {
        "files written": dg.MetadataValue.int(len(report.written)),
        "nothing new": dg.MetadataValue.int(len(report.unchanged)),
        "refused": dg.MetadataValue.table(refused, dg.TableSchema(columns)),
    }
