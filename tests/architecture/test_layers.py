"""The arrows between the layers, read from the imports."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PIPELINES = Path(__file__).parents[2] / "pipelines"

# What each layer may import of the project beside itself. No other arrow exists.
BASE = {"errors"}
MAY_IMPORT = {
    "text": {"reference"},
    "reference": {"text"},
    "recognise": {"text", "reference"},
    "interpret": {"text", "recognise", "reference"},
    "sources": BASE | {"text"},
    "tables": set(),
    "corpus": {"tables"},
    "engines": BASE | {"interpret", "recognise", "text", "reference", "tables", "corpus"},
    "marts": BASE | {"tables", "reference", "corpus"},
    "evaluation": BASE | {"interpret", "recognise", "text", "reference", "sources"},
}
PURE = ("text", "recognise", "interpret")
HEAVY = {"dagster", "pandas", "pyarrow", "duckdb", "numpy"}
CLOCK_AND_FILES = {"time", "os", "io", "socket", "subprocess", "tempfile", "shutil", "pathlib", "logging"}


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def modules(layer: str) -> list[Path]:
    return sorted((PIPELINES / layer).rglob("*.py"))


def layers_imported(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports_of(path) if name.startswith("pipelines.")}


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_stands_before_it(layer):
    wrong = {
        f"{path.relative_to(PIPELINES)} -> {other}"
        for path in modules(layer)
        if "build" not in path.relative_to(PIPELINES).parts[:-1]  # scripts that derive the tables of the world
        for other in layers_imported(path) - MAY_IMPORT[layer] - {layer}
    }
    assert wrong == set()


@pytest.mark.parametrize("layer", PURE)
def test_reading_knows_no_files_no_clock_and_nothing_heavy(layer):
    roots = {name.split(".")[0] for path in modules(layer) for name in imports_of(path)}
    assert roots & (HEAVY | CLOCK_AND_FILES) == set()


def test_orchestration_alone_knows_dagster():
    elsewhere = {
        str(path.relative_to(PIPELINES))
        for path in PIPELINES.rglob("*.py")
        if path.relative_to(PIPELINES).parts[0] != "orchestration"
        and any(name.split(".")[0] == "dagster" for name in imports_of(path))
    }
    assert elsewhere == set()


def test_orchestration_postpones_no_annotations():
    # Dagster reads the annotations of asset functions; as text they are nothing to it.
    assert not any("__future__" in imports_of(path) for path in modules("orchestration"))


def test_a_wrong_arrow_would_be_seen(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("from pipelines.store import parquet\nimport pyarrow as pa\n")
    assert layers_imported(module) == {"store"}
    assert "pyarrow" in imports_of(module)


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in out.stdout.split()}


def test_importing_the_package_loads_nothing_heavy():
    assert loaded_by("import pipelines") & (HEAVY | {"rich"}) == set()


def test_the_command_reads_an_article_without_dagster_or_arrow():
    assert (
        loaded_by("import pipelines.cli; pipelines.cli.parser()\nfrom pipelines import read_article") & HEAVY == set()
    )


def test_definitions_open_no_warehouse():
    assert "duckdb_opened" not in loaded_by(
        "import duckdb\n"
        "def refuse(*a, **k): raise SystemExit('opened')\n"
        "duckdb.connect = refuse\n"
        "import pipelines.definitions"
    )


def test_definitions_compile_no_rule_of_reading():
    loaded_by("import pipelines.definitions\nassert 'pipelines.interpret.reading' not in sys.modules")
