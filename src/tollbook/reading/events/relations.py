"""What a text says that one party does for, to or with another."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tollbook.model.document import Relation, Span, Statement
from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.names.mentions import Mention, Mentions
from tollbook.reading.page import Page, Sentence
from tollbook.reading.statements.cues import ALLEGED, UNCONFIRMED
from tollbook.reading.words import listed

# Verb forms and adjectives: "A <verb> B", "B <verb>ed by A", "A-<suffix> B".
_ACTIVE = {
    "supports": (
        "back backs backed backing support supports supported supporting aid aids aided sponsor sponsors sponsored"
    ),
    "arms": "arm arms armed arming supply supplies supplied supplying equip equips equipped equipping",
    "funds": "fund funds funded funding finance finances financed financing bankroll bankrolled bankrolls",
    "commands": "command commands commanded commanding lead leads led control controls controlled",
    "opposes": "oppose opposes opposed opposing fight fights fighting fought battle battles battling combat combatting "
    "combating bomb bombed bombs"
    " attack attacked attacks attacking",
    "designates": "designate designates designated designating blacklisted blacklist",
    "brokers": "broker brokers brokered brokering mediate mediates mediated mediating",
    "accuses": (
        "accuse accuses accused accusing blame blames blamed blaming denounce denounced denounces condemn "
        "condemned condemns"
    ),
    "demands": "demanding demands demanded urge urged urges",
}
_BY_VERB = {form: predicate for predicate, forms in _ACTIVE.items() for form in forms.split()}
_SUFFIXES = {
    "backed": "supports",
    "supported": "supports",
    "armed": "arms",
    "funded": "funds",
    "financed": "funds",
    "led": "commands",
    "aligned": "allied",
    "allied": "allied",
    "linked": "affiliated",
    "affiliated": "affiliated",
    "sponsored": "supports",
    "controlled": "commands",
    "dominated": "commands",
}
_NOUNS = {
    "backer": "supports",
    "backers": "supports",
    "supporter": "supports",
    "ally": "allied",
    "allies": "allied",
    "affiliate": "affiliated",
    "proxy": "supports",
    "proxies": "supports",
    "sponsor": "supports",
    "patron": "supports",
    "patrons": "supports",
    "branch": "affiliated",
}
_REACH = 14  # tokens between the two parties of a relation
_PASSIVE_REACH = 5  # between "A" and "backed by B"
_CLAUSE_REACH = 10  # between "A, another militia which has been" and "designated by B"
_LEADS = frozenset(
    ("the", "a", "an", "its", "their", "his", "her", "of", "for", "under", "with", "by", "military", "more", "no")
)
_AFTER_NOUNS = frozenset(("to", "of", "for", "from", "in", "on", ",", ".", "and", "flow", "deal", "sales"))
_BY_REACH = 9  # tokens between "is designated" and "by"
_DENYING = (Stance.DENIES, Stance.DENIES_RESPONSIBILITY, Stance.DISPUTES)
_NEGATIONS = frozenset(("not", "n't", "never", "neither"))
_BE = frozenset(("be", "been", "being", "is", "are", "was", "were"))
_JOINT = re.compile(r"\s*(?:,\s*)?(?P<and>and\s+|as\s+well\s+as\s+)?(?:the\s+)?")
_TIED = re.compile(
    r"\s*,?\s*(?:(?:which|who)\s+)?(?:(?:is|are|was|were|has\s+been|have\s+been)\s+)?(?:\w+ly\s+)?"
    r"(?P<tie>allied|aligned|affiliated|linked|loyal)\s+(?:with|to)\s+(?:the\s+)?"
)
_NEAR = 20  # statements before
_STOPS = frozenset((".", ";", ":"))
_PREPOSITIONS = listed("prepositions")
_STOPPING = listed("phrase stops")
_GENERIC_HEADS = listed("armed actors")


def relations(found: Mentions, statements: Sequence[Statement]) -> tuple[Relation, ...]:
    """Return the relations between parties that a text states.

    Args:
        found: The parties named.
        statements: The document's statements; a relation inside an alleged one is alleged.

    Returns:
        Relations, in the order of the text, each once.
    """
    made: dict[tuple[str, str, str], Relation] = {}
    page = found.page
    for sentence in page.sentences:
        inside = [
            mention
            for mention in found.within(sentence.start, sentence.end)
            if mention.kind not in ("unknown", "person", "outlet")
        ]
        for subject, predicate, target, evidence in (
            *_by_verb(page, sentence, inside),
            *_by_suffix(page, sentence, found),
            *_by_noun(page, inside),
        ):
            if subject.name == target.name:
                continue
            span = page.span(*evidence)
            modality = _modality(page, statements, evidence)
            made.setdefault(
                (subject.name, predicate, target.name), Relation(subject.name, predicate, target.name, modality, span)
            )
    for said in _by_statement(found, statements):
        made.setdefault((said.subject, said.predicate, said.object), said)
    return tuple(sorted(made.values(), key=lambda relation: relation.evidence.start))


_Found = tuple[Mention, str, Mention, tuple[int, int]]


def _by_verb(page: Page, sentence: Sentence, inside: Sequence[Mention]) -> Iterator[_Found]:
    """Yield "A backs B" and "B, backed by A"."""
    named = [mention for mention in inside if mention.use != "adjective"]
    for i in range(sentence.first, sentence.last):
        token = page.tokens[i]
        predicate = _BY_VERB.get(token.low)
        if predicate is None or predicate in ("accuses", "demands") or _is_noun(page, sentence, i):
            continue
        by = _agent_at(page, sentence, i)
        if by is None and i > sentence.first and page.tokens[i - 1].low in _BE and token.low.endswith(("ed", "en")):
            continue  # "is supported": by nobody who is named
        behind = page.tokens[by].end if by is not None else token.end
        before = [mention for mention in named if mention.end <= token.start and _near(page, mention.end, token.start)]
        after = [mention for mention in named if mention.start >= behind and _near(page, behind, mention.start)]
        left = _subject(page, sentence, before, i) if by is None else _passive_subject(page, before, i)
        if left is None or not after or (by is not None and predicate == "brokers"):
            continue
        right = after[0]
        if by is not None and i - page.token_at(left.end) > _reach(page, left, i):
            continue
        agents = [right, *_joined(page, right, after)] if by is not None else [left]
        targets = [left] if by is not None else [right, *_joined(page, right, after)]
        for agent in agents:
            for target in targets:
                yield agent, predicate, target, (min(left.start, right.start), max(agent.end, target.end, right.end))


def _agent_at(page: Page, sentence: Sentence, i: int) -> int | None:
    """Return where "by" stands behind a passive: right behind it, or some words on where "be" is before it."""
    is_passive = i > sentence.first and page.tokens[i - 1].low in _BE
    for at in range(i + 1, min(i + (_BY_REACH if is_passive else 2), sentence.last)):
        if page.tokens[at].low == "by":
            return at
        if page.tokens[at].text in _STOPS or page.tokens[at].low in ("and", "which", "that"):
            return None
    return None


def _subject(page: Page, sentence: Sentence, before: Sequence[Mention], i: int) -> Mention | None:
    """Return the nearest party before a verb that hangs on no preposition; None where an unnamed group is nearer."""
    for mention in reversed(before):
        first, last = page.token_at(mention.start), page.token_at(mention.end)
        if any(token.low in _GENERIC_HEADS for token in page.tokens[last:i]):
            return None
        lead = first - 1
        while lead > sentence.first and page.tokens[lead].low in ("the", "a", "an"):
            lead -= 1
        if lead < sentence.first or page.tokens[lead].low not in _PREPOSITIONS:
            return mention
    return None


def _passive_subject(page: Page, before: Sequence[Mention], i: int) -> Mention | None:
    """Return A of "A, backed by B" and of "A, a militia armed by B"; None where an unnamed group is meant."""
    if not before:
        return None
    between = page.tokens[page.token_at(before[-1].end) : i]
    is_unnamed = any(token.low in _GENERIC_HEADS for token in between) and between[0].low != ","
    return None if is_unnamed else before[-1]


def _is_noun(page: Page, sentence: Sentence, i: int) -> bool:
    """Return whether a word that may be a verb is a noun here: "arms to", "the support of", "its attacks"."""
    low = page.tokens[i].low
    before = page.tokens[i - 1].low if i > sentence.first else ""
    after = page.tokens[i + 1].low if i + 1 < sentence.last else ""
    if low.endswith(("ed", "ing")) or low in ("led", "fought"):
        return False
    if after == "and" and i + 2 < sentence.last and page.tokens[i + 2].low in _BY_VERB:
        return False  # "arms and funds"
    return before in _LEADS or after in (
        "to",
        "of",
        "for",
        "from",
        "in",
        "on",
        ",",
        ".",
        "and",
        "flow",
        "deal",
        "sales",
    )


def _reach(page: Page, left: Mention, i: int) -> int:
    """Return how many tokens may stand between a party and a passive: more where a clause of its own tells of it."""
    between = [token.low for token in page.tokens[page.token_at(left.end) : i]]
    return _CLAUSE_REACH if between[:1] == [","] or {"which", "who", "that"} & set(between) else _PASSIVE_REACH


def _joined(page: Page, first: Mention, after: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that "and" joins to a first one: B and C of "A, B and C"; a comma alone joins nobody."""
    joined, end, waiting = [], first.end, list[Mention]()
    for mention in after[1:]:
        between = _JOINT.fullmatch(page.text[end : mention.start])
        if between is None:
            break
        waiting.append(mention)
        if between["and"]:
            joined += waiting
            waiting = []
        end = mention.end
    return joined


def _near(page: Page, start: int, end: int) -> bool:
    tokens = page.tokens[page.token_at(start) : page.token_at(end)]
    return len(tokens) <= _REACH and not any(token.text in _STOPS for token in tokens)


def _by_suffix(page: Page, sentence: Sentence, found: Mentions) -> Iterator[_Found]:
    """Yield "Russian-backed militias", "the Al Qaeda-linked militia"."""
    for i in range(sentence.first, sentence.last):
        token = page.tokens[i]
        stem, dash, suffix = token.low.rpartition("-")
        if not dash or suffix not in _SUFFIXES or not stem:
            continue
        agents = [
            mention
            for mention in found.within(sentence.start, token.end)
            if mention.end == token.end or mention.start == token.start
        ]
        target = _head_named(page, sentence, found, i) or _in_apposition(page, sentence, found, i)
        if agents and target is not None:
            first, last = sorted((agents[-1], target), key=lambda mention: mention.start)
            yield agents[-1], _SUFFIXES[suffix], target, (first.start, max(last.end, token.end))


def _head_named(page: Page, sentence: Sentence, found: Mentions, i: int) -> Mention | None:
    """Return the party that "Russian-backed" stands right before, an adjective or two between them."""
    token = page.tokens[i]
    for mention in found.within(token.end, sentence.end)[:1]:
        between = page.tokens[i + 1 : page.token_at(mention.start)]
        if len(between) <= 2 and not any(word.low in _STOPPING or word.low in _GENERIC_HEADS for word in between):
            return mention if mention.use != "adjective" and mention.kind != "unknown" else None
    return None


def _in_apposition(page: Page, sentence: Sentence, found: Mentions, i: int) -> Mention | None:
    """Return A of "A, another B-linked militia" and of "A, a B-backed group"."""
    start = i
    while start > sentence.first and i - start < 5 and page.tokens[start - 1].low not in (",", "("):
        start -= 1
    if start - 1 <= sentence.first or page.tokens[start - 1].low not in (",", "("):
        return None
    if page.tokens[start].low not in ("a", "an", "another", "the", "one"):
        return None
    end = page.tokens[start - 2].end
    named = [
        m for m in found.within(sentence.start, end) if m.end == end and m.use != "adjective" and m.kind != "unknown"
    ]
    return named[-1] if named else None


def _by_noun(page: Page, inside: Sequence[Mention]) -> Iterator[_Found]:
    """Yield "Qatar, a principal backer of the rebels", "the Nusra Front, Al Qaeda's main affiliate"."""
    named = [mention for mention in inside if mention.use != "adjective"]
    for left, right in pairwise(named):
        tied = _TIED.fullmatch(page.text[left.end : right.start])
        if tied is not None:
            yield (
                left,
                "allied" if tied["tie"] in ("allied", "aligned") else "affiliated",
                right,
                (left.start, right.end),
            )
            continue
        between = page.tokens[page.token_at(left.end) : page.token_at(right.start)]
        low = [token.low for token in between]
        noun = next((word for word in low if word in _NOUNS), None)
        if noun is not None and len(low) <= 8 and low[0] != "'s" and "in" not in low and ("of" in low or "," in low):
            yield left, _NOUNS[noun], right, (left.start, right.end)
            continue
        if low in ([","], [",", "the"]):
            tail = page.tokens[page.token_at(right.end) : page.token_at(right.end) + 6]
            owned = next((token for token in tail if token.low in _NOUNS), None)
            if owned is not None and tail and tail[0].low == "'s":
                yield left, _NOUNS[owned.low], right, (left.start, owned.end)


def _by_statement(found: Mentions, statements: Sequence[Statement]) -> Iterator[Relation]:
    """Yield who accuses or demands, of whom the content speaks first; and who denies what a party had said."""
    by_id = {statement.id: statement for statement in statements}
    for statement in statements:
        speaker = statement.speaker
        if speaker is None or speaker.party is None or statement.cue is None:
            continue
        if statement.stance in (Stance.DENIES, Stance.DENIES_RESPONSIBILITY):
            predicate, heard = "denies", [by_id[target] for target in statement.targets if target in by_id]
            others = [(said.speaker.party, said.speaker.span) for said in heard if said.speaker and said.speaker.party]
        else:
            predicate = _BY_VERB.get(statement.cue.text.split()[-1].lower(), "")
            others = [(m.name, found.page.span(m.start, m.end)) for m in _named(found, statement.content[0])[:1]]
        if predicate not in ("accuses", "demands", "denies") or not others or others[0][0] is None:
            continue
        name, span = others[0]
        spoken = [m.name for m in _named(found, speaker.span)] or [speaker.party]
        start, end = min(speaker.span.start, span.start), max(speaker.span.end, span.end)
        if predicate == "denies":  # the words of the denial itself; what it denies may stand far before
            start, end = speaker.span.start, max(speaker.span.end, statement.content[-1].end)
        evidence = found.page.span(min(start, end), max(start, end))
        for subject in dict.fromkeys(spoken):
            if subject != name:
                yield Relation(subject, predicate, name, statement.modality, evidence)


def _named(found: Mentions, span: Span) -> list[Mention]:
    return [m for m in found.within(span.start, span.end) if m.entry is not None and m.use != "adjective"]


def _first(statement: Statement) -> int:
    return (statement.cue or statement.content[0]).start


def _modality(page: Page, statements: Sequence[Statement], evidence: tuple[int, int]) -> Modality:
    words = {token.low for token in page.tokens[page.token_at(evidence[0]) : page.token_at(evidence[1])]}
    if words & UNCONFIRMED:
        return Modality.UNCONFIRMED
    if words & ALLEGED:
        return Modality.ALLEGED
    at = bisect_right(statements, evidence[1], key=_first)
    for statement in statements[max(0, at - _NEAR) : at + 1]:
        first = min(_first(statement), statement.speaker.span.start if statement.speaker else evidence[1])
        if first <= evidence[0] and any(span.start < evidence[1] <= span.end for span in statement.content):
            return Modality.DENIED if statement.stance in _DENYING else statement.modality
    return Modality.DENIED if words & _NEGATIONS else Modality.STATED
