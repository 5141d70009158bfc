"""The commands that look back: what editions changed, and what the count was on an earlier day."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tollbook.as_of import count_as_of
from tollbook.cli import editions, output
from tollbook.errors import UnknownReferenceError
from tollbook.store.folder import open_case
from tollbook.store.results import last_results

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
CaseArgument = Annotated[Path, typer.Argument(help="The case's folder.")]
HERE = Path()


def count(
    as_of: Annotated[datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day.")],
    case: CaseArgument = HERE,
    json: Json = False,  # noqa: FBT002 (a flag of the command line)
) -> None:
    """Count as of a day: with the editions that the lists had published by then, and today's judgements."""
    with output.progress() as progress:
        found = count_as_of(case, as_of.date(), progress=progress)
    told = editions.as_of_json(found)
    if json:
        output.print_json(told)
        return
    rows = [(row["rule"], f"{row['people']:,}") for row in told["documented"]]
    output.out.print(output.table(f"documented as of {told['as_of']}", ("rule", "people"), rows))
    stood = [
        (name, one.edition, one.published.isoformat(), f"{one.people:,}") if one else (name, "nothing yet", "", "")
        for name, one in found.lists.items()
    ]
    output.out.print(output.table("what each list said then", ("list", "edition", "published", "people"), stood))
    for edition in found.undated:
        output.out.print(f"left out: {edition}, whose profile does not say when it was published")


def changes(
    case: CaseArgument = HERE,
    name: Annotated[str | None, typer.Option("--list", help="One list only.")] = None,
    json: Json = False,  # noqa: FBT002 (a flag of the command line)
) -> None:
    """Say what each edition of each list changed: rows added, removed, changed, renumbered, split and merged."""
    results = last_results(open_case(case))
    if name is not None and name not in results.sources:
        raise UnknownReferenceError(
            f"this case has no list '{name}'", where="--list", mend=f"name one of {', '.join(sorted(results.sources))}"
        )
    found = editions.told(results, name=name)
    if json:
        output.print_json({"editions": found, "rows": editions.rows_changed(results, name=name)})
        return
    for line in editions.lines(found):
        output.out.print(output.visible(line))
