"""What the command line prints: progress and errors to the error stream, results to the output stream."""

import json
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from tollbook.errors import TollbookError
from tollbook.pipeline import Progress as Tell
from tollbook.trail import Step

# Texts of files and cases are printed as they are: their square brackets and colons are no orders to Rich.
out = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


def print_json(value: object) -> None:
    """Print a value as JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def print_error(fault: TollbookError, *, as_json: bool) -> None:
    """Print what is wrong, where, and how to mend it."""
    if as_json:
        said = {"error": type(fault).__name__, "what": fault.what, "where": fault.where, "mend": fault.mend}
        sys.stderr.write(json.dumps(said, ensure_ascii=False) + "\n")
        return
    for label, style, text in (
        ("error", "bold red", fault.what),
        ("where", "dim", fault.where),
        ("mend", "green", fault.mend),
    ):
        err.print(Text.assemble((f"{label}: ", style), visible(text)))


def visible(text: str) -> str:
    """Return a text with control and direction marks shown as escapes, so that no file can paint a terminal."""
    return "".join(sign if sign == "\n" or sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


@contextmanager
def progress() -> Iterator[Tell]:
    """Show how far long work has come; nothing is shown where the error stream is not a terminal."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(label: str, done: int, of: int) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label)
            bars.update(tasks[label], completed=done, total=of)

        yield tell


def print_step(level: int, step: Step, *, most: int) -> None:
    """Print one step of the way from a number to its origin."""
    pad = "  " * level
    out.print(Text.assemble(pad, (step.ref, "bold cyan"), ": ", visible(step.says)))
    for name, value in step.facts:
        out.print(Text.assemble(pad, "  ", (f"{name}: ", "dim"), visible(value)))
    if len(step.leads) > most:
        out.print(Text(f"{pad}  leads to {len(step.leads):,} references; the first {most} follow"))


def print_pair(pair: Mapping[str, Any], *, case: object) -> None:
    """Print what two records say beside each other, and how to judge them."""
    if "moves_count" in pair:
        state = "one person so far" if pair["joined"] else "two people so far"
        out.print(
            f"{state}, {pair['probability']:.0%} sure to be one; a verdict is expected to move the count by "
            f"{pair['moves_count']:.2f}, an estimate by {pair['moves_estimate']:.2f} people"
        )
    stated = [said for said in pair["says"] if {said["left"], said["right"]} != {"not stated"}]
    rows = [(said["of"], said["left"], said["right"]) for said in stated]
    out.print(table("", ("", pair["left"], pair["right"]), rows))
    words = [shlex.quote(pair[side]) for side in ("left", "right")]
    at = "" if str(case) == "." else f" --case {shlex.quote(str(case))}"
    out.print(f"tollbook judge {' '.join(words)} same|different|unsure --who NAME{at}\n")


def step_json(step: Step) -> Mapping[str, Any]:
    """Return a step as JSON; `leads` is whole."""
    return {"ref": step.ref, "says": step.says, "facts": [list(fact) for fact in step.facts], "leads": list(step.leads)}


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Return a table to print; columns of numbers stand to the right."""
    made = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for place, head in enumerate(heads):
        numbers = all(
            row[place].replace(",", "").replace(".", "").replace("-", "").isdigit() for row in rows if row[place]
        )
        made.add_column(head, justify="right" if numbers and rows else "left", overflow="fold")
    for row in rows:
        made.add_row(*(visible(cell) for cell in row))
    return made
