"""What a case's lists become: profiles, and records, rejections and remarks of each list."""

from dataclasses import asdict
from datetime import date
from typing import Any

import polars as pl

from tollbook import intake, sources
from tollbook.errors import CaseError
from tollbook.store.folder import CaseFolder, read_settings


def profiles(folder: CaseFolder) -> dict[str, intake.Profile]:
    """Return the profile of every list of a case, by the list's name.

    Args:
        folder: The case.

    Returns:
        The profiles.

    Raises:
        CaseError: When a folder of sources has files but no profile.
    """
    if folder.unprofiled():
        name = folder.unprofiled()[0]
        raise CaseError(
            "a folder of sources has files but no profile.toml",
            where=str(folder.path / "sources" / name),
            mend=f"draft one with `tollbook add list FILE --name {name}`, or take the folder away",
        )
    return {
        name: intake.parse_profile(read_settings(path), where=str(path)) for name, path in folder.profiles().items()
    }


def take_in_list(
    folder: CaseFolder, name: str, profile: intake.Profile, *, until: date | None = None
) -> tuple[list[dict[str, Any]], dict[str, pl.DataFrame]]:
    """Return what is said of each edition of a list, and its records, rejections and remarks.

    Args:
        folder: The case.
        name: The list's.
        profile: The list's.
        until: Only editions published on or before this day stand, and only dated ones; None: all.

    Returns:
        An entry for each edition, and the tables by name.
    """
    entries, made = [], []
    for edition in profile.editions:
        form = asdict(edition.form)
        table = sources.read_table(folder.path / "sources" / name / edition.file, **form)
        taken = intake.take_in(table, profile, source=name, edition=edition.name, file=edition.file)
        made.append(taken)
        entries.append(
            {
                "source": name,
                "edition": edition.name,
                "published": edition.published,
                "file": edition.file,
                "read_as": form,
                "rows": taken.records.height + taken.rejections.height,
                "records": taken.records.height,
                "rejected": taken.rejections.height,
                "remarks": taken.remarks.height,
                "blank_rows": table.blank_rows,
                "facts": dict(table.facts),
                "expectations": [asdict(finding) for finding in taken.expectations],
            }
        )
    standing = [
        edition.name
        for edition in profile.editions
        if until is None or (edition.published is not None and edition.published <= until)
    ]
    records = pl.concat([taken.records for taken in made])
    stands = pl.col("edition").is_in(standing)
    records = pl.concat(
        [
            intake.with_current(records.filter(stands), editions=standing, policy=profile.edition_policy),
            records.filter(~stands).with_columns(current=pl.lit(value=False)),
        ]
    )
    rejections = pl.concat([taken.rejections for taken in made])
    return entries, {
        "records": records,
        "rejections": rejections,
        "remarks": pl.concat([taken.remarks for taken in made]),
    }
