"""The verbs and nouns by which a text says that people were killed, injured, taken, driven out or sent."""

from collections.abc import Mapping, Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Token
from tollbook.reading.words import listed

K, INJ, M = Measure.KILLED, Measure.INJURED, Measure.MISSING
DE, DI, EV, F = Measure.DETAINED, Measure.DISPLACED, Measure.EVACUATED, Measure.FORCES_DEPLOYED

# Verbs that take the people as object: base form to measure.
_TRANSITIVE: Mapping[Measure, str] = {
    K: (
        "kill slay murder massacre eliminate liquidate neutralize neutralise butcher execute behead assassinate "
        "slaughter martyr lynch electrocute incinerate hang exterminate"
    ),
    INJ: "wound injure maim hurt hospitalize hospitalise",
    DE: "arrest detain capture imprison abduct kidnap jail seize apprehend incarcerate intern",
    DI: "displace uproot expel evict",
    EV: "evacuate relocate airlift",
    F: "deploy dispatch",
}
_INTRANSITIVE: Mapping[Measure, str] = {K: "die perish drown succumb suffocate", M: "disappear vanish", DI: "flee"}
_PAST = {
    "slay": ("slew", "slain"),
    "behead": ("beheaded", "beheaded"),
    "hurt": ("hurt", "hurt"),
    "flee": ("fled", "fled"),
    "die": ("died", "died"),
    "kidnap": ("kidnapped", "kidnapped"),
    "hang": ("hanged", "hanged"),
    "expel": ("expelled", "expelled"),
}
_GERUND = {"die": "dying", "flee": "fleeing", "kidnap": "kidnapping", "expel": "expelling"}


def forms(base: str) -> tuple[str, str, str, str, str]:
    """Return base, third person, past, past participle and -ing form of a regular verb, or of one listed here."""
    third = (
        base[:-1] + "ies"
        if base.endswith("y") and base[-2] not in "aeou"
        else base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    )
    past = (
        base + "d"
        if base.endswith("e")
        else base[:-1] + "ied"
        if base.endswith("y") and base[-2] not in "aeou"
        else base + "ed"
    )
    before, participle = _PAST.get(base, (past, past))
    gerund = _GERUND.get(base, base[:-1] + "ing" if base.endswith("e") and not base.endswith("ee") else base + "ing")
    return base, third, before, participle, gerund


def _table(bases: Mapping[Measure, str], *, index: tuple[int, ...]) -> dict[str, Measure]:
    return {forms(base)[i]: measure for measure, words in bases.items() for base in words.split() for i in index}


ACTIVE: Mapping[str, Measure] = _table(_TRANSITIVE, index=(0, 1, 2, 4))  # "killed 12", "killing 12"
PARTICIPLE: Mapping[str, Measure] = {
    **_table(_TRANSITIVE, index=(3,)),  # "12 were killed", "12 killed"
    "shot": Measure.UNKNOWN,  # dead or hurt; "shot dead" is a phrase of its own
}
GOES: Mapping[str, Measure] = {**_table(_INTRANSITIVE, index=(0, 1, 2, 4)), "starved": K, "expired": K}  # "12 died"
# Words that stand behind the people: "12 dead", "left 12 dead", "12 were missing".
STATES: Mapping[str, Measure] = {
    "dead": K,
    "missing": M,
    "injured": INJ,
    "wounded": INJ,
    "homeless": DI,
    "hospitalized": INJ,
    "deceased": K,
    "lifeless": K,
    "displaced": DI,
    "unaccounted": M,
    "hostage": DE,
    "captive": DE,
    "prisoner": DE,
}
# Nouns that a figure stands before ("12 deaths") or behind ("deaths of 12", "death toll of 12").
NOUNS: Mapping[str, Measure] = {
    **dict.fromkeys(
        (
            "death",
            "deaths",
            "fatality",
            "fatalities",
            "dead",
            "killings",
            "killing",
            "murder",
            "massacre",
            "murders",
            "martyrs",
            "martyr",
            "slaughter",
            "martyrdom",
            "bodies",
            "body",
            "corpses",
            "executions",
            "execution",
            "assassinations",
            "lives",
            "dead-bodies",
            "slain",
            "toll",
            "death-toll",
            "fallen",
            "assassination",
            "beheading",
            "beheadings",
            "hanging",
            "hangings",
            "lynching",
            "lynchings",
            "drowning",
            "drownings",
            "slaying",
            "slayings",
            "drownings",
            "coffins",
            "coffin",
            "remains",
        ),
        K,
    ),
    **dict.fromkeys(("injuries", "injury", "wounded", "injured", "wounding"), INJ),
    **dict.fromkeys(("missing", "disappearances", "disappearance", "disappeared"), M),
    **dict.fromkeys(
        (
            "detainees",
            "detentions",
            "arrests",
            "arrest",
            "detention",
            "prisoners",
            "abductions",
            "abduction",
            "hostages",
            "captives",
            "detained",
            "kidnapping",
            "kidnappings",
            "kidnap",
            "capture",
        ),
        DE,
    ),
    **dict.fromkeys(("refugees", "displaced", "idps", "displacement"), DI),
    **dict.fromkeys(("evacuees", "evacuation"), EV),
    **dict.fromkeys(("deployment",), F),
    **dict.fromkeys(("casualties", "casualty"), Measure.UNKNOWN),
}
TOLL_NOUNS = listed("toll nouns")
# "the toll ... NUM": words that may stand between a toll noun and its figure.
TOLL_LINKS = listed("toll links")
BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
HAVE = frozenset(["has", "have", "had", "having"])
GET = frozenset(["get", "gets", "got", "gotten"])
AUXILIARIES = listed("auxiliaries")
# Verbs that make another clause: a figure before them is their subject, not that of a later "were killed".
BLOCKERS = listed("blockers")
EXTRA_SPEND = frozenset(["left", "leaving", "leaves", "leave"])

# Phrases of several words whose subject the people are.
_PHRASES: Mapping[Measure, tuple[str, ...]] = {
    K: (
        "shot dead",
        "shot or",
        "shot and killed",
        "gunned down",
        "mown down",
        "cut down",
        "to death",
        "put to death",
        "lost their lives",
        "lost his life",
        "lost her life",
        "lost its life",
        "lose their lives",
        "burned alive",
        "burnt alive",
        "buried alive",
        "blown up",
        "blown to",
        "blown apart",
        "sent to hell",
        "in the line of duty",
        "fell in battle",
        "passed away",
        "met their deaths",
        "met his death",
        "is buried",
        "was buried",
        "were buried",
        "been buried",
        "laid to rest",
        "gave their lives",
        "gave his life",
        "gave her life",
        "laid down their lives",
        "not make it",
        "not survive",
        "fell in combat",
        "fell in battle",
        "fell in the",
        "fell during",
        "fell defending",
        "fell fighting",
    ),
    DE: (
        "held captive",
        "held hostage",
        "taken prisoner",
        "taken hostage",
        "being held",
        "are held",
        "were held",
        "was held",
        "still held",
        "remain in detention",
        "in arbitrary detention",
        "in detention",
        "in custody",
        "behind bars",
        "under house arrest",
        "under arrest",
        "rounded up",
        "taken away",
        "in captivity",
        "in our hands",
        "in our custody",
        "in their hands",
        "in its hands",
        "in prison",
    ),
    M: (
        "unaccounted for",
        "went missing",
        "gone missing",
        "remain missing",
        "under the rubble",
        "under rubble",
        "under the debris",
        "beneath the rubble",
    ),
    DI: (
        "forced to flee",
        "forced from",
        "driven from",
        "driven out",
        "made homeless",
        "forced out",
        "internally displaced",
        "rendered homeless",
        "sought refuge",
        "taken refuge",
        "sought shelter",
        "crossed the river",
        "crossed the frontier",
        "sleeping in the open",
        "sleeping rough",
        "lost their homes",
        "lost his home",
        "lost her home",
        "taken shelter",
        "crossed into",
        "crossed the border",
    ),
    EV: (
        "left in buses",
        "left on buses",
        "left by bus",
        "left aboard",
        "moved out",
        "bussed out",
        "bused out",
        "taken out of",
    ),
    INJ: (
        "treated for",
        "in intensive care",
        "in critical condition",
        "in a critical condition",
        "in serious condition",
        "fighting for their lives",
        "fighting for his life",
        "fighting for her life",
        "lost limbs",
        "lost a limb",
        "lost a leg",
        "lost an arm",
        "lost an eye",
        "lost both",
        "sustained",
        "suffered injuries",
        "suffered burns",
        "suffered wounds",
        "suffered fractures",
        "taken to hospital",
        "taken to hospitals",
        "rushed to hospital",
        "admitted to hospital",
    ),
}


def _by_first() -> dict[str, tuple[tuple[tuple[str, ...], Measure], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Measure]]] = {}
    for measure, phrases in _PHRASES.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, measure))
    return {first: tuple(sorted(listed, key=lambda one: -len(one[0]))) for first, listed in found.items()}


PHRASES: Mapping[str, tuple[tuple[tuple[str, ...], Measure], ...]] = _by_first()


def phrase_at(tokens: Sequence[Token], at: int) -> Measure | None:
    """Return what a phrase of several words counts that begins at a token: "shot dead", "lost their lives".

    Args:
        tokens: The sentence's tokens.
        at: The phrase's first.

    Returns:
        The measure, or None where no such phrase begins here.
    """
    for words, measure in PHRASES.get(tokens[at].low, ()) if 0 <= at < len(tokens) else ():
        if tuple(token.low for token in tokens[at : at + len(words)]) == words:
            return measure
    return None
