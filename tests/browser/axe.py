"""What the rules of axe-core find in a page."""

from importlib import resources

from playwright.sync_api import Page

SCRIPT = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

CONTRAST = "color-contrast"
_RUN = """async ([where, options]) => {
  const found = await axe.run(where ?? document, {...options, resultTypes: ["violations"], preload: false});
  return found.violations.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""


def faults(page: Page, *, contrast_of: str = "") -> list[str]:
    """Return what axe finds: with the contrast of every text, or of what a selector names, in half of the time."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    rules = {"runOnly": {"type": "tag", "values": TAGS}}
    if not contrast_of:
        return _run(page, None, rules)
    without = _run(page, None, {**rules, "rules": {CONTRAST: {"enabled": False}}})
    if not page.query_selector(contrast_of):
        return without
    only = {"runOnly": {"type": "rule", "values": [CONTRAST]}}
    return without + _run(page, {"include": [[contrast_of]]}, only)


def _run(page: Page, where: dict[str, object] | None, options: dict[str, object]) -> list[str]:
    found: list[str] = page.evaluate(_RUN, [where, options])
    return found
