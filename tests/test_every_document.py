"""Documents are read once each, whoever reads them, and what was read before an interruption stays read."""

from pathlib import Path

import pytest

from tollbook import every_document
from tollbook.every_document import read_every
from tollbook.store.folder import CaseFolder, open_case
from tollbook.store.parts import read_reading


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    (tmp_path / "documents").mkdir()
    (tmp_path / "case.toml").write_text('title = "An invented case"\n', encoding="utf-8")
    for i in range(6):
        text = f"At least {i + 20} people died in Talla on Monday, the mayor said.\n"
        (tmp_path / "documents" / f"d{i}.txt").write_text(text, encoding="utf-8")
    return open_case(tmp_path)


def _nothing(what: str, done: int, of: int) -> None:
    """Tell nobody how far it is."""


def test_what_was_read_before_an_interruption_is_not_read_again(
    folder: CaseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = folder.documents()
    monkeypatch.setattr(every_document, "TOGETHER", 2)
    done = []

    def interrupted(what: str, number: int, of: int) -> None:
        done.append(number)
        if number == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_every(folder, files, interrupted)
    first = sorted((folder.out / every_document.READINGS).iterdir())
    times = [file.stat().st_mtime_ns for file in first]
    kept = read_every(folder, files, lambda what, number, of: done.append(number))

    assert len(first) == 4
    assert [file.stat().st_mtime_ns for file in first] == times
    assert done == [0, 2, 4, 4, 6]
    assert [read_reading(file).document.name for file in kept] == [f"d{i}" for i in range(6)]


def test_a_document_that_changed_is_read_again_and_its_old_reading_goes(folder: CaseFolder) -> None:
    before = read_every(folder, folder.documents(), _nothing)
    (folder.path / "documents" / "d3.txt").write_text("Nobody died in Talla.\n", encoding="utf-8")
    after = read_every(folder, folder.documents(), _nothing)

    assert [old == new for old, new in zip(before, after, strict=True)] == [True, True, True, False, True, True]
    assert not before[3].exists()


def test_other_parties_make_other_readings(folder: CaseFolder) -> None:
    before = read_every(folder, folder.documents(), _nothing)
    (folder.path / "parties.toml").write_text(
        '[[party]]\nname = "Grey Line"\nkind = "armed group"\naliases = ["the Line"]\n', encoding="utf-8"
    )

    assert not set(before) & set(read_every(folder, folder.documents(), _nothing))


def test_workers_give_the_bytes_that_one_process_gives(folder: CaseFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = [file.read_bytes() for file in read_every(folder, folder.documents(), _nothing)]
    for file in (folder.out / every_document.READINGS).iterdir():
        file.unlink()
    monkeypatch.setattr(every_document, "_WORTH_WORKERS", 0)
    monkeypatch.setattr(every_document, "TOGETHER", 3)
    monkeypatch.setattr(every_document, "_cores", lambda: 2)

    assert [file.read_bytes() for file in read_every(folder, folder.documents(), _nothing)] == alone
