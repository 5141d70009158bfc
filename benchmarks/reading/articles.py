"""Measures `tollbook run` on a case of invented articles: `python benchmarks/reading/articles.py OUT 1000`.

Names, figures, words and the order of sentences differ from article to article, so that nothing read before helps.
Prints the time, the memory of all its processes as it goes on, and what an interrupted run resumes with.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

WORDS = 800


def _parted(words: str, mark: str | None = None) -> list[str]:
    return words.split(mark)


START, MID, END = (
    _parted("b d f g h j k l m n p r s t v z dr kr st tr"),
    _parted("a e i o u ai ou"),
    _parted("n r l s m k d"),
)
GROUPS = _parted("Centre Network Observatory Council Committee Alliance Front Union Watch Register")
MINISTRIES = _parted("defence interior health justice information foreign water education")
TOLD = _parted(
    "said|announced|reported|told reporters|claimed|insisted|added|acknowledged|warned|stressed|estimated", "|"
)
ANSWERED = _parted("denied|rejected|disputed|confirmed|dismissed|could not verify|doubted", "|")
DEEDS = _parted(
    "shelled the {n} quarter|opened fire on the {n}|stormed the {n}|burned the {n}|bombed the {n}|looted the {n}"
    "|set up a checkpoint near the {n}|cut the road to the {n}|evacuated the {n}|searched the {n}",
    "|",
)
THINGS = _parted(
    "market bakery clinic school mosque church granary mill bridge station harbour barracks depot farm orchard pumping "
    "power refugee railway textile cement sugar courthouse library stadium cemetery convent dairy quarry cinema hotel"
)
PEOPLE = _parted("people civilians villagers soldiers fighters farmers children women miners drivers teachers pupils")
PLAIN = (
    "The road from {p} to {q} has been closed since {d} because of {t} works",
    "Prices of bread and fuel in {p} have risen by {k} per cent since the spring, and queues form before dawn",
    "Rain fell on the hills above {p} for the third day, and the river {q} rose by {k} centimetres",
    "The {t} in {p}, built in 19{k}, has been a shelter for families from {q} for most of the year",
    "Buses left the {t} at noon and reached {q} after dark, with their windows covered against stones",
    "Behind the {t} a line of people waited with cans for water that came from {p} in old tankers",
    "Few of the shops around the {t} have opened again, though the fighting moved on to {q} some weeks ago",
    "The war between the {g} and the government, now in its {k}th month, has emptied much of {p}",
)
COUNTED = (
    "At least {k} {w} were killed and {m} injured when {g} forces {a} in {p} on {d}",
    "The bodies of {k} {w} were found near the {t} in {p}, {m} of them bound",
    "Some {k} {w} have fled {p} since {d}, most of them to {q}",
    "{K} {w}, including {m} children, died in {p} when the {t} collapsed",
    "More than {k} {w} are missing and {m} are held in {q}",
)
SAID = (
    "{n}, {r}, {v} that {c}",
    "The {M} ministry {v} on {d} that {c}",
    "“We had no warning at all,” {n} said. “They came from {p} and by the evening {k} of us were on the road.”",
    "According to the {g}, {c}",
    "{C}, {n} said",
    "The {g} {v} that its {t} in {q} had been hit twice and that {k} of its staff had left",
    "The {M} ministry {x} that its men had {a}",
    "A spokesman for the {g}, {n}, {x} the claim",
    "{n} accused the {g} of having {a} in {p}, a charge the group rejects",
)


def article(rng: np.random.Generator) -> str:
    """Return an invented article of about 800 words, half its sentences in somebody's mouth."""
    here = _Slots(rng)
    parts, words = [f"{here.fill(COUNTED[0])[:70].rsplit(' ', 1)[0]}\n\nBy {here.person()}\n\n"], 0
    while words < WORDS:
        sentences = []
        for _ in range(int(rng.integers(2, 5))):
            kind = (PLAIN, COUNTED, SAID, SAID)[rng.integers(4)]
            sentence = here.fill(str(rng.choice(kind)))
            words += sentence.count(" ") + 1
            sentences.append(sentence if sentence.endswith(("”", ".")) else sentence + ".")
        parts.append(" ".join(sentences) + "\n\n")
    return "".join(parts)


class _Slots:
    """Fills the slots of a sentence with the names of one article and with figures, days and words drawn anew."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._places = [self._name() for _ in range(6)]
        self._people = [f"{self._name()} {self._name()}" for _ in range(5)]
        self._groups = [f"{rng.choice(self._places)} {rng.choice(GROUPS)}" for _ in range(4)]

    def _name(self) -> str:
        made = "".join(self._one(START) + self._one(MID) for _ in range(int(self._rng.integers(1, 4))))
        return (made + self._one(END)).capitalize()

    def _one(self, words: list[str] | tuple[str, ...]) -> str:
        return str(self._rng.choice(words))

    def person(self) -> str:
        """Return one of the article's people."""
        return self._one(self._people)

    def fill(self, sentence: str) -> str:
        """Return a sentence with its slots filled."""
        number = int(self._rng.integers(2, 90))
        day = date(2018, 1, 1) + timedelta(days=int(self._rng.integers(0, 900)))
        clause = self.fill(self._one(COUNTED)) if "{c}" in sentence or "{C}" in sentence else ""
        thing = self._one(THINGS)
        return sentence.format(
            p=self._one(self._places), q=self._one(self._places), g=self._one(self._groups), n=self.person(),
            d=f"{day.day} {day:%B}", t=thing, a=self._one(DEEDS).format(n=thing), w=self._one(PEOPLE), k=number + 9,
            m=max(2, number // 3), K=number + 9, v=self._one(TOLD), x=self._one(ANSWERED), M=self._one(MINISTRIES),
            r=f"{self._one(('mayor', 'governor', 'doctor', 'commander', 'teacher'))} of {self._one(self._places)}",
            c=clause[:1].lower() + clause[1:], C=clause,
        )  # fmt: skip


def make_case(out: Path, articles: int) -> None:
    """Write a case of so many articles, dated from 2018 to 2020."""
    rng = np.random.default_rng(19481210)
    documents = out / "documents"
    documents.mkdir(parents=True)
    (out / "case.toml").write_text('title = "Invented articles"\nquestion = "How many died?"\n', encoding="utf-8")
    for i in range(articles):
        name = f"article-{i:05}"
        (documents / f"{name}.txt").write_text(article(rng), encoding="utf-8")
        day = date(2018, 1, 1) + timedelta(days=i % 900)
        about = f'publisher = "The {rng.choice(START)}{rng.choice(MID)}ton Post"\npublished = {day}\n'
        (documents / f"{name}.toml").write_text(about, encoding="utf-8")


def memory(root: int) -> float:
    """Return the resident memory of a process and its children, in MB; Linux only."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
    family, grown = {root}, True
    while grown:
        more = {one for one, parent in parents.items() if parent in family} - family
        family, grown = family | more, bool(more)
    pages = 0
    for one in family:
        try:
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(out: Path, *, stop_at: int | None = None) -> tuple[float, list[tuple[int, float]]]:
    """Run the case; return seconds and (documents read, MB of all processes) as it went on.

    Args:
        out: The case.
        stop_at: Documents read after which it is interrupted as by Ctrl-C, or None.
    """
    began, course = time.perf_counter(), list[tuple[int, float]]()
    command = [sys.executable, "-m", "tollbook", "run", str(out)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as job:
        while job.poll() is None:
            time.sleep(1)
            done = sum(1 for _ in (out / "out" / "readings").glob("*.json.gz"))
            course.append((done, memory(job.pid)))
            if stop_at is not None and done >= stop_at:
                os.killpg(job.pid, signal.SIGINT)
                job.wait()
    return time.perf_counter() - began, course


def main() -> None:
    """Make the case, interrupt its run after a third, and run it to the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="a folder that is not there yet")
    parser.add_argument("articles", type=int)
    options = parser.parse_args()
    make_case(options.out, options.articles)
    count = sum(len(path.read_text(encoding="utf-8").split()) for path in (options.out / "documents").glob("*.txt"))
    print(f"{options.articles} articles, {count:,} words, load {os.getloadavg()[0]:.1f}")
    first, course = run(options.out, stop_at=options.articles // 3)
    kept = course[-1][0]
    second, rest = run(options.out)
    print(f"interrupted after {kept} articles and {first:.0f} s; the rest and the report took {second:.0f} s")
    reading = next(i for i, (done, _) in enumerate(rest) if done >= options.articles)
    print(f"reading {options.articles - kept} articles: {reading} s; stages behind it: {len(rest) - reading} s")
    for share in (0.1, 0.25, 0.5, 0.75, 1.0):
        at = min(int(share * reading), len(rest) - 1)
        print(f"  {rest[at][0]:>6} read: {rest[at][1]:,.0f} MB")
    peak = max(mb for _, mb in (*course, *rest))
    print(f"peak {peak:,.0f} MB, of the stages behind {max((mb for _, mb in rest[reading:]), default=0):,.0f} MB")
    per = (first + second) / options.articles
    print(f"{per:.3f} s an article in all: 10,000 take {per * 10_000 / 60:.0f} min at this load")


if __name__ == "__main__":
    main()
