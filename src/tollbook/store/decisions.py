"""Decisions of people in `case.db`: rows that are only added, never changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DatabaseError

from tollbook.errors import CaseError
from tollbook.model.tables import JUDGEMENTS, conform

DATABASE = "case.db"
VERDICTS = ("same", "different", "unsure")

metadata = MetaData()
judgements = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left", String, nullable=False),
    Column("right", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("who", String, nullable=False),
    Column("when", String, nullable=False),
    Column("why", String, nullable=False),
)

lots = Table(
    "lot",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left", String, nullable=False),
    Column("right", String, nullable=False),
    Column("when", String, nullable=False),
)


def read_judgements(case: Path) -> pl.DataFrame:
    """Return all judgements of a case, oldest first, as JUDGEMENTS; empty where nobody has judged.

    Args:
        case: The case's folder.

    Returns:
        JUDGEMENTS. A `case.db` that is damaged, or no database of ours, is a CaseError.
    """
    names = [name for name in JUDGEMENTS if name != "drawn"]
    rows = [tuple(row) for row in _rows(case, judgements)]
    frame = pl.DataFrame(rows, schema=["id", *names], orient="row", infer_schema_length=None).drop("id")
    drawn = read_lots(case).unique().with_columns(drawn=pl.lit(value=True))
    told = conform(frame, {name: JUDGEMENTS[name] for name in names}, table="judgements").join(
        drawn, on=["left", "right"], how="left", maintain_order="left"
    )
    return conform(told.with_columns(pl.col("drawn").fill_null(value=False)), JUDGEMENTS, table="judgements")


def read_lots(case: Path) -> pl.DataFrame:
    """Return the pairs that were drawn by lot to be judged, oldest first: `left`, `right`."""
    rows = [(row.left, row.right) for row in _rows(case, lots)]
    return pl.DataFrame(rows, schema={"left": pl.String, "right": pl.String}, orient="row")


def add_lots(case: Path, pairs: pl.DataFrame, *, when: datetime) -> None:
    """Write down pairs that were drawn by lot: `left` and `right`, in the order of their names."""
    moment = when.isoformat(timespec="seconds")
    rows = [{"left": left, "right": right, "when": moment} for left, right in pairs.select("left", "right").iter_rows()]
    with _engine(case) as engine:
        metadata.create_all(engine)
        with engine.begin() as opened:
            opened.execute(insert(lots), rows)


def _rows(case: Path, table: Table) -> list[Any]:
    """Return a table's rows, oldest first; none where it has not been made yet."""
    if not (case / DATABASE).exists():
        return []
    with _engine(case) as engine, engine.connect() as opened:
        if not inspect(opened).has_table(table.name):
            return []
        return list(opened.execute(select(table).order_by(table.c.id)))


def add_judgement(case: Path, judgement: Mapping[str, str], *, when: datetime) -> None:
    """Write down one person's verdict on a pair of records.

    Args:
        case: The case's folder.
        judgement: `left`, `right` (record ids), `verdict`, `who`, `why`.
        when: The moment, in UTC.

    Raises:
        CaseError: When the verdict is not one of the words, or both sides are one record.
    """
    if judgement["verdict"] not in VERDICTS:
        raise CaseError(
            f"'{judgement['verdict']}' is no verdict", where="the judgement", mend=f"say one of {', '.join(VERDICTS)}"
        )
    if judgement["left"] == judgement["right"]:
        raise CaseError("a record cannot be compared with itself", where=judgement["left"], mend="name two records")
    left, right = sorted((judgement["left"], judgement["right"]))
    row = {**judgement, "left": left, "right": right, "when": when.isoformat(timespec="seconds")}
    with _engine(case) as engine:
        metadata.create_all(engine)
        with engine.begin() as opened:
            opened.execute(insert(judgements), row)


@contextmanager
def _engine(case: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{case / DATABASE}")

    @event.listens_for(engine, "connect")
    def _durable(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]  # the driver's own object
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    try:
        yield engine
    except DatabaseError as fault:
        raise CaseError(
            f"the decisions of this case cannot be read: {fault.orig}",
            where=str(case / DATABASE),
            mend="put back the last good copy of the file; without it the judgements are lost",
        ) from fault
    finally:
        engine.dispose()
