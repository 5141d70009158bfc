"""Did police kill someone? A sentence's answer from the reader's own verbs and idioms, and a list of agents and means.

Nothing here was taken from the scored sentences: killing is what `tollbook.reading` takes for killing, police are those
who police, and their means are those of any police.
"""

from collections.abc import Iterator, Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Token, page_of
from tollbook.reading.tolls.idioms import phrase_around, phrase_at
from tollbook.reading.tolls.toll_words import ACTIVE, BE, GOES, NOUNS, PARTICIPLE, STATES

_POLICE = frozenset(
    [
        "police",
        "policeman",
        "policemen",
        "policewoman",
        "constable",
        "constables",
        "cop",
        "cops",
        "inspector",
        "officer",
        "officers",
        "troopers",
        "gendarmes",
        "gendarmerie",
        "commandos",
        "jawans",
        "crpf",
        "security-forces",
    ]
)
_FORCES = frozenset(("forces", "personnel", "men", "officials"))
_MEANS = frozenset(
    [
        "firing",
        "fire",
        "bullet",
        "bullets",
        "shooting",
        "shootout",
        "shoot-out",
        "encounter",
        "encounters",
        "custody",
        "lathicharge",
        "lathi-charge",
        "baton-charge",
        "charge",
        "action",
        "crackdown",
        "raid",
        "brutality",
        "torture",
        "lock-up",
        "lockup",
        "gunfire",
        "beating",
        "operation",
    ]
)
_MEETS = frozenset(
    ("clash", "clashes", "clashed", "encounter", "gunbattle", "battle", "confrontation", "confrontations")
)
_HELPS = frozenset(("helped", "joined", "participated", "abetted", "assisted", "complicit", "involved"))
_OPENS = frozenset(("opened", "open", "opening", "fired", "fire", "firing", "shot", "resorted", "shoot"))
_NOT = frozenset(("not", "n't", "no", "never", "if", "would", "could", "might", "threatened"))
_REMAINS = frozenset(("lives", "life", "bodies", "body", "remains", "toll"))
_TAKEN = frozenset(("lost", "claimed", "took", "taken", "cost", "claiming", "taking", "of"))
_NAMES = frozenset(NOUNS) - {"killing"}  # "a case of murder" is no deed of the police who register it
_NEAR, _FAR = 8, 26  # tokens


def kills(sentence: str) -> bool:
    """Return whether a sentence says that police killed somebody."""
    page = page_of(sentence)
    return any(_in(page.words_of(one)) for one in page.sentences)


def _in(tokens: Sequence[Token]) -> bool:
    deaths = list(_deaths(tokens))
    agents = [i for i in range(len(tokens)) if _is_police(tokens, i)]
    if not deaths or not agents:
        return False
    if any(_acts(tokens, agent, death) or _done_by(tokens, agent, death) for agent in agents for death in deaths):
        return True
    causes = [agent for agent in agents if _has_means(tokens, agent)]
    return any(abs(cause - death) <= _FAR and _apart(tokens, cause, death) for cause in causes for death in deaths)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _is_police(tokens: Sequence[Token], i: int) -> bool:
    return any(part in _POLICE for part in tokens[i].low.split("-")) or (
        tokens[i].low == "security" and _low(tokens, i + 1) in _FORCES
    )


def _deaths(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the words that tell of killing or dying, but for those of killing that did not happen."""
    for i, token in enumerate(tokens):
        low = token.low
        measures = (ACTIVE.get(low), PARTICIPLE.get(low), GOES.get(low), STATES.get(low), NOUNS.get(low))
        told = Measure.KILLED in measures or phrase_at(tokens, i) is Measure.KILLED
        told = told or phrase_around(tokens, i, len(tokens)) is Measure.KILLED
        if low in _REMAINS and not any(_low(tokens, i - step) in _TAKEN for step in (1, 2, 3)):
            continue
        if told and not any(_low(tokens, i - step) in _NOT for step in (1, 2, 3)):
            yield i


def _acts(tokens: Sequence[Token], agent: int, death: int) -> bool:
    """Return whether police are the subject of a verb of killing: "police shot dead two", "policemen killed a boy"."""
    if not agent < death <= agent + _NEAR or _low(tokens, agent + 1) in _MEANS:
        return False
    between = [token.low for token in tokens[agent + 1 : death]]
    active = (
        (tokens[death].low in ACTIVE and tokens[death].low not in _NAMES)
        or phrase_at(tokens, death) is Measure.KILLED
        or _low(tokens, death) == "dead"
    )
    passive = any(low in BE for low in between) and not tokens[death].low.endswith("ing")
    behind = {token.low for token in tokens[death + 1 : death + 4]}
    own = any(_is_police(tokens, i) for i in range(death + 1, min(death + 3, len(tokens))))
    return active and not passive and not own and not {"by", ","} & set(between) and not behind & {"by"} and bool(
        behind - {"in", "when", "and", "."}
    )  # fmt: skip


def _done_by(tokens: Sequence[Token], agent: int, death: int) -> bool:
    """Return whether the dead were killed "by the police"."""
    between = [token.low for token in tokens[death + 1 : agent]]
    if not 0 < agent - death <= _NEAR or "," in between or tokens[death].low in GOES:
        return False
    return "by" in between[-4:] and tokens[death].low not in _NAMES


def _has_means(tokens: Sequence[Token], agent: int) -> bool:
    """Return whether police fire, beat or hold: "police firing", "firing by police", "police opened fire"."""
    after = [token.low for token in tokens[agent + 1 : agent + 4]]
    before = [token.low for token in tokens[max(0, agent - 5) : agent]]
    if after and (after[0] in _MEANS or (after[0] in _OPENS and set(after) & {"fire", "firing", "at", "on"})):
        return True
    if set(after[:3]) & {"opened", "fired"}:
        return True
    if set(after) & _MEETS or (set(after) & _HELPS and set(after) & {"in", "to", "the"}):
        return True
    met = bool(set(before) & _MEETS) and bool(set(before) & {"with", "between", "and"})
    return met or (bool(set(before) & _MEANS) and before[-1:] != ["the"] and bool({"by", "of"} & set(before[-3:]))) or (
        bool(set(before) & _MEANS) and bool({"by"} & set(before[-4:]))
    )  # fmt: skip


def _apart(tokens: Sequence[Token], cause: int, death: int) -> bool:
    """Return whether a death stands with its cause, and is not the death of police themselves."""
    first, last = sorted((cause, death))
    if any(tokens[i].text in ";" for i in range(first, last)):
        return False
    who = (
        range(max(0, death - 3), death)
        if tokens[death].low in PARTICIPLE
        else range(death + 1, min(death + 4, len(tokens)))
    )
    return not any(_is_police(tokens, i) and not _has_means(tokens, i) for i in who)
