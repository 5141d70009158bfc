"""Records of invented people, as intake would hand them over."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from tollbook.model.tables import PERSONS, RECORDS, conform

Made = tuple[pl.DataFrame, pl.DataFrame]


def _made(*rows: dict[str, Any]) -> Made:
    """Return RECORDS and PERSONS; a row gives `person` and what differs from a plain, linkable, current record."""
    filled = [
        {"record_id": f"{row.get('source', 'a')}/1/{at}", "source": "a", "edition": "1", "file": "list.csv"}
        | {"row": at, "current": True, "people": 1, "linkable": True}
        | {key: value for key, value in row.items() if key not in {"person", "died"}}
        | ({"death_from": row["died"], "death_to": row["died"]} if "died" in row else {})
        for at, row in enumerate(rows, start=2)
    ]
    persons = pl.DataFrame(
        {"record_id": [row["record_id"] for row in filled], "person_id": [row["person"] for row in rows]},
        schema=PERSONS,
    )
    schema = {name: kind for name, kind in RECORDS.items() if any(name in row for row in filled)}
    return conform(pl.DataFrame(filled, schema=schema), RECORDS, table="records"), persons


@pytest.fixture(scope="session")
def made() -> Callable[..., Made]:
    return _made


@pytest.fixture(scope="session")
def named() -> dict[str, Any]:
    """What makes a record of an identified person."""
    return {
        "name_ar": "سمير خالد الحلبي",
        "given_ar": "سمير",
        "father_ar": "خالد",
        "family_ar": "الحلبي",
        "died": date(2014, 5, 3),
        "governorate": "Aleppo",
    }
