"""The report as people see it: on a desk and on a phone, in English and in Arabic, offline."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390, 320)


def opened(browser: Browser, path: Path, width: int) -> tuple[Page, list[str]]:
    """A page without network, and whatever it complains of or asks for."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(f"dialog {dialog.message}"))
    page.on("request", lambda request: None if request.url.startswith("file:") else heard.append(request.url))
    page.context.set_offline(offline=True)
    page.goto(path.as_uri())
    return page, heard


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_opens_offline_without_complaint_and_never_scrolls_sideways(
    chromium: Browser, reports: dict[str, Path], language: str, width: int
) -> None:
    page, heard = opened(chromium, reports[language], width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == []
    page.close()


def test_it_reads_from_right_to_left_in_arabic(chromium: Browser, reports: dict[str, Path]) -> None:
    page, _ = opened(chromium, reports["ar"], 1280)

    title = page.locator(".answers h2").first.bounding_box()
    words = page.locator(".answers .big").first.bounding_box()

    assert title is not None
    assert words is not None
    assert title["x"] > words["x"]
    page.close()


def test_a_number_leads_to_where_it_comes_from_though_that_is_folded_away(
    chromium: Browser, reports: dict[str, Path]
) -> None:
    page, _ = opened(chromium, reports["en"], 1280)
    assert not page.locator("[id='count:all:status=civilian']").is_visible()

    page.locator("#documented td a[href='#count:all:status=civilian']").click()

    assert page.locator("[id='count:all:status=civilian']").is_visible()
    assert "tollbook why count:all:status=civilian" in page.locator("[id='count:all:status=civilian']").inner_text()
    page.close()


def test_a_bar_of_a_chart_leads_to_its_count(chromium: Browser, reports: dict[str, Path]) -> None:
    page, _ = opened(chromium, reports["en"], 1280)

    page.locator("#figure-months .wide svg a path").first.click()

    assert "#count:all:month=2015" in page.url
    page.close()


def test_a_phone_sees_the_narrow_charts_and_a_desk_the_wide_ones(chromium: Browser, reports: dict[str, Path]) -> None:
    seen = {}
    for width in (1280, 390):
        page, _ = opened(chromium, reports["en"], width)
        seen[width] = [page.locator(f"#figure-months .{kind}").is_visible() for kind in ("wide", "narrow")]
        page.close()

    assert seen == {1280: [True, False], 390: [False, True]}


def test_every_chart_has_a_name_for_those_who_cannot_see_it(chromium: Browser, reports: dict[str, Path]) -> None:
    page, _ = opened(chromium, reports["en"], 1280)

    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('figure svg')].filter(svg => svg.getAttribute('role') !== 'img'
        || svg.getAttribute('aria-labelledby').split(' ').some(id => !document.getElementById(id).textContent))
        .length"""
    )

    assert page.get_by_role("img", name="Documented deaths by month").count() == 1
    assert unnamed == 0
    page.close()


def test_headings_descend_without_a_gap(chromium: Browser, reports: dict[str, Path]) -> None:
    page, _ = opened(chromium, reports["en"], 1280)

    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    page.close()


def test_words_stand_out_from_their_background(chromium: Browser, reports: dict[str, Path]) -> None:
    """Contrast of the colours of words, light and dark: at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    for scheme in ("light", "dark"):
        page = chromium.new_page(color_scheme=scheme)
        page.goto(reports["en"].as_uri())
        poor = page.evaluate(CONTRAST)
        page.close()

        assert poor == [], scheme


CONTRAST = """() => {
  const style = getComputedStyle(document.documentElement);
  const light = hex => {
    const full = hex.length === 4 ? '#' + [...hex.slice(1)].map(c => c + c).join('') : hex;
    const parts = [1, 3, 5].map(k => parseInt(full.slice(k, k + 2), 16) / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const colour = name => light(style.getPropertyValue('--' + name).trim());
  const names = ['ink', 'muted', 'link', 'claimed', 'documented', 'estimated', 'misfit'];
  return names.filter(name => {
    const [high, low] = [colour(name), colour('paper')].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05) < 4.5;
  });
}"""
