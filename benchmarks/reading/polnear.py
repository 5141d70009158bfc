"""Attributions against PolNeAR's: news articles with gold speakers, cues and contents, put in place by the user."""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tollbook.reading.page import page_of
from tollbook.reading.statements.attribution import Attribution, Parser

_SCARE = 3  # words; shorter quotations set a word apart

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution; each part is a tuple of spans, empty where it has none."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(slots=True)
class Score:
    """Counts over documents."""

    predicted: int = 0
    gold: int = 0
    found: int = 0
    full: int = 0
    tokens: dict[str, list[int]] | None = None

    def f1(self, hits: int) -> float:
        """Return F1 of hits against what was predicted and annotated."""
        return 2 * hits / max(1, self.predicted + self.gold)

    def token_f1(self, role: str) -> float:
        """Return F1 over tokens of a role."""
        both, predicted, gold = (self.tokens or {}).get(role, [0, 0, 0])
        return 2 * both / max(1, predicted + gold)


def documents(folder: Path) -> list[tuple[str, str, tuple[Gold, ...]]]:
    """Return (name, text, attributions) of every annotated document in a folder."""
    return [(path.stem, *_load(path)) for path in sorted(folder.glob("*.ann"))]


def _load(path: Path) -> tuple[str, tuple[Gold, ...]]:
    with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    spans: dict[str, tuple[str, Spans]] = {}
    links: list[list[tuple[str, str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if len(fields) < 2 or not re.fullmatch(r"[TE]\d+", fields[0]):
            continue
        if fields[0][0] == "T":
            kind, places = fields[1].split(" ", 1)
            pairs = [place.split() for place in places.split(";")]
            spans[fields[0]] = (kind, tuple((int(a), int(b)) for a, b in pairs))
        else:
            links.append([(part.split(":")[0], part.split(":")[1]) for part in fields[1].split()])
    made = []
    for link in links:
        roles: dict[str, Spans] = defaultdict(tuple)
        for role, key in link:
            if spans[key][0] != "Attribution":
                roles[re.sub(r"\d+$", "", role)] += spans[key][1]
        made.append(Gold(tuple(sorted(roles["Source"])), tuple(sorted(roles["Cue"])), tuple(sorted(roles["Content"]))))
    return text, tuple(made)


def as_gold(made: Attribution) -> Gold:
    """Return one of ours in the same form."""
    return Gold(
        (made.speaker,) if made.speaker is not None else (), (made.cue,) if made.cue is not None else (), made.content
    )


def attributions(parser: Parser, text: str) -> tuple[Gold, ...]:
    """Return what a reader finds in a text, without what stands in a quotation or in another's content.

    PolNeAR annotates no nesting.
    """
    page = page_of(text)
    made = parser.attributions(page)
    outer = []
    for one in made:
        cue = one.cue or one.content[0]
        quote = page.quote_at(cue[0])
        if one.cue is not None and quote is not None and quote.words > _SCARE:
            continue
        holds = any(
            a <= cue[0] and cue[1] <= b and not (one.cue is not None and other.cue == one.cue)
            for other in made
            if other is not one
            for a, b in other.content
        )
        if not holds:
            outer.append(as_gold(one))
    return tuple(outer)


def characters(spans: Spans, text: str) -> set[int]:
    """Return the places of the letters and digits of some spans."""
    return {i for a, b in spans for i in range(a, b) if text[i].isalnum()}


def dice(first: set[int], second: set[int]) -> float:
    """Return twice the overlap over the sum of sizes; 1 for two empty sets."""
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 1.0


def add(
    score: Score, text: str, predicted: tuple[Gold, ...], gold: tuple[Gold, ...]
) -> list[tuple[Gold | None, Gold | None, bool]]:
    """Add a document to a score and return its pairs of predicted and annotated with whether they agree fully.

    A pair is found where cues overlap and contents share a letter, or where contents have Dice of .5 and more; it is
    full where speakers have Dice of .5 and contents of .8 besides. Each is matched once, the likest first.
    """
    sets = [
        [[characters(part, text) for part in (one.source, one.cue, one.content)] for one in side]
        for side in (predicted, gold)
    ]
    pairs = []
    for i, (_, cue, content) in enumerate(sets[0]):
        for k, (_, other_cue, other_content) in enumerate(sets[1]):
            likeness = dice(content, other_content) if content & other_content else 0.0
            overlap = bool(cue & other_cue)
            if (overlap and likeness > 0) or likeness >= 0.5:
                pairs.append((likeness + overlap, i, k, likeness))
    used: tuple[set[int], set[int]] = (set(), set())
    report: list[tuple[Gold | None, Gold | None, bool]] = []
    for _, i, k, likeness in sorted(pairs, reverse=True):
        if i in used[0] or k in used[1]:
            continue
        used[0].add(i)
        used[1].add(k)
        is_full = dice(sets[0][i][0], sets[1][k][0]) >= 0.5 and likeness >= 0.8
        score.found += 1
        score.full += is_full
        report.append((predicted[i], gold[k], is_full))
    score.predicted += len(predicted)
    score.gold += len(gold)
    _add_tokens(score, text, predicted, gold)
    report += [(one, None, False) for i, one in enumerate(predicted) if i not in used[0]]
    report += [(None, one, False) for k, one in enumerate(gold) if k not in used[1]]
    return report


def _add_tokens(score: Score, text: str, predicted: tuple[Gold, ...], gold: tuple[Gold, ...]) -> None:
    starts = [match.start() for match in re.finditer(r"\w+|[^\w\s]", text)]
    score.tokens = score.tokens or {}
    for role in ("source", "cue", "content"):
        sides = []
        for side in (predicted, gold):
            covered = {i for one in side for a, b in getattr(one, role) for i in range(a, b)}
            sides.append({start for start in starts if start in covered})
        counts = score.tokens.setdefault(role, [0, 0, 0])
        counts[0] += len(sides[0] & sides[1])
        counts[1] += len(sides[0])
        counts[2] += len(sides[1])


def score(parser: Parser, folder: Path) -> Score:
    """Return the score of a reader on a folder."""
    total = Score()
    for _, text, gold in documents(folder):
        add(total, text, attributions(parser, text), gold)
    return total
