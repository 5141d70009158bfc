"""What was read from documents, as tables: one row a document, a statement, a toll, a change of control."""

from collections.abc import Sequence

import polars as pl

from tollbook.model.document import Reading, Span, Speaker, Statement, Toll

SPAN = pl.Struct({"start": pl.Int64(), "end": pl.Int64(), "text": pl.String()})

DOCUMENTS: dict[str, pl.DataType] = {
    "document": pl.String(),
    "title": pl.String(),
    "byline": pl.String(),
    "publisher": pl.String(),
    "published": pl.Date(),
    "published_from": pl.String(),
    "republished_from": pl.String(),
    "licence": pl.String(),
    "url": pl.String(),
    "sha256": pl.String(),
    "characters": pl.Int64(),
    "statements": pl.Int64(),
    "tolls": pl.Int64(),
    "reading": pl.String(),  # the file of `readings/` that holds all that was read from it
}

STATEMENTS: dict[str, pl.DataType] = {
    "document": pl.String(),
    "id": pl.String(),
    "speaker": pl.String(),
    "party": pl.String(),
    "cue": SPAN,
    "content": pl.List(SPAN),
    "stance": pl.String(),
    "modality": pl.String(),
    "within": pl.String(),
    "targets": pl.List(pl.String()),
    "carried": pl.Boolean(),
    "confidence": pl.Float64(),
    "made_by": pl.String(),
}

TOLLS: dict[str, pl.DataType] = {
    "document": pl.String(),
    "id": pl.String(),
    "statement": pl.String(),
    "span": SPAN,
    "measure": pl.String(),
    "low": pl.Int64(),
    "best": pl.Int64(),
    "high": pl.Int64(),
    "qualifier": pl.String(),
    "whom": pl.String(),
    "status": pl.String(),
    "side": pl.String(),
    "role": pl.String(),
    "basis": pl.String(),
    "cumulative": pl.Boolean(),
    "increment": pl.Boolean(),
    "from": pl.Date(),
    "to": pl.Date(),
    "place": pl.String(),
    "parent": pl.String(),
    "confidence": pl.Float64(),
    "made_by": pl.String(),
}


CONTROL: dict[str, pl.DataType] = {
    "document": pl.String(),
    "id": pl.String(),
    "statement": pl.String(),
    "kind": pl.String(),
    "actor": pl.String(),
    "place": pl.String(),
    "from_party": pl.String(),
    "modality": pl.String(),
    "from": pl.Date(),
    "to": pl.Date(),
    "evidence": SPAN,
}


def documents(readings: Sequence[Reading], files: Sequence[str]) -> pl.DataFrame:
    """Return what is known of each document, and the file of its reading, as DOCUMENTS."""
    rows = [
        (
            (told := read.document).name,
            told.title,
            told.byline,
            told.publisher,
            told.published,
            told.published_from,
            told.republished_from,
            told.rights and told.rights.licence,
            told.url,
            told.sha256,
            len(told.text),
            len(read.statements),
            len(read.tolls),
            file,
        )
        for read, file in zip(readings, files, strict=True)
    ]
    return pl.DataFrame(rows, schema=DOCUMENTS, orient="row")


def statements(readings: Sequence[Reading]) -> pl.DataFrame:
    """Return every statement of every document, as STATEMENTS."""
    rows = [_statement(read.document.name, said) for read in readings for said in read.statements]
    return pl.DataFrame(rows, schema=STATEMENTS, orient="row")


def tolls(readings: Sequence[Reading]) -> pl.DataFrame:
    """Return every toll of every document, as TOLLS."""
    rows = [_toll(read.document.name, toll) for read in readings for toll in read.tolls]
    return pl.DataFrame(rows, schema=TOLLS, orient="row")


def control(readings: Sequence[Reading]) -> pl.DataFrame:
    """Return every change of control over a place that a document tells of, as CONTROL."""
    rows = [
        (
            read.document.name,
            change.id,
            change.statement,
            change.kind.value,
            _name(change.actor),
            change.place,
            _name(change.from_party),
            change.modality.value,
            change.since,
            change.until,
            _span(change.evidence),
        )
        for read in readings
        for change in read.control
    ]
    return pl.DataFrame(rows, schema=CONTROL, orient="row")


def _name(speaker: Speaker | None) -> str | None:
    return None if speaker is None else speaker.name or speaker.span.text


def _statement(document: str, said: Statement) -> tuple[object, ...]:
    return (
        document,
        said.id,
        _name(said.speaker),
        None if said.speaker is None else said.speaker.party,
        _span(said.cue),
        [_span(span) for span in said.content],
        said.stance.value,
        said.modality.value,
        said.within,
        list(said.targets),
        said.carried,
        said.confidence,
        said.made_by,
    )


def _toll(document: str, toll: Toll) -> tuple[object, ...]:
    group = toll.group
    return (
        document,
        toll.id,
        toll.statement,
        _span(toll.span),
        toll.measure.value,
        toll.quantity.low,
        toll.best,
        toll.quantity.high,
        toll.qualifier.value,
        group and group.text,
        group and group.status,
        group and group.side,
        toll.role,
        toll.basis.value,
        toll.cumulative,
        toll.increment,
        toll.since,
        toll.until,
        toll.place,
        toll.parent,
        toll.confidence,
        toll.made_by,
    )


def _span(span: Span | None) -> dict[str, object] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}
