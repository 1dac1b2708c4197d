/* Says who else has this form open, and lets one of them take it over: the form of the others can then only be
   read. staff.open_forms says more; the words are the status line's. Without this script texts of two people
   still meet when they are saved. */

const line = document.getElementById("presence");
const form = line?.closest("form");
const EVERY = 10_000;

if (form) {
  const words = line.querySelector("output");
  const button = line.querySelector("button");
  let mine = false;
  /* What this script has locked, and no more, is unlocked again. */
  let locked = [];

  const tell = async (act, more = {}) => {
    try {
      const answer = await fetch(line.dataset.url, {
        method: "POST",
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ token: line.dataset.token, act }),
        redirect: "error",
        ...more,
      });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; /* The session has ended, or nobody answers: keep.js says so. */
    }
  };

  const lock = () => {
    if (locked.length) return;
    const texts = "textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit], [type=button], [type=file])";
    const pressed = "select, input[type=checkbox], input[type=radio], input[type=file], input[type=submit]";
    for (const [fields, name] of [[texts, "readOnly"], [pressed, "disabled"]]) {
      for (const field of form.querySelectorAll(fields)) {
        if (!field[name]) {
          field[name] = true;
          locked.push([field, name]);
        }
      }
    }
  };

  const unlock = () => {
    for (const [field, name] of locked) field[name] = false;
    locked = [];
  };

  const show = (told) => {
    if (!told) return;
    const { others, holder } = told;
    if (!others.length) mine = false;
    if (holder) {
      mine = false;
      lock();
    } else {
      unlock();
    }
    const text = holder ? line.dataset.taken : mine ? line.dataset.mine : line.dataset.here;
    const first = holder ?? others[0];
    const names = holder ? holder.name : others.map((other) => other.name).join(", ");
    const said = first ? text.replace("{names}", names).replace("{time}", first.since.slice(11, 16)) : "";
    /* A status that is written anew is read out anew. */
    if (words.textContent !== said) words.textContent = said;
    button.hidden = mine;
    line.hidden = !first;
  };

  const beat = async () => {
    if (document.visibilityState === "visible") show(await tell("here"));
  };

  button.addEventListener("click", async () => {
    mine = true;
    show(await tell("take"));
  });
  addEventListener("pagehide", () => void tell("leave", { keepalive: true }));
  addEventListener("pageshow", beat);
  document.addEventListener("visibilitychange", beat);
  setInterval(beat, EVERY);
}
