/* Adds a passkey, or proves one: asks the portal for a challenge, lets the browser answer it, and sends the answer.
   staff/second_factor_views.py checks it. Without this script codes of an app serve. */

for (const place of document.querySelectorAll(".passkey")) {
  const button = place.querySelector("button");
  const line = place.querySelector("[role=status]");
  const name = place.querySelector("#passkey-name");
  const key = globalThis.PublicKeyCredential;

  const post = async (url, body) => {
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

  const ask = async () => {
    const options = await post(place.dataset.begin, {});
    const credential = name
      ? await navigator.credentials.create({ publicKey: key.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: key.parseRequestOptionsFromJSON(options) });
    const query = new URLSearchParams({ next: place.dataset.next, name: name?.value ?? "" });
    const answer = await post(`${place.dataset.end}?${query}`, credential.toJSON());
    location.assign(answer.redirect_url ?? place.dataset.next);
  };

  if (!key?.parseCreationOptionsFromJSON) {
    button.disabled = true;
    line.textContent = place.dataset.missing;
  }
  button.addEventListener("click", async () => {
    line.textContent = "";
    try {
      await ask();
    } catch (error) {
      line.textContent = error.name === "SecurityError" ? place.dataset.missing : place.dataset.refused;
    }
  });
}
