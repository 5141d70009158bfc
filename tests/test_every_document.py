"""Documents are read once each, whoever reads them, and what was read before an interruption stays read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook import every_document, pipeline
from tollbook.errors import CaseError
from tollbook.every_document import forget_others, read_every
from tollbook.store.folder import CaseFolder, open_case
from tollbook.store.parts import read_reading
from tollbook.store.results import last_results


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


def test_a_document_that_changed_is_read_again_and_its_old_reading_goes_when_told(folder: CaseFolder) -> None:
    before = read_every(folder, folder.documents(), _nothing)
    (folder.path / "documents" / "d3.txt").write_text("Nobody died in Talla.\n", encoding="utf-8")
    after = read_every(folder, folder.documents(), _nothing)

    assert [old == new for old, new in zip(before, after, strict=True)] == [True, True, True, False, True, True]
    assert before[3].exists()

    forget_others(folder, after)

    assert not before[3].exists()
    assert all(file.exists() for file in after)


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


def _overwritten(file: Path) -> None:
    held = bytearray(file.read_bytes())
    held[len(held) // 2] ^= 0xFF
    file.write_bytes(held)


def _no_gzip(file: Path) -> None:
    file.write_bytes(b"no gzip at all")


@pytest.mark.parametrize("damage", [_cut_off, _emptied, _overwritten, _no_gzip, Path.unlink])
def test_a_damaged_reading_is_named_and_read_again(folder: CaseFolder, damage: Callable[[Path], None]) -> None:
    kept = read_every(folder, folder.documents(), _nothing)
    whole = [file.read_bytes() for file in kept]
    damage(kept[2])

    with pytest.raises(CaseError, match=kept[2].name):
        read_reading(kept[2])
    again = read_every(folder, folder.documents(), _nothing)

    assert again == kept
    assert [file.read_bytes() for file in again] == whole


def test_an_interrupted_run_leaves_the_last_results_whole(folder: CaseFolder) -> None:
    pipeline.run(folder.path, progress=_nothing)
    before = dict(last_results(folder).readings)
    (folder.path / "documents" / "d3.txt").write_text("Nobody died in Talla.\n", encoding="utf-8")

    def interrupted(what: str, done: int, of: int) -> None:
        if (what, done) == ("documents", of):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.run(folder.path, progress=interrupted)

    assert dict(last_results(folder).readings) == before
    assert pipeline.run(folder.path, progress=_nothing).readings["d3"].tolls[0].quantity.low == 0
    assert len(list((folder.out / every_document.READINGS).iterdir())) == len(before)


def test_what_an_earlier_version_left_is_no_result_and_goes_with_the_next_run(folder: CaseFolder) -> None:
    pipeline.run(folder.path, progress=_nothing)
    (folder.out / "documents.parquet").rename(folder.out / "readings.json")

    with pytest.raises(CaseError, match="has not been run to the end"):
        last_results(folder)
    pipeline.run(folder.path, progress=_nothing)

    assert len(last_results(folder).readings) == 6
    assert not (folder.out / "readings.json").exists()


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
