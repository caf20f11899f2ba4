"""Group `sources`: the raw folder, and what it holds."""

import dagster as dg
import pyarrow.compute as pc

from pipelines.orchestration.assets.inbox import KEY as INBOX
from pipelines.orchestration.assets.tables import MENDABLE, OWNERS, Events, failure, table_asset, table_spec
from pipelines.orchestration.checks import check_results, failed_results, key_of, table_check_specs
from pipelines.orchestration.coverage_checks import COVERAGE_CHECKS, coverage_results
from pipelines.orchestration.sources_steps import make_rejected_file, make_source_file, take_in_folder
from pipelines.orchestration.steps import FailedRulesError, rules
from pipelines.orchestration.workspace import Workspace
from pipelines.progress import report
from pipelines.store.intake import LEFT_OUT, TEXTS
from pipelines.store.state import hash_of

RAW = (
    dg.AssetSpec(
        ["raw", "articles"],
        deps=[INBOX],
        description="The articles as they were put into the raw folder: text, Markdown, HTML, PDF, Word, CSV, JSON "
        "lines, web archives, each also gzipped. Clusterbook never changes them.",
        group_name="raw",
        owners=OWNERS,
        kinds={"file"},
    ),
    dg.AssetSpec(
        ["raw", "sources"],
        description="sources.csv: what is known of the articles beside their text, a row a file: title, address, "
        "publisher, date of publication, language.",
        group_name="raw",
        owners=OWNERS,
        kinds={"csv"},
    ),
    dg.AssetSpec(
        ["raw", "vocabulary"],
        description="vocabulary/*.toml: the user's own words for products, places, units and indicators, laid over the "
        "shipped ones.",
        group_name="raw",
        owners=OWNERS,
        kinds={"file"},
    ),
    dg.AssetSpec(
        ["raw", "corrections"],
        description="corrections.toml: what a person set right, with reason, author and date; it survives every build.",
        group_name="raw",
        owners=OWNERS,
        kinds={"file"},
    ),
)


@dg.multi_asset(
    name="core__document_text",
    specs=[table_spec(TEXTS.full_name), table_spec(LEFT_OUT.full_name)],
    check_specs=[*table_check_specs(TEXTS), *table_check_specs(LEFT_OUT), *COVERAGE_CHECKS],
)
def document_text(context: dg.AssetExecutionContext, workspace: Workspace) -> Events:
    """Open the files that are new or changed, and keep their texts, and what of their pages is no text."""
    key = key_of(TEXTS)
    try:
        intake, findings = take_in_folder(
            workspace.raw_folder, workspace.layout, lambda done, total: report("opening files", done, total)
        )
    except FailedRulesError as error:
        yield from failed_results(error)
        raise failure(error) from error
    except MENDABLE as error:
        raise failure(error) from error
    ids = sorted(set(intake.manifest["document_id"].drop_null().to_pylist()))
    context.log.info(f"{intake.opened} files opened, {intake.gone} gone, {len(ids)} texts held")
    yield dg.MaterializeResult(
        asset_key=key,
        metadata={
            "dagster/row_count": len(ids),
            "dagster/uri": dg.MetadataValue.path(str(workspace.layout.texts)),
            "files opened": intake.opened,
            "files gone": intake.gone,
        },
        data_version=dg.DataVersion(hash_of(*ids)),
        check_results=[*check_results(key, rules(TEXTS), findings[TEXTS.full_name]), *coverage_results(intake)],
    )
    besides = intake.manifest.filter(pc.greater(intake.manifest["lines_left_out"], 0))
    told = besides.select(["path", "stamp", "lines_left_out"]).to_pylist()
    yield dg.MaterializeResult(
        asset_key=key_of(LEFT_OUT),
        metadata={
            "dagster/row_count": len(told),
            "dagster/uri": dg.MetadataValue.path(str(workspace.layout.left_out)),
            "lines left out": sum(row["lines_left_out"] for row in told),
        },
        data_version=dg.DataVersion(hash_of(*map(str, told))),
        check_results=list(check_results(key_of(LEFT_OUT), rules(LEFT_OUT), findings[LEFT_OUT.full_name])),
    )


source_file = table_asset("core.source_file", lambda w: make_source_file(w.layout))
rejected_file = table_asset("core.rejected_file", lambda w: make_rejected_file(w.layout))

ASSETS = (*RAW, document_text, source_file, rejected_file)
