"""Reading a folder: bytes become articles, and each file that does not has one clear reason.

`folder` is the way in; `listing` names the files, `opening` reads their bytes within limits, `decoding` turns bytes
into text, `formats` into articles; `sandbox` runs the parsers of complex formats in a limited process; `sidecar` and
`metadata` say who published what and when. `feeds` and `fetching` bring new articles into `raw/inbox/`.
"""

from pipelines.sources.folder import read_file, read_folder
from pipelines.sources.listing import FileEntry, list_files
from pipelines.sources.records import Limits, RejectedFile, SourceArticle

__all__ = ["FileEntry", "Limits", "RejectedFile", "SourceArticle", "list_files", "read_file", "read_folder"]
