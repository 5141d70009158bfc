"""Bytes to rows or text, each with its place in the file."""

from tollbook.sources.documents import READERS, read_document
from tollbook.sources.extractor import ask
from tollbook.sources.places import read_places
from tollbook.sources.tables import TABLE_READERS, TableKind, read_table, read_whole_table

__all__ = [
    "READERS",
    "TABLE_READERS",
    "TableKind",
    "ask",
    "read_document",
    "read_places",
    "read_table",
    "read_whole_table",
]
