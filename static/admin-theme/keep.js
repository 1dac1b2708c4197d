/* Keeps what is typed into a form until it is saved: on the server while the session lives, in this tab when
   it has ended, until its writer has logged in again (log-in-here.js). What this tab kept comes back into the form;
   what another kept is offered beside it. staff.kept_forms says more; the words are those of the page. */

const line = document.getElementById("kept");
const form = line?.closest("form");
const PREFIX = "kept:";
const COOKIE = "csrftoken=";
const PAUSE = 500;
/* What was sent last: it comes back from here where nobody answered it (tab.js), or it was too large to be read (too-large.js). */
const SENT = `${PREFIX}sent`;
/* Of the page, and nobody's words. */
const OF_THE_PAGE = new Set(["csrfmiddlewaretoken", "once", "shown", "kept_tab", "event", "sequence", "version"]);
/* A field of a row below the form: photos-1-alt_en. */
const ROW = /^(.+)-(\d+)-(.+)$/;
/* The same as it is kept, where the row is new. */
const NEW_ROW = /^(.+)-\+(\d+)-/;
/* What is kept beside the texts: what the page showed, and which earlier text is in it. */
const BESIDE = new Set(["shown", "restored"]);
const TEXTS = "textarea, input:not([type]), input[type=text], input[type=url], input[type=date], input[type=time], input[type=number]";

function made(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function read(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

/* Several fields of one name, as a page that only shows what was ticked has them: the second is called cities+2. */
const AGAIN = /\+\d+$/;

/* A browser forgets a file that is chosen and not sent. Its name is kept. */
const FILES = "input[type=file]";

/* Whether a text is one of a choice, which is made again; of what is on the form and holds no text nothing is left. */
function chosen(field, text, isFirst) {
  if (field?.matches?.(TEXTS)) return false;
  const boxes = [...(field instanceof RadioNodeList ? field : [field])].filter((one) => one?.type === "checkbox");
  for (const box of boxes) box.checked = box.value === text || (box.checked && !isFirst);
  if (field instanceof RadioNodeList && !boxes.length) field.value = text;
  else if (field?.tagName === "SELECT" && [...field.options].some((option) => option.value === text)) field.value = text;
  return Boolean(field);
}

/* The one of several of a name that stands for a text. */
function oneOf(field, text) {
  return field instanceof RadioNodeList ? [...field].find((one) => one.value === text) ?? field[0] : field;
}

/* Whether a form shows a text already: in its field, or as what is chosen. */
function shows(field, text) {
  const one = oneOf(field, text);
  return ["checkbox", "radio"].includes(one?.type) ? one.checked : text === (one?.value ?? "");
}

const plain = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim().replace(/[:：]$/, "");

/* What somebody wrote or chose, as the form says it: a text below the names of its group and its field, a tick by its own;
   "" of what nobody sees. */
function inWords(field, text) {
  const one = oneOf(field, text);
  if (!one) return text;
  if (one.type === "hidden") return "";
  if (["checkbox", "radio"].includes(one.type)) return plain(one.labels?.[0]);
  const words = one.tagName === "SELECT" ? [...one.options].find((option) => option.value === text)?.text : text;
  const names = new Set([plain(one.closest(".act-group")?.querySelector("h2")), plain(one.labels?.[0])]);
  const [comma, colon] = document.documentElement.lang.startsWith("zh") ? ["，", "："] : [", ", ": "];
  const label = [...names].filter(Boolean).join(comma);
  return label ? label + colon + (words || "–") : (words ?? "");
}

/* By which sign the server knows this tab's own of a form; what is written anew has one that says so. A tab that was
   copied with all that it remembers takes another, so that of two nobody writes over the other's. */
function signOfTab(form, line, address) {
  const place = `kept-tab:${line.dataset.writer}:${address}`;
  const drawn = () => crypto.getRandomValues(new Uint32Array(3)).join("-");
  const me = drawn();
  let sign = line.dataset.again || sessionStorage.getItem(place) || drawn();
  const use = (taken) => {
    sign = taken;
    sessionStorage.setItem(place, sign);
    form.elements.kept_tab.value = sign;
  };
  use(sign);
  const tabs = new BroadcastChannel("kept");
  tabs.addEventListener("message", ({ data }) => {
    if (data.sign !== sign || data.place !== place) return;
    if (data.to === me) use(drawn());
    else if (!data.to) tabs.postMessage({ ...data, to: data.me });
  });
  tabs.postMessage({ me, sign, place });
  return () => sign;
}

if (form) {
  const address = line.dataset.address || location.pathname;
  /* Another account that opens this form in this tab finds nothing of it. */
  const key = `${PREFIX}${line.dataset.writer}:${address}`;
  const beside = document.getElementById("kept-beside");
  const throwAway = line.querySelector(".throw-away");
  const logIn = line.querySelector(".log-in");
  const tab = signOfTab(form, line, address);
  /* What finds no field: it belongs to what is gone, or an earlier text has taken its place. */
  const left = new Map();
  /* Files that were chosen, never sent, and are to be chosen again: their names by those of their fields. */
  const unsent = new Map();
  const earlier = read("restored-values");
  /* Another may lock the others while the form is open (presence.js): what is typed in them stays kept. */
  const fixed = new Set(form.querySelectorAll("[readonly], [disabled]"));
  let timer = 0;
  /* How much is on its way. */
  let sending = 0;
  let sent = new AbortController();
  let submitted = false;
  let hasEnded = false;
  let isTooLong = false;
  let waiting;

  /* A login on another tab brings another token against forged forms. */
  const token = () => {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith(COOKIE));
    if (cookie) form.elements.csrfmiddlewaretoken.value = cookie.slice(COOKIE.length);
    return form.elements.csrfmiddlewaretoken.value;
  };

  /* A row goes by its key, or by its place among the new ones: its number is another's when its neighbour goes. */
  const nameOf = (field) => {
    const [, rows, number, name] = ROW.exec(field.name) ?? [];
    const stored = rows && form.elements[`${rows}-INITIAL_FORMS`];
    if (!stored) return field.name;
    const pk = form.elements[`${rows}-${number}-id`]?.value;
    return pk ? `${rows}-#${pk}-${name}` : `${rows}-+${number - stored.value}-${name}`;
  };

  /* Rows come and go: asked for each time. A page that only shows what was typed holds it in hidden fields. */
  const texts = () => {
    const fields = [...form.querySelectorAll("hidden" in line.dataset ? `${TEXTS}, input[type=hidden]` : TEXTS)];
    const written = fields.filter(
      (field) => field.form === form && field.name && !fixed.has(field) && !OF_THE_PAGE.has(field.name) && !field.name.includes("__prefix__"),
    );
    const times = new Map();
    const once = (name) => {
      times.set(name, (times.get(name) ?? 0) + 1);
      return times.get(name) > 1 ? `${name}+${times.get(name)}` : name;
    };
    return new Map(written.map((field) => [once(nameOf(field)), field]));
  };

  const files = () => new Map([...form.querySelectorAll(FILES)].map((field) => [nameOf(field), field]));

  const changed = () => {
    const values = Object.fromEntries([...left, ...unsent]);
    for (const [name, field] of files()) {
      if (field.files.length) values[name] = field.files[0].name;
    }
    for (const [name, field] of texts()) {
      /* A page that was refused shows what was typed, not what is stored. */
      if ("all" in line.dataset || field.value !== field.defaultValue) values[name] = field.value;
    }
    if (form.elements.shown) values.shown = form.elements.shown.value;
    if (earlier) values.restored = location.search;
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

  const keep = async (values, of = tab(), places = undefined) => {
    /* Half a sign, as of an emoji that was cut, is none that can be sent: a form sends another in its place too. */
    const whole = (_name, value) => value?.toWellFormed?.() ?? value;
    const body = JSON.stringify({ address, tab: of, once: form.elements.once.value, values, files: places }, whole);
    isTooLong = false;
    sending += 1;
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
      isTooLong = answer.status === 400 || answer.status === 413;
      const { kept } = await answer.json();
      if (!answer.ok) throw new Error(answer.statusText);
      if (of !== tab()) return true;
      sessionStorage.removeItem(key);
      const hasFile = [...files().values()].some((field) => field.files.length);
      sayBeside(kept ? line.dataset[hasFile ? "keptNoFile" : "kept"] : "", kept?.slice(11, 16));
      return true;
    } catch {
      if (submitted || of !== tab()) return false;
      sessionStorage.setItem(key, JSON.stringify(values));
      sayBeside(hasEnded ? line.dataset.ended : line.dataset[isTooLong ? "long" : "here"]);
      return false;
    } finally {
      sending -= 1;
    }
  };

  /* Puts texts into their fields; what was typed there by then is not lost. */
  const put = (values) => {
    let any = false;
    const fields = texts();
    const ofFiles = files();
    for (const [name, text] of Object.entries(values)) {
      const field = fields.get(name);
      if (ofFiles.has(name)) {
        if (!ofFiles.get(name).files.length) unsent.set(name, text);
      } else if (!field) {
        if (!BESIDE.has(name) && !chosen(form.elements[name.replace(AGAIN, "")], text, !AGAIN.test(name)) && text) left.set(name, text);
      } else if (field.value !== text) {
        if (field.value && field.value !== field.defaultValue) left.set(`~${name}`, field.value);
        field.value = text;
        field.dispatchEvent(new Event("put"));
        any = true;
      }
    }
    if ((any || left.size) && values.shown && form.elements.shown) form.elements.shown.value = values.shown;
    return any;
  };

  /* As many new rows as the texts that are left belong to. */
  const grow = () => {
    for (const name of left.keys()) {
      const [, rows, number] = NEW_ROW.exec(name) ?? [];
      const button = rows && document.querySelector(`#${CSS.escape(rows)}-group .add-row a`);
      const count = () => form.elements[`${rows}-TOTAL_FORMS`].value - form.elements[`${rows}-INITIAL_FORMS`].value;
      for (let last = -1; button && count() > last && count() <= number; button.click()) last = count();
    }
    const waiting = Object.fromEntries(left);
    left.clear();
    put(waiting);
  };

  const tell = () => {
    for (const [at, told] of [[".kept-left", left], [".kept-unsent", unsent]]) {
      const list = beside.querySelector(at);
      list.replaceChildren(...[...told.values()].map((text) => made("li", text)));
      list.parentElement.hidden = !told.size;
    }
    beside.hidden = !beside.querySelector(":scope > :not(template, [hidden])");
  };

  const ready = new Promise((resolve) => {
    if (document.readyState === "complete") resolve();
    else addEventListener("load", () => setTimeout(resolve));
  });

  const putAndTell = async (values) => {
    const any = put(values);
    if (left.size) {
      await ready;
      grow();
    }
    tell();
    return any;
  };

  const stored = read("kept-values") ?? [];
  const own = stored.find((one) => one.tab === tab());
  const here = JSON.parse(sessionStorage.getItem(key));
  /* Whoever asks for a page again that was refused, or goes back to it, is shown what was sent: what was typed since is kept. */
  const isAskedAgain = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  const isTypedSince = isAskedAgain && !("hidden" in line.dataset) && (here || own);
  if ("all" in line.dataset && !isTypedSince) {
    /* What was sent at once, and refused, has not been kept before. */
    keep(changed());
  } else if (!("hidden" in line.dataset)) {
    const values = here ?? own?.values;
    const any = values ? put(values) || left.size > 0 || unsent.size > 0 : false;
    /* Whoever went on writing in the earlier text keeps what they wrote. */
    if (earlier && values?.restored !== location.search) {
      put(Object.fromEntries(Object.entries(earlier).map(([name, text]) => [form.elements[name] ? nameOf(form.elements[name]) : name, text])));
    }
    if (any || earlier) {
      say(earlier ? line.dataset[any ? "both" : "earlier"] : line.dataset.back);
      throwAway.hidden = false;
    }
    void putAndTell({}).then(() => here && keep(changed()));
  }

  /* What another tab kept, or a browser that died: nobody knows whether it is meant for this form. */
  const fields = texts();
  const fieldOf = (kept) => {
    const name = kept.replace(/^~/, "");
    return fields.get(name) ?? form.elements[name.replace(AGAIN, "")];
  };
  const isNews = ([name, text]) => !BESIDE.has(name) && !shows(fieldOf(name), text);
  for (const one of stored) {
    const news = Object.entries(one.values).filter(isNews);
    if (one.tab === tab() || "hidden" in line.dataset || !news.length) continue;
    const likeIt = (name) => form.elements[name.replace(/-[+#]\d+-/, "-__prefix__-")];
    /* What was emptied is told where nothing else was written; of a new thing nothing is. */
    const written = news.filter(([, text]) => text);
    if (!written.length && location.pathname.endsWith("/add/")) continue;
    const text = (written.length ? written : news).map(([name, text]) => inWords(fieldOf(name) ?? likeIt(name), text)).filter(Boolean).join(" · ");
    const offer = beside.querySelector("template").content.firstElementChild.cloneNode(true);
    const time = one.at.slice(0, 10) === line.dataset.today ? one.at.slice(11, 16) : one.at.slice(0, 16).replace("T", " ");
    offer.querySelector("span").textContent = line.dataset.offer.replace("{time}", time).replace("{text}", () => (text.length > 90 ? `${text.slice(0, 90)}…` : text));
    const [take, drop] = offer.querySelectorAll("button");
    const done = () => {
      offer.remove();
      tell();
    };
    take.addEventListener("click", async () => {
      await putAndTell(one.values);
      if (await keep(changed())) await keep({}, one.tab);
      done();
    });
    drop.addEventListener("click", async () => {
      if (await keep({}, one.tab)) done();
    });
    beside.prepend(offer);
  }
  tell();

  const soon = () => {
    clearTimeout(timer);
    /* Whoever goes on writing has stopped what was sent, or it came to nothing. */
    if (submitted) [submitted, sent] = [false, new AbortController()];
    timer = setTimeout(() => {
      timer = 0;
      keep(changed());
    }, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", ({ target }) => {
    if (!target.matches(FILES)) return;
    for (const [name, file] of unsent) if (name === nameOf(target) || file === target.files[0]?.name) unsent.delete(name);
    tell();
  });
  document.addEventListener("formset:removed", soon);
  /* What is kept on the server of files follows its row, as soon as the others have their new numbers. */
  const filesOfRows = () =>
    Object.fromEntries(
      [...form.querySelectorAll(".inline-group .kept-files")].map((group) => [nameOf(group.querySelector("input")).replace(/-kept$/, ""), group.dataset.files]),
    );
  document.addEventListener("formset:removed", () =>
    setTimeout(() => {
      const places = filesOfRows();
      if (Object.keys(places).length) keep(changed(), tab(), places);
    }),
  );
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
    const values = changed();
    const page = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
    sessionStorage.removeItem(key);
    try {
      sessionStorage.setItem(SENT, JSON.stringify({ page: new URL(page, location).href, key, values }));
    } catch {
      sessionStorage.removeItem(SENT); // more than a tab can keep
    }
  });
  /* A change of language leaves the page at once: what was typed in the last half second, or is on its way, goes too. */
  addEventListener("pagehide", () => {
    if ((timer || sending) && !submitted) sessionStorage.setItem(key, JSON.stringify(changed()));
  });
  throwAway.addEventListener("click", async () => {
    clearTimeout(timer);
    timer = 0;
    if (!(await keep({}))) return;
    if (earlier) location.replace(location.pathname);
    else location.reload();
  });
}

/* What is typed beside the form, to be sent by a form of its own, as a comment: in this tab, for its writer. */
for (const field of document.querySelectorAll("textarea[data-writer]")) {
  const key = `${PREFIX}${field.dataset.writer}:${location.pathname}#${field.id}`;
  field.value ||= sessionStorage.getItem(key) ?? "";
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  field.form?.addEventListener("submit", () => sessionStorage.removeItem(key));
}
