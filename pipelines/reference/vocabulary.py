"""The vocabulary: the shipped lexicons with a user's own words laid over them.

A recogniser compiles what it needs from a `Vocabulary` once and keeps it: `@lru_cache` on a function of the vocabulary
(equal vocabularies hash alike). Only this module and its neighbours read files, and only the project's own data and the
folder that they are given.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

_LEXICONS = files(__package__) / "lexicons"


class VocabularyError(ValueError):
    """A lexicon file that cannot be used; the message names the file, the entry and the mend."""


class Vocabulary:
    """The merged lexicons. `table("units")` is the parsed `units.toml`; equal contents compare and hash equal."""

    def __init__(self, user: Mapping[str, str] | None = None) -> None:
        """Lay the user's files (stem to TOML text) over the shipped ones."""
        self._user = dict(user or {})
        self._tables: dict[str, Mapping[str, Any]] = {}

    def table(self, name: str) -> Mapping[str, Any]:
        """Return the lexicon `name` with the user's entries merged in: tables by key, lists appended."""
        if name not in self._tables:
            shipped = tomllib.loads((_LEXICONS / f"{name}.toml").read_text(encoding="utf-8"))
            self._tables[name] = _merged(shipped, self._parsed(name)) if name in self._user else shipped
        return self._tables[name]

    def _parsed(self, name: str) -> Mapping[str, Any]:
        try:
            return tomllib.loads(self._user[name])
        except tomllib.TOMLDecodeError as error:
            raise VocabularyError(f"vocabulary/{name}.toml is not valid TOML: {error}") from error

    @property
    def user_words(self) -> Mapping[str, str]:
        """The user's files, stem to TOML text: enough to make an equal vocabulary in another process."""
        return self._user

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the user's words; the shipped ones are part of the reader's fingerprint."""
        digest = hashlib.sha256()
        for name in sorted(self._user):
            digest.update(f"{name}\0{self._user[name]}\0".encode())
        return digest.hexdigest()

    @cached_property
    def _hash(self) -> int:
        return int(self.fingerprint[:15], 16)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self._user == other._user

    def __hash__(self) -> int:
        return self._hash


def _merged(shipped: Mapping[str, Any], user: Mapping[str, Any]) -> Mapping[str, Any]:
    out = dict(shipped)
    for key, value in user.items():
        old = out.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            out[key] = _merged(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            out[key] = old + value
        else:
            out[key] = value
    return out


@cache
def default_vocabulary() -> Vocabulary:
    """Return the shipped vocabulary."""
    return Vocabulary()


def load_vocabulary(folder: Path | None) -> Vocabulary:
    """Return the shipped vocabulary with the `*.toml` files of `folder` laid over it (none if there is no folder)."""
    if folder is None or not folder.is_dir():
        return default_vocabulary()
    known = {entry.name.removesuffix(".toml") for entry in _LEXICONS.iterdir() if entry.name.endswith(".toml")}
    user: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in known:
            names = ", ".join(sorted(known))
            raise VocabularyError(f"vocabulary/{path.name} has no shipped counterpart; the names are: {names}")
        user[path.stem] = path.read_text(encoding="utf-8")
    return Vocabulary(user) if user else default_vocabulary()
