/* Keeps what is typed into a form until it is saved: on the server while the session lives, in this tab when
   it has ended, until its writer has logged in again (log-in-here.js). What was kept comes back into the form.
   staff.open_forms says more; the words are the status line's. */

const line = document.getElementById("kept");
const form = line?.closest("form");
const PREFIX = "kept:";
const COOKIE = "csrftoken=";
const PAUSE = 500;
const TEXTS = "textarea, input:not([type]), input[type=text], input[type=url], input[type=date], input[type=time], input[type=number]";

if (form) {
  /* Another account that opens this form in this tab finds nothing of it. */
  const key = `${PREFIX}${line.dataset.writer}:${location.pathname}`;
  const throwAway = line.querySelector(".throw-away");
  const logIn = line.querySelector(".log-in");
  const texts = [...form.querySelectorAll(TEXTS)].filter((field) => field.form === form && field.name && !field.readOnly && !field.disabled);
  let timer = 0;
  const sent = new AbortController();
  let submitted = false;
  let hasEnded = false;
  let waiting;

  /* A login on another tab brings another token against forged forms. */
  const token = () => {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith(COOKIE));
    if (cookie) form.elements.csrfmiddlewaretoken.value = cookie.slice(COOKIE.length);
    return form.elements.csrfmiddlewaretoken.value;
  };

  const changed = () => {
    const values = {};
    for (const field of texts) {
      /* A page that was refused shows what was typed, not what is stored. */
      if ("all" in line.dataset || field.value !== field.defaultValue) values[field.name] = field.value;
    }
    if (form.elements.shown) values.shown = form.elements.shown.value;
    return values;
  };

  const say = (words, time) => {
    line.querySelector("output").textContent = words.replace("{time}", time ?? "");
  };

  /* Into the bar of buttons, which stays in sight: who types at the end of a form does not see its beginning. */
  const sayBeside = (words, time) => {
    const bar = form.querySelector(".submit-row");
    if (bar && !bar.contains(line)) bar.prepend(line);
    say(words, time);
  };

  const keep = async (values) => {
    const body = JSON.stringify({ address: location.pathname, once: form.elements.once.value, values });
    try {
      const answer = await fetch(line.dataset.url, {
        method: "POST",
        headers: { "X-CSRFToken": token() },
        body,
        redirect: "manual",
        signal: sent.signal,
      });
      /* It leads to the login, the browser has lost its cookies, or somebody else is logged in. */
      hasEnded = answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 409;
      logIn.hidden = !hasEnded;
      const { kept } = await answer.json();
      if (!answer.ok) throw new Error(answer.statusText);
      sessionStorage.removeItem(key);
      sayBeside(kept ? line.dataset.kept : "", kept?.slice(11, 16));
      return true;
    } catch {
      if (submitted) return false;
      sessionStorage.setItem(key, JSON.stringify(values));
      sayBeside(hasEnded ? line.dataset.ended : line.dataset.here);
      return false;
    }
  };

  const restore = (values) => {
    let any = false;
    for (const field of texts) {
      if (field.name in values && field.value !== values[field.name]) {
        field.value = values[field.name];
        any = true;
      }
    }
    if (any && values.shown && form.elements.shown) form.elements.shown.value = values.shown;
    return any;
  };

  const stored = document.getElementById("kept-values");
  const here = sessionStorage.getItem(key);
  const values = here ?? stored?.textContent;
  if (values && !("all" in line.dataset) && restore(JSON.parse(values))) {
    say(line.dataset.back);
    throwAway.hidden = false;
    if (here) keep(changed());
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      keep(changed());
    }, PAUSE);
  });
  const askToLogIn = (submitter) => {
    waiting = submitter;
    document.dispatchEvent(new Event("log-in-here"));
  };
  logIn.addEventListener("click", () => askToLogIn());
  document.addEventListener("logged-in", () => {
    hasEnded = false;
    if (waiting) form.requestSubmit(waiting);
    else keep(changed());
  });
  form.addEventListener("submit", (event) => {
    if (hasEnded) {
      event.preventDefault();
      askToLogIn(event.submitter);
      return;
    }
    token();
    submitted = true;
    sent.abort();
    sessionStorage.removeItem(key);
  });
  /* A change of language leaves the page at once: what was typed in the last half second goes too. */
  addEventListener("pagehide", () => {
    if (timer && !submitted) sessionStorage.setItem(key, JSON.stringify(changed()));
  });
  throwAway.addEventListener("click", async () => {
    clearTimeout(timer);
    if (await keep({})) location.reload();
  });
}

/* What is typed beside the form, to be sent by a form of its own, as a comment: in this tab, for its writer. */
for (const field of document.querySelectorAll("textarea[data-writer]")) {
  const key = `${PREFIX}${field.dataset.writer}:${location.pathname}#${field.id}`;
  field.value ||= sessionStorage.getItem(key) ?? "";
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  field.form?.addEventListener("submit", () => sessionStorage.removeItem(key));
}

document.getElementById("logout-form")?.addEventListener("submit", () => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
});
