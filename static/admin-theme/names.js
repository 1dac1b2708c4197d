/* Names for widgets that Django and its packages make without one. The words are the script tag's. */

const words = document.getElementById("widget-names").dataset;

function name() {
  /* An icon with a name is a picture. */
  for (const icon of document.querySelectorAll(".search-label-icon:not([role])")) {
    icon.setAttribute("role", "img");
  }
  /* A cross in the list of what is chosen, for the mouse alone: by the keyboard each goes by itself. */
  for (const cross of document.querySelectorAll(".select2-selection__clear:not([aria-hidden])")) {
    cross.setAttribute("aria-hidden", "true");
  }
  /* A list in which nothing is chosen yet is named by what is chosen in it: by nothing. */
  for (const list of document.querySelectorAll(".select2-selection[role=combobox][aria-labelledby]:not([data-named])")) {
    const select = list.closest(".select2-container")?.previousElementSibling;
    const label = document.querySelector(`label[for="${select?.id}"]`);
    if (!label) continue;
    label.id ||= `${select.id}-label`;
    list.setAttribute("aria-labelledby", `${label.id} ${list.getAttribute("aria-labelledby")}`);
    list.dataset.named = "";
  }
  for (const box of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
    const select = box.closest(".select2-container")?.previousElementSibling;
    const label = document.querySelector(`label[for="${select?.id}"]`);
    box.setAttribute("aria-label", label?.textContent.trim() || words.search);
  }
}

/* They are made late, and anew with each row that is added. */
new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
name();
