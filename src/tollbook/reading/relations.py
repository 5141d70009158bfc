"""What a text says that one party does for, to or with another."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tollbook.model.document import Relation, Statement
from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.cues import ALLEGED, UNCONFIRMED
from tollbook.reading.mentions import Mention, Mentions
from tollbook.reading.page import Page, Sentence

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
_NEAR = 20  # statements before
_STOPS = frozenset((".", ";", ":"))


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
        if predicate is None or predicate in ("accuses", "demands"):
            continue
        by = i + 1 < sentence.last and page.tokens[i + 1].low == "by"
        before = [mention for mention in named if mention.end <= token.start and _near(page, mention.end, token.start)]
        after = [mention for mention in named if mention.start >= token.end and _near(page, token.end, mention.start)]
        if not before or not after:
            continue
        left, right = before[-1], after[0]
        if by and page.token_at(token.start) - page.token_at(left.end) > _PASSIVE_REACH:
            continue
        agents = [right, *_joined(page, right, after)] if by else [left]
        targets = [left] if by else [right, *_joined(page, right, after)]
        for agent in agents:
            for target in targets:
                yield agent, predicate, target, (min(left.start, right.start), max(agent.end, target.end, right.end))


def _joined(page: Page, first: Mention, after: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that "and" joins to a first one."""
    joined, end = [], first.end
    for mention in after[1:]:
        between = page.text[end : mention.start].split()
        if (
            not between
            or len(between) > 3
            or (not {"and", ","} & {word.strip() for word in between} and not between[0].startswith(","))
        ):
            break
        joined.append(mention)
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
        targets = [
            mention
            for mention in found.within(token.end, sentence.end)
            if mention.start - token.end < 40 and mention.use != "adjective"
        ]
        if agents and targets and targets[0].kind != "unknown":
            yield agents[-1], _SUFFIXES[suffix], targets[0], (agents[-1].start, targets[0].end)


def _by_noun(page: Page, inside: Sequence[Mention]) -> Iterator[_Found]:
    """Yield "Qatar, a principal backer of the rebels", "the Nusra Front, Al Qaeda's main affiliate"."""
    named = [mention for mention in inside if mention.use != "adjective"]
    for left, right in pairwise(named):
        between = page.tokens[page.token_at(left.end) : page.token_at(right.start)]
        low = [token.low for token in between]
        noun = next((word for word in low if word in _NOUNS), None)
        if noun is not None and len(low) <= 8 and low[0] != "'s" and ("of" in low or "," in low):
            yield left, _NOUNS[noun], right, (left.start, right.end)
            continue
        if low in ([","], [",", "the"]):
            tail = page.tokens[page.token_at(right.end) : page.token_at(right.end) + 6]
            owned = next((token for token in tail if token.low in _NOUNS), None)
            if owned is not None and tail and tail[0].low == "'s":
                yield left, _NOUNS[owned.low], right, (left.start, owned.end)


def _by_statement(found: Mentions, statements: Sequence[Statement]) -> Iterator[Relation]:
    """Yield who accuses, denounces or denies: from the statement's speaker to the first party of its content."""
    for statement in statements:
        if statement.speaker is None or statement.speaker.party is None or statement.cue is None:
            continue
        predicate = (
            "denies"
            if statement.stance in (Stance.DENIES, Stance.DENIES_RESPONSIBILITY)
            else _BY_VERB.get(statement.cue.text.split()[-1].lower())
        )
        if predicate not in ("accuses", "demands", "denies"):
            continue
        named = [
            m
            for m in found.within(statement.content[0].start, statement.content[0].end)
            if m.entry is not None and m.use != "adjective"
        ]
        if named and named[0].name != statement.speaker.party:
            span = found.page.span(
                min(statement.speaker.span.start, named[0].start), max(statement.speaker.span.end, named[0].end)
            )
            yield Relation(statement.speaker.party, predicate, named[0].name, statement.modality, span)


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
        if any(span.start <= evidence[0] and evidence[1] <= span.end for span in statement.content):
            return statement.modality
    return Modality.STATED
