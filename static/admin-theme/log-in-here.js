/* Logs in where a form stands whose session has ended: the pages of the login come into a dialog, or into the place that
   the page has for them. What they ask (a password, a code, a passkey) is answered there; what leads elsewhere opens a window, and
   the form goes on by itself once somebody is logged in. The words are those of the script's element. */

const words = document.getElementById("log-in-here").dataset;
const place = document.getElementById("log-in-place");
const PARTS = ".errornote, .errorlist, #content-main > .passkey, #login-form, #content-main > .help, .password-reset-link";
const PREFIX = "here-";
const PAUSE = 2000;

let dialog;
let inside = place;
let isBusy = false;
let opened;
let timer = 0;

const leave = () => {
  clearInterval(timer);
  timer = 0;
};

const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });

const made = () => {
  dialog = element("dialog", "", { className: "log-in-here" });
  const title = element("h2", words.title, { id: "log-in-title" });
  dialog.setAttribute("aria-labelledby", title.id);
  inside = element("div", "");
  const close = element("button", words.close, { type: "button", className: "button" });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", leave);
  dialog.append(title, inside, close);
  document.body.append(dialog);
  listen();
};

/* Another window does it: this one asks now and then whether it is done. */
const elsewhere = (href) => {
  opened = window.open(href, "_blank");
  leave();
  timer = setInterval(look, PAUSE);
};

const look = async () => {
  const answer = await fetch(words.url, { redirect: "manual" }).catch(() => undefined);
  if (timer && answer?.ok) await show(answer);
};

const windowLink = (href) => element("a", words.window, { href, className: "button" });

const show = async (answer) => {
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return goOn(await answer.json());
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = [...page.querySelectorAll(PARTS)].filter((part) => !part.parentElement.closest(PARTS));
  inside.replaceChildren(...parts.map((part) => document.importNode(part, true)));
  inside.dataset.address = answer.url;
  /* The page around has names of its own. */
  for (const one of inside.querySelectorAll("[id]")) one.id = PREFIX + one.id;
  for (const one of inside.querySelectorAll("[for]")) one.htmlFor = PREFIX + one.htmlFor;
  for (const one of inside.querySelectorAll("[aria-describedby]")) one.setAttribute("aria-describedby", PREFIX + one.getAttribute("aria-describedby"));
  for (const one of inside.querySelectorAll(".errornote, .errorlist")) one.setAttribute("role", "alert");
  const form = inside.querySelector("form");
  if (!form && answer.ok) inside.append(element("p", words.elsewhere), windowLink(words.desk));
  const name = form?.elements.username;
  if (name && words.writer) {
    name.value = words.writer;
    name.readOnly = true;
  }
  const field = form?.querySelector("input:not([type=hidden], [type=submit], [readonly])");
  (field ?? inside.querySelector("a, button"))?.focus();
};

const go = async (address, more = {}) => {
  if (isBusy) return;
  isBusy = true;
  try {
    await show(await fetch(address, more));
  } catch {
    inside.replaceChildren(element("p", words.silent, { role: "alert" }));
  }
  isBusy = false;
};

const goOn = ({ account, token }) => {
  leave();
  if (words.writer && account !== words.writer) {
    inside.replaceChildren(element("p", words.other.replace("{name}", account), { role: "alert" }), windowLink(words.desk));
    return;
  }
  opened?.close();
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  dialog?.close();
  document.dispatchEvent(new Event("logged-in"));
};

const listen = () => {
  inside.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target));
    go(event.target.getAttribute("action") ?? inside.dataset.address, { method: "POST", body });
  });
  inside.addEventListener("proved", (event) => {
    event.preventDefault();
    go(words.url);
  });
  inside.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    const address = new URL(link.href);
    if (address.searchParams.has("next")) address.searchParams.set("next", words.desk);
    elsewhere(address.href);
  });
};

addEventListener("focus", () => timer && look());
document.addEventListener("log-in-here", () => {
  if (!dialog) made();
  inside.replaceChildren();
  dialog.showModal();
  go(words.url);
});
if (place) {
  listen();
  go(words.url);
}
