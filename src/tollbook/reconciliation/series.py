"""Does a cumulative count ever fall, and do the daily figures fit between its steps?

A cumulative count of one origin and scope grows; it falls only where people are taken off it. The figures given for
single days cannot exceed what the cumulative count grew by over these days; it may grow by more, since deaths are
reported late.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from tollbook.model.check import Check, Gap, Term
from tollbook.model.vocabulary import Basis, Verdict
from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.labels import WORD
from tollbook.reconciliation.names import spoken
from tollbook.reconciliation.printed import printed, significant_digits
from tollbook.reconciliation.scope import day_text

SeriesKey = tuple[object, ...]


def series_checks(figures: Figures) -> tuple[Check, ...]:
    """Return one check for each cumulative series of at least two days, and one for each step with daily figures.

    Args:
        figures: All figures.

    Returns:
        Checks named `series-<document>-<toll>` after the series' first figure, and `series-daily-<document>-<toll>`
        after the later figure of a step. `gap` is what the count grew by (less the daily figures, for a step).
    """
    running, daily = _sorted_out(figures)
    made = []
    for key, members in running.items():
        if len(members) < 2:
            continue
        made.append(_series(members))
        made.extend(_steps(members, daily.get(key, ())))
    return tuple(made)


def series_key(figure: Figure) -> SeriesKey:
    """Return what two figures of one series share: origin, measure, basis, place, and whom they count."""
    scope, group = figure.scope, figure.scope.label
    whom = "everyone" if group.everyone else " ".join(sorted(set(WORD.findall(group.text.casefold()))))
    if group.status == "civilians" and not group.foreign:
        whom = "civilians"
    basis = scope.basis if scope.basis in {Basis.DOCUMENTED, Basis.ESTIMATED} else None
    return (figure.origin, scope.measure, basis, scope.place, whom, scope.sex, scope.age, scope.role, scope.indirect)


def _sorted_out(figures: Figures) -> tuple[dict[SeriesKey, list[Figure]], dict[SeriesKey, list[Figure]]]:
    """Return the cumulative figures and the daily ones by series, each by day, one figure a day."""
    running: dict[SeriesKey, list[Figure]] = defaultdict(list)
    daily: dict[SeriesKey, list[Figure]] = defaultdict(list)
    for figure in figures.all:
        if figure.origin is None or figure.toll.increment or figure.toll.best is None or figure.day is None:
            continue
        if figure.scope.cumulative:
            running[series_key(figure)].append(figure)
        elif figure.scope.cumulative is False and figure.scope.period.first is not None and figure.scope.period.last:
            daily[series_key(figure)].append(figure)
    published = {_besides_basis(key) for key, held in running.items() if any(figure.is_own for figure in held)}
    kept = {
        key: _by_day(held)
        for key, held in running.items()
        if any(figure.is_own for figure in held) or _besides_basis(key) not in published
    }
    return kept, {key: _apart(held) for key, held in daily.items()}


def _besides_basis(key: SeriesKey) -> SeriesKey:
    """Return a series but for its basis: who quotes a count seldom says on what it rests."""
    return (*key[:2], *key[3:])


def _by_day(held: Sequence[Figure]) -> list[Figure]:
    """Return one figure a day, the origin's own where it has any: a quotation may be old."""
    own = [figure for figure in held if figure.is_own]
    best: dict[date, Figure] = {}
    for figure in sorted(own or held, key=lambda one: (-significant_digits(one.toll.best or 0), one.reference)):
        day = figure.day
        if day is not None:
            best.setdefault(day, figure)
    return [best[day] for day in sorted(best)]


def _apart(held: Sequence[Figure]) -> list[Figure]:
    """Return figures whose periods do not overlap, the shortest and latest published kept."""
    kept: dict[date, Figure] = {}

    def rank(figure: Figure) -> tuple[int, int, str]:
        first, last = _ends(figure)
        published = figure.document.published or date.min
        return ((last - first).days, -published.toordinal(), figure.reference)

    taken: set[date] = set()
    for figure in sorted(held, key=rank):
        first, last = _ends(figure)
        if (last - first).days > 366:
            continue
        start = _counted_from(figure)
        span = {start + timedelta(days=at) for at in range((last - start).days + 1)}
        if not span & taken:
            taken |= span
            kept[last] = figure
    return [kept[day] for day in sorted(kept)]


def _ends(figure: Figure) -> tuple[date, date]:
    period = figure.scope.period
    last = period.last or period.first or date.min
    return period.first or last, last


def _counted_from(figure: Figure) -> date:
    """Return the first whole day of a figure: "the past 24 hours" share the day before with the report of that day."""
    first, last = _ends(figure)
    return last if (last - first).days == 1 else first


def _series(members: Sequence[Figure]) -> Check:
    terms, falls = [], []
    for before, after in pairwise(members):
        grown = (after.toll.best or 0) - (before.toll.best or 0)
        text = f"from {before.number} ({day_text(before.day)}) to {after.number} ({day_text(after.day)})"
        terms.append(Term(grown, text, (before.reference, after.reference)))
        if _falls(before, after):
            falls.append(f"{text}, {-grown:,} fewer")
    first, last = members[0], members[-1]
    whole = (last.toll.best or 0) - (first.toll.best or 0)
    subject = f"The cumulative count of {first.whom} given by {spoken(first.origin)}"
    dips = [term for term in terms if term.people < 0]
    is_quoted = not all(figure.is_own for figure in members)
    if falls and is_quoted:
        reason = (
            f"{subject}, as others quote it, fell {'; '.join(falls)}: one of the quotations may be of an older count."
        )
    elif falls:
        reason = f"{subject} fell {'; '.join(falls)}: a cumulative count falls only where people are taken off it."
    elif dips:
        reason = f"{subject} goes down {'; '.join(term.text for term in dips)}, which rounding can account for."
    else:
        reason = f"{subject} never falls over {len(members)} days: {first.number} to {last.number}."
    return Check(
        id=f"series-{first.slug}",
        kind="series",
        verdict=Verdict.CONSISTENT if not falls else Verdict.UNKNOWN if is_quoted else Verdict.INCONSISTENT,
        reason=reason,
        gap=Gap(whole, whole),
        terms=tuple(terms),
        links=tuple(dict.fromkeys(link for one in members for link in one.links)),
    )


def _falls(before: Figure, after: Figure) -> bool:
    """Return whether a later figure is lower beyond what rounding can hide in the two."""
    high = after.toll.quantity.high
    if high is None:
        return False
    slack = max(printed(before.toll).unit, printed(after.toll).unit)
    return high + (slack if slack > 1 else 0) < before.toll.quantity.low


def _steps(members: Sequence[Figure], daily: Sequence[Figure]) -> list[Check]:
    lasts = [_ends(figure)[1] for figure in daily]
    made = []
    for before, after in pairwise(members):
        start, end = before.day, after.day
        if start is None or end is None:
            continue
        between = daily[bisect_right(lasts, start) : bisect_right(lasts, end)]
        inside = [one for one in between if _counted_from(one) > start]
        if inside:
            made.append(_step(before, after, inside))
    return made


def _step(before: Figure, after: Figure, inside: Sequence[Figure]) -> Check:
    grown = (after.toll.best or 0) - (before.toll.best or 0)
    summed = sum(one.toll.best or 0 for one in inside)
    low = sum(one.toll.quantity.low for one in inside)
    units = {printed(one.toll).unit for one in (before, after)}
    slack = max(units) if max(units) > 1 else 0
    over = low > grown + slack
    text = (
        f"From {day_text(before.day)} to {day_text(after.day)} the cumulative count of {after.whom} given by "
        f"{spoken(after.origin)} went from {before.number} to {after.number}, by {grown:,}; its figures for single "
        f"days between make {summed:,}"
    )
    if over:
        text += ", more than it grew by"
    elif grown > summed:
        text += f"; {grown - summed:,} were added that no day's figure holds, as late reports are"
    return Check(
        id=f"series-daily-{after.slug}",
        kind="series",
        verdict=Verdict.INCONSISTENT if over else Verdict.CONSISTENT,
        reason=text + ".",
        gap=Gap(grown - summed, grown - summed),
        links=tuple(dict.fromkeys(link for one in (before, after, *inside) for link in one.links)),
    )
