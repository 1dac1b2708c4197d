/* Adds a passkey, or proves one: asks the portal for a challenge, lets the browser answer it, and sends the answer.
   staff/second_factor_views.py checks it. Without this script codes of an app serve. What asks for a passkey may come into the
   page later (log-in-here.js), which then goes on by itself. */

const key = globalThis.PublicKeyCredential;

const post = async (place, url, body) => {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": place.querySelector("[name=csrfmiddlewaretoken]").value,
    },
    body: JSON.stringify(body),
    redirect: "error",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const ask = async (place) => {
  const name = place.querySelector("#passkey-name");
  const options = await post(place, place.dataset.begin, {});
  const credential = name
    ? await navigator.credentials.create({ publicKey: key.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: key.parseRequestOptionsFromJSON(options) });
  const query = new URLSearchParams({ next: place.dataset.next, name: name?.value ?? "" });
  const answer = await post(place, `${place.dataset.end}?${query}`, credential.toJSON());
  const proved = new Event("proved", { bubbles: true, cancelable: true });
  if (place.dispatchEvent(proved)) location.assign(answer.redirect_url ?? place.dataset.next);
};

const knowsPasskeys = Boolean(key?.parseCreationOptionsFromJSON);
for (const place of document.querySelectorAll(".passkey")) {
  place.querySelector("button").disabled = !knowsPasskeys;
  if (!knowsPasskeys) place.querySelector("[role=status]").textContent = place.dataset.missing;
}

document.addEventListener("click", async (event) => {
  const place = event.target.closest(".passkey");
  if (!place || !event.target.closest("button")) return;
  const line = place.querySelector("[role=status]");
  line.textContent = "";
  try {
    await ask(place);
  } catch (error) {
    line.textContent = error.name === "SecurityError" || !knowsPasskeys ? place.dataset.missing : place.dataset.refused;
  }
});
