/* Puts a version of a text into the form below, where it can be changed further, and leads there. */

const line = document.getElementById("put");

for (const button of document.querySelectorAll("button[data-put]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.put);
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("put"));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    line.textContent = line.dataset.done;
    const place = field.closest(".parallel-text") ?? field;
    /* Its language may not be shown. */
    if (!place.checkVisibility()) document.getElementById("show-all").checked = true;
    place.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}
