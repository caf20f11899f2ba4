"""What workspace.yaml names: the definitions of this checkout."""

from pipelines.orchestration.wiring import build_definitions

defs = build_definitions()
