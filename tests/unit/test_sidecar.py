"""What `sources.csv` says of a file: read when asked, and known to have changed exactly when it did."""

from datetime import date
from pathlib import Path

from pipelines.sources.sidecar import read_sidecars


def about(folder: Path, text: str, path: str = "a.txt") -> str:
    (folder / "sources.csv").write_text(text, encoding="utf-8")
    return read_sidecars(folder).about(path)


def test_only_what_is_told_of_a_file_changes_what_is_known_of_it(tmp_path: Path) -> None:
    known = about(tmp_path, "file,title\na.txt,Socks\nb.txt,Hats\n")
    assert about(tmp_path, "file,note,title\nb.txt,,Caps\na.txt,seen,Socks\n") == known
    assert about(tmp_path, "file,title\na.txt,Stockings\n") != known
    assert about(tmp_path, "file,publisher\na.txt,Socks\n") != known


def test_a_row_holds_for_a_file_and_its_records_and_a_bad_date_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(
        "File,Date,Title\nall.csv,2023-08-08,All\nb.txt,soon,Late\n", encoding="utf-8"
    )
    sidecars = read_sidecars(tmp_path)
    assert sidecars.of("all.csv#1").published_on == date(2023, 8, 8)
    assert sidecars.of("b.txt").title == "Late"
    assert [row.path for row in sidecars.rejected] == ["sources.csv#3"]
