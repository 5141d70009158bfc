"""The grammar of profile.toml: text in, a profile or an error that names the key out."""

import tomllib
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tollbook.errors import ProfileError
from tollbook.intake.profile import Bounds, Column, Edition, Expectations, FileForm, Profile
from tollbook.intake.roles import ROLES, Kind
from tollbook.intake.words import ALLOWED, YES_NO
from tollbook.model.lists import Coverage
from tollbook.model.period import Period
from tollbook.model.vocabulary import Covers, EditionPolicy, ListPolicy, Status
from tollbook.text.ages import AgeUnit, read_age
from tollbook.text.dates import Calendar, DateForm, Order
from tollbook.text.misread import Misread
from tollbook.text.scripts import fold


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _List(_Strict):
    title: str = ""
    publisher: str = ""
    licence: str | None = None
    attribution: str | None = None
    url: str | None = None
    invented: bool = False
    policy: ListPolicy = ListPolicy.MAY_REPEAT
    edition_policy: EditionPolicy = EditionPolicy.REPLACES


class _File(_Strict):
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    header_row: int | None = Field(default=None, ge=0)


class _Edition(_File):
    name: str = Field(min_length=1, pattern=r"^[^/\\]+$")
    file: str = Field(min_length=1)
    published: date | None = Field(default=None, alias="date")


class _Coverage(_Strict):
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    places: dict[str, Covers] = {}
    status: dict[Status | Literal["*"], Covers] = {}
    sides: dict[str, Covers] = {}


class _Column(_Strict):
    role: str
    lookup: dict[str, str | int | bool] = {}
    empty: list[str] = []
    unknown: list[str] = []
    order: Order | None = None
    calendar: Calendar | None = None
    century: Literal[1900, 2000] | None = None
    unit: AgeUnit | None = None
    earliest: date | None = None
    latest: date | None = None
    optional: bool = False


class _Missing(_Strict):
    empty: list[str] = []
    unknown: list[str] = []


class _Bounds(_Strict):
    min: float | None = None
    max: float | None = None


class _Expect(_Strict):
    rows: _Bounds = _Bounds()
    filled: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    range: dict[Literal["age", "lat", "lon", "people"], _Bounds] = {}
    unique: list[Literal["id", "identifier"]] = []


class _Profile(_Strict):
    about: _List = Field(default=_List(), alias="list")
    file: _File = _File()
    editions: list[_Edition] = Field(min_length=1)
    coverage: _Coverage = _Coverage()
    ignore: list[str] = []
    columns: dict[str, str | _Column]
    missing: _Missing = _Missing()
    expect: _Expect = _Expect()


_DATE_OPTIONS = ("order", "calendar", "century", "earliest", "latest")


def parse_profile(text: str, *, where: str) -> Profile:
    """Return the profile that a profile.toml states.

    Args:
        text: The file's text.
        where: Its path, for errors.

    Returns:
        The profile, every default filled in.

    Raises:
        ProfileError: When the text is no TOML, a key or value is not of the grammar, or parts contradict each other.
    """
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as fault:
        raise ProfileError(
            f"the profile is not valid TOML: {fault}",
            where=where,
            mend="correct that line; names with spaces or Arabic letters need quotes, and so do values that are text",
        ) from None
    try:
        read = _Profile.model_validate(raw)
    except ValidationError as fault:
        refusal = _refused(fault, where)
        raise ProfileError(refusal.what, where=refusal.where, mend=refusal.mend) from None
    columns = tuple(_column(name, stated, where) for name, stated in read.columns.items())
    _refuse_contradictions(columns, read, where)
    return Profile(
        where=where,
        title=read.about.title,
        publisher=read.about.publisher,
        editions=tuple(_edition(edition, read.file) for edition in read.editions),
        columns=columns,
        licence=read.about.licence,
        attribution=read.about.attribution,
        url=read.about.url,
        is_invented=read.about.invented,
        policy=read.about.policy,
        edition_policy=read.about.edition_policy,
        coverage=_coverage(read.coverage, where),
        ignored=tuple(read.ignore),
        empty=tuple(read.missing.empty),
        unknown=tuple(read.missing.unknown),
        expectations=_expectations(read.expect, columns, where),
    )


def _refused(fault: ValidationError, where: str) -> ProfileError:
    first = fault.errors(include_url=False)[0]
    # A column may be a role's name or a table; of the two complaints the one about the table's key says more.
    for error in fault.errors(include_url=False):
        if "_Column" in error["loc"]:
            first = error
            break
    key = ".".join(str(part) for part in first["loc"] if part not in {"_Column", "str"})
    others = f" ({fault.error_count() - 1} more faults)" if fault.error_count() > 1 else ""
    if first["type"] == "extra_forbidden":
        return ProfileError(
            f"the profile has an unknown key '{key}'{others}", where=f"{where}, {key}", mend=_nearest_key(first["loc"])
        )
    if first["type"] == "missing":
        return ProfileError(
            f"the profile lacks '{key}'", where=where, mend=f"add {key}; docs/reference/profile.md shows every key"
        )
    return ProfileError(
        f"'{first['input']}' is no value for {key}: {first['msg']}{others}",
        where=f"{where}, {key}",
        mend="correct the value; docs/reference/profile.md shows what each key takes",
    )


def _nearest_key(loc: tuple[int | str, ...]) -> str:
    models: dict[str, type[BaseModel]] = {
        "list": _List, "file": _File, "editions": _Edition, "coverage": _Coverage, "columns": _Column,
        "missing": _Missing, "expect": _Expect,
    }  # fmt: skip
    model = models.get(str(loc[0]), _Profile) if len(loc) > 1 else _Profile
    keys = [field.alias or name for name, field in model.model_fields.items()]
    near = get_close_matches(str(loc[-1]), keys, n=1)
    return f"did you mean '{near[0]}'?" if near else f"use one of: {', '.join(keys)}"


def _column(name: str, stated: str | _Column, where: str) -> Column:
    table = _Column(role=stated) if isinstance(stated, str) else stated
    place = f"{where}, columns.{name}"
    if table.role not in ROLES:
        near = get_close_matches(table.role, ROLES, n=1)
        hint = f"did you mean '{near[0]}'? " if near else ""
        raise ProfileError(
            f"column '{name}' has the unknown role '{table.role}'",
            where=place,
            mend=f"{hint}roles are {', '.join(ROLES)}; to leave the column out, name it under ignore",
        )
    kind = ROLES[table.role]
    allowed = {"unit"} if kind is Kind.AGE else set(_DATE_OPTIONS) if kind is Kind.DATE else set[str]()
    for option in (*_DATE_OPTIONS, "unit"):
        if getattr(table, option) is not None and option not in allowed:
            raise ProfileError(
                f"column '{name}' has the role {table.role}, which takes no '{option}'",
                where=place,
                mend=f"remove {option}, or correct the role",
            )
    lookup = {written: str(meant) for written, meant in table.lookup.items()}
    _refuse_lookup(table.role, lookup, place)
    return Column(
        name=name,
        role=table.role,
        lookup=lookup,
        empty=tuple(table.empty),
        unknown=tuple(table.unknown),
        dates=DateForm(table.order, table.calendar or Calendar.GREGORIAN, table.century),
        unit=table.unit or AgeUnit.YEARS,
        earliest=table.earliest,
        latest=table.latest,
        is_optional=table.optional,
    )


def _refuse_lookup(role: str, lookup: Mapping[str, str], where: str) -> None:
    for written, meant in lookup.items():
        if role in ALLOWED and meant not in ALLOWED[role]:
            raise ProfileError(
                f"the lookup of '{written}' gives '{meant}', which is no {role}",
                where=f"{where}.lookup",
                mend=f"use one of: {', '.join(ALLOWED[role])}",
            )
        if ROLES[role] is Kind.AGE and isinstance(read_age(meant), Misread):
            raise ProfileError(
                f"the lookup of '{written}' gives '{meant}', which is no age",
                where=f"{where}.lookup",
                mend='use an age or a band, such as "0-17"',
            )
        if ROLES[role] is Kind.YES_NO and fold(meant) not in YES_NO:
            raise ProfileError(
                f"the lookup of '{written}' gives '{meant}', which is neither yes nor no",
                where=f"{where}.lookup",
                mend='use "yes" or "no"',
            )


def _refuse_contradictions(columns: tuple[Column, ...], read: _Profile, where: str) -> None:
    seen: dict[str, str] = {}
    for column in columns:
        if column.role in seen:
            raise ProfileError(
                f"columns '{seen[column.role]}' and '{column.name}' both have the role {column.role}",
                where=f"{where}, columns",
                mend="give one of them another role, or name it under ignore",
            )
        seen[column.role] = column.name
        if column.name in read.ignore:
            raise ProfileError(
                f"column '{column.name}' is both mapped and ignored", where=where, mend="remove it from one of the two"
            )
    for day in ("birth", "death"):
        parts = {f"{day}_{part}" for part in ("month", "day")} & seen.keys()
        if parts and f"{day}_year" not in seen:
            raise ProfileError(
                f"{' and '.join(sorted(parts))} need {day}_year", where=f"{where}, columns", mend=f"map {day}_year too"
            )
        if f"{day}_year" in seen and f"date_of_{day}" in seen:
            raise ProfileError(
                f"date_of_{day} and {day}_year are both mapped",
                where=f"{where}, columns",
                mend="map the whole date, and ignore its parts",
            )
    names = [edition.name for edition in read.editions]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ProfileError(f"two editions are called '{twice}'", where=f"{where}, editions", mend="rename one")


def _edition(edition: _Edition, default: _File) -> Edition:
    def chosen(key: str) -> Any:
        own = getattr(edition, key)
        return getattr(default, key) if own is None else own

    form = FileForm(chosen("sheet"), chosen("encoding"), chosen("delimiter"), chosen("header_row"))
    return Edition(edition.name, edition.file, edition.published, form)


def _coverage(read: _Coverage, where: str) -> Coverage:
    if read.from_ is not None and read.to is not None and read.to < read.from_:
        raise ProfileError(
            f"the coverage ends ({read.to}) before it begins ({read.from_})",
            where=f"{where}, coverage",
            mend="put the earlier date under from",
        )
    return Coverage(
        period=Period(read.from_, read.to),
        places=dict(read.places),
        status={str(status): covers for status, covers in read.status.items()},
        sides=dict(read.sides),
    )


def _expectations(read: _Expect, columns: tuple[Column, ...], where: str) -> Expectations:
    roles = {column.role for column in columns}
    for role in (*read.filled, *read.unique):
        if role not in roles:
            raise ProfileError(
                f"something is expected of '{role}', which no column maps",
                where=f"{where}, expect",
                mend=f"use one of: {', '.join(sorted(roles))}",
            )
    return Expectations(
        rows=Bounds(read.rows.min, read.rows.max),
        filled=dict(read.filled),
        ranges={role: Bounds(bounds.min, bounds.max) for role, bounds in read.range.items()},
        unique=tuple(read.unique),
    )
