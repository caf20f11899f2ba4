"""Jobs: the whole build, the marts alone, and the fetching of feeds."""

import dagster as dg

from pipelines.orchestration.assets.inbox import KEY as INBOX

BUILD = "build"
MARTS_ONLY = "marts_only"
FETCH = "fetch"

build = dg.define_asset_job(
    BUILD,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(INBOX),
    description="Everything, from the raw folder to the published warehouse; only what changed is done again.",
)
marts_only = dg.define_asset_job(
    MARTS_ONLY,
    selection=dg.AssetSelection.groups("marts", "publish"),
    description="The marts and the published warehouse, from the core tables as they are.",
)
fetch = dg.define_asset_job(
    FETCH,
    selection=dg.AssetSelection.assets(INBOX),
    description="What is new at the feeds and pages of raw/feeds.toml, into raw/inbox/.",
)
JOBS = (build, marts_only, fetch)
