"""Templating: the templates of the pages, compiled once, with what each page may call."""

import base64
import hashlib
from decimal import Decimal
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from pipelines.report import words
from pipelines.report.read import Corpus
from pipelines.report.sayings import when

_TEMPLATES = files(__package__) / "templates"


def environment(corpus: Corpus) -> jinja2.Environment:
    """Return the templates; a policy in each page allows the report's own style and script alone."""
    sources = {entry.name: entry.read_text(encoding="utf-8") for entry in _TEMPLATES.iterdir() if entry.is_file()}
    style, script = sources["style.css"], sources["script.js"]
    templates = jinja2.Environment(
        loader=jinja2.DictLoader(sources),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {
        "policy": f"default-src 'none'; style-src {_hashed(style)}; script-src {_hashed(script)}; base-uri 'none'",
        "style": Markup(style),
        "script": Markup(script),
        "corpus": corpus,
        "label": words.label,
        "count": words.count,
        "when": when,
        "changed": _changed,
    }
    return templates


def _hashed(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _changed(value: Any) -> str:
    """Say a cell before or after a change."""
    if value is None:
        return "none"
    return words.number(value) if isinstance(value, Decimal | float | int) else str(value)
