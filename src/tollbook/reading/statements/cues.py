"""The words that make a statement, and what each says of stance and modality."""

from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.words import listed

A, R, C, D = Stance.ASSERTS, Stance.REPORTS, Stance.CONFIRMS, Stance.DENIES
_VERBS: Mapping[Stance, str] = {
    A: "say tell add state declare announce claim insist argue maintain assert contend stress emphasize "
    "emphasise note explain"
    " write tweet affirm reiterate remark comment point observe reveal disclose allege charge accuse blame warn"
    " suggest believe think feel hold consider conclude find show indicate document record put estimate reckon"
    " acknowledge admit concede agree recall remember joke quip quote tell reply respond answer urge recommend advise"
    " condemn criticize criticise denounce praise describe call predict mention caution complain lament vow "
    "pledge promise"
    " hope fear worry expect assume suspect imply signal propose testify swear assure remind inform brief post count"
    " tally list know understand realize realise learn hear notice see guess suppose wonder ask question boast brag"
    " repeat continue counter retort outline specify clarify cite mean decide determine calculate rule read"
    " label dub portray characterize characterise dismiss reject refute lie pretend dispute doubt challenge "
    "contest deny confirm verify corroborate report"
    " speak talk threaten attribute contradict appeal"
    " demand order instruct call forecast project anticipate retract withdraw",
}
_IRREGULAR = {
    "say": "say says said said saying",
    "tell": "tell tells told told telling",
    "write": "write writes wrote written writing",
    "think": "think thinks thought thought thinking",
    "feel": "feel feels felt felt feeling",
    "hold": "hold holds held held holding",
    "find": "find finds found found finding",
    "show": "show shows showed shown showing",
    "put": "put puts put put putting",
    "swear": "swear swears swore sworn swearing",
    "know": "know knows knew known knowing",
    "see": "see sees saw seen seeing",
    "understand": "understand understands understood understood understanding",
    "hear": "hear hears heard heard hearing",
    "mean": "mean means meant meant meaning",
    "read": "read reads read read reading",
    "lie": "lie lies lied lied lying",
    "admit": "admit admits admitted admitted admitting",
    "refer": "refer refers referred referred referring",
    "deny": "deny denies denied denied denying",
    "verify": "verify verifies verified verified verifying",
    "testify": "testify testifies testified testified testifying",
    "specify": "specify specifies specified specified specifying",
    "clarify": "clarify clarifies clarified clarified clarifying",
    "worry": "worry worries worried worried worrying",
    "tally": "tally tallies tallied tallied tallying",
    "imply": "imply implies implied implied implying",
    "reply": "reply replies replied replied replying",
    "agree": "agree agrees agreed agreed agreeing",
    "quip": "quip quips quipped quipped quipping",
    "brag": "brag brags bragged bragged bragging",
    "rebut": "rebut rebuts rebutted rebutted rebutting",
    "withdraw": "withdraw withdraws withdrew withdrawn withdrawing",
    "forecast": "forecast forecasts forecast forecast forecasting",
    "refute": "refute refutes refuted refuted refuting",
    "call": "call calls called called calling",
    "speak": "speak speaks spoke spoken speaking",
    "cast": "cast casts cast cast casting",
}
_STANCES: Mapping[Stance, str] = {
    R: "report quote cite",
    C: "confirm verify corroborate acknowledge admit concede",
    D: "deny reject refute rebut dismiss brush shrug wave",
    Stance.DISPUTES: "dispute challenge contest counter contradict",
    Stance.DOUBTS: "doubt wonder suspect question",
    Stance.DEMANDS: "demand urge call request appeal ask beg plead implore",
    Stance.ORDERS: "order instruct command",
    Stance.PREDICTS: "predict forecast expect anticipate project",
    Stance.RETRACTS: "retract withdraw recant",
    Stance.OTHER_EXPLANATION: "attribute",
}
_ALLEGE = "allege claim accuse charge contend insist purport"
_GUESS = "estimate believe think suspect reckon guess put suppose assume"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue word says.

    Attributes:
        base: The verb's base form.
        stance: What the speaker does.
        modality: How firmly.
        form: 0 base, 1 third person, 2 past, 3 participle, 4 -ing; a form of several is listed at its first.
    """

    base: str
    stance: Stance
    modality: Modality
    form: int


def verb_forms(base: str) -> list[str]:
    """Return base, third person, past, participle and -ing form."""
    if base in _IRREGULAR:
        return _IRREGULAR[base].split()
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    past = base + ("d" if base.endswith("e") else "ed")
    gerund = base[:-1] + "ing" if base.endswith("e") and not base.endswith("ee") else base + "ing"
    return [base, third, past, past, gerund]


def _cues() -> dict[str, Cue]:
    stances = {base: stance for stance, words in _STANCES.items() for base in words.split()}
    table: dict[str, Cue] = {}
    bases = " ".join((*_VERBS.values(), *_STANCES.values())).split()
    for base in bases:
        modality = Modality.ALLEGED if base in _ALLEGE.split() else Modality.STATED
        modality = Modality.ESTIMATED if base in _GUESS.split() else modality
        modality = Modality.PROJECTED if base in _STANCES[Stance.PREDICTS].split() else modality
        for i, form in enumerate(verb_forms(base)):
            table.setdefault(form, Cue(base, stances.get(base, A), modality, i))
    return table


CUES: Mapping[str, Cue] = _cues()

# Nouns that carry a statement: "a report by", "accusations that", "their claim".
CUE_NOUNS: Mapping[str, tuple[Stance, Modality]] = {
    **dict.fromkeys(
        ["report", "reports", "statement", "statements", "announcement", "announcements", "testimony"],
        (R, Modality.STATED),
    ),
    **dict.fromkeys(
        [
            "claim",
            "claims",
            "allegation",
            "allegations",
            "accusation",
            "accusations",
            "charge",
            "charges",
            "assertion",
            "assertions",
        ],
        (A, Modality.ALLEGED),
    ),
    **dict.fromkeys(["rumor", "rumors", "rumour", "rumours"], (R, Modality.UNCONFIRMED)),
    **dict.fromkeys(["denial", "denials"], (D, Modality.STATED)),
    **dict.fromkeys(["confirmation"], (C, Modality.STATED)),
    **dict.fromkeys(["estimate", "estimates"], (A, Modality.ESTIMATED)),
    **dict.fromkeys(
        [
            "warning",
            "warnings",
            "belief",
            "view",
            "suggestion",
            "suggestions",
            "argument",
            "conclusion",
            "idea",
            "notion",
            "fear",
            "fears",
            "concern",
            "concerns",
            "hope",
            "hopes",
            "doubt",
            "doubts",
        ],
        (A, Modality.STATED),
    ),
    **dict.fromkeys(["demand", "demands", "call", "calls"], (Stance.DEMANDS, Modality.STATED)),
}
HEDGES = listed("hedges")
UNCONFIRMED = frozenset(["unconfirmed", "unverified", "uncorroborated", "rumored", "rumoured"])
ALLEGED = frozenset(["allegedly", "reportedly", "alleged", "purportedly", "purported", "supposedly", "ostensibly"])
