// Adds the visitor's own time beside the venue's. The page is complete without it.
//
// Expects <time data-your-time="your time" data-next-day="next day"
// data-day-before="the day before" datetime="2020-10-29T14:00+08:00">. A clock that the visitor
// chose may stand in .second-clock behind it: then nothing is said twice.

const page = document.documentElement.lang;

for (const element of document.querySelectorAll("time[data-your-time]")) {
  const written = element.getAttribute("datetime");
  const moment = new Date(written);
  const second = element.nextElementSibling?.matches(".second-clock") && element.nextElementSibling;
  const shown = [written];
  if (second) shown.push(second.querySelector("time").getAttribute("datetime"));
  const here = -moment.getTimezoneOffset();
  if (!Number.isNaN(moment.getTime()) && !shown.some((time) => minutesEast(time) === here)) {
    const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const time = new Intl.DateTimeFormat(page, format).format(moment);
    const { yourTime, nextDay, dayBefore } = element.dataset;
    const later = daysLater(written, moment);
    const whose = yourTime.replaceAll(" ", "\u00a0");
    const words = [later > 0 ? nextDay : later < 0 ? dayBefore : "", time, whose];
    const note = document.createElement("span");
    note.className = "your-time";
    const dot = document.createElement("i");
    dot.textContent = "· ";
    note.append("\u00a0", dot, words.filter(Boolean).join(page.startsWith("zh") ? "，" : ", "));
    (second || element).after(note);
  }
}

/** Minutes east of Greenwich at the end of an ISO time: "…+05:30" is 330. */
function minutesEast(written) {
  const offset = written.match(/([+-])(\d{2}):(\d{2})$/);
  if (!offset) return 0;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return offset[1] === "-" ? -minutes : minutes;
}

/** How many days the visitor's date lies after the one that is written. */
function daysLater(written, moment) {
  const [year, month, day] = written.slice(0, 10).split("-").map(Number);
  const there = Date.UTC(year, month - 1, day);
  const here = Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return Math.round((here - there) / 86400000);
}
