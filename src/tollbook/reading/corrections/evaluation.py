"""How well a reader reads texts that people have annotated: precision and recall, part by part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tollbook.model.document import Document, Reading, Span, Statement, Toll
from tollbook.reading.corrections.gold import GoldStatement, GoldText, GoldToll

LIKE = 0.5  # Dice over letters from which two stretches of text are the same statement
SAME = 0.8  # Dice from which its words are right


@dataclass(slots=True)
class Tally:
    """Right ones, of those read and of those annotated."""

    right: int = 0
    read: int = 0
    annotated: int = 0

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1 where nothing was read."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Share of what was annotated that was read right; 1 where nothing was annotated."""
        return self.right / self.annotated if self.annotated else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.read + self.annotated
        return 2 * self.right / both if both else 1.0


@dataclass(slots=True)
class Evaluation:
    """Tallies by part.

    Attributes:
        parts: `toll value`, `qualifier`, `group`, `parent`, `statement found`, `stance`, `content`, `speaker`,
            `target`; all but the first, the fifth and the last count among those found.
        errors: What was read otherwise than annotated, as (text's name, part, words read, words annotated).
        judged: Everything read of which a part was judged, as (text's name, id, part, whether right).
    """

    parts: dict[str, Tally] = field(default_factory=dict)
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)
    judged: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def add(self, name: str, part: str, shown: tuple[str, str], *, right: bool, item: str = "") -> None:
        """Count one judgement of a part among those found; `item` is the id of the statement or toll."""
        tally = self.parts.setdefault(part, Tally())
        tally.read += 1
        tally.annotated += 1
        tally.right += right
        self.judged.append((name, item, part, right))
        if not right:
            self.errors.append((name, part, *shown))


def evaluate(texts: Sequence[GoldText], reader: Callable[[Document], Reading]) -> Evaluation:
    """Return how a reader does on annotated texts.

    Args:
        texts: The texts.
        reader: What reads a document.

    Returns:
        The tallies.
    """
    made = Evaluation()
    for part in ("toll value", "statement found"):
        made.parts[part] = Tally()
    for text in texts:
        reading = reader(Document(text.name, text.text, "", published=text.published))
        _tolls(made, text, reading)
        _statements(made, text, reading)
    return made


def _tolls(made: Evaluation, text: GoldText, reading: Reading) -> None:
    tally = made.parts["toll value"]
    tally.annotated += len(text.tolls)
    matched: dict[int, Toll] = {}
    taken: set[str] = set()
    for i, gold in enumerate(text.tolls):
        for toll in reading.tolls:
            if (
                toll.id not in taken
                and toll.span.start < gold.end
                and toll.span.end > gold.start
                and _same_value(gold, toll)
            ):
                matched[i] = toll
                taken.add(toll.id)
                break
        else:
            made.errors.append((text.name, "missed toll", _read_at(reading, gold), text.text[gold.start : gold.end]))
    tally.right += len(matched)
    false = [toll for toll in reading.tolls if toll.id not in taken and not _may_be_left_out(toll)]
    tally.read += len(matched) + len(false)
    made.judged += [(text.name, toll.id, "toll value", True) for toll in matched.values()]
    made.judged += [(text.name, toll.id, "toll value", False) for toll in false]
    made.errors += [(text.name, "false toll", f"{toll.measure.value} {toll.span.text}", "") for toll in false]
    ids = {i: toll.id for i, toll in matched.items()}
    for i, toll in matched.items():
        gold = text.tolls[i]
        made.add(
            text.name,
            "qualifier",
            (toll.qualifier, gold.qualifier),
            right=toll.qualifier is gold.qualifier,
            item=toll.id,
        )
        if gold.group is not None:
            shown = (toll.group.text if toll.group is not None else "", gold.group)
            made.add(text.name, "group", shown, right=_same_group(gold.group, toll), item=toll.id)
        if gold.parent is not None or (toll.parent is not None and not _is_of_casualties(reading, toll)):
            right = gold.parent is not None and ids.get(gold.parent) == toll.parent
            made.add(
                text.name, "parent", (toll.parent or "", text.text[gold.start : gold.end]), right=right, item=toll.id
            )


def _may_be_left_out(toll: Toll) -> bool:
    """Return whether annotators may leave a figure out: "nobody was hurt" and shares are marked at will."""
    return toll.best == 0 or toll.share is not None


def _is_of_casualties(reading: Reading, toll: Toll) -> bool:
    """Return whether a figure is part of one of another measure, killed of casualties, which may be left unmarked."""
    return any(other.id == toll.parent and other.measure is not toll.measure for other in reading.tolls)


def _read_at(reading: Reading, gold: GoldToll) -> str:
    near = [toll for toll in reading.tolls if toll.span.start < gold.end and toll.span.end > gold.start]
    return f"{near[0].measure.value} {near[0].quantity}" if near else ""


def _same_value(gold: GoldToll, toll: Toll) -> bool:
    if toll.measure is not gold.measure:
        return False
    if gold.low is not None and gold.low != gold.high:
        return (toll.quantity.low, toll.quantity.high) == (gold.low, gold.high)
    same_bounds = (toll.quantity.low, toll.quantity.high) == (gold.low, gold.high)
    return toll.best == gold.low or (toll.best is None and gold.low is not None and same_bounds)


def _same_group(gold: str, toll: Toll) -> bool:
    """Return whether two groups have the noun in common, pronouns aside."""
    words = set(gold.lower().split()) - {"of", "the", "and", "our", "its", "their", "his", "enemy"}
    if words <= {"them", "us"}:
        return True
    return toll.group is not None and bool(words & set(toll.group.text.lower().split()))


def _letters(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    return {i for a, b in spans for i in range(a, b) if text[i].isalnum()}


def _dice(first: set[int], second: set[int]) -> float:
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 1.0


def _pairs(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def matched(text: GoldText, reading: Reading) -> dict[int, Statement]:
    """Return which statement read is which annotated one, by its index; each is matched once, the likest first.

    Two are the same where their contents are alike, or where their cues overlap and their contents have letters in
    common.
    """
    options = []
    for i, gold in enumerate(text.statements):
        for k, said in enumerate(reading.statements):
            likeness = _dice(_letters(text.text, gold.content), _letters(text.text, _pairs(said.content)))
            cues = (
                gold.cue is not None
                and said.cue is not None
                and gold.cue[0] < said.cue.end
                and said.cue.start < gold.cue[1]
            )
            if likeness >= LIKE or (cues and likeness > 0):
                options.append((likeness + cues, i, k))
    found: dict[int, Statement] = {}
    used: set[int] = set()
    for _, i, k in sorted(options, reverse=True):
        if i not in found and k not in used:
            found[i] = reading.statements[k]
            used.add(k)
    return found


def _statements(made: Evaluation, text: GoldText, reading: Reading) -> None:
    tally = made.parts["statement found"]
    tally.read += len(reading.statements)
    tally.annotated += len(text.statements)
    found = matched(text, reading)
    used = {said.id for said in found.values()}
    tally.right += len(found)
    made.judged += [(text.name, said.id, "statement found", said.id in used) for said in reading.statements]
    made.errors += [
        (text.name, "missed statement", "", _shown(text, gold))
        for i, gold in enumerate(text.statements)
        if i not in found
    ]
    made.errors += [
        (text.name, "false statement", f"{said.cue.text if said.cue else 'carried'} | {said.content[0].text[:60]}", "")
        for said in reading.statements
        if said.id not in used
    ]
    _judged(made, text, found)
    _targets(made, text, reading, found)


def _judged(made: Evaluation, text: GoldText, found: dict[int, Statement]) -> None:
    for i, said in found.items():
        gold = text.statements[i]
        made.add(text.name, "stance", (said.stance, gold.stance), right=said.stance is gold.stance, item=said.id)
        likeness = _dice(_letters(text.text, gold.content), _letters(text.text, _pairs(said.content)))
        shown = (said.content[0].text[:60], text.text[slice(*gold.content[0])][:60])
        made.add(text.name, "content", shown, right=likeness >= SAME, item=said.id)
        own = (
            _letters(text.text, [(said.speaker.span.start, said.speaker.span.end)])
            if said.speaker is not None
            else set()
        )
        theirs = _letters(text.text, [gold.speaker]) if gold.speaker is not None else set()
        shown = (
            said.speaker.span.text if said.speaker is not None else "",
            text.text[slice(*gold.speaker)] if gold.speaker else "",
        )
        made.add(text.name, "speaker", shown, right=_dice(own, theirs) >= LIKE, item=said.id)


def _targets(made: Evaluation, text: GoldText, reading: Reading, found: dict[int, Statement]) -> None:
    """Count answers, each right where one of its links is one of the annotator's.

    Recall is over all that are annotated, found or not; precision over those found that the reader links. A link to
    what is said within the answer itself ("denied reports that") may be left unmarked, and then counts for nothing.
    """
    within = {said.id: said.within for said in reading.statements}
    for i, gold in enumerate(text.statements):
        said = found.get(i)
        links = set(said.targets) if said is not None else set()
        right = bool(links & {found[k].id for k in gold.targets if k in found})
        is_read = any(gold.targets or within.get(link) != said.id for link in links if said is not None)
        if not (gold.targets or is_read):
            continue
        tally = made.parts.setdefault("target", Tally())
        tally.right += right
        tally.read += is_read
        tally.annotated += bool(gold.targets)
        if not right:
            part = "target" if gold.targets else "false target"
            made.errors.append((text.name, part, str(sorted(links)), _shown(text, gold)))


def _shown(text: GoldText, gold: GoldStatement) -> str:
    start, end = gold.cue or gold.content[0]
    return f"{text.text[start:end]} | {text.text[gold.content[0][0] : gold.content[0][0] + 60]}"
