// Adds the visitor's own time beside the venue's. The page is complete without it.
//
// Expects <time data-your-time="your time" datetime="2020-10-29T14:00+08:00">.

const page = document.documentElement.lang;

for (const element of document.querySelectorAll("time[data-your-time]")) {
  const written = element.getAttribute("datetime");
  const moment = new Date(written);
  if (!Number.isNaN(moment.getTime()) && minutesEast(written) !== -moment.getTimezoneOffset()) {
    const format = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const here = new Intl.DateTimeFormat(page, format).format(moment);
    const note = document.createElement("span");
    note.className = "your-time";
    note.textContent = ` · ${here}, ${element.dataset.yourTime}`;
    element.after(note);
  }
}

/** Minutes east of Greenwich at the end of an ISO time: "…+05:30" is 330. */
function minutesEast(written) {
  const offset = written.match(/([+-])(\d{2}):(\d{2})$/);
  if (!offset) return 0;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return offset[1] === "-" ? -minutes : minutes;
}
