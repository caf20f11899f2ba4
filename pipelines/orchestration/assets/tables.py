"""What every asset of a table shares: its spec from the catalogue, and a body that reports what its step did."""

from collections.abc import Callable, Iterator

import dagster as dg

from pipelines.corpus.corrections import CorrectionError
from pipelines.errors import ClusterbookError
from pipelines.orchestration.checks import check_results, failed_results, key_of, table_check_specs
from pipelines.orchestration.metadata import column_schema, table_metadata
from pipelines.orchestration.steps import MADE_FROM, FailedRulesError, Outcome, rules
from pipelines.orchestration.workspace import Workspace
from pipelines.reference.vocabulary import VocabularyError
from pipelines.tables.catalogue import TABLES, Table

# Errors whose message tells a user what to mend.
MENDABLE = (ClusterbookError, VocabularyError, CorrectionError)
OWNERS = ["team:clusterbook"]

Events = Iterator[dg.MaterializeResult | dg.AssetCheckResult]
More = dict[str, dg.MetadataValue]


def table_spec(name: str) -> dg.AssetSpec:
    """Return the spec of a table's asset."""
    table = TABLES[name]
    return dg.AssetSpec(
        key_of(table),
        deps=[dg.AssetKey(source.split(".")) for source in MADE_FROM[name]],
        description=table.description,
        group_name=table.group,
        owners=OWNERS,
        kinds={"parquet"},
        metadata={"dagster/column_schema": column_schema(table), "dagster/table_name": f"clusterbook.{name}"},
    )


def table_asset(
    name: str,
    step: Callable[[Workspace], Outcome],
    also: Callable[[Workspace], More] = lambda workspace: {},
) -> dg.AssetsDefinition:
    """Return the asset of one table, made by one step; `also` adds to what its page shows."""
    table = TABLES[name]

    @dg.multi_asset(
        name=f"{table.schema}__{table.name}",
        specs=[table_spec(name)],
        check_specs=table_check_specs(table),
    )
    def made(workspace: Workspace) -> Events:
        yield from run_step(table, lambda: step(workspace), lambda: also(workspace))

    return made


def run_step(table: Table, step: Callable[[], Outcome], also: Callable[[], More] = dict) -> Events:
    """Run the step of a table and yield what to tell of it; a broken rule shows as a red check, and nothing is made."""
    try:
        outcome = step()
    except FailedRulesError as error:
        yield from failed_results(error)
        raise failure(error) from error
    except MENDABLE as error:
        raise failure(error) from error
    yield materialized(table, outcome, also())


def failure(error: Exception) -> dg.Failure:
    """Return the error as Dagster shows it: the sentence that says what to do, and no retry, which could not help."""
    return dg.Failure(description=str(error), allow_retries=False)


def materialized(table: Table, outcome: Outcome, more: More | None = None) -> dg.MaterializeResult:
    """Return the event that says what a step made."""
    return dg.MaterializeResult(
        asset_key=key_of(table),
        metadata=table_metadata(table, outcome) | (more or {}),
        data_version=dg.DataVersion(outcome.made.content_hash),
        check_results=list(check_results(key_of(table), rules(table), outcome.findings)),
    )
