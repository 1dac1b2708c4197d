/* The languages of the texts of a form that are shown: all, or on a telephone first the reader's own. Kept for the next form. */

const choices = [...document.querySelectorAll("[name=languages-shown]")];
const KEY = "languages-shown";

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; /* storage that the browser refuses */
  }
}

function keep(code) {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    /* as above */
  }
}

const own = document.documentElement.lang.toLowerCase();
const narrow = matchMedia("(max-width: 48rem)").matches;

/* Who writes one language alone begins with that. */
function mine() {
  const columns = [...document.querySelectorAll(".parallel-text")];
  const open = columns.filter((column) => column.querySelector(":is(input, textarea, select):enabled"));
  const codes = new Set(open.map((column) => column.dataset.language));
  return codes.size === 1 ? [...codes][0] : own;
}

const wanted = kept() ?? (narrow ? mine() : "");
for (const choice of choices) {
  if (choice.value && wanted.startsWith(choice.value)) choice.checked = true;
  choice.addEventListener("change", () => keep(choice.value));
}

/* A text of one line is written in several where the column is narrow, and holds none of its own. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing && event.target.matches("textarea[data-line]")) event.preventDefault();
});
