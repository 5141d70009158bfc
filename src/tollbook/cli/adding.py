"""What is put into a case: lists with a drafted profile, new editions, documents, the shipped examples."""

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tollbook
from tollbook import intake, reading, sources
from tollbook.case_reader import PLACES
from tollbook.errors import CaseError
from tollbook.store.folder import NAME, PROFILE, CaseFolder, put_file, read_settings, toml_line


def add_list(folder: CaseFolder, file: Path, *, name: str, edition: str | None) -> dict[str, Any]:
    """Copy a list into a case and draft its profile; a list that is there already gets a new edition.

    Args:
        folder: The case.
        file: The list.
        name: The list's name in this case.
        edition: The edition's name; the file's name without its ending where None.

    Returns:
        The profile's path, and the draft's guesses, unmapped values and questions (empty for a new edition).

    Raises:
        CaseError: When the name cannot be a folder's, or the edition is there already.
        SourceFileError: When the file cannot be read as a table.
    """
    if not NAME.match(name):
        raise CaseError(
            f"'{name}' cannot name a list", where="--name", mend="use small letters a-z, digits and hyphens"
        )
    target = folder.path / "sources" / name
    profile = target / PROFILE
    table = sources.read_table(file)
    if profile.exists():
        longer = _with_edition(profile, file, edition=edition or file.stem)
        put_file(file, target)
        profile.write_text(longer, encoding="utf-8")
        return {"profile": str(profile), "guesses": [], "unmapped": [], "questions": []}
    draft = intake.draft_profile(table, name=name, file=file.name, edition=edition)
    intake.parse_profile(draft.toml, where=str(profile))  # an edition's name may be none; nothing is written then
    put_file(file, target)
    profile.write_text(draft.toml, encoding="utf-8")
    return {
        "profile": str(profile),
        "guesses": [{"column": guess.column, "role": guess.role, "reason": guess.reason} for guess in draft.guesses],
        "unmapped": [list(value) for value in draft.unmapped],
        "questions": list(draft.questions),
    }


def add_document(folder: CaseFolder, file: Path, told: Mapping[str, Any]) -> dict[str, Any]:
    """Copy a document into a case, with what is told of its publication beside it.

    Args:
        folder: The case.
        file: The document.
        told: Any of publisher, published, byline, title, licence, url; None values are left out.

    Returns:
        Where it is, its length, and what is now known of its publication.

    Raises:
        SourceFileError: When the file cannot be read as a document.
        CaseError: When its name but for the ending is another document's.
    """
    known = {key: value for key, value in told.items() if value is not None}
    read = sources.read_document(file, **known)
    namesake = next((held for held in folder.documents() if held.stem == file.stem and held.name != file.name), None)
    if namesake is not None or file.suffix == ".toml":
        raise CaseError(
            f"the case already holds {namesake.name}, and what is told of a document stands in {file.stem}.toml"
            if namesake is not None
            else "a .toml file beside the documents tells of one of them and is none itself",
            where=str(file),
            mend="rename the new file first",
        )
    copy = put_file(file, folder.path / "documents")
    if known:
        copy.with_suffix(".toml").write_text("".join(toml_line(key, value) for key, value in known.items()), "utf-8")
    return {
        "file": str(copy),
        "chars": len(read.text),
        "title": read.title,
        "byline": read.byline,
        "publisher": read.publisher,
        "published": read.published and read.published.isoformat(),
        "licence": read.rights and read.rights.licence,
    }


def add_places(folder: CaseFolder, file: Path, *, country: str | None) -> dict[str, Any]:
    """Take the places of a file into a case's own gazetteer, which overrules the one that Tollbook ships.

    Args:
        folder: The case.
        file: A COD-AB table or GeoJSON, a GeoNames dump, or a list with the columns name, lat, lon.
        country: Two letters (ISO 3166-1) for places whose country the file does not give.

    Returns:
        Where they are, how many the file has by kind, how many of them without coordinates, and how many are held.

    Raises:
        SourceFileError: When the file is no table of places.
    """
    own = folder.path / PLACES
    found = sources.read_places(file, country=country)
    held = reading.parse_places(read_settings(own), where=str(own)) if own.is_file() else ()
    together = reading.merged(held, found)
    own.write_text(reading.written(together), encoding="utf-8")
    kinds = Counter(place.kind for place in found)
    return {
        "file": str(own),
        "places": dict(sorted(kinds.items())),
        "without_coordinates": sum(place.lat is None for place in found),
        "countries": sorted({place.country for place in found}),
        "held": len(together),
    }


def example(name: str, folder: Path) -> Path:
    """Copy a shipped example case to a folder and return it; a copy that is there already is used as it is.

    Args:
        name: `aleppo-2016` or `kosovo-1999`.
        folder: Where to put it.

    Returns:
        The case's folder.

    Raises:
        CaseError: When the folder holds something else.
    """
    shipped = next(
        found
        for root in (Path(tollbook.__file__).parent, Path(tollbook.__file__).parents[2])  # installed, or a checkout
        if (found := root / "examples" / name).is_dir()
    )
    if folder.exists() and any(folder.iterdir()) and not (folder / "case.toml").is_file():
        raise CaseError("this folder holds something else", where=str(folder), mend="name an empty folder")
    if not (folder / "case.toml").is_file():
        shutil.copytree(
            shipped,
            folder,
            ignore=shutil.ignore_patterns("out", "truth", "identifiers", "case.db*"),
            dirs_exist_ok=True,
        )
    return folder


def _with_edition(profile: Path, file: Path, *, edition: str) -> str:
    """Return the text of a profile with one more edition."""
    text = read_settings(profile)
    known = intake.parse_profile(text, where=str(profile)).editions
    if any(edition == known_edition.name for known_edition in known):
        raise CaseError(
            f"the list already has an edition '{edition}'", where=str(profile), mend="name this one with --edition"
        )
    longer = f"{text.rstrip()}\n\n[[editions]]\n{toml_line('name', edition)}{toml_line('file', file.name)}"
    intake.parse_profile(longer, where=str(profile))
    return longer
