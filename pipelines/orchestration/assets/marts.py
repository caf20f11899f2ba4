"""Groups `marts` and `publish`: all marts on one connection, and the DuckDB file that holds them."""

import datetime

import dagster as dg

from pipelines.orchestration.assets.tables import MENDABLE, OWNERS, Events, failure, materialized, table_spec
from pipelines.orchestration.checks import check_results, check_specs, failed_results, key_of, table_check_specs
from pipelines.orchestration.mart_steps import CORE, MARTS, make_marts, overall_rules
from pipelines.orchestration.steps import FailedRulesError, upstream
from pipelines.orchestration.workspace import Workspace

DATABASE = dg.AssetKey(["warehouse", "clusterbook"])

# Core tables that the marts are made from: the file holds them, too, but the arrows need not say it twice.
_BEHIND_THE_MARTS = {name for table in MARTS for name in upstream(table.full_name) if name.startswith("core.")}

database_spec = dg.AssetSpec(
    DATABASE,
    deps=[key_of(table) for table in (*CORE, *MARTS) if table.full_name not in _BEHIND_THE_MARTS],
    description="The warehouse as one DuckDB file: facts, sentences that carry them, and marts, each table and column "
    "with its comment. Built beside the old file, checked, and put in its place in one step.",
    group_name="publish",
    owners=OWNERS,
    kinds={"duckdb"},
    freshness_policy=dg.FreshnessPolicy.time_window(
        fail_window=datetime.timedelta(hours=50), warn_window=datetime.timedelta(hours=26)
    ),
)


@dg.multi_asset(
    name="marts",
    specs=[
        *(table_spec(table.full_name) for table in MARTS),
        database_spec,
    ],
    check_specs=[
        *(spec for table in MARTS for spec in table_check_specs(table)),
        *check_specs(DATABASE, overall_rules()),
    ],
)
def marts(context: dg.AssetExecutionContext, workspace: Workspace) -> Events:
    """Build, check and publish every mart together."""
    try:
        published = make_marts(workspace.layout)
    except FailedRulesError as error:
        yield from failed_results(error)
        raise failure(error) from error
    except MENDABLE as error:
        raise failure(error) from error
    context.log.info("nothing changed: nothing was published" if published.unchanged else "published a new warehouse")
    for table in MARTS:
        yield materialized(table, published.marts[table.full_name])
    yield dg.MaterializeResult(
        asset_key=DATABASE,
        metadata={
            "dagster/uri": dg.MetadataValue.path(str(workspace.layout.database)),
            "size": dg.MetadataValue.text(f"{published.database.size:,} bytes"),
            "state": dg.MetadataValue.text("unchanged" if published.unchanged else "published"),
        },
        data_version=dg.DataVersion(published.database.from_hash),
        check_results=list(check_results(DATABASE, overall_rules(), published.findings)),
    )


ASSETS = (marts,)
