"""Everything that the report's templates print, section by section, with the addresses that the page will hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tollbook.counting import RULES, outsiders
from tollbook.model.check import Check, checks_of
from tollbook.model.results import Results
from tollbook.model.tables import DIMENSIONS
from tollbook.model.vocabulary import Verdict
from tollbook.publish import claims, counts, documents, editions, estimated, figures, lists, numbers, persons
from tollbook.publish.anchors import Anchors
from tollbook.publish.drawing import Figure
from tollbook.publish.told import Told
from tollbook.publish.words import Words
from tollbook.text.numbers import VAGUE

MOST_CHECKS = 200  # checks that are printed
MOST_LINKS = 12  # references of a check that are printed
MOST_TITLE = 70  # characters of a title within a sentence
MOST_PERSONS = 1_500
_VERDICTS = (Verdict.INCONSISTENT, Verdict.UNKNOWN, Verdict.CONSISTENT, Verdict.NOT_COMPARABLE)
_KINDS = ("breakdown", "lineage", "series", "bounds", "documented", "estimate", "same_figure", "dispute", "repeat")

Section = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check with its reference."""

    reference: str
    check: Check

    @property
    def because(self) -> str:
        """What keeps its figures apart: the words after "because", else its whole sentence."""
        return self.check.reason.partition(", because ")[2] or self.check.reason


def page(results: Results, words: Words, told: Told) -> Section:
    """Return what the templates print.

    Args:
        results: Of the run.
        words: The language.
        told: What the documents tell.

    Returns:
        The sections' values by name, charts under `figures`, and `anchors` that know every address of the page.
    """
    anchors = Anchors()
    spots = figures.spots_of(results, told.places)
    sections = [
        _claimed(told, words),
        _documented(results, words, anchors) | {"maps": figures.where(results, spots, words)},
        _estimated(results, words, anchors),
        _compared(results, told.claims.headline.largest, anchors),
    ]
    made: Section = {
        "anchors": anchors,
        "figures": {},
        "linkage": results.linkage,
        "linkage_rest": _rest(results.linkage),
        "manifest": results.manifest,
        "vague": _vague(results) if told.titles else (),
    }
    for section in sections:
        made["figures"] |= section.pop("figures", {})
        made |= section
    wanted = _led_to(made, told) | {spot.reference for spot in spots}
    made |= _texts(results, told, wanted, anchors)
    made["titled"] = _titled(told, wanted)
    made["labels"] = _labels(results, made)
    made["contents"] = [
        ("claims", words.say("Claimed: who says how many")),
        ("documented", words.say("Documented: people on lists, once each")),
        ("linkage", words.say("Which records are one person")),
        ("estimated", words.say("Estimated: how many were on no list")),
        ("checks", words.say("Do they fit together?")),
        ("lists", words.say("The lists")),
        ("documents", words.say("The documents")),
        ("methods", words.say("Methods")),
        ("origins", words.say("Where each count comes from")),
    ]
    return made


def _led_to(made: Section, told: Told) -> set[str]:
    """Return the references of figures and statements that the page leads to."""
    claims = told.claims
    figures_of = (*claims.deaths, *claims.others, *claims.totals, *claims.headline.ends, *claims.headline.largest)
    wanted = {claim.reference for claim in (*figures_of, *claims.parts.values())}
    for found in made["findings"]:
        wanted.update(found.check.links[:MOST_LINKS])
        wanted.update(link for term in (*found.check.terms, *found.check.could_close) for link in term.links[:1])
    return wanted


def _vague(results: Results) -> tuple[tuple[str, int, int, bool], ...]:
    """Return what each vague word was taken to mean, and whether the case says so."""
    own = {word: (low, high) for word, low, high in results.case.vague}
    return tuple((word, *own.get(word, bounds), word in own) for word, bounds in VAGUE.items())


def _titled(told: Told, wanted: Iterable[str]) -> Callable[[str], str]:
    """Return what puts a document's title where a sentence of a stage gives its name in the case."""
    named = {name for reference in wanted if (name := documents.document_of(reference)) is not None}
    titles = {name: title for name in named if (title := told.titles.get(name))}
    if not titles:
        return str
    names = re.compile("'(" + "|".join(re.escape(name) for name in sorted(titles)) + ")'")

    def shown(found: re.Match[str]) -> str:
        title = " ".join(titles[found.group(1)].split())
        return f"“{title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1] + '…'}”"

    return lambda text: names.sub(shown, text)


def _rest(linkage: Mapping[str, Any]) -> Section:
    """Return what the linkage notes beside the numbers and weights that have a sentence or a table of their own."""
    told = (
        "n_linkable", "n_persons", "persons_interval", "unmet", "duplicates", "quality", "estimated_precision",
        "estimated_recall", "conflicts", "limits", "name_frequencies", "texts", "parameters",
    )  # fmt: skip
    return {key: value for key, value in linkage.items() if key not in told and value not in ([], {}, None)}


def _claimed(told: Told, words: Words) -> Section:
    found = told.claims
    return {
        "claimed": found,
        "more_deaths": found.n_deaths - len(found.deaths),
        "more_others": found.n_others - len(found.others),
        "more_breakdowns": found.n_breakdowns - len(found.breakdowns),
        "figures": {"claims": figures.claimed(found.totals, words)},
    }


def _documented(results: Results, words: Words, anchors: Anchors) -> Section:
    rules = results.case.rules
    whole = counts.totals(results.counts, rules) if results.sources else None
    tables = counts.tables(results.counts, rules) if whole is not None else ()
    origins = counts.origins(results, whole, tables)
    wanted = list(dict.fromkeys(ident for origin in origins for ident in origin.examples))[:MOST_PERSONS]
    shown = persons.persons(results, wanted)
    listed = lists.lists(results, origins[0].by_source[0] if origins else {})
    anchors.add(*(cell.reference for origin in origins for cell in origin.line.cells))
    anchors.add(*(person.reference for person in shown), *(row.reference for person in shown for row in person.rows))
    anchors.add(*(one.reference for one in listed))
    titles = {
        "all": words.say("All"),
        "month": words.say("By month of death"),
        "governorate": words.say("By governorate"),
        "status": words.say("By status"),
        "sex": words.say("By sex"),
        "age_band": words.say("By age"),
        "side": words.say("By side"),
        "cause": words.say("By cause of death"),
        "perpetrator": words.say("By perpetrator"),
    }
    order = ("all", *DIMENSIONS)
    drawn: dict[str, Figure | None] = {"months": None, "overlap": None}
    if whole is not None and results.people.height:
        drawn |= {"months": figures.by_month(results, words), "overlap": figures.overlaps(results, words)}
    drawn["calibration"] = figures.calibration(results, words)
    return {
        "editions": editions.editions(results),
        "whole": whole,
        "outside": outsiders(results.people),
        "tables": tables,
        "origins": [(d, group) for d in order if (group := [o for o in origins if o.dimension == d])],
        "persons": shown,
        "lists": listed,
        "invented": any(source.invented for source in results.sources.values()),
        "rule_sentences": {name: RULES[name].sentence for name in rules},
        "dimension_titles": titles,
        "figures": drawn,
    }


def _estimated(results: Results, words: Words, anchors: Anchors) -> Section:
    found = estimated.section(results.estimates, results.totals, words, people=results.people)
    anchors.add(*(one.reference for one in found["estimates"]))
    return found


def _compared(results: Results, largest: Sequence[claims.Claim], anchors: Anchors) -> Section:
    number = dict(results.checks.group_by("verdict").len().collect().iter_rows())
    first = results.checks.select("id", "verdict", "kind").sort(  # the sentences are read of those printed alone
        pl.col("verdict").replace_strict({verdict.value: place for place, verdict in enumerate(_VERDICTS)}),
        pl.col("kind").replace_strict({kind: place for place, kind in enumerate(_KINDS)}, default=len(_KINDS)),
        "id",
    )
    wanted = first.head(MOST_CHECKS).collect()["id"].to_list()
    held = {check.id: check for check in checks_of(results.checks.filter(pl.col("id").is_in(wanted)).collect())}
    found = [Finding(f"check:{name}", held[name]) for name in wanted]
    kept_apart = _apart(results.checks, largest)
    if kept_apart is not None and kept_apart.reference not in {one.reference for one in found}:
        found.append(kept_apart)
    anchors.add(*(one.reference for one in found))
    shown = [one for one in found if not _is_apart(one.check)]
    apart: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        if _is_apart(one.check):
            apart[one.because].append(one)
    incomparable = number.get(Verdict.NOT_COMPARABLE.value, 0)
    return {
        "findings": found,
        "most_links": MOST_LINKS,
        "checks": [(verdict, group) for verdict in _VERDICTS if (group := _of_verdict(shown, verdict))],
        "kept_apart": sorted(apart.items(), key=lambda pair: (-len(pair[1]), pair[0])),
        "apart": kept_apart,
        "apart_checks": sum(len(group) for group in apart.values()),
        "number_of": number,
        "compared": sum(number.values()) - incomparable,
        "more_checks": sum(number.values()) - len(found),
        "n_misfits": number.get(Verdict.INCONSISTENT.value, 0),
        "misfits": _of_verdict(found, Verdict.INCONSISTENT),
        "incomparable": incomparable,
    }


def _apart(checks: pl.LazyFrame, largest: Sequence[claims.Claim]) -> Finding | None:
    """Return the check that says why the largest claim that has one may not be set against the documented count."""
    for claim in largest:
        of_count = (pl.col("verdict") == Verdict.NOT_COMPARABLE.value) & (pl.col("kind") == "documented")
        held = checks.filter(of_count & pl.col("links").list.contains(claim.reference)).head(1).collect()
        for check in checks_of(held):
            return Finding(f"check:{check.id}", check)
    return None


def _is_apart(check: Check) -> bool:
    return check.verdict is Verdict.NOT_COMPARABLE and check.kind in ("documented", "estimate")


def _of_verdict(found: Sequence[Finding], verdict: Verdict) -> list[Finding]:
    return [one for one in found if one.check.verdict is verdict]


def _labels(results: Results, made: Section) -> Mapping[str, str]:
    """Return what a link to a reference says where the reference alone would say nothing."""
    held = defaultdict(str)
    for text in made["documents"]:
        for claim in claims.claims_of(text.reading):
            held[claim.reference] = f"{claim.toll.span.text} ({claim.speaker or claim.document.name})"
        for statement in text.reading.statements:
            name = f"statement:{text.document.name}/{statement.id}"
            held[name] = f"“{statement.content[0].text[:48]}…”" if statement.content else name
    for cell in results.counts.select("ref", "people").iter_rows():
        held[cell[0]] = numbers.count(cell[1])
    for one in made["estimates"]:
        held[one.reference] = one.headline.about if one.headline else one.reference
    return held


def _texts(results: Results, told: Told, wanted: Collection[str], anchors: Anchors) -> Section:
    found = documents.pages(results.readings, tuple(told.titles), wanted)
    anchors.add(*(reference for text in found for reference in text.anchors))
    return {"documents": found, "n_documents": len(told.titles)}
