"""A reading as the values of `tollbook read --json`; field names are stable."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tollbook.model.document import Breakdown, Control, Group, Reading, Rights, Span, Speaker, Statement, Toll
from tollbook.model.quantity import Quantity


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON values: offsets are code points, `end` exclusive; unknown is None.

    Args:
        reading: What was read.

    Returns:
        A dictionary of the form that docs/methods/reading.md gives.
    """
    document = reading.document
    superseded = {toll.updates: toll.id for toll in reading.tolls if toll.updates is not None}
    return {
        "document": {
            "name": document.name,
            "sha256": document.sha256,
            "chars": len(document.text),
            "title": document.title,
            "byline": document.byline,
            "publisher": document.publisher,
            "published": _day(document.published),
            "published_from": document.published_from,
            "republished_from": document.republished_from,
            "url": document.url,
            "rights": _rights(document.rights),
            "reader": reading.reader,
        },
        "statements": [_statement(statement) for statement in reading.statements],
        "tolls": [_toll(toll, superseded) for toll in reading.tolls],
        "breakdowns": [_breakdown(breakdown) for breakdown in reading.breakdowns],
        "parties": [
            {"name": party.name, "kind": party.kind, "mentions": [_span(span) for span in party.mentions]}
            for party in reading.parties
        ],
        "relations": [
            {
                "subject": relation.subject,
                "predicate": relation.predicate,
                "object": relation.object,
                "modality": relation.modality.value,
                "evidence": _span(relation.evidence),
            }
            for relation in reading.relations
        ],
        "control": [_control(change) for change in reading.control],
        "agreements": [
            {
                "kind": agreement.kind,
                "parties": list(agreement.parties),
                "brokers": list(agreement.brokers),
                "confirmed_by": list(agreement.confirmed_by),
                "terms": [_span(span) for span in agreement.terms],
                "place": agreement.place,
                "from": _day(agreement.since),
                "mentions": [_span(span) for span in agreement.mentions],
                "contested": [_span(span) for span in agreement.contested],
            }
            for agreement in reading.agreements
        ],
        "places": [
            {
                "name": place.name,
                "kind": place.kind,
                "qualifier": place.qualifier,
                "lat": place.lat,
                "lon": place.lon,
                "precision": place.precision,
                "mentions": [_span(span) for span in place.mentions],
            }
            for place in reading.places
        ],
        "dates": [
            {"span": _span(day.span), "from": _day(day.since), "to": _day(day.until), "anchor": _day(day.anchor)}
            for day in reading.dates
        ],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _rights(rights: Rights | None) -> dict[str, Any] | None:
    if rights is None:
        return None
    return {
        "licence": rights.licence,
        "conditions": list(rights.conditions),
        "grantor": rights.grantor,
        "span": _span(rights.span) if rights.span is not None else None,
    }


def _speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    return {**_span(speaker.span), "name": speaker.name, "party": speaker.party} if speaker is not None else None


def _control(change: Control) -> dict[str, Any]:
    return {
        "id": change.id,
        "statement": change.statement,
        "kind": change.kind.value,
        "actor": _speaker(change.actor),
        "place": {**_span(change.place_span), "name": change.place},
        "from_party": _speaker(change.from_party),
        "modality": change.modality.value,
        "from": _day(change.since),
        "to": _day(change.until),
        "evidence": _span(change.evidence),
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "speaker": _speaker(statement.speaker),
        "cue": _span(statement.cue) if statement.cue is not None else None,
        "content": [_span(span) for span in statement.content],
        "stance": statement.stance.value,
        "modality": statement.modality.value,
        "hedges": [_span(span) for span in statement.hedges],
        "within": statement.within,
        "targets": list(statement.targets),
        "carried": statement.carried,
        "confidence": statement.confidence,
        "confidences": dict(statement.confidences),
        "rule": statement.rule,
        "made_by": statement.made_by,
    }


def _toll(toll: Toll, superseded: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": toll.id,
        "statement": toll.statement,
        "span": _span(toll.span),
        "measure": toll.measure.value,
        "low": toll.quantity.low,
        "best": toll.best,
        "high": toll.quantity.high,
        "qualifier": toll.qualifier.value,
        "group": _group(toll.group),
        "role": toll.role,
        "basis": toll.basis.value,
        "cumulative": toll.cumulative,
        "increment": toll.increment,
        "from": _day(toll.since),
        "to": _day(toll.until),
        "place": toll.place,
        "parent": toll.parent,
        "updates": toll.updates,
        "superseded_by": superseded.get(toll.id),
        "share": {"low": toll.share[0], "high": toll.share[1]} if toll.share is not None else None,
        "confidence": toll.confidence,
        "confidences": dict(toll.confidences),
        "made_by": toll.made_by,
    }


def _group(group: Group | None) -> dict[str, Any] | None:
    if group is None:
        return None
    return {
        "text": group.text,
        "status": group.status,
        "side": group.side,
        "sex": group.sex,
        "age": group.age,
        "nationality": group.nationality,
    }


def _breakdown(breakdown: Breakdown) -> dict[str, Any]:
    return {
        "total": breakdown.total,
        "parts": list(breakdown.parts),
        "parts_sum": _quantity(breakdown.parts_sum),
        "unexplained": _quantity(breakdown.unexplained) if breakdown.unexplained is not None else None,
        "verdict": breakdown.verdict.value,
        "reason": breakdown.reason,
        "exhaustive": breakdown.exhaustive,
    }


def _quantity(quantity: Quantity) -> dict[str, int | None]:
    return {"low": quantity.low, "high": quantity.high}
