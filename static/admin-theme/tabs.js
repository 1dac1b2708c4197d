/* The language tabs of jQuery UI: what can be pressed is the tab, and nothing stands inside it.

jQuery UI makes the list item the tab and leaves a link in it, which screen readers cannot reach.
https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */

const $ = window.jQuery;

function settle(item) {
  const selected = item.getAttribute("aria-selected");
  const link = item.querySelector("a");
  if (selected === null || !link) return;
  link.setAttribute("role", "tab");
  link.setAttribute("aria-selected", selected);
  link.tabIndex = selected === "true" ? 0 : -1;
  if (item.hasAttribute("aria-controls")) {
    link.setAttribute("aria-controls", item.getAttribute("aria-controls"));
  }
  item.setAttribute("role", "presentation");
  for (const name of ["aria-selected", "aria-expanded", "aria-controls", "aria-labelledby", "tabindex"]) {
    item.removeAttribute(name);
  }
}

/* Before the tabs are made: a module runs ahead of what waits for the document. */
if ($?.ui?.tabs) {
  $.widget("ui.tabs", $.ui.tabs, {
    _refresh() {
      this._super();
      this.tabs.each((_index, item) => settle(item));
    },
    _toggle(event, change) {
      this._super(event, change);
      this.tabs.each((_index, item) => settle(item));
    },
    _getPanelForTab(tab) {
      const item = $(tab);
      const id = item.attr("aria-controls") ?? item.find("a").attr("aria-controls");
      return this.element.find(`#${$.escapeSelector(id ?? "")}`);
    },
    _focusNextTab(index, forward) {
      const next = this._findNextTab(index, forward);
      this.tabs.eq(next).find("a").trigger("focus");
      return next;
    },
  });
}
