/* A form was too large to be read. What keep.js had noted as sent goes back to what this tab keeps: the form finds it. */

const told = document.getElementById("kept-here");
const sent = JSON.parse(sessionStorage.getItem("kept:sent") ?? "null");

if (sent?.page === location.href.split("#")[0] && sent.key.startsWith(`kept:${told.dataset.writer}:`)) {
  sessionStorage.removeItem("kept:sent");
  sessionStorage.setItem(sent.key, JSON.stringify(sent.values));
  told.hidden = false;
  document.getElementById("to-form").hidden = false;
  document.getElementById("go-back").hidden = true;
}
