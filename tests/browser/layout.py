"""Whether a page fits its screen: nothing sticks out, no text is cut off, no names of a map cover each other, and
no word is torn."""

from playwright.sync_api import Page

_FIND = """() => {
  const found = [];
  const screen = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide > screen) found.push(`scrolls sideways: ${wide} of ${screen}`);
  const name = (el) => `<${el.localName} class="${el.getAttribute("class") ?? ""}">`;

  // Which elements cut, and which are for the ears alone.
  const cuts = (overflow) => ["hidden", "clip"].includes(overflow);
  const scrolls = (style) => ["auto", "scroll"].includes(style.overflowX);
  const unseen = (el) => el.closest(".visually-hidden, .skip-link, [hidden], svg defs");
  // On this screen alone.
  const forEars = (style) => style.clipPath === "inset(50%)";

  const reader = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = reader.nextNode(); node; node = reader.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || unseen(parent) || !parent.checkVisibility()) continue;
    range.selectNodeContents(node);
    let [left, right, bottom] = [0, screen, Infinity];
    let cutter = null;
    for (let el = parent; el && el !== document.body; el = el.parentElement) {
      const style = getComputedStyle(el);
      if (scrolls(style) || forEars(style)) { left = -Infinity; right = Infinity; break; }
      if (style.display === "inline" || !cuts(style.overflowX) && !cuts(style.overflowY)) continue;
      const box = el.getBoundingClientRect();
      if (box.left > left || box.right < right || box.bottom < bottom) cutter = el;
      if (cuts(style.overflowX)) [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      if (cuts(style.overflowY)) bottom = Math.min(bottom, box.bottom);
    }
    for (const box of range.getClientRects()) {
      if (box.width && (box.left < left - 1.5 || box.right > right + 1.5 || box.top > bottom - 4)) {
        const where = cutter ? `cut off by ${name(cutter)}` : "beyond the screen";
        found.push(`${where}: “${node.data.trim().slice(0, 40)}” in ${name(parent)}`);
        break;
      }
    }
  }

  const names = [...document.querySelectorAll(".place-map text")].filter((el) => el.checkVisibility());
  const boxes = names.map((el) => el.getBoundingClientRect());
  for (const [number, one] of boxes.entries())
    for (const [later, other] of boxes.slice(number + 1).entries()) {
      const beside = Math.max(one.left - other.right, other.left - one.right);
      const above = Math.max(one.top - other.bottom, other.top - one.bottom);
      // A box is higher than its letters.
      if (beside < 0 && above < -0.2 * Math.min(one.height, other.height))
        found.push(`names cover each other: ${names[number].textContent}, ${names[number + 1 + later].textContent}`);
    }
  return found;
}"""


#: Each part of a word between two places where it may be parted stands on one line, in Chinese too, where an element
#: says each such place, and ends its line with a hyphen elsewhere; and no mark that closes something begins a line.
#: Addresses are no words.
_FIND_TORN = """() => {
  const found = [];
  const reader = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const words = document.body.matches(":lang(zh)")
    ? /[\\p{Script=Han}\\p{Script=Latin}\\p{Script=Cyrillic}\\d]{2,}/gu
    : /[\\p{Script=Latin}\\p{Script=Cyrillic}\\d]{3,}/gu;
  // Of a letter behind a hyphen that is seen, the hyphen on the line before is a box too.
  const top = (node, at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return [...range.getClientRects()].at(-1)?.top;
  };
  for (let node = reader.nextNode(); node; node = reader.nextNode()) {
    const parent = node.parentElement;
    if (getComputedStyle(parent).clipPath === "inset(50%)") continue;
    if (parent.closest("pre, code, svg, .visually-hidden") || !parent.checkVisibility()) continue;
    for (const token of node.data.matchAll(/\\S+/g)) {
      if (/[/@_]|\\w\\.\\w/.test(token[0])) continue;
      for (const part of token[0].matchAll(words)) {
        const begin = token.index + part.index;
        if (top(node, begin + part[0].length - 1) > top(node, begin) + 8)
          found.push(`torn: “${part[0]}” in <${parent.localName} class="${parent.className}">`);
      }
      for (const mark of token[0].slice(1).matchAll(/[，。、：；！？）》”]/g)) {
        const at = token.index + 1 + mark.index;
        if (top(node, at) > top(node, at - 1) + 8) found.push(`begins a line: “${token[0]}”`);
      }
    }
  }
  for (const place of document.querySelectorAll("u:empty")) {
    const [before, after] = [place.previousSibling, place.nextSibling];
    if (before?.nodeType !== Node.TEXT_NODE || after?.nodeType !== Node.TEXT_NODE) continue;
    const is_parted = top(after, 0) > top(before, before.length - 1) + 8;
    if (is_parted && !place.getBoundingClientRect().width)
      found.push(`parted without a hyphen: “${before.data.slice(-12)}|${after.data.slice(0, 12)}”`);
  }
  return found;
}"""


def torn(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_FIND_TORN)
    return found


def faults(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_FIND)
    return found
