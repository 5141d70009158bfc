"""The way back from a number to the rows and words that it came from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tollbook import counting, linkage, sources
from tollbook.errors import UnknownReferenceError
from tollbook.model.check import checks_of
from tollbook.model.document import Document, Reading, Span, Statement, Toll
from tollbook.model.reference import Reference, count_reference, parse
from tollbook.model.results import Results
from tollbook.store.decisions import read_judgements
from tollbook.store.folder import CaseFolder

CONTEXT = 160  # characters of text shown on each side of a span


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: what a reference stands for, and where it leads next.

    Attributes:
        ref: The reference, as printed in the report.
        says: What it stands for, in a sentence.
        facts: Names and values that belong to it, in order.
        leads: References one step nearer to rows and words; all of them.
    """

    ref: str
    says: str
    facts: tuple[tuple[str, str], ...] = ()
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A case on disk, for its files, and what its last run found."""

    folder: CaseFolder
    results: Results


def follow(way: Way, text: str) -> Step:
    """Return one step of the way from a reference.

    Args:
        way: The case and what its last run found.
        text: A reference as the report prints it.

    Returns:
        What it stands for and where it leads.

    Raises:
        UnknownReferenceError: When the case holds nothing of that reference.
    """
    reference = parse(text)
    return STEPS[reference.kind](way, reference)


def walk(way: Way, text: str, *, most: int, depth: int = 3) -> Iterator[tuple[int, Step]]:
    """Yield the way from a reference to rows and words, each step with its depth.

    Args:
        way: The case and what its last run found.
        text: A reference as the report prints it.
        most: How many references of a step are followed; the step itself names them all.
        depth: How many steps are taken at the most.

    Yields:
        tuple[int, Step]: Depth (0 for the reference itself) and step.
    """
    seen: set[str] = set()
    waiting = [(0, text)]
    while waiting:
        level, ref = waiting.pop(0)
        if ref in seen:
            continue
        seen.add(ref)
        step = follow(way, ref)
        yield level, step
        if level < depth:
            waiting = [*((level + 1, lead) for lead in step.leads[:most]), *waiting]


def _source(way: Way, reference: Reference) -> Step:
    source = way.results.sources.get(reference.rest) or _lost(reference)
    taken = [entry for entry in way.results.intake if entry["source"] == source.name]
    facts = [("publisher", source.publisher), ("licence", source.licence or "not stated")]
    for entry in taken:
        told = f"{entry['rows']} rows = {entry['records']} records + {entry['rejected']} rejections"
        facts.append((f"edition {entry['edition']}", f"{entry['file']}: {told}"))
    return Step(str(reference), f"the list “{source.title}”", tuple(facts))


def _document(way: Way, reference: Reference) -> Step:
    read = _reading(way.results, reference, reference.rest)
    document = read.document
    facts = (
        ("title", document.title or "not stated"),
        ("publisher", document.publisher or "not stated"),
        ("published", f"{document.published or 'not stated'} ({document.published_from or 'unknown'})"),
        ("sha256", document.sha256),
        ("read by", _reader(read)),
    )
    leads = tuple(f"toll:{document.name}/{toll.id}" for toll in read.tolls)
    return Step(str(reference), f"a document of {len(document.text):,} characters", facts, leads)


def _record(way: Way, reference: Reference) -> Step:
    found = way.results.records.filter(pl.col("record_id") == reference.rest)
    if found.is_empty():
        return _rejection(way, reference)
    record = found.row(0, named=True)
    file = way.folder.path / "sources" / record["source"] / record["file"]
    cells = _cells(way.results, record, file)
    understood = tuple(
        (f"understood {name}", shown(value))
        for name, value in record.items()
        if value is not None and name not in {"record_id", "source", "edition", "file", "row"}
    )
    at_fault = way.results.remarks.filter(
        (pl.col("source") == record["source"])
        & (pl.col("edition") == record["edition"])
        & (pl.col("row") == record["row"])
    )
    remarks = tuple(
        (f"left out of {remark['column']}", f"{remark['value']}: {remark['reason']}")
        for remark in at_fault.iter_rows(named=True)
    )
    where = f"row {record['row']} of {file.relative_to(way.folder.path).as_posix()}"
    return Step(
        str(reference), f"{where}, as published", (*cells, *understood, *remarks), (f"source:{record['source']}",)
    )


def _rejection(way: Way, reference: Reference) -> Step:
    source, edition, row = (*reference.rest.split("/"), "", "")[:3]
    found = way.results.rejections.filter(
        (pl.col("source") == source) & (pl.col("edition") == edition) & (pl.col("row").cast(pl.String) == row)
    )
    if found.is_empty():
        _lost(reference)
    facts = tuple((name, str(value)) for name, value in found.row(0, named=True).items() if value is not None)
    return Step(str(reference), "a row that became no record", facts, (f"source:{source}",))


def _person(way: Way, reference: Reference) -> Step:
    found = way.results.people.filter(pl.col("person_id") == reference.rest)
    if found.is_empty():
        _lost(reference)
    person = found.row(0, named=True)
    members = list(person["records"])
    facts = [
        (name, shown(value))
        for name, value in person.items()
        if value not in (None, []) and name not in {"person_id", "records"}
    ]
    inside = way.results.pairs.filter(pl.col("left").is_in(members) & pl.col("right").is_in(members))
    pairs = [f"pair:{left}|{right}" for left, right in inside.select("left", "right").sort("left", "right").iter_rows()]
    facts += _why_one(way, person, inside)
    says = f"one person in {len(members)} record{'s' if len(members) != 1 else ''}"
    return Step(str(reference), says, tuple(facts), (*(f"record:{member}" for member in members), *pairs))


def _why_one(way: Way, person: Mapping[str, Any], inside: pl.DataFrame) -> list[tuple[str, str]]:
    """Return why a person's records are one, what they disagree on, and which value was taken by which rule."""
    members = list(person["records"])
    rows = way.results.records.filter(pl.col("record_id").is_in(members)).sort("record_id").to_dicts()
    told = linkage.explain_person(rows, inside.to_dicts())
    facts = [("why one", told.reason)]
    facts += [
        (f"link of {left} and {right}", f"{weight:+.2f}, {probability:.1%}{' (the weakest)' * is_weakest}")
        for left, right, weight, probability, is_weakest in ((*link, link == told.weakest) for link in told.links)
    ]
    for field in person["conflicts"]:
        said = "; ".join(f"{row['record_id']}: {linkage.stated(field, row)}" for row in rows)
        rule = counting.CHOICES[counting.choice_of(field)]
        taken = f"aged {linkage.stated('age', person)}" if field == "birth" else linkage.stated(field, person)
        facts.append((f"conflict of {field}", f"{said}. Taken: {taken}, by the rule: {rule}"))
    facts += [("judged", judged) for judged in _judged(way, members)]
    history = way.results.persons.filter(
        (pl.col("person_id") == person["person_id"]) & ~pl.col("record_id").is_in(members)
    )
    return facts + [("was in an earlier edition", record) for record in history["record_id"].sort()]


def _judged(way: Way, members: Sequence[str]) -> list[str]:
    """Return what people have judged of pairs among some records, a sentence each, oldest first."""
    held = read_judgements(way.folder.path).filter(pl.col("left").is_in(members) & pl.col("right").is_in(members))
    return [
        f"{row['left']} and {row['right']} are {row['verdict']}, says {row['who']}, {row['when'][:10]}"
        + (f": {row['why']}" if row["why"] else "")
        for row in held.iter_rows(named=True)
    ]


def _pair(way: Way, reference: Reference) -> Step:
    left, _, right = reference.rest.partition("|")
    found = way.results.pairs.filter(
        ((pl.col("left") == left) & (pl.col("right") == right))
        | ((pl.col("left") == right) & (pl.col("right") == left))
    )
    if found.is_empty():
        _lost(reference)
    pair = found.row(0, named=True)
    both = {
        side: way.results.records.filter(pl.col("record_id") == pair[side]).row(0, named=True)
        for side in ("left", "right")
    }
    facts = tuple(
        (term.name, f"{term.weight:+.2f}  {term.reason}")
        for term in linkage.explain_pair(pair, both["left"], both["right"])
    )
    facts += tuple(("judged", judged) for judged in _judged(way, (pair["left"], pair["right"])))
    odds = f"probability {pair['probability']:.4f} (weight {pair['match_weight']:+.2f})"
    says = f"two records that are one person with {odds}"
    return Step(str(reference), says, facts, (f"record:{pair['left']}", f"record:{pair['right']}"))


def _count(way: Way, reference: Reference) -> Step:
    found = way.results.counts.filter(pl.col("ref") == str(reference))
    chosen = counting.select(way.results.people, reference)
    if found.is_empty() and chosen.is_empty() and not _is_zero(way, reference):
        _lost(reference)
    people, persons = int(chosen["people"].sum()), chosen.height
    rule = reference.rest.partition(":")[0]
    facts = (("people", f"{people:,}"), ("persons", f"{persons:,}"), ("inclusion rule", counting.RULES[rule].sentence))
    leads = tuple(f"person:{person}" for person in chosen["person_id"])
    return Step(str(reference), f"{people:,} documented people under the rule '{rule}'", facts, leads)


def _is_zero(way: Way, reference: Reference) -> bool:
    """Return whether a cell holds nobody under its rule, and somebody under another: such cells are printed as 0."""
    rule, _, cell = reference.rest.partition(":")
    return rule in counting.RULES and not way.results.counts.filter(pl.col("ref").str.ends_with(f":{cell}")).is_empty()


def _toll(way: Way, reference: Reference) -> Step:
    read, name = _inside(way.results, reference)
    toll = next((toll for toll in read.tolls if toll.id == name), None) or _lost(reference)
    facts = [
        ("words", context(read.document, toll.span)),
        ("characters", f"{toll.span.start}-{toll.span.end} of {read.document.name}"),
        (
            "bounds",
            f"{toll.quantity.low:,} to {'no upper bound' if toll.quantity.high is None else f'{toll.quantity.high:,}'}",
        ),
        ("qualifier", toll.qualifier.value),
        ("measure", toll.measure.value),
        ("whom", toll.group.text if toll.group else "not stated"),
        ("basis", toll.basis.value),
        *_maker(toll),
    ]
    parts = [f"toll:{read.document.name}/{other.id}" for other in read.tolls if other.parent == toll.id]
    leads = [f"statement:{read.document.name}/{toll.statement}"] if toll.statement else []
    says = f"a figure that {read.document.publisher or read.document.name} publishes"
    return Step(str(reference), says, tuple(facts), (*leads, *parts, f"document:{read.document.name}"))


def _statement(way: Way, reference: Reference) -> Step:
    read, name = _inside(way.results, reference)
    said = next((said for said in read.statements if said.id == name), None) or _lost(reference)
    speaker = said.speaker.name or said.speaker.span.text if said.speaker else "the writer"
    facts = [("speaker", speaker), ("stance", said.stance.value), ("modality", said.modality.value), *_maker(said)]
    facts += [("words", context(read.document, span)) for span in said.content]
    targets = tuple(f"statement:{read.document.name}/{target}" for target in said.targets)
    targets += tuple(f"check:{name}" for name in _between(way, str(reference)))
    return Step(
        str(reference), f"{speaker} {said.stance.value}", tuple(facts), (*targets, f"document:{read.document.name}")
    )


def _reader(read: Reading) -> str:
    """Return what read a document: grammar, what found its attributions, and the model asked besides."""
    parser, extractor = read.reader.get("parser"), read.reader.get("extractor")
    by = f"grammar {read.reader.get('grammar', 'unknown')}, attributions by {read.reader.get('attribution', 'unknown')}"
    if isinstance(parser, dict):
        by += f" {parser.get('version', '')}".rstrip()
    if isinstance(extractor, dict):
        told = extractor.get("failed") or f"{extractor.get('accepted', 0)} proposals taken"
        by += f"; {extractor.get('name', 'a model')}: {told}"
    return "; ".join((by, *read.reader.get("limits", ())))


def _between(way: Way, reference: str) -> list[str]:
    """Return the checks that set a statement against others: who denies or confirms it, who repeats it."""
    found = way.results.checks.filter(
        pl.col("kind").is_in(["dispute", "repeat"]) & pl.col("links").list.contains(reference)
    )
    return found.select("id").collect()["id"].to_list()


def _maker(item: Statement | Toll) -> list[tuple[str, str]]:
    if item.made_by is not None:
        return [("proposed by a model", item.made_by)]
    return (
        [("sure of", ", ".join(f"{part} {share:.0%}" for part, share in item.confidences))] if item.confidences else []
    )


def _estimate(way: Way, reference: Reference) -> Step:
    found = way.results.estimates.get(reference.rest) or way.results.estimates.get(reference.rest.rpartition("/")[0])
    estimate = found or _lost(reference)
    facts = [("documented in this table", f"{estimate.table.n:,}"), ("lists", ", ".join(estimate.table.lists))]
    facts.append(("documented only on lists not used here", f"{estimate.table.outside:,}"))
    facts += [("chosen because" if estimate.is_estimable else "no estimate because", estimate.rule)]
    facts += [(f"left out: {name}", reason) for name, reason in estimate.dropped.items()]
    facts += [
        (
            method,
            f"median {said.median:,.0f}"
            + (f" [{said.interval[0]:,.0f}, {said.interval[1]:,.0f}]" if said.interval else ""),
        )
        for method, said in estimate.methods.items()
    ]
    facts += [(f"check {check.code}", f"{check.text} {check.mend}") for check in estimate.checks]
    for pattern, people in zip(estimate.table.patterns, estimate.table.counts, strict=True):
        held = [name for name, holds in zip(estimate.table.lists, pattern, strict=True) if holds]
        facts.append(("on " + " and ".join(held) + " only", f"{people:,}"))
    rule = way.results.case.rules[0]
    counted = str(count_reference(rule, estimate.table.stratum))
    leads = (counted,) if counted in way.results.counts["ref"] and not reference.rest.startswith("table-") else ()
    return Step(str(reference), "how many in all, documented and never listed", tuple(facts), leads)


def _check(way: Way, reference: Reference) -> Step:
    held = checks_of(way.results.checks.filter(pl.col("id") == reference.rest).collect())
    check = held[0] if held else _lost(reference)
    facts = [("verdict", check.verdict.value)]
    if check.gap is not None:
        ends = ("no bound" if end is None else f"{end:,}" for end in (check.gap.low, check.gap.high))
        facts.append(("gap", " to ".join(ends)))
    facts += [(f"{term.people:+,}", term.text) for term in check.terms]
    facts += [(f"could close it: {term.people:,} at most", term.text) for term in check.could_close]
    links = dict.fromkeys((*check.links, *(link for term in check.terms for link in term.links)))
    return Step(str(reference), check.reason, tuple(facts), tuple(links))


def context(document: Document, span: Span) -> str:
    """Return a span's words in their surroundings, the words between guillemets."""
    before = document.text[max(0, span.start - CONTEXT) : span.start]
    after = document.text[span.end : span.end + CONTEXT]
    return " ".join(f"…{before}«{span.text}»{after}…".split())


def shown(value: object) -> str:
    """Return a value of a table as text; whole numbers without a fraction."""
    if isinstance(value, list):
        return ", ".join(shown(part) for part in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _cells(results: Results, record: Mapping[str, Any], file: Any) -> Sequence[tuple[str, str]]:
    entry = next(
        taken
        for taken in results.intake
        if taken["source"] == record["source"]
        and taken["edition"] == record["edition"]
        and taken["file"] == record["file"]
    )
    table = sources.read_table(file, **entry["read_as"])
    row = table.frame.filter(table.rows == record["row"]).row(0, named=True)
    return tuple((f"cell {name}", "(empty)" if value is None else str(value)) for name, value in row.items())


def _inside(results: Results, reference: Reference) -> tuple[Reading, str]:
    document, _, name = reference.rest.rpartition("/")
    return _reading(results, reference, document), name


def _reading(results: Results, reference: Reference, document: str) -> Reading:
    return results.readings.get(document) or _lost(reference)


def _lost(reference: Reference) -> Any:
    raise UnknownReferenceError(
        f"this case holds nothing called '{reference}'",
        where="the last run of the case",
        mend="copy the reference from the report, or run the case again if it has changed since",
    )


STEPS: dict[str, Callable[[Way, Reference], Step]] = {
    "source": _source,
    "document": _document,
    "record": _record,
    "person": _person,
    "pair": _pair,
    "count": _count,
    "toll": _toll,
    "statement": _statement,
    "estimate": _estimate,
    "check": _check,
}
