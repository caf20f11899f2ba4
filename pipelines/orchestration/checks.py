"""Rules of the store as Dagster asset checks."""

from collections.abc import Iterable, Iterator

import dagster as dg

from pipelines.orchestration.steps import FailedRulesError, rules
from pipelines.store.checks import Finding, Rule
from pipelines.tables.catalogue import Table


def key_of(table: Table) -> dg.AssetKey:
    """Return the asset key of a table: its schema and name."""
    return dg.AssetKey([table.schema, table.name])


def check_specs(asset: dg.AssetKey, of: Iterable[Rule]) -> list[dg.AssetCheckSpec]:
    """Declare rules as blocking checks of an asset."""
    return [dg.AssetCheckSpec(rule.name, asset=asset, description=rule.says, blocking=True) for rule in of]


def table_check_specs(table: Table) -> list[dg.AssetCheckSpec]:
    """Declare the rules of a table."""
    return check_specs(key_of(table), rules(table))


def failed_results(error: FailedRulesError) -> Iterator[dg.AssetCheckResult]:
    """Yield what the rules found in rows that were refused."""
    for finding in error.findings:
        yield _result(dg.AssetKey(error.name.split(".")), finding.rule, finding)


def check_results(asset: dg.AssetKey, of: Iterable[Rule], findings: Iterable[Finding]) -> Iterator[dg.AssetCheckResult]:
    """Yield a result for each rule; a rule without a finding held for these very rows when they were written."""
    found = {finding.rule.name: finding for finding in findings}
    for rule in of:
        yield _result(asset, rule, found.get(rule.name))


def _result(asset: dg.AssetKey, rule: Rule, finding: Finding | None) -> dg.AssetCheckResult:
    if finding is None:
        metadata: dict[str, str | int] = {"rows": "unchanged since they were last checked"}
    else:
        metadata = {"failing rows": finding.failures, "examples": "\n".join(finding.examples) or "none"}
    return dg.AssetCheckResult(
        passed=finding is None or finding.passed,
        asset_key=asset,
        check_name=rule.name,
        description=rule.says,
        metadata=metadata,
    )
