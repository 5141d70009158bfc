"""Tables and values on disk: Parquet for tables, JSON for the rest; the same value always gives the same bytes."""

import json
import re
from pathlib import Path
from typing import Any, TypeVar

import polars as pl
from pydantic import TypeAdapter

Value = TypeVar("Value")
_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}
_OF_SYSTEM = re.compile(r"([^:]+) \(os error (\d+)\)")

ROWS_OF_A_GROUP = 250_000  # of a table that is written as it is made


def write_table(frame: pl.DataFrame | pl.LazyFrame, path: Path) -> None:
    """Write a table as Parquet, in a way that leaves either the old file or the whole new one.

    Args:
        frame: The table; a lazy one is never whole in memory.
        path: Of the file; folders above it are made.

    Raises:
        OSError: When the system does not take it, such as for want of room.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    rows = ROWS_OF_A_GROUP if isinstance(frame, pl.LazyFrame) else None
    try:
        frame.lazy().sink_parquet(
            partial, compression="zstd", compression_level=3, statistics=True, row_group_size=rows, engine="streaming"
        )
    except pl.exceptions.ComputeError as fault:  # so Polars says, too, what the system told it
        partial.unlink(missing_ok=True)
        told = _OF_SYSTEM.search(str(fault))
        if told is None:
            raise
        raise OSError(int(told[2]), told[1].strip(), str(path)) from fault
    partial.replace(path)


def read_table_file(path: Path) -> pl.DataFrame:
    """Return a table that `write_table` wrote."""
    return pl.read_parquet(path)


def scan_table_file(path: Path) -> pl.LazyFrame:
    """Return a table that `write_table` wrote, its columns not read until they are asked for."""
    return pl.scan_parquet(path)


def write_value(kind: type[Value], value: Value, path: Path) -> None:
    """Write a value of one of the model's types as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(to_json(kind, value, indent=1), encoding="utf-8")
    partial.replace(path)


def read_value(kind: type[Value], path: Path) -> Value:
    """Return a value that `write_value` wrote."""
    return from_json(kind, path.read_bytes())


def to_json(kind: type[Value], value: Value, *, indent: int | None = None) -> str:
    """Return a value of one of the model's types as JSON, in one line where it is not to be indented."""
    plain = _adapter(kind).dump_python(value, mode="json")
    return json.dumps(plain, ensure_ascii=False, indent=indent) + "\n"


def from_json(kind: type[Value], data: bytes) -> Value:
    """Return a value that `to_json` wrote."""
    found: Value = _adapter(kind).validate_json(data)
    return found


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Return what checks and writes values of a type; made once, since making it takes longer than using it."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
