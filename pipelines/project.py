"""Where the project lies: the folder that holds `raw/`, `warehouse/` and Dagster's home."""

import os
from pathlib import Path


def project_root() -> Path:
    """Return the checkout that the package stands in, else the working directory: a wheel has no checkout."""
    checkout = Path(__file__).resolve().parent.parent
    return checkout if (checkout / "workspace.yaml").exists() else Path.cwd()


def default_raw() -> Path:
    """Return the folder of articles that is read when none is named."""
    return project_root() / "raw"


def default_warehouse() -> Path:
    """Return the folder that a build fills when none is named."""
    return project_root() / "warehouse"


def set_up_dagster() -> Path:
    """Point Dagster at a home inside the checkout and switch its telemetry off; a DAGSTER_HOME already set is kept."""
    home = Path(os.environ.setdefault("DAGSTER_HOME", str(project_root() / ".dagster_home"))).resolve()
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "dagster.yaml"
    if not settings.exists():
        settings.write_text("telemetry: {enabled: false}\nnux: {enabled: false}\n", encoding="utf-8")
    return home
