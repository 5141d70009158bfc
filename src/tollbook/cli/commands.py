"""What a user can ask for, one function a command."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from tollbook import __version__, case_reader, pipeline, reading, sources, trail
from tollbook.cli import adding, estimating, histories, linking, output, reviewing
from tollbook.cli import reading as texts
from tollbook.cli.summary import lines, summary
from tollbook.errors import BusyError, CaseError, TollbookError
from tollbook.model.results import Results
from tollbook.store import decisions
from tollbook.store.folder import new_case, open_case
from tollbook.store.results import last_results

FAULT, BUSY, INTERRUPTED = 3, 4, 130

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Casualty recording: how many died, who says so, and how do we know?",
    epilog="Ends with 0: done; 2: the command was not understood; 3: something in the case or a file must be mended; "
    "4: another run is at work on the case; 130: interrupted, run again to resume.",
)
add = typer.Typer(no_args_is_help=True, help="Put a list of victims or a report in prose into a case.")
app.add_typer(add, name="add")
app.command()(histories.count)
app.command()(histories.changes)
places = typer.Typer(no_args_is_help=True, help="A case's own places, which overrule those that Tollbook ships.")
app.add_typer(places, name="places")
app.add_typer(linking.app, name="linkage")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
CaseOption = Annotated[Path, typer.Option("--case", help="The case's folder.")]
CaseArgument = Annotated[Path, typer.Argument(help="The case's folder.")]
Day = Annotated[datetime | None, typer.Option("--published", formats=["%Y-%m-%d"], help="Day of publication.")]
Publisher = Annotated[str | None, typer.Option(help="Who published it.")]
HERE = Path()


def main() -> None:
    """Run the command line; what a user can mend is said without a traceback."""
    try:
        app(standalone_mode=True)
    except BusyError as fault:
        output.print_error(fault, as_json="--json" in sys.argv)
        sys.exit(BUSY)
    except TollbookError as fault:
        output.print_error(fault, as_json="--json" in sys.argv)
        sys.exit(FAULT)
    except OSError as fault:
        output.print_error(_of_disk(fault), as_json="--json" in sys.argv)
        sys.exit(FAULT)
    except KeyboardInterrupt:
        output.err.print("interrupted; what was done is kept: run again to resume")
        sys.exit(INTERRUPTED)


def _of_disk(fault: OSError) -> TollbookError:
    """Return what the system refused to read or write as an error that names the file."""
    return TollbookError(
        f"a file or folder cannot be read or written: {fault.strerror or fault}",
        where=str(fault.filename or "the case's folder"),
        mend="check that you may read and write there, and that the disk has room",
    )


@app.callback(invoke_without_command=True)
def _tollbook(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        output.out.print(f"tollbook {__version__}")
        raise typer.Exit


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    title: Annotated[str | None, typer.Option(help="What the report is called.")] = None,
    json: Json = False,
) -> None:
    """Make an empty case."""
    made = new_case(folder, title=title)
    if json:
        output.print_json({"case": str(made.path), "title": made.case.title, "seed": made.case.seed})
        return
    output.out.print(f"made the case {made.path}\nnext: tollbook add list FILE --name NAME --case {made.path}")


@add.command("list")
def add_list(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, XLS, ODS or Parquet.")],
    name: Annotated[str, typer.Option(help="A short name for the list: small letters, digits, hyphens.")],
    case: CaseOption = HERE,
    edition: Annotated[str | None, typer.Option(help="Name of this release of the list.")] = None,
    json: Json = False,
) -> None:
    """Copy a list of victims into a case and draft its profile, or add a new edition to a list."""
    added = adding.add_list(open_case(case), file, name=name, edition=edition)
    if json:
        output.print_json(added)
        return
    output.out.print(f"wrote {added['profile']}")
    rows = [
        (str(guess["column"]), str(guess["role"] or "(not recognised)"), str(guess["reason"]))
        for guess in added["guesses"]
    ]
    output.out.print(output.table("columns", ("column", "read as", "because"), rows))
    for question in added["questions"]:
        output.out.print(f"please check: {output.visible(question)}")
    output.out.print(f"next: correct {added['profile']} if need be, then: tollbook run {case}")


@add.command("document")
def add_document(
    file: Annotated[Path, typer.Argument(help="TXT, MD, HTML, PDF or DOCX.")],
    case: CaseOption = HERE,
    publisher: Publisher = None,
    published: Day = None,
    byline: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    licence: Annotated[str | None, typer.Option(help="On which terms it may be republished.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    json: Json = False,
) -> None:
    """Copy a report in prose into a case, with what is known of its publication."""
    told: dict[str, Any] = {
        "publisher": publisher,
        "published": published.date() if published else None,
        "byline": byline,
        "title": title,
        "licence": licence,
        "url": url,
    }
    added = adding.add_document(open_case(case), file, told)
    if json:
        output.print_json(added)
        return
    output.out.print(f"added {added['file']}: {added['chars']:,} characters")
    for key in ("title", "byline", "publisher", "published", "licence"):
        output.out.print(f"  {key}: {output.visible(str(added[key] or 'not stated'))}")


@places.command("add")
def add_places(
    file: Annotated[Path, typer.Argument(help="COD-AB table or GeoJSON, GeoNames dump, or a list of name, lat, lon.")],
    case: CaseOption = HERE,
    country: Annotated[str | None, typer.Option(help="Two letters, where the file does not say: SY.")] = None,
    json: Json = False,
) -> None:
    """Take the places of a file into the case's own gazetteer."""
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise CaseError(f"'{country}' is no country's code", where="--country", mend="give two letters, such as SY")
    added = adding.add_places(open_case(case), file, country=country.upper() if country else None)
    if json:
        output.print_json(added)
        return
    for kind, number in added["places"].items():
        output.out.print(f"{kind}: {number:,}")
    if added["without_coordinates"]:
        output.out.print(f"without coordinates: {added['without_coordinates']:,}")
    output.out.print(f"{output.visible(added['file'])} holds {added['held']:,} places\nnext: tollbook run {case}")


@app.command()
def run(case: CaseArgument = HERE, json: Json = False) -> None:
    """Run a case from its files to its report; what has not changed is not run again."""
    with output.progress() as progress:
        results = pipeline.run(case, progress=progress)
    _print_summary(case, results, as_json=json)


@app.command()
def status(case: CaseArgument = HERE, json: Json = False) -> None:
    """Say what a case holds, and which stages a run would run again."""
    found = pipeline.status(case)
    if json:
        output.print_json(found)
        return
    output.out.print(f"{output.visible(found['title'])}: {found['question']}")
    output.out.print(
        output.table(
            "", ("what", "how many"), [(key, str(found[key])) for key in ("lists", "documents", "tables", "judgements")]
        )
    )
    output.out.print(
        output.table("stages", ("stage", "state"), [(stage["name"], stage["state"]) for stage in found["stages"]])
    )


@app.command()
def why(
    ref: Annotated[str, typer.Argument(help="A reference as the report prints it, such as toll:NAME/t1.")],
    case: CaseOption = HERE,
    most: Annotated[int, typer.Option(help="How many references of each step to follow.", min=1)] = 3,
    json: Json = False,
) -> None:
    """Lead a number of the report back to the rows and words that it came from."""
    folder = open_case(case)
    way = trail.Way(folder, last_results(folder))
    steps = list(trail.walk(way, ref, most=most))
    if json:
        output.print_json([{"depth": level, **output.step_json(step)} for level, step in steps])
        return
    for level, step in steps:
        output.print_step(level, step, most=most)


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(help="TXT, MD, HTML, PDF or DOCX.", metavar="FILE")],
    publisher: Publisher = None,
    published: Day = None,
    parser: Annotated[bool, typer.Option(help="Use the parser where it is installed.")] = True,
    case: Annotated[Path | None, typer.Option(help="Read with this case's parties and places.")] = None,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="Print the text with its marks, to be corrected.")
    ] = False,
    evaluate: Annotated[
        bool, typer.Option("--evaluate", help="FILE: corrected texts. Say how well they are read.")
    ] = False,
    json: Json = False,
) -> None:
    """Read one document: who says what, in which words, and does it add up."""
    reader = case_reader.reader(open_case(case) if case is not None else None, parser=parser)
    if evaluate:
        scores = texts.evaluated(files, reader)
        output.print_json(scores) if json else texts.print_evaluation(scores)
        return
    if len(files) > 1:
        raise CaseError(
            "one document is read at a time", where=str(files[1]), mend="or put them into a case and run it"
        )
    document = sources.read_document(files[0], publisher=publisher, published=published.date() if published else None)
    found = reader(document)
    if annotate:
        sys.stdout.write(reading.annotated(found))
    elif json:
        output.print_json(reading.as_json(found))
    else:
        texts.print_reading(reading.as_json(found))


app.command()(estimating.estimate)


@app.command()
def review(
    case: CaseArgument = HERE,
    by: Annotated[Literal["count", "estimate"], typer.Option(help="What the verdicts are to settle first.")] = "count",
    most: Annotated[int, typer.Option(help="How many pairs to show.", min=1)] = 10,
    lot: Annotated[bool, typer.Option("--lot", help="Show pairs drawn by lot, without scores.")] = False,
    draw: Annotated[int, typer.Option(help="First draw so many more pairs by lot.", min=0)] = 0,
    json: Json = False,
) -> None:
    """Show pairs that are worth judging: those that would move the count most, or a lot to check the linkage by."""
    folder = open_case(case)
    results = last_results(folder)
    stand: dict[str, int] = {}
    if draw:
        reviewing.draw_lot(folder, results, size=draw)
    if lot or draw:
        pairs, stand = reviewing.pairs_of_lot(folder, results, most=most)
    else:
        pairs = reviewing.pairs_in_order(folder, results, by=by, most=most)
    if json:
        output.print_json({"pairs": pairs, **({"lot": stand} if stand else {})})
        return
    for pair in pairs:
        output.print_pair(pair, case=case)
    if stand:
        output.out.print(
            f"{stand['judged']} of {stand['drawn']} pairs drawn by lot are judged, {stand['waiting']} wait; from "
            f"{stand['needed']} on they speak for the others"
        )
    if not pairs:
        output.out.print("no pair waits" if stand else "no pair is left to judge")


@app.command()
def judge(
    left: Annotated[str, typer.Argument(help="A record, such as record:NAME/EDITION/12.")],
    right: Annotated[str, typer.Argument(help="Another record.")],
    verdict: Annotated[str, typer.Argument(help="same, different or unsure")],
    who: Annotated[str, typer.Option(help="Who judges.")],
    why: Annotated[str, typer.Option(help="Why.")] = "",
    case: CaseOption = HERE,
    json: Json = False,
) -> None:
    """Write down that two records are, or are not, one person; later runs obey it."""
    folder = open_case(case)
    known = set(last_results(folder).records["record_id"])
    pair = [side.removeprefix("record:") for side in (left, right)]
    for side in pair:
        if side not in known:
            raise CaseError("no record of this name", where=side, mend="copy the reference from the report")
    judgement = {"left": min(pair), "right": max(pair), "verdict": verdict, "who": who, "why": why}
    earlier = decisions.read_judgements(folder.path)
    decisions.add_judgement(folder.path, judgement, when=datetime.now(UTC))
    replaced, conflicts = reviewing.after(earlier, decisions.read_judgements(folder.path), pair)
    if json:
        said = {"replaces": replaced, "conflicts": conflicts, "next": f"tollbook run {case}"}
        output.print_json({**judgement, **said})
        return
    output.out.print(f"written down: {verdict}")
    if replaced is not None:
        output.out.print(
            output.visible(f"it replaces '{replaced['verdict']}' by {replaced['who']}, {replaced['when']}")
        )
    for line in reviewing.conflict_lines(conflicts):
        output.out.print(output.visible(line))
    output.out.print(f"next: tollbook run {case}")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to put the example case.")] = Path("demo"),
    json: Json = False,
) -> None:
    """Run the shipped example: invented people, published figures, from files to report."""
    case = adding.example("aleppo-2016", folder)
    with output.progress() as progress:
        results = pipeline.run(case, progress=progress)
    _print_summary(case, results, as_json=json)


def _print_summary(case: Path, results: Results, *, as_json: bool) -> None:
    if as_json:
        output.print_json({**summary(results), "report": str(case / "out" / "report.html")})
        return
    for line in lines(summary(results)):
        output.out.print(output.visible(line))
    output.out.print(f"report:     {(case / 'out' / 'report.html').resolve()}")
