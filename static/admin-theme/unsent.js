/* The login on another tab brought another token against forged forms: this page takes it, so that what was typed
   is sent at the first press. Without this script the page comes once more, with the new token in it. */

const form = document.getElementById("unsent");
const NAME = "csrftoken=";

form?.addEventListener("submit", () => {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(NAME));
  if (cookie) form.elements.csrfmiddlewaretoken.value = cookie.slice(NAME.length);
});
