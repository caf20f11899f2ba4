"""Jobs: the whole build, and the marts alone."""

import dagster as dg

BUILD = "build"
MARTS_ONLY = "marts_only"

build = dg.define_asset_job(
    BUILD,
    selection=dg.AssetSelection.all(),
    description="Everything, from the raw folder to the published warehouse; only what changed is done again.",
)
marts_only = dg.define_asset_job(
    MARTS_ONLY,
    selection=dg.AssetSelection.groups("marts", "publish"),
    description="The marts and the published warehouse, from the core tables as they are.",
)
JOBS = (build, marts_only)
