"""Group `sources`: the raw folder, and what it holds."""

import dagster as dg

from pipelines.orchestration.assets.inbox import KEY as INBOX
from pipelines.orchestration.assets.tables import MENDABLE, OWNERS, Events, failure, table_asset, table_spec
from pipelines.orchestration.checks import check_results, failed_results, key_of, table_check_specs
from pipelines.orchestration.coverage_checks import COVERAGE_CHECKS, coverage_results
from pipelines.orchestration.sources_steps import TEXTS, make_rejected_file, make_source_file, take_in_folder
from pipelines.orchestration.steps import FailedRulesError, rules
from pipelines.orchestration.workspace import Workspace
from pipelines.progress import report
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
    specs=[table_spec("core.document_text")],
    check_specs=[*table_check_specs(TEXTS), *COVERAGE_CHECKS],
)
def document_text(context: dg.AssetExecutionContext, workspace: Workspace) -> Events:
    """Open the files that are new or changed, and keep their texts."""
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
        check_results=[*check_results(key, rules(TEXTS), findings), *coverage_results(intake)],
    )


source_file = table_asset("core.source_file", lambda w: make_source_file(w.layout))
rejected_file = table_asset("core.rejected_file", lambda w: make_rejected_file(w.layout))

ASSETS = (*RAW, document_text, source_file, rejected_file)
