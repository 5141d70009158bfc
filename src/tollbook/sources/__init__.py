"""Bytes to rows or text, each with its place in the file."""

from tollbook.sources.tables import TABLE_READERS, TableKind, read_table

__all__ = ["TABLE_READERS", "TableKind", "read_table"]
