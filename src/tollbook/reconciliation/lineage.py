"""Which document's figures come from which release, and what became of them on the way?

A document that quotes somebody is set against that somebody's own publications in the case; where there are none,
against the fullest account of them. A figure that names no source, or another one, is traced only where its digits
could hardly agree by chance. Where nothing is found, the answer is unknown.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.check import Check, Gap
from tollbook.model.vocabulary import Verdict
from tollbook.reconciliation.account import classes_text, gap, terms
from tollbook.reconciliation.derivation import Derivation, Match, derivation, lone
from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.printed import significant_digits
from tollbook.reconciliation.scope import day_text

CANDIDATES = 4  # releases tried in full for each figure
DIGITS_ALONE = 4  # significant digits that do not agree by chance: one in 9,000
DIGITS_TOGETHER = 8  # of a total and all its parts, rounded
DIGITS_WITHOUT_TOTAL = 4


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found for one figure: its derivation, or None with the reason."""

    figure: Figure
    found: Derivation | None
    elsewhere: Figure | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The figures that may be a release's, by origin and by number."""

    by_origin: Mapping[str, tuple[Figure, ...]]
    by_number: Mapping[int, tuple[Figure, ...]]


def traces(figures: Figures) -> tuple[Trace, ...]:
    """Return a trace for every figure that another than its document's publisher gives, or whose digits betray one.

    Args:
        figures: All figures.

    Returns:
        Traces in the order of the figures. A figure that its own publisher gives, and that is found nowhere else, has
        none.
    """
    shelf = _shelf(figures)
    found = (_trace(figure, shelf, figures) for figure in figures.roots())
    return tuple(trace for trace in found if trace is not None)


def lineage_checks(figures: Figures, found: Sequence[Trace]) -> tuple[Check, ...]:
    """Return one check for each trace.

    Args:
        figures: All figures.
        found: What `traces` returned.

    Returns:
        Checks named `lineage-<document>-<toll>`.
    """
    slips = _slips(found)
    return tuple(_check(trace, figures, slips) for trace in found)


def release_text(figure: Figure) -> str:
    """Return a release's document for a sentence."""
    day = figure.document.published or figure.toll.until
    return f"'{figure.document.name}' ({figure.origin}{', ' + day_text(day) if day else ''})"


def _shelf(figures: Figures) -> _Shelf:
    by_origin: dict[str, list[Figure]] = defaultdict(list)
    by_number: dict[int, list[Figure]] = defaultdict(list)
    roots = {figure.reference for figure in figures.roots()}
    for figure in figures.all:
        if figure.toll.best is None or figure.toll.increment:
            continue
        is_whole = figure.reference in roots or bool(figures.parts_of(figure))
        if figure.origin is not None and is_whole:
            by_origin[figure.origin].append(figure)
        if figure.is_own and significant_digits(figure.toll.best) >= DIGITS_ALONE and is_whole:
            by_number[figure.toll.best].append(figure)
    return _Shelf({k: tuple(v) for k, v in by_origin.items()}, {k: tuple(v) for k, v in by_number.items()})


def _trace(figure: Figure, shelf: _Shelf, figures: Figures) -> Trace | None:
    if figure.is_own and figure.named:
        return None
    quoted = figure.named or figure.publisher is None
    if figure.origin is not None and not figure.is_own:
        fitting = _best(figure, _candidates(figure, shelf.by_origin.get(figure.origin, ()), figures), figures)
        if fitting is not None and _is_sure(fitting, figures):
            return Trace(figure, fitting, _elsewhere(figure, fitting, shelf), "")
    betrayed = _betrayed(figure, shelf, figures)
    if betrayed is not None:
        return Trace(figure, betrayed, None, "")
    return Trace(figure, None, None, _why_unknown(figure, shelf)) if quoted else None


def _betrayed(figure: Figure, shelf: _Shelf, figures: Figures) -> Derivation | None:
    """Return the derivation of a figure that names no source, or another one, from its digits alone."""
    held = shelf.by_number.get(figure.toll.best or -1, ())
    best = _best(figure, [release for release in held if _may_precede(release, figure)][:CANDIDATES], figures)
    if best is None or not best.total.sources or best.total.slip:
        return None
    exact = best.total.over == 0 and significant_digits(figure.toll.best or 0) >= DIGITS_ALONE
    every = best.fitted == len(best.parts) >= 2 and best.digits >= DIGITS_TOGETHER
    return best if exact or every else None


def _candidates(figure: Figure, shelf: Sequence[Figure], figures: Figures) -> tuple[Figure, ...]:
    """Return the releases worth trying in full: own publications first, near in number or in time."""
    possible = [release for release in shelf if _may_precede(release, figure) and _is_fuller(release, figure, figures)]
    own = [release for release in possible if release.is_own]
    shown = figure.toll.best or figure.toll.quantity.low

    def rank(release: Figure) -> tuple[float, int, str]:
        exact = release.toll.best or 0
        far = abs(exact - shown) / max(exact, shown, 1)
        return (far, _days_between(release.day, figure.day), release.reference)

    pool = own or possible
    near = sorted(pool, key=rank)[:CANDIDATES]
    recent = sorted(pool, key=lambda release: (_days_between(release.day, figure.day), release.reference))[:2]
    return tuple({release.reference: release for release in [*near, *recent]}.values())


def _best(figure: Figure, releases: Sequence[Figure], figures: Figures) -> Derivation | None:
    best: Derivation | None = None
    for release in sorted(releases, key=lambda one: (_days_between(one.day, figure.day), one.reference)):
        found = derivation(figure, release, figures)
        if not figures.parts_of(figure) and (found is None or found.total.slip):
            found = lone(figure, release, figures) or found
        if found is not None and (best is None or found.bits < best.bits - 1e-9):
            best = found
    return best


def _may_precede(release: Figure, figure: Figure) -> bool:
    if release.document.name == figure.document.name or release.toll.measure != figure.toll.measure:
        return False
    left, right = release.scope.place, figure.scope.place
    if left is not None and right is not None and left != right and not (left in right or right in left):
        return False
    before, after = release.document.published, figure.document.published
    return before is None or after is None or before <= after


def _is_fuller(release: Figure, figure: Figure, figures: Figures) -> bool:
    """Return whether a figure can be where another comes from, and not the other way round."""
    if release.is_own:
        return True
    mine = (len(figures.parts_of(release)), significant_digits(release.toll.best or 0))
    theirs = (len(figures.parts_of(figure)), significant_digits(figure.toll.best or 0))
    return mine > theirs and mine[1] >= theirs[1]


def _is_sure(found: Derivation, figures: Figures) -> bool:
    if found.total.sources:
        return True
    several = found.fitted >= 2 and found.digits >= DIGITS_WITHOUT_TOTAL
    return several and bool(figures.parts_of(found.figure))


def _elsewhere(figure: Figure, found: Derivation, shelf: _Shelf) -> Figure | None:
    """Return another figure of the same origin that is the printed total, where the release's own is not."""
    if found.total.sources or figure.toll.best is None:
        return None
    others = shelf.by_origin.get(figure.origin or "", ())
    for release in others:
        if release.is_own and release.document.name != found.release.document.name and release.toll.best is not None:
            unit = 10 ** max(0, len(str(figure.toll.best)) - significant_digits(figure.toll.best))
            if abs(release.toll.best - figure.toll.best) < unit:
                return release
    return None


def _days_between(left: date | None, right: date | None) -> int:
    return 36_500 if left is None or right is None else abs((right - left).days)


def _why_unknown(figure: Figure, shelf: _Shelf) -> str:
    said = f"{figure.number} {figure.whom} in '{figure.document.name}'"
    if figure.origin is None:
        return f"The text names no source for {said}, and no release in the case holds it."
    own = [one for one in shelf.by_origin.get(figure.origin, ()) if one.is_own and one.document != figure.document]
    if not own:
        return f"{said} is given to {figure.origin}, of whom the case holds no release."
    best = min(own, key=lambda one: (_days_between(one.day, figure.day), one.reference))
    return (
        f"{said} is given to {figure.origin}, but no release of theirs in the case holds it; "
        f"the nearest in time, {release_text(best)}, says {best.toll.best or 0:,}."
    )


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


def _check(trace: Trace, figures: Figures, slips: Mapping[tuple[str, int | None], list[Figure]]) -> Check:
    name = f"lineage-{trace.figure.slug}"
    if trace.found is None:
        return Check(name, "lineage", Verdict.UNKNOWN, trace.reason, links=trace.figure.links)
    found = trace.found
    apart = gap(found)
    made = terms(found, figures)
    sentence = (
        "; ".join(
            [
                _opening(found),
                *_merges(found),
                *_changes(found, trace.elsewhere),
                *_gap_text(found, apart),
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
        id=name,
        kind="lineage",
        verdict=_verdict(found),
        reason=sentence,
        gap=None if apart is None else Gap(apart, apart),
        terms=made,
        links=tuple(links),
    )


def _verdict(found: Derivation) -> Verdict:
    matches = (found.total, *found.parts)
    if any(match.slip or match.relabelled or not match.sources for match in matches):
        return Verdict.INCONSISTENT
    if found.others or not found.figure.named or found.figure.origin != found.release.origin:
        return Verdict.UNKNOWN
    return Verdict.CONSISTENT


def _opening(found: Derivation) -> str:
    figure, release = found.figure, found.release
    said = f"{figure.number} {figure.whom} in '{figure.document.name}'"
    if not found.total.sources:
        return f"{said} does not stand in {release_text(release)}, which says {found.release.toll.best or 0:,}"
    verb = "goes back to" if figure.named and figure.origin == release.origin else "may go back to"
    text = f"{said} {verb} {classes_text(found.total.sources)} in {release_text(release)}"
    if figure.named and figure.origin != release.origin:
        return f"{text}, though the text gives it to {figure.origin}"
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
            said.append(f"{label} is in the release {classes_text(match.sources)}")
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


def _gap_text(found: Derivation, apart: int | None) -> list[str]:
    if apart is None:
        return []
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
