/* What this tab remembers of its forms (keep.js), on every page of the desk but the one that says that a form was too large. */

const PREFIX = "kept:";
const SENT = `${PREFIX}sent`;

/* Any page to which a form leads answers it. Nobody did where a browser comes here by Back, or by an address that somebody
   typed, and no page came between: there was no network, and what was sent is still this tab's own. */
const sent = JSON.parse(sessionStorage.getItem(SENT));
const { type } = performance.getEntriesByType("navigation")[0] ?? {};
if (sent && (type === "back_forward" || (type === "navigate" && !document.referrer))) {
  sessionStorage.setItem(sent.key, JSON.stringify(sent.values));
}
sessionStorage.removeItem(SENT);

document.getElementById("logout-form")?.addEventListener("submit", () => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
});
