"""The verbs and nouns by which a text says that people were killed, injured, taken, driven out or sent."""

from collections.abc import Mapping

from tollbook.model.vocabulary import Measure
from tollbook.reading.tolls.inflection import forms, inflected
from tollbook.reading.words import listed, verbs

K, INJ, M = Measure.KILLED, Measure.INJURED, Measure.MISSING
DE, DI, EV, F = Measure.DETAINED, Measure.DISPLACED, Measure.EVACUATED, Measure.FORCES_DEPLOYED

# Verbs that take the people as object: base form to measure.
_TRANSITIVE: Mapping[Measure, str] = {
    K: (
        "kill slay murder massacre eliminate liquidate neutralize neutralise butcher execute behead assassinate "
        "slaughter martyr lynch electrocute incinerate hang exterminate annihilate decapitate strangle "
        "garrotte guillotine crucify asphyxiate suffocate drown smother bayonet disembowel immolate gas"
    ),
    INJ: (
        "wound injure maim hurt hospitalize hospitalise blind cripple disfigure paralyse paralyze scald lacerate "
        "concuss"
    ),
    DE: "arrest detain capture imprison abduct kidnap jail seize apprehend incarcerate intern nab nick collar",
    DI: "displace uproot expel evict deport",
    EV: "evacuate relocate airlift",
    F: "deploy dispatch",
}
_INTRANSITIVE: Mapping[Measure, str] = {K: "die perish drown succumb suffocate", M: "disappear vanish", DI: "flee"}


def _table(bases: Mapping[Measure, str], *, index: tuple[int, ...]) -> dict[str, Measure]:
    return {forms(base)[i]: measure for measure, words in bases.items() for base in words.split() for i in index}


ACTIVE: Mapping[str, Measure] = _table(_TRANSITIVE, index=(0, 1, 2, 4))  # "killed 12", "killing 12"
ACTIVE = {**ACTIVE, "shot": Measure.UNKNOWN}
PARTICIPLE: Mapping[str, Measure] = {
    **_table(_TRANSITIVE, index=(3,)),  # "12 were killed", "12 killed"
    "stabbed": Measure.UNKNOWN,
    "knifed": Measure.UNKNOWN,
    **dict.fromkeys(("buried", "exhumed", "interred", "cremated"), K),
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
    "kia": K,
    "wia": INJ,
    "mia": M,
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
            "manslaughter",
            "homicide",
            "homicides",
            "femicide",
            "femicides",
            "infanticide",
            "burials",
            "burial",
            "skeletons",
            "skeleton",
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
# Verbs of saying and thinking: those that a clause may hang on, and those that may give a number alone.
_CLAUSAL = verbs("say") | verbs("tell") | verbs("think") | verbs("show")
CLAUSAL = frozenset(form for base in _CLAUSAL for form in inflected(base))
_SPOKEN = verbs("say") | verbs("tell") | verbs("show") | verbs("talk")
SPEAKS = frozenset(form for base in _SPOKEN for form in inflected(base)) | listed("counting")
