"""What became of a release's figures in the documents that repeat them: one check for each, in a sentence.

What was rounded, left out, merged, relabelled or garbled is named with its numbers. Figures of one document that are
given to one origin and found in none of its releases are told together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from tollbook.model.check import Check, Gap
from tollbook.model.vocabulary import Verdict
from tollbook.reconciliation.account import classes_text, gap, terms
from tollbook.reconciliation.derivation import Derivation, Match
from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.names import spoken
from tollbook.reconciliation.scope import day_text
from tollbook.reconciliation.tracing import Trace


def lineage_checks(figures: Figures, found: Sequence[Trace]) -> tuple[Check, ...]:
    """Return one check for each figure that was traced, and one for those of a document that no release holds.

    Args:
        figures: All figures.
        found: What `tracing.traces` returned.

    Returns:
        Checks named `lineage-<document>-<toll>`, after the total that was traced; for figures not found, after the one
        with the most parts, then the largest.
    """
    slips = _slips(found)
    lost: dict[tuple[str, str | None], list[Trace]] = defaultdict(list)
    for trace in found:
        if trace.found is None:
            lost[trace.figure.document.name, trace.figure.origin].append(trace)
    first = {id(max(held, key=lambda one: _weight(one, figures))): held for held in lost.values()}
    made = []
    for trace in found:
        if trace.found is not None:
            made.append(_check(trace, trace.found, figures, slips))
        elif id(trace) in first:
            made.append(_unknown(trace, first[id(trace)]))
    return tuple(made)


def release_text(figure: Figure) -> str:
    """Return a release's document for a sentence."""
    day = figure.document.published or figure.toll.until
    return f"'{figure.document.name}' ({spoken(figure.origin)}{', ' + day_text(day) if day else ''})"


def _slips(found: Sequence[Trace]) -> dict[tuple[str, int | None], list[Figure]]:
    """Return the figures that hold each slip, earliest first: a slip made twice was copied."""
    slips: dict[tuple[str, int | None], list[Figure]] = defaultdict(list)
    for trace in found:
        if trace.found is not None:
            for match in (trace.found.total, *trace.found.parts):
                if match.slip:
                    slips[trace.found.release.reference, match.figure.toll.best].append(match.figure)
    for held in slips.values():
        held.sort(key=lambda figure: (figure.document.published or date.max, figure.document.name))
    return slips


def _weight(trace: Trace, figures: Figures) -> tuple[int, int, int]:
    toll = trace.figure.toll
    return (len(figures.parts_of(trace.figure)), toll.best or toll.quantity.low, -toll.span.start)


def _unknown(trace: Trace, held: Sequence[Trace]) -> Check:
    figure = trace.figure
    said = f"'{figure.number} {figure.whom}' in '{figure.document.name}'"
    if len(held) > 1:
        said += f" (and {len(held) - 1} more)"
    if figure.origin is None:
        reason = f"{said} has no source that the text names, and no release in the case holds it."
    elif trace.nearest is None:
        reason = f"{said} is given to {spoken(figure.origin)}, of whom the case holds no release."
    else:
        reason = (
            f"{said} is given to {spoken(figure.origin)}, but no release of theirs in the case holds it; the nearest "
            f"in time, {release_text(trace.nearest)}, gives {trace.nearest.number}."
        )
    links = [link for one in (trace, *held) for link in one.figure.links]
    name = f"lineage-{figure.slug}"
    return Check(name, "lineage", Verdict.UNKNOWN, reason, links=tuple(dict.fromkeys(links)))


def _check(
    trace: Trace, found: Derivation, figures: Figures, slips: Mapping[tuple[str, int | None], list[Figure]]
) -> Check:
    apart = gap(found)
    made = terms(found, figures)
    sentence = (
        "; ".join(
            [
                _opening(found),
                *_merges(found),
                *_changes(found, trace.elsewhere),
                *_gap_text(found, apart, figures),
                *_copied(found, slips),
            ]
        )
        + "."
    )
    links = dict.fromkeys(
        [*trace.figure.links, *(match.figure.reference for match in found.parts), *found.release.links]
        + [one.reference for match in (found.total, *found.parts) for one in match.sources]
        + [one.reference for one in found.left_out]
        + ([trace.elsewhere.reference] if trace.elsewhere else [])
    )
    return Check(
        id=f"lineage-{trace.figure.slug}",
        kind="lineage",
        verdict=_verdict(found, figures),
        reason=sentence,
        gap=None if apart is None else Gap(apart, apart),
        terms=made,
        links=tuple(links),
    )


def _verdict(found: Derivation, figures: Figures) -> Verdict:
    matches = (found.total, *found.parts)
    if any(match.slip or match.relabelled or not match.sources for match in matches):
        return Verdict.INCONSISTENT
    sure = found.figure.named and found.release.is_own and found.figure.origin == found.release.origin
    if found.others or not sure or _is_undivided(found, figures):
        return Verdict.UNKNOWN
    return Verdict.CONSISTENT


def _opening(found: Derivation) -> str:
    figure, release = found.figure, found.release
    said = f"'{figure.number} {figure.whom}' in '{figure.document.name}'"
    if not found.total.sources:
        return f"{said} does not stand in {release_text(release)}, which says {found.release.toll.best or 0:,}"
    if not release.is_own:
        told = classes_text(found.total.sources)
        return f"{said} is told more fully as {told} in {release_text(release)}; the case holds no release of theirs"
    verb = "goes back to" if figure.named and figure.origin == release.origin else "may go back to"
    if found.total.relabelled:
        verb = "has the number of"
    text = f"{said} {verb} {classes_text(found.total.sources)} in {release_text(release)}"
    if figure.named and figure.origin != release.origin:
        return f"{text}, though the text gives it to {spoken(figure.origin)}"
    return text if figure.named else f"{text}, though the text names no source"


def _merges(found: Derivation) -> list[str]:
    """Return which printed parts are several of the release's classes."""
    several = [match for match in found.parts if len(match.sources) > 1]
    if not several:
        return []
    return [
        "its "
        + ", its ".join(f"{match.figure.number} is {len(match.sources)} of the release's classes" for match in several)
    ]


def _changes(found: Derivation, elsewhere: Figure | None) -> list[str]:
    said = [] if elsewhere is None else [f"that total is the one of {release_text(elsewhere)}"]
    for match in (found.total, *found.parts):
        label = f"'{match.figure.number} {match.figure.whom}'"
        if match.slip:
            said.append(f"{label} stands where the release has {match.exact:,} ({match.slip})")
        elif match.relabelled:
            said.append(f"{label} is relabelled: in the release they are {classes_text(match.sources)}")
        elif not match.sources and match is not found.total:
            said.append(f"{label} is no class of the release and no sum of its classes")
    if found.others:
        said.append(_ambiguity(found))
    return said


def _ambiguity(found: Derivation) -> str:
    ways = []
    for way in found.others:
        other = [
            f"'{match.figure.number} {match.figure.whom}' as {classes_text(match.sources) or 'no class'}"
            for match, best in zip(way, found.parts, strict=True)
            if _names(match) != _names(best)
        ]
        ways.append(" with ".join(other))
    return "the parts could also be read otherwise: " + ", or ".join(ways)


def _names(match: Match) -> tuple[str, ...]:
    return tuple(one.reference for one in match.sources)


def _is_undivided(found: Derivation, figures: Figures) -> bool:
    """Return whether a figure has parts and the release, as it was read, has no classes to set them against."""
    return bool(figures.parts_of(found.figure)) and not found.parts


def _gap_text(found: Derivation, apart: int | None, figures: Figures) -> list[str]:
    if _is_undivided(found, figures):
        return ["no classes of that total were read, so its parts are not traced"]
    if apart is None:
        repeated = [match for match in found.parts if match.sources and not match.relabelled]
        return [f"of its classes it repeats only {classes_text(one.sources)}" for one in repeated]
    if apart == 0:
        return ["its parts add up to it"]
    left = sum(one.toll.best or 0 for one in found.left_out)
    rest = apart - left
    does = f"its parts fall {apart:,} short" if apart > 0 else f"its parts exceed it by {-apart:,}"
    if not left:
        return [f"{does}, all of it by rounding and the changes named"]
    names = ", ".join(f"{one.toll.best or 0:,} {one.whom}" for one in found.left_out)
    return [
        f"{does}: {names} left out, and {rest:+,} by rounding and the changes named"
        if rest
        else f"{does}: {names} left out"
    ]


def _copied(found: Derivation, slips: Mapping[tuple[str, int | None], list[Figure]]) -> list[str]:
    said = []
    for match in (found.total, *found.parts):
        holders = slips.get((found.release.reference, match.figure.toll.best), []) if match.slip else []
        before = [one for one in holders if one.document.name != match.figure.document.name]
        if before and holders[0].document.name != match.figure.document.name:
            said.append(f"the same slip stands in '{before[0].document.name}', published before it")
    return said
