"""A case as a folder: its settings, lists, documents and published tables, and how new ones are put into it."""

import ipaddress
import re
import shutil
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tollbook.errors import CaseError
from tollbook.model.case import DEFAULT_SEED, Case, Extractor
from tollbook.model.period import Period
from tollbook.model.tables import STRATA
from tollbook.text.numbers import VAGUE

SETTINGS = "case.toml"
PROFILE = "profile.toml"
NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}$")  # safe as a folder on every system, and readable in a reference

TEMPLATE = """\
{title}question = "How many people died, who says so, and how do we know?"
# territory = ["Aleppo"]                      # governorates or countries in question; leave out for all
# period = {{ from = 2011-03-15, to = 2016-12-13 }}
rules = ["all", "identified", "two_sources"]  # inclusion rules, the report's first one first
# strata = ["status"]                         # dimensions by which estimates are broken down
seed = {seed}
privacy = "none"                              # print victims' names in the report: none, initials, names
# [linkage]
# name_frequencies = "names.csv"              # columns name, count and, if you like, part: how common names are
# [reading.vague]
# dozens = [24, 99]                           # what a vague word of a document is taken to mean, fewest and most
"""


class _Period(BaseModel):
    model_config = ConfigDict(extra="forbid")
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")


class _Linkage(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name_frequencies: str | None = None
    name_frequencies_use: Literal["mixed", "instead"] = "mixed"


class _Extractor(BaseModel):
    model_config = ConfigDict(extra="forbid")
    url: str
    model: str = Field(min_length=1)
    name: str = Field("local", min_length=1)
    timeout: float = Field(120.0, gt=0, le=3_600)
    allow: tuple[str, ...] = ()
    on_failure: Literal["stop", "warn"] = "stop"

    @field_validator("url")
    @classmethod
    def _is_plain(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or "@" in url:
            raise ValueError("give an address such as http://127.0.0.1:11434/v1")
        return url

    @field_validator("allow")
    @classmethod
    def _are_private(cls, allow: tuple[str, ...]) -> tuple[str, ...]:
        for number in allow:
            if not ipaddress.ip_address(number).is_private:
                raise ValueError(f"{number} is on the open internet; only addresses of a private network are allowed")
        return allow


class _Reading(BaseModel):
    model_config = ConfigDict(extra="forbid")
    vague: dict[str, tuple[int, int]] = {}
    extractor: _Extractor | None = None


class _Settings(BaseModel):
    """The grammar of case.toml."""

    model_config = ConfigDict(extra="forbid")
    title: str
    question: str = "How many people died, who says so, and how do we know?"
    territory: tuple[str, ...] = ()
    period: _Period = _Period.model_validate({})
    rules: tuple[Literal["all", "identified", "two_sources"], ...] = Field(
        ("all", "identified", "two_sources"), min_length=1
    )
    strata: tuple[str, ...] = ()
    imputations: Literal[0] | Annotated[int, Field(ge=5, le=200)] = 20
    sensitivity: bool = False
    cache: str | None = Field(None, min_length=1)
    seed: int = Field(DEFAULT_SEED, ge=0)
    privacy: Literal["none", "initials", "names"] = "none"
    linkage: _Linkage = _Linkage()
    reading: _Reading = _Reading()


class _Sidecar(BaseModel):
    """The grammar of a document's `<name>.toml`."""

    model_config = ConfigDict(extra="forbid")
    publisher: str | None = None
    published: date | None = None
    byline: str | None = None
    title: str | None = None
    licence: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """A case on disk.

    Attributes:
        path: The folder.
        case: Its settings.
    """

    path: Path
    case: Case

    @property
    def out(self) -> Path:
        """Where a run writes; may be deleted at any time."""
        return self.path / "out"

    @property
    def cache(self) -> Path | None:
        """Where the case keeps its estimates to share them; None for a folder of its own in `out`."""
        return None if self.case.cache is None else self.path / self.case.cache

    def profiles(self) -> dict[str, Path]:
        """Return the profile of every list, by the list's name, in order."""
        return {found.parent.name: found for found in sorted((self.path / "sources").glob(f"*/{PROFILE}"))}

    def unprofiled(self) -> list[str]:
        """Return folders of `sources/` that hold files and no profile: they would otherwise be passed over."""
        root = self.path / "sources"
        folders = sorted(found for found in root.glob("*") if found.is_dir()) if root.is_dir() else []
        return [found.name for found in folders if any(found.iterdir()) and not (found / PROFILE).exists()]

    def documents(self) -> list[Path]:
        """Return the documents in prose, in order of name; sidecars (.toml) are not documents.

        Returns:
            Their paths.

        Raises:
            CaseError: When two files have the same name but for their ending.
        """
        files = _files(self.path / "documents")
        names = Counter(file.stem for file in files)
        for file in files:
            if names[file.stem] > 1:
                raise CaseError(
                    f"two documents are called '{file.stem}'", where=str(file.parent), mend="rename one of them"
                )
        return files

    def tables(self) -> list[Path]:
        """Return the published capture tables, in order of name."""
        return _files(self.path / "tables")


def open_case(path: Path) -> CaseFolder:
    """Return a case from its folder.

    Args:
        path: The folder, or its case.toml.

    Returns:
        The case with its settings.

    Raises:
        CaseError: When there is no case.toml or a setting in it is wrong.
    """
    path = path.parent if path.name == SETTINGS else path
    settings = path / SETTINGS
    if not settings.is_file():
        raise CaseError("this folder is no case", where=str(path), mend=f"make one with `tollbook new {path}`")
    read = read_toml(settings)
    try:
        parsed = _Settings.model_validate(read)
        period = Period(parsed.period.first, parsed.period.last)
    except ValidationError as fault:
        raise setting_error(fault, where=str(settings)) from fault
    unknown = [name for name in parsed.strata if not set(name.split("+")) <= set(STRATA)]
    if unknown:
        raise CaseError(
            f"'{unknown[0]}' is no dimension to stratify by",
            where=f"{settings}, strata",
            mend=f"use one of {', '.join(STRATA)}, or several joined by +",
        )
    _check_vague(parsed.reading.vague, where=f"{settings}, reading.vague")
    case = Case(
        title=parsed.title,
        question=parsed.question,
        territory=parsed.territory,
        period=period,
        rules=parsed.rules,
        strata=parsed.strata,
        imputations=parsed.imputations,
        sensitivity=parsed.sensitivity,
        cache=parsed.cache,
        seed=parsed.seed,
        privacy=parsed.privacy,
        vague=tuple((word, low, high) for word, (low, high) in sorted(parsed.reading.vague.items())),
        name_frequencies=parsed.linkage.name_frequencies,
        name_frequencies_use=parsed.linkage.name_frequencies_use,
        extractor=Extractor(**parsed.reading.extractor.model_dump()) if parsed.reading.extractor is not None else None,
    )
    return CaseFolder(path, case)


def _check_vague(vague: dict[str, tuple[int, int]], *, where: str) -> None:
    for word, (low, high) in vague.items():
        if word not in VAGUE:
            raise CaseError(f"'{word}' is no vague word", where=where, mend=f"use {', '.join(VAGUE)}")
        if not 0 < low <= high:
            raise CaseError(
                f"'{word}' cannot mean {low} to {high} people", where=where, mend="give fewest and most, both above 0"
            )


def new_case(path: Path, *, title: str | None) -> CaseFolder:
    """Make an empty case in a folder that does not hold one.

    Args:
        path: The folder; made where it is missing.
        title: What the report is called; the folder's name where None.

    Returns:
        The case.

    Raises:
        CaseError: When the folder already holds a case, or is a file.
    """
    if path.exists() and not path.is_dir():
        raise CaseError("this is a file, not a folder", where=str(path), mend="name a folder that does not exist yet")
    if (path / SETTINGS).exists():
        raise CaseError("this folder already holds a case", where=str(path), mend="name another folder")
    for part in ("sources", "documents"):
        (path / part).mkdir(parents=True, exist_ok=True)
    named = toml_line("title", title or path.resolve().name)
    (path / SETTINGS).write_text(TEMPLATE.format(title=named, seed=DEFAULT_SEED), encoding="utf-8")
    return open_case(path)


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds.

    Args:
        path: The file.

    Returns:
        Its keys and values.

    Raises:
        CaseError: When it is not UTF-8 or not TOML; the error gives line and column.
    """
    try:
        return tomllib.loads(read_settings(path))
    except tomllib.TOMLDecodeError as fault:
        raise CaseError(f"the file is not TOML: {fault}", where=str(path), mend="mend that line") from fault


def read_settings(path: Path) -> str:
    """Return the text of a file that a user writes settings in: case.toml, profile.toml, parties.toml.

    Args:
        path: The file.

    Returns:
        Its text, without a byte order mark.

    Raises:
        CaseError: When it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CaseError(
            f"the file is not UTF-8 (byte {fault.start})", where=str(path), mend="save it as UTF-8"
        ) from fault


def setting_error(fault: ValidationError, *, where: str) -> CaseError:
    """Return a case error that names every setting at fault."""
    faults = [(".".join(str(part) for part in found["loc"]), found["msg"]) for found in fault.errors()]
    what = "; ".join(f"{key}: {message.lower()}" for key, message in faults)
    return CaseError(what, where=f"{where}, {faults[0][0]}", mend="correct or take out these settings")


def put_file(file: Path, folder: Path) -> Path:
    """Copy a file into a folder of a case, never over a different one.

    Args:
        file: What to copy.
        folder: Where to; made where it is missing.

    Returns:
        The copy.

    Raises:
        CaseError: When the file is missing, or the folder holds another file of that name.
    """
    if not file.is_file():
        raise CaseError("there is no such file", where=str(file), mend="check the path")
    target = folder / file.name
    if target.exists() and target.read_bytes() != file.read_bytes():
        raise CaseError(
            "the case already holds another file of this name", where=str(target), mend="rename the new file first"
        )
    folder.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        shutil.copyfile(file, target)
    return target


def toml_line(key: str, value: object) -> str:
    """Return one `key = value` line of TOML for a string, date, number or list of strings."""
    return f"{key} = {_toml_value(value)}\n"


def sidecar(document: Path) -> dict[str, Any]:
    """Return what `<name>.toml` beside a document states about it; empty where there is none.

    Args:
        document: The document's file.

    Returns:
        Any of publisher, published, byline, title, licence, url.

    Raises:
        CaseError: When the file is not TOML or has other keys.
    """
    beside = document.with_suffix(".toml")
    if not beside.is_file():
        return {}
    try:
        return _Sidecar.model_validate(read_toml(beside)).model_dump(exclude_none=True)
    except ValidationError as fault:
        raise setting_error(fault, where=str(beside)) from fault


def _toml_value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return "[" + ", ".join(_toml_value(part) for part in value) + "]"
        case _:
            escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
            escaped = "".join(f"\\u{ord(sign):04x}" if ord(sign) < 32 or ord(sign) == 127 else sign for sign in escaped)
            return f'"{escaped}"'


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        found
        for found in folder.iterdir()
        if found.is_file() and found.suffix != ".toml" and not found.name.startswith((".", "~"))
    )
