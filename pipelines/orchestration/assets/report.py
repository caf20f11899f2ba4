"""Group `publish`: the report, a set of pages that opens from disk."""

import dagster as dg

from pipelines.errors import ClusterbookError
from pipelines.orchestration.assets.marts import DATABASE
from pipelines.orchestration.assets.tables import OWNERS, failure
from pipelines.orchestration.report_steps import make_report
from pipelines.orchestration.workspace import Workspace


@dg.asset(
    key=["warehouse", "report"],
    deps=[DATABASE],
    description="Pages for people: findings, clusters, conflicts, and every article with its figures marked. "
    "No network, no server: open index.html.",
    group_name="publish",
    owners=OWNERS,
    kinds={"html"},
)
def report(context: dg.AssetExecutionContext, workspace: Workspace) -> dg.MaterializeResult:
    """Write the report of what is published."""
    layout = workspace.layout
    try:
        written = make_report(layout)
    except ClusterbookError as error:
        raise failure(error) from error
    index = (layout.report / "index.html").resolve()
    context.log.info("the report is as it was" if written.pages is None else f"wrote {written.pages} pages")
    return dg.MaterializeResult(
        metadata={
            "open": dg.MetadataValue.url(index.as_uri()),
            "dagster/uri": dg.MetadataValue.path(str(index)),
            "size": dg.MetadataValue.text(f"{written.bytes:,} bytes"),
            "pages": dg.MetadataValue.text("unchanged" if written.pages is None else str(written.pages)),
        }
    )


ASSETS = (report,)
