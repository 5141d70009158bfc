"""What a verb takes to say what somebody says, thinks, wants or judges; from data/verbs.toml."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

_IRREGULAR: Mapping[str, tuple[str, ...]] = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "think": ("thinks", "thought", "thinking"),
    "feel": ("feels", "felt", "feeling"),
    "hold": ("holds", "held", "holding"),
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "know": ("knows", "knew", "known", "knowing"),
    "see": ("sees", "saw", "seen", "seeing"),
    "hear": ("hears", "heard", "hearing"),
    "understand": ("understands", "understood", "understanding"),
    "mean": ("means", "meant", "meaning"),
    "lie": ("lies", "lied", "lying"),
    "forget": ("forgets", "forgot", "forgotten", "forgetting"),
    "choose": ("chooses", "chose", "chosen", "choosing"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "teach": ("teaches", "taught", "teaching"),
    "bet": ("bets", "bet", "betting"),
    "hit": ("hits", "hit", "hitting"),
    "forbid": ("forbids", "forbade", "forbidden", "forbidding"),
    "forecast": ("forecasts", "forecast", "forecasting"),
    "broadcast": ("broadcasts", "broadcast", "broadcasting"),
    "beseech": ("beseeches", "besought", "beseeching"),
    "beg": ("begs", "begged", "begging"),
    "plan": ("plans", "planned", "planning"),
    "brag": ("brags", "bragged", "bragging"),
    "quip": ("quips", "quipped", "quipping"),
    "slam": ("slams", "slammed", "slamming"),
    "admit": ("admits", "admitted", "admitting"),
    "refer": ("refers", "referred", "referring"),
    "rip": ("rips", "ripped", "ripping"),
    "infer": ("infers", "inferred", "inferring"),
    "concur": ("concurs", "concurred", "concurring"),
    "pan": ("pans", "panned", "panning"),
    "snap": ("snaps", "snapped", "snapping"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "prefer": ("prefers", "preferred", "preferring"),
    "dub": ("dubs", "dubbed", "dubbing"),
    "chat": ("chats", "chatted", "chatting"),
    "submit": ("submits", "submitted", "submitting"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "put": ("puts", "put", "putting"),
    "weep": ("weeps", "wept", "weeping"),
    "sob": ("sobs", "sobbed", "sobbing"),
    "strive": ("strives", "strove", "striving"),
    "seek": ("seeks", "sought", "seeking"),
    "opt": ("opts", "opted", "opting"),
    "permit": ("permits", "permitted", "permitting"),
}


def forms(base: str) -> tuple[str, ...]:
    """Return a verb's base form with its inflected ones."""
    if base in _IRREGULAR:
        return base, *_IRREGULAR[base]
    if base.endswith("y") and base[-2] not in "aeou":
        return base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    if base.endswith("e"):
        return base, base + "s", base + "d", (base if base.endswith("ee") else base[:-1]) + "ing"
    return base, base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s"), base + "ed", base + "ing"


def _classes() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    table = tomllib.loads(files("tollbook.reading").joinpath("data/verbs.toml").read_text(encoding="utf-8"))
    bases: dict[str, str] = {}
    classes: dict[str, set[str]] = {}
    for kind, listed in table.items():
        for base in str(listed).split():
            classes.setdefault(base, set()).add(kind)
            for form in forms(base):
                bases.setdefault(form, base)
    return bases, {base: frozenset(kinds) for base, kinds in classes.items()}


BASES, CLASSES = _classes()
