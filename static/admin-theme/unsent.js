/* A login brought another token against forged forms: this page takes it, so that what was typed is sent at the first press,
   and without one where its writer logged in on this very page (log-in-here.js). Files are to be chosen again before, in fields of the page.
   Without this script the page comes once more, with the new token in it. */

const form = document.getElementById("unsent");
const NAME = "csrftoken=";

form?.addEventListener("submit", () => {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(NAME));
  if (cookie) form.elements.csrfmiddlewaretoken.value = cookie.slice(NAME.length);
});
document.addEventListener("logged-in", () => {
  document.getElementById("log-in-place").hidden = true;
  const button = form.querySelector("[type=submit]");
  const file = form.querySelector("[type=file]");
  if (file) file.focus();
  else form.requestSubmit(button);
});
