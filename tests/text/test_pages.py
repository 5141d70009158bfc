"""Pages in many shapes: title, author, publisher, day, origin and terms are found, and only the story is left."""

from datetime import date

import pytest

from tollbook.text.frontmatter import FrontMatter, front_matter

NGO = """LAKELAND WATCH GROUP
Monthly Monitoring Report No. 17
Civilian Casualties in the Northern Districts

The Lakeland Watch Group documented the killing of 214 civilians in January 2019, including 41 children.

-------
For further information please contact: info@lakeland.example
This report may be reproduced for non-commercial purposes provided the source is acknowledged.
"""
MINISTRY = """REPUBLIC OF LAKELAND
MINISTRY OF DEFENCE
PRESS SERVICE
No. 114/2021
Tarvan, 3 May 2021

STATEMENT
by the Press Service of the Ministry of Defence

Units of the armed forces destroyed a command post on 2 May 2021. Sixteen militants were eliminated.

(Stamp) Ministry of Defence
"""
BLOG = """What I saw in Halem

Posted on March 20, 2018 by Orla Bream

I counted 14 bodies on the bridge. My neighbour told me that 30 had died.

Share this:
3 comments
This work is licensed under a Creative Commons Attribution-NonCommercial 4.0 International License.
"""
WIRE = """URGENT: Blast kills nine in Tarvan

TARVAN, Lakeland (Northern News Agency) — A car bomb killed nine people on Friday, police said.

(Reporting by Ana Holt; Editing by Per Strand)
Our Standards: The Northern News Agency Trust Principles.
"""
REPUBLISHED = """The siege nobody counted
by Ines Quill
15 June 2019

This article first appeared on Delta Dispatches.

More than 400 people died in the siege of Halem, the Halem Doctors Network says.

Delta Dispatches articles may be republished free of charge under a Creative Commons Attribution-NoDerivatives licence.
"""
COMMONS = """Counting the dead of Orsha

Published: 2 February 2020
Author: Tom Ferrier

Relatives say 31 men were shot. The army said that they were fighters.

This article is republished from The Orsha Review under a Creative Commons license.
"""
RELEASE = """FOR IMMEDIATE RELEASE
12 December 2017

Observatory: 420,001 killed since the war began

The Delta Observatory for Human Rights said today that it had documented the deaths of 420,001 people.

Media contact: Lena Ort, +00 1 555 0100
"""
PAPER = """The Morning Page, Thursday, 4 April 2019

RAID ON PRISON LEAVES 19 DEAD

From our correspondent in Tarvan

Nineteen inmates were killed when gunmen stormed the prison at Tarvan, the governor said yesterday.

Copyright 2019 The Morning Page. No part of this publication may be reproduced without written permission.
"""
SITE = """Home > World > Middle East

Twelve die as boat sinks off Orsha
Reporter: Leo Marsh | Updated: 18 Aug 2021 | 3 min read

Twelve migrants drowned when their boat sank off Orsha, the coast guard said.

Sign up for our newsletter
"""
CHANNEL = """Lions of the Delta | Media Office
18 August 2021, 21:05

Our fighters killed 14 soldiers near Tarvan and took the hill, and we lost three men.

Forwarded from Delta Channel
"""


def _story(text: str) -> str:
    left, at = "", 0
    for start, end in front_matter(text).outside:
        left, at = left + text[at:start], max(at, end)
    return " ".join((left + text[at:]).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NGO, ("Monthly Monitoring Report No. 17", None, "LAKELAND WATCH GROUP", None, None)),
        (MINISTRY, (None, None, "MINISTRY OF DEFENCE", date(2021, 5, 3), None)),
        (BLOG, ("What I saw in Halem", "Orla Bream", None, date(2018, 3, 20), None)),
        (WIRE, ("URGENT: Blast kills nine in Tarvan", "Ana Holt", "Northern News Agency", None, None)),
        (
            REPUBLISHED,
            ("The siege nobody counted", "Ines Quill", "Delta Dispatches", date(2019, 6, 15), "Delta Dispatches"),
        ),
        (COMMONS, ("Counting the dead of Orsha", "Tom Ferrier", None, date(2020, 2, 2), "The Orsha Review")),
        (RELEASE, ("Observatory: 420,001 killed since the war began", None, None, date(2017, 12, 12), None)),
        (PAPER, ("RAID ON PRISON LEAVES 19 DEAD", None, "The Morning Page", date(2019, 4, 4), None)),
        (SITE, ("Twelve die as boat sinks off Orsha", "Leo Marsh", None, date(2021, 8, 18), None)),
        (CHANNEL, (None, None, "Lions of the Delta", date(2021, 8, 18), "Delta Channel")),
    ],
)
def test_a_page_says_what_it_is(text: str, expected: tuple[object, ...]) -> None:
    assert _facts(front_matter(text)) == expected


def _facts(found: FrontMatter) -> tuple[object, ...]:
    return (found.title, found.byline, found.publisher, found.published, found.republished_from)


@pytest.mark.parametrize(
    ("text", "opening", "closing"),
    [
        (BLOG, "I counted", "30 had died."),
        (WIRE, "TARVAN", "police said."),
        (RELEASE, "The Delta Observatory", "420,001 people."),
        (PAPER, "Nineteen inmates", "said yesterday."),
        (SITE, "Twelve migrants", "coast guard said."),
        (CHANNEL, "Our fighters", "three men."),
        (MINISTRY, "Units", "were eliminated."),
    ],
)
def test_only_the_story_is_left(text: str, opening: str, closing: str) -> None:
    story = _story(text)

    assert story.startswith(opening)
    assert story.endswith(closing)


@pytest.mark.parametrize(
    ("text", "licence", "grantor"),
    [
        (PAPER, "permission required", "The Morning Page"),
        (REPUBLISHED, "CC BY-ND", "Delta Dispatches"),
        (COMMONS, "Creative Commons", None),
        (NGO, "republication with permission", None),
    ],
)
def test_terms_are_read_with_who_grants_them(text: str, licence: str, grantor: str | None) -> None:
    rights = front_matter(text).rights

    assert rights is not None
    assert (rights.licence, rights.grantor) == (licence, grantor)


def test_a_story_that_begins_at_once_loses_no_line() -> None:
    text = "Gunmen killed 12 people in the town of\nHalem on Friday, and the police said\nthat they were searching.\n"

    assert _story(text) == " ".join(text.split())
