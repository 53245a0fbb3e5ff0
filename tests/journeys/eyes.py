"""What a page owes to everyone who looks at it: measured in the browser, under the page's own content policy."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TypedDict

from playwright.async_api import Page

from tools.parts import AXE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
SMALLEST = 24
"""Pixels: WCAG 2.2, 2.5.8."""
TARGETS = """least => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(e => e.checkVisibility() && !e.closest('.mb-pot, dialog:not([open])') && !e.matches('.nl-skip-link'))
  .filter(e => getComputedStyle(e).display !== 'inline')
  .map(e => ({e, box: e.getBoundingClientRect()})).filter(({box}) => box.width < least || box.height < least)
  .map(({e, box}) => `${(e.textContent || e.name).trim().slice(0, 40)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
HEADINGS = "() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(h => h.checkVisibility()).map(h => +h.tagName[1])"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
ICONS = "() => [...new Set([...document.querySelectorAll('use')].map(use => use.getAttribute('href')))]"
OUTSIDE = """() => [...document.querySelectorAll('main *')]
  .filter(e => e.checkVisibility() && !e.closest('.mb-pot, .mb-visually-hidden, svg'))
  .map(e => ({e, box: e.getBoundingClientRect()})).filter(({box}) => box.width && box.right > document.documentElement.clientWidth + 1)
  .map(({e}) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`).slice(0, 5)"""
SETTLED = """() => Promise.all([document.fonts.ready, ...document.getAnimations().map(a => a.finished.catch(() => null))])
  .then(() => true)"""


class Node(TypedDict):
    html: str
    failureSummary: str


class Violation(TypedDict):
    id: str
    nodes: list[Node]


@cache
def axe() -> str:
    return AXE.read_text(encoding="utf-8")


async def problems(page: Page) -> list[str]:
    """A sentence for each thing that would stop somebody, at the size that the window has now."""
    await page.evaluate(SETTLED)
    found = [
        f"axe {one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in await violations(page)
        for node in one["nodes"][:3]
    ]
    if (wide := await page.evaluate(SIDEWAYS)) > 0:
        found.append(f"scrolls sideways by {wide} pixels: {await page.evaluate(OUTSIDE)}")
    found += [f"too small to touch: {target}" for target in await page.evaluate(TARGETS, SMALLEST)]
    levels: list[int] = await page.evaluate(HEADINGS)
    if levels.count(1) != 1 or any(below - above > 1 for above, below in pairwise(levels)):
        found.append(f"headings out of order: {levels}")
    return found


async def violations(page: Page) -> list[Violation]:
    """Axe comes in by the debugger, which the page's policy does not touch; the policy itself stays on."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(axe())
    found: list[Violation] = await page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(r => r.violations)", TAGS
    )
    return found
