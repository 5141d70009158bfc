"""Everything that the report's templates print, section by section, with the addresses that the page will hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.counting import RULES, outsiders
from tollbook.model.check import Check
from tollbook.model.results import Results
from tollbook.model.tables import DIMENSIONS
from tollbook.model.vocabulary import Measure, Verdict
from tollbook.publish import claims, counts, documents, editions, estimated, figures, lists, numbers, persons
from tollbook.publish.anchors import Anchors
from tollbook.publish.drawing import Figure
from tollbook.publish.words import Words
from tollbook.text.numbers import VAGUE

MOST_FIGURES = 400  # tolls that are printed
MOST_CHECKS = 200
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


def page(results: Results, words: Words) -> Section:
    """Return what the templates print.

    Args:
        results: Of the run.
        words: The language.

    Returns:
        The sections' values by name, charts under `figures`, and `anchors` that know every address of the page.
    """
    anchors = Anchors()
    sections = (
        _claimed(results, words),
        _documented(results, words, anchors),
        _estimated(results, words, anchors),
        _compared(results, anchors),
        _texts(results, anchors),
    )
    made: Section = {
        "anchors": anchors,
        "figures": {},
        "linkage": results.linkage,
        "linkage_rest": _rest(results.linkage),
        "manifest": results.manifest,
        "vague": _vague(results) if results.readings else (),
    }
    for section in sections:
        made["figures"] |= section.pop("figures", {})
        made |= section
    made["titled"] = _titled(results)
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


def _vague(results: Results) -> tuple[tuple[str, int, int, bool], ...]:
    """Return what each vague word was taken to mean, and whether the case says so."""
    own = {word: (low, high) for word, low, high in results.case.vague}
    return tuple((word, *own.get(word, bounds), word in own) for word, bounds in VAGUE.items())


def _titled(results: Results) -> Callable[[str], str]:
    """Return what puts a document's title where a sentence of a stage gives its name in the case."""
    titles = {read.document.name: read.document.title for read in results.readings if read.document.title}
    if not titles:
        return str
    names = re.compile("'(" + "|".join(re.escape(name) for name in sorted(titles)) + ")'")

    def shown(found: re.Match[str]) -> str:
        title = " ".join((titles[found.group(1)] or "").split())
        return f"“{title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1] + '…'}”"

    return lambda text: names.sub(shown, text)


def _rest(linkage: Mapping[str, Any]) -> Section:
    """Return what the linkage notes beside the numbers and weights that have a sentence or a table of their own."""
    told = (
        "n_linkable", "n_persons", "persons_interval", "unmet", "duplicates", "quality", "estimated_precision",
        "estimated_recall", "conflicts", "limits", "name_frequencies", "texts", "parameters",
    )  # fmt: skip
    return {key: value for key, value in linkage.items() if key not in told and value not in ([], {}, None)}


def _claimed(results: Results, words: Words) -> Section:
    found = claims.claims(results.readings)
    headline = claims.headline(found)
    largest = _largest(headline)
    deaths = [claim for claim in found if claim.toll.measure is Measure.KILLED]
    others = [claim for claim in found if claim.toll.measure is not Measure.KILLED]
    by = {claim.reference.removeprefix("toll:"): claim for claim in found}
    sums = [
        (reading.document.name, sum_)
        for reading in results.readings
        for sum_ in reading.breakdowns
        if all(f"{reading.document.name}/{ident}" in by for ident in (sum_.total, *sum_.parts))
    ]
    return {
        "claims": found,
        "deaths": deaths[:MOST_FIGURES],
        "more_deaths": max(0, len(deaths) - MOST_FIGURES),
        "others": others[:MOST_FIGURES],
        "claim_by": by,
        "headline_claims": headline,
        "largest_claims": largest,
        "apart": _apart(results.checks, largest),
        "claiming_documents": len({claim.document.name for claim in headline}),
        "breakdowns": sums[:MOST_CHECKS],
        "figures": {"claims": figures.claimed(claims.totals(found), words)},
    }


def _largest(headline: Sequence[claims.Claim]) -> list[claims.Claim]:
    """Return the largest totals; of one speaker's number the one in a publication of their own, else the first."""
    distinct: dict[object, claims.Claim] = {}
    for claim in sorted(headline, key=lambda c: (not c.is_own, str(c.document.published or "9999"), c.reference)):
        distinct.setdefault((claim.speaker, claim.toll.quantity), claim)
    return sorted(distinct.values(), key=lambda c: (-c.figure, c.reference))[:3]


def _apart(checks: Sequence[Check], largest: Sequence[claims.Claim]) -> Finding | None:
    """Return the check that says why the largest claim that has one may not be set against the documented count."""
    for claim in largest:
        for check in checks:
            if _is_apart(check) and check.kind == "documented" and claim.reference in check.links:
                return Finding(f"check:{check.id}", check)
    return None


def _is_apart(check: Check) -> bool:
    return check.verdict is Verdict.NOT_COMPARABLE and check.kind in ("documented", "estimate")


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
        "maps": figures.where(results, words),
        "figures": drawn,
    }


def _estimated(results: Results, words: Words, anchors: Anchors) -> Section:
    found = estimated.section(results.estimates, results.totals, words, people=results.people)
    anchors.add(*(one.reference for one in found["estimates"]))
    return found


def _compared(results: Results, anchors: Anchors) -> Section:
    ordered = sorted(results.checks, key=lambda c: (_VERDICTS.index(c.verdict), _rank(c.kind), c.id))
    found = [Finding(f"check:{check.id}", check) for check in ordered]
    anchors.add(*(one.reference for one in found[:MOST_CHECKS]))
    shown = [one for one in found[:MOST_CHECKS] if not _is_apart(one.check)]
    apart: dict[str, list[Finding]] = defaultdict(list)
    for one in found[:MOST_CHECKS]:
        if _is_apart(one.check):
            apart[one.because].append(one)
    return {
        "checks": [(verdict, group) for verdict in _VERDICTS if (group := _of_verdict(shown, verdict))],
        "kept_apart": sorted(apart.items(), key=lambda pair: (-len(pair[1]), pair[0])),
        "apart_checks": sum(len(group) for group in apart.values()),
        "compared": sum(one.check.verdict is not Verdict.NOT_COMPARABLE for one in found),
        "more_checks": max(0, len(found) - MOST_CHECKS),
        "misfits": _of_verdict(found, Verdict.INCONSISTENT),
        "incomparable": sum(one.check.verdict is Verdict.NOT_COMPARABLE for one in found),
    }


def _rank(kind: str) -> int:
    """Return where a kind of check stands among those of one verdict: arithmetic first, disputes last."""
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _of_verdict(found: Sequence[Finding], verdict: Verdict) -> list[Finding]:
    return [one for one in found if one.check.verdict is verdict]


def _labels(results: Results, made: Section) -> Mapping[str, str]:
    """Return what a link to a reference says where the reference alone would say nothing."""
    held = defaultdict(str)
    for claim in made["claims"]:
        held[claim.reference] = f"{claim.toll.span.text} ({claim.speaker or claim.document.name})"
    for cell in results.counts.select("ref", "people").iter_rows():
        held[cell[0]] = numbers.count(cell[1])
    for reading in results.readings:
        for statement in reading.statements:
            name = f"statement:{reading.document.name}/{statement.id}"
            held[name] = f"“{statement.content[0].text[:48]}…”" if statement.content else name
    for one in made["estimates"]:
        held[one.reference] = one.headline.about if one.headline else one.reference
    return held


def _texts(results: Results, anchors: Anchors) -> Section:
    found = documents.pages(results.readings)
    anchors.add(*(reference for text in found for reference in text.anchors))
    return {"documents": found}
