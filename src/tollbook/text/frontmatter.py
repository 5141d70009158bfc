"""What a document says about itself: title, byline, day, terms of use; and which of its lines are not its story."""

import re
from dataclasses import dataclass
from datetime import date

from tollbook.model.document import Rights
from tollbook.text.calendar_words import DateWords, dates
from tollbook.text.letterhead import head_of, is_furniture, is_letterhead, publisher_of
from tollbook.text.rights import rights_of

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_BYLINE = re.compile(
    r"[\s*_(]*(?:by|articles? by|written by|reported by|reporting by|author|authors|reporter|correspondent|words by|"
    r"text by|story by|(?:posted|published|updated)\s+(?:on\s+)?.{6,30}?\s+by|(?:posted|published)\s+by)\s*[:\s]\s*"
    r"(?P<name>\S.{1,120}?)\s*(?:[|;*_)].*)?$",
    re.IGNORECASE,
)
_NAMES = re.compile(r"(?:[A-Z][\w.'’-]*|and|of|for|the|in|,|&|[a-z]{1,3}-[A-Z]\w+|\|)(?:\s+|,\s*|$)")
_PUBLISHED = re.compile(r"\s*(?:published|posted|date|released|updated|issued)(?:\s+on)?\s*[:\s]\s*", re.IGNORECASE)
_REPUBLISHED = re.compile(
    (
        r"(?:(?:re(?:published|printed|posted)|cross-posted|syndicated|[Ff]orwarded)\s+(?:with\s+permission\s+)?from|"
        r"^\s*(?:Source|Via)\s*:|(?:first|originally)\s+(?:published|appeared)\s+(?:by|in|on|at))\s+(?P<name>[A-Z][^.\n]{1,80}?)(?=[.\n,]|"
        r"\s+(?:on|under|with)\s|$)"
    ),
)
_BOILERPLATE = re.compile(
    r"^\W*(?:disclaimer|copyright|©|all\s+rights\s+reserved|terms\s+of\s+use|for\s+(?:media|press|further|more)\s+"
    r"(?:inquiries|enquiries|information|contact|details)|(?:media|press)\s+(?:contacts?|inquiries|enquiries)|"
    r"contact\s*:|contacts\s*:|"
    r"e-?mail\s*:|tel(?:ephone)?\.?\s*:|phone\s*:|follow\s+us|subscribe|sign\s+up|share\s+this|"
    r"related\s+(?:stories|articles|links)|"
    r"read\s+(?:more|also)\b|notes?\s+to\s+editors?\s*:?\s*$|about\s+us\b|photo\s*(?:credit)?\s*:|image\s*:|"
    r"this\s+(?:article|story|text|work|report)\s+"
    r"(?:is|was|may\s+be)\s+(?:licen[sc]ed|republished|first\s+published|originally\s+published|reproduced|"
    r"published\s+under)|licen[cs]e\s*:|"
    r"republication\b|the\s+views\s+expressed|click\s+here|advertisement|filed\s+under|tags\s*:|topics\s*:|"
    r"creative\s+commons|our\s+standards\s*:|like\s+this\s*:|\d+\s+comments?\s*$|no\s+part\s+of\s+this|forwarded\s+from\b|"
    r"\(?(?:stamp|seal)\b|about\s+the\s+[A-Z][\w ]{2,50}:|most\s+read\b|we\s+use\s+cookies|"
    r"this\s+(?:site|website|page)\s+uses\s+cookies|accept\s+(?:all|cookies)|"
    r"(?:the\s+)?(?:editor|publisher|translator|author|transcriber)[’']?s?[’']?\s+note\b|"
    r"(?:correction|clarification|disclosure)\s*:|(?:an\s+)?earlier\s+versions?\s+of\s+this\s+(?:page|story|article|report)|"
    r"this\s+(?:web\s?)?(?:page|site|article|story|post|translation|transcript|version)\s+(?:was|is|has\s+been)\s+"
    r"(?:first\s+|last\s+|originally\s+|also\s+)?(?:written|prepared|compiled|produced|translated|updated|edited|"
    r"corrected|amended|adapted|created|made|part\s+of|provided)\b|"
    r"(?:all\s+)?(?:the\s+)?(?:views|opinions)\s+(?:expressed|in\s+this)\b)"
    r"|\b(?:wrote|made|invented|compiled|translated|edited|prepared|updated)\s+this\s+(?:web\s?)?"
    r"(?:page|article|story|post|example|translation|transcript)\b"
    r"|may\s+(?:be|not\s+be)\s+used\s+(?:freely\s+)?(?:under|without|with|for|only)\b"
    r"|contains\s+copyrighted\s+material|fair\s+use[\"”]?\s+(?:in|provisions|you)|grants?\s+permission\s+to|"
    r"without\s+(?:prior\s+)?written\s+permission"
    r"|may\s+(?:be|not\s+be)\s+(?:reproduced|republished|redistributed|cross-posted)|(?:editing|reporting|"
    r"additional\s+reporting|writing)\s+by\s+[A-Z]"
    r"|under\s+a\s+creative\s+commons",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^\W*(?:https?://|www\.|t\.me/)\S+(?:\s\|.*)?\W*$|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,63}|\[email", re.IGNORECASE
)
_DATELINE = re.compile(r"^[^.!?]{0,70}?(?:[-–—:|]|\()\s*")
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?(?:,?\s+\d{4})?|"
    r"[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_OPENING = re.compile(
    rf"\s*(?P<place>[A-Z][\w.'’-]{{1,20}}(?:[ ,/]{{1,2}}[A-Z][\w.'’-]{{1,20}}){{0,4}})?[ ,]{{0,2}}"
    r"(?P<agency>\([^()]{2,40}\))?"
    rf"[ ,]{{0,2}}(?P<day>{_DAY})?[ ,]{{0,2}}(?P<behind>\([^()]{{2,40}}\))?\s{{0,2}}"
    r"(?P<mark>[—–]|--|-(?=\s)|[:.](?=\s))\s{0,3}(?=[\"“‘'«]?[A-Z0-9])"
)  # "BEIRUT, 13 December 2016 - ", "GENEVA (Agency) — "
_RULE = re.compile(r"\s*(?:[-*_=–—•~#]\s?){3,}\s*")
_MOST_NOTES = 5  # lines below a rule that may be notes on the page
_GOES_ON = re.compile(
    r"\b(?:the|an?|of|in|on|at|by|for|from|to|with|near|and|or|but|that|which|who|his|her|its|their|has|had|was|were)$",
    re.IGNORECASE,
)  # a line that ends so is a story's, wrapped
_SHORT_TITLE = 12  # words; a longer first line without a blank one below is a story that is wrapped
_HEAD_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a document says about itself; None where it does not say.

    Attributes:
        title: Its title.
        byline: Who wrote it.
        publisher: Who published it.
        published: When.
        published_from: `stated` or None.
        republished_from: Where it was first published.
        rights: On which terms it may be used.
        outside: Spans (start, end) that are no part of the story: title, byline, terms, contacts. Sorted.
        dateline: Place and day, with the mark behind them, that stand before the story's first words.
    """

    title: str | None
    byline: str | None
    publisher: str | None
    published: date | None
    published_from: str | None
    republished_from: str | None
    rights: Rights | None
    outside: tuple[tuple[int, int], ...]
    dateline: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def front_matter(text: str) -> FrontMatter:
    """Return what a document says about itself.

    Args:
        text: The document's text.

    Returns:
        What was found, and the spans that are no part of the story.
    """
    lines = [_Line(m.start(), m.end(), m.group()) for m in _LINE.finditer(text) if m.group().strip()]
    above = head_of([line.text for line in lines])
    furniture = [line for line in lines[:above] if is_furniture(line.text)]
    letterhead = [line for line in lines[: above - 1] if is_letterhead(line.text)]
    head = [line for line in lines if line.start < _HEAD_CHARACTERS]
    byline_line, byline = _byline(lines)
    published_line, published = _published(head[:8])
    aside = {line.start for line in (*furniture, *letterhead, byline_line, published_line) if line is not None}
    title = _title([line for line in lines if line.start not in aside], text)
    if title is None and letterhead and published is None:
        title, letterhead = letterhead[-1], letterhead[:-1]
    dateline = next(
        (opening for line in head[:8] if line not in (title, published_line) and (opening := _dateline(line))), None
    )
    if published is None and dateline is not None:
        published = next((day.since for day in dates(text[slice(*dateline)], anchor=None) if _is_day(day)), None)
    boilerplate = [line for line in lines if line is not title and _is_boilerplate(line)]
    after = _after_disclaimer(lines, boilerplate) + _below_rule(lines, boilerplate)
    outside = {(line.start, line.end) for line in (*boilerplate, *after, *furniture, *letterhead)}
    outside |= {(line.start, line.end) for line in (title, byline_line, published_line) if line is not None}
    rights = rights_of(text, sorted({(line.start, line.end) for line in (*boilerplate, *after)}))
    republished = next((m for line in lines if (m := _REPUBLISHED.search(line.text))), None)
    if republished is not None and republished.string.lstrip().startswith(("Source", "Via")):
        outside |= {(line.start, line.end) for line in lines if line.text == republished.string}
    masthead = publisher_of([line.text for line in lines[:above]]) or _agency(text, dateline)
    return FrontMatter(
        title=title.text.strip().lstrip("# ") if title is not None else None,
        byline=byline,
        publisher=rights.grantor if rights is not None and rights.grantor is not None else masthead,
        published=published,
        published_from="stated" if published is not None else None,
        republished_from=republished["name"].strip() if republished else None,
        rights=rights,
        outside=tuple(sorted(outside)),
        dateline=dateline,
    )


def _title(lines: list[_Line], text: str) -> _Line | None:
    """Return the first line where it stands apart from the story and is no sentence of it."""
    if not lines:
        return None
    first = lines[0]
    stripped = first.text.strip()
    if stripped.startswith("#"):
        return first
    words = len(stripped.split())
    gap = text[first.end : lines[1].start] if len(lines) > 1 else ""
    alone = gap.count("\n") > 1 or (words <= _SHORT_TITLE and len(lines) > 1 and lines[1].text.lstrip()[:1].isupper())
    is_sentence = (stripped.endswith((".", "!", "”", '"')) and words > 12) or (stripped.endswith(".") and words > 5)
    goes_on = stripped.endswith(":") or (_GOES_ON.search(stripped) is not None and gap.count("\n") <= 1)
    is_title = alone and len(lines) > 1 and len(stripped) <= 200 and words <= 30
    return first if is_title and not is_sentence and not goes_on else None


def _byline(lines: list[_Line]) -> tuple[_Line | None, str | None]:
    for line in (*lines[:6], *lines[-12:]):
        match = _BYLINE.match(line.text) if len(line.text) < 160 else None
        if match and _is_name(match["name"]):
            capitals = sum(word[:1].isupper() for word in match["name"].split())
            if capitals and capitals >= len(match["name"].split()) / 2:
                day = next(iter(dates(match["name"], anchor=None)), None)
                name = match["name"][: day.start].rstrip(" ,|–—-") if day is not None else match["name"]
                return line, name or match["name"]  # "Tomas Arvid, December 1, 2023"
    return None, None


def _is_name(words: str) -> bool:
    return (
        bool(_NAMES.match(words)) and not words.rstrip().endswith((".", ":")) and not words.lower().startswith("the ")
    )


def _published(lines: list[_Line]) -> tuple[_Line | None, date | None]:
    """Return the day of publication from a line of its own, or from a dateline that opens the story."""
    for line in lines:
        stripped = line.text.strip()
        found = [day for day in dates(line.text[:200], anchor=None) if _is_day(day)]
        if not found:
            continue
        lead = line.text[: found[0].start]
        rest = line.text[found[0].end :]
        if len(stripped) < 90 and len(rest.split()) <= 6 and len(lead.split()) <= 8 and not rest.strip().endswith("."):
            return line, found[0].since
        if _PUBLISHED.match(line.text) and len(stripped) < 120:
            return line, found[0].since
        opening = _DATELINE.match(rest)
        if lead[:1].isupper() and len(lead) < 60 and opening and len(opening.group()) < 12 and "." not in lead:
            return None, found[0].since
    return None, None


def _dateline(line: _Line) -> tuple[int, int] | None:
    """Return the characters of a place and day that stand before a story's first words, or None."""
    match = _OPENING.match(line.text)
    if match is None:
        return None
    rest = line.text[match.end() :]
    is_dash = match["mark"] not in ":."
    place = match["place"] or ""
    is_loud = len(place) > 2 and place.split(",")[0].isupper() and rest[:1].isalpha() and len(rest) > 60
    is_dated = match["day"] is not None and (is_dash or bool(place))
    is_wired = bool(place) and is_dash and (match["agency"] or match["behind"]) is not None
    if not (is_dated or is_wired or (is_dash and is_loud)) or len(rest.split()) < 4:
        return None
    return line.start, line.start + match.end()


def _agency(text: str, dateline: tuple[int, int] | None) -> str | None:
    """Return the agency that a dateline names in brackets: "TARVAN (Northern News Agency) - "."""
    match = re.search(r"\((?P<name>[A-Z][^()\d]{1,40})\)", text[slice(*dateline)]) if dateline is not None else None
    return match["name"].strip() if match is not None else None


def _below_rule(lines: list[_Line], boilerplate: list[_Line]) -> list[_Line]:
    """Return the lines below the last rule where one of the few there is about the page: so are those beside it."""
    at = max((i for i, line in enumerate(lines) if _RULE.fullmatch(line.text)), default=None)
    if at is None or len(lines) - at > _MOST_NOTES + 1:
        return []
    starts = {line.start for line in boilerplate}
    return lines[at:] if any(line.start in starts for line in lines[at + 1 :]) else []


def _is_day(words: DateWords) -> bool:
    return words.since is not None and words.since == words.until and not words.is_relative


def _is_boilerplate(line: _Line) -> bool:
    text = line.text.strip()
    if len(text) > 3_000:
        return False
    return bool(_BOILERPLATE.search(text)) or (len(text) < 300 and bool(_CONTACT.search(text)))


def _after_disclaimer(lines: list[_Line], boilerplate: list[_Line]) -> list[_Line]:
    """Return lines in the last fifth between one boilerplate line and the next: its continuation."""
    if not boilerplate or not lines:
        return []
    tail = [line for line in boilerplate if line.start > lines[-1].end * 0.6]
    if not tail:
        return []
    known = {line.start for line in boilerplate}
    return [line for line in lines if tail[0].start < line.start < tail[-1].start and line.start not in known]
