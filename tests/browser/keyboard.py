"""A walk through a page by the Tab key, from its top to its end."""

from playwright.sync_api import CDPSession, Page

#: Notes the focused element before each step, when the page has settled.
_WATCH = """() => {
  window.stops = [];
  window.begun = window.left = false;
  window.note = () => {
    const el = document.activeElement;
    const nowhere = !el || el === document.body;
    // Behind the last stop comes the browser itself, or the first stop again.
    window.left ||= window.begun && (nowhere || window.stops.length > 1 && el === window.stops[0].el);
    window.begun = true;
    if (window.left || nowhere) return;
    const style = getComputedStyle(el);
    const box = [...el.getClientRects()].find(({width, height}) => width && height);
    const at = box && [box.left + box.width / 2, box.top + box.height / 2];
    const top = at && document.elementFromPoint(...at);
    window.stops.push({
      el,
      seen: !!top && (el.contains(top) || top.contains(el) || !!el.labels && [...el.labels].some((label) => label.contains(top))),
      over: top ? `<${top.localName} class="${top.getAttribute("class") ?? ""}">` : "nothing",
      outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    });
  };
  document.activeElement?.blur?.();
  window.scrollTo(0, 0);
  document.addEventListener("keydown", window.note, true);
}"""

_TELL = """() => {
  document.removeEventListener("keydown", window.note, true);
  const name = (el) => `<${el.localName} class="${el.getAttribute("class") ?? ""}"> “${(el.innerText ?? "").trim().slice(0, 30)}”`;
  const found = [];
  for (const {el, seen, over, outlined} of window.stops) {
    if (!seen) found.push(`focus is under ${over}: ${name(el)}`);
    if (!outlined) found.push(`focus cannot be seen: ${name(el)}`);
  }
  const asked = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const all = [...document.querySelectorAll(asked)].filter((el) => !el.disabled && el.checkVisibility());
  const group = (el) => el.type === "radio" ? document.querySelector(`[name="${el.name}"]:checked`) ?? el : el;
  const wanted = [...new Set(all.map(group))];
  // A field of several parts is one stop after the other.
  const walked = window.stops.map(({el}) => el).filter((el, number, all) => el !== all[number - 1]);
  // Chromium also stops at what scrolls and holds no link: a gain.
  const stopped = walked.filter((el) => wanted.includes(el) || all.includes(el));
  for (const [number, el] of wanted.entries())
    if (stopped[number] !== el) {
      const there = stopped[number] ? name(stopped[number]) : "the end";
      found.push(`step ${number + 1} leads to ${there}, not to ${name(el)}`);
      break;
    }
  const first = walked[0];
  if (first && document.querySelector(".skip-link") && !first.matches(".skip-link"))
    found.push(`the first step leads to ${name(first)}`);
  return found;
}"""

#: How often Tab is pressed between two looks whether the focus has left the page.
AT_ONCE = 12
#: The key as it goes down, which moves the focus. What follows in `keyboard.press` took as long again.
_TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
_COUNT = "document.querySelectorAll('a[href], button, input, select, textarea, summary').length"


def faults(page: Page, devtools: CDPSession) -> list[str]:
    """Press Tab until it leaves the page. A trap would hold it for more steps than there are."""
    page.evaluate(_WATCH)
    most = page.evaluate(_COUNT) + 20
    for _looks in range(0, most, AT_ONCE):
        for _step in range(AT_ONCE):
            devtools.send("Input.dispatchKeyEvent", _TAB)
        if page.evaluate("window.left"):
            break
    else:
        return ["the focus does not leave the page"]
    found: list[str] = page.evaluate(_TELL)
    return found
