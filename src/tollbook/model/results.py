"""All that a run of a case found: what the report and every other publisher is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from tollbook.model.case import Case
from tollbook.model.document import Reading
from tollbook.model.estimate import Estimate, Total
from tollbook.model.lists import Source


@dataclass(frozen=True, slots=True)
class Results:
    """The tables and values of `out/`.

    Attributes:
        case: The settings.
        sources: Lists by name.
        intake: For each source and edition: file, rows, records, rejected, remarks, blank rows, expectations with
            what was found, facts of the file.
        records: RECORDS.
        rejections: REJECTIONS.
        remarks: REMARKS.
        pairs: PAIRS with a column `w_<term>` for each term.
        persons: PERSONS.
        changes: CHANGES.
        people: PEOPLE.
        counts: COUNTS.
        linkage: How records were linked: parameters, summary, unique people with an interval.
        readings: By document; those of a case on disk are opened one at a time, and may be more than memory holds.
        estimates: By stratum (`all` for the whole).
        checks: CHECKS, not read until it is asked for.
        manifest: As `manifest.json`.
        totals: Sums of strata, one for each way of dividing people.
    """

    case: Case
    sources: Mapping[str, Source]
    intake: tuple[Mapping[str, Any], ...]
    records: pl.DataFrame
    rejections: pl.DataFrame
    remarks: pl.DataFrame
    pairs: pl.DataFrame
    persons: pl.DataFrame
    changes: pl.DataFrame
    people: pl.DataFrame
    counts: pl.DataFrame
    linkage: Mapping[str, Any]
    readings: Mapping[str, Reading]
    estimates: Mapping[str, Estimate]
    checks: pl.LazyFrame
    manifest: Mapping[str, Any]
    totals: tuple[Total, ...] = ()
