"""What the rules of axe-core find in a page."""

from importlib import resources

from playwright.sync_api import Page

SCRIPT = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

#: What follows from how a text, or a link and the text around it, are drawn, wherever they stand.
OF_DRAWING = ("color-contrast", "link-in-text-block")
_RUN = """async ([tags, without]) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags},
    rules: Object.fromEntries(without.map((name) => [name, {enabled: false}])),
    resultTypes: ["violations"],
    preload: false,
  });
  return found.violations.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""

#: Marks the first text or field of each way of drawing that is not known, and tells these: by its colour, size and
#: weight, the nearest ground with a colour or a picture, and of a link its line and the colour around it.
_MARK_NEW = """(known) => {
  const grounds = new Map([[null, "none"]]);
  const ground = (el) => {
    if (!grounds.has(el)) {
      const {backgroundColor: colour, backgroundImage: picture, opacity} = getComputedStyle(el);
      const own = colour !== "rgba(0, 0, 0, 0)" || picture !== "none" || opacity !== "1";
      const name = `${el.localName}.${el.getAttribute("class")} ${colour} ${picture} ${opacity}`;
      grounds.set(el, own ? name : ground(el.parentElement));
    }
    return grounds.get(el);
  };
  const met = new Set(known), found = [];
  const look = (el) => {
    if (!el.checkVisibility()) return;
    const {color, fontSize, fontWeight} = getComputedStyle(el);
    const link = el.closest("a[href]");
    const around = link && [getComputedStyle(link).textDecorationLine, getComputedStyle(link.parentElement).color];
    const way = [color, fontSize, fontWeight, ground(el), around].join(" on ");
    if (met.has(way)) return;
    met.add(way);
    found.push(way);
    el.dataset.drawnAnew = "";
  };
  const reader = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = reader.nextNode(); node; node = reader.nextNode())
    if (node.data.trim()) look(node.parentElement);
  document.querySelectorAll("input:not([type=hidden]), select, textarea").forEach(look);
  // The rules of drawing look at what is marked, and in it, beside all others: axe reads the page once.
  const anew = "[data-drawn-anew]";
  const links = ["a[href]", "[role=link]"].map((link) => `${link}${anew}, ${anew} ${link}`);
  axe.configure({rules: [
    {id: "color-contrast", selector: `${anew}, ${anew} *`},
    {id: "link-in-text-block", selector: links.join(", ")},
  ]});
  return found;
}"""


def faults(
    page: Page, drawn: set[str] | None = None, *, without: tuple[str, ...] = ()
) -> list[str]:
    """Return what axe finds: with the contrast of every text, or in half of the time of what was drawn nowhere before.

    `drawn` is what was, and grows by what is here. `without` some rules.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    if drawn is not None:
        new = page.evaluate(_MARK_NEW, sorted(drawn))
        drawn.update(new)
        without += () if new else OF_DRAWING
    found: list[str] = page.evaluate(_RUN, [TAGS, without])
    return found
