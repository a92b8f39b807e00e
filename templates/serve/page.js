// What the page does without asking: it searches levers, follows a slider with its box, prints, and keeps what was opened open.
"use strict";
const all = (selector) => Array.from(document.querySelectorAll(selector));
function search() {
  const box = document.getElementById("search");
  if (!box) return;
  const wanted = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  for (const lever of all(".lever")) {
    lever.hidden = !wanted.every((word) => lever.dataset.sought.includes(word));
  }
  for (const more of all(".levers details")) {
    if (wanted.length) more.open = more.querySelector(".lever:not([hidden])") !== null;
  }
}
document.addEventListener("input", (event) => {
  if (event.target.id === "search") search();
  if (event.target.type === "range") {
    const box = event.target.closest(".lever").querySelector(".box");
    const step = Number(event.target.dataset.step);
    const value = Math.round(Number(event.target.value) / step) * step;
    event.target.value = box.value = String(Number(value.toPrecision(9)));
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest(".print")) window.print();
  const save = event.target.closest("[data-save]");
  if (save) keep(save.closest("figure"), save.dataset.save);
});
// A chart as a picture, its numbers as a table: made of what is shown, so that they are of the values shown.
function keep(figure, kind) {
  const hand = (blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${figure.querySelector(".save").dataset.name}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  if (kind === "csv") return hand(new Blob(["\ufeff" + csv(figure.querySelector(".numbers table"))], { type: "text/csv" }));
  const svg = figure.querySelector(".wide svg");
  const blob = new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
  if (kind === "svg") return hand(blob);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(hand, "image/png");
    URL.revokeObjectURL(image.src);
  };
  image.src = URL.createObjectURL(blob);
}
// A text that a spreadsheet would take for a formula is none.
const field = (text) => `"${text.replace(/^[=+\-@\t]/, "'$&").replaceAll('"', '""')}"`;
const csv = (table) => Array.from(table.rows)
  .map((row) => Array.from(row.cells).map((cell) => cell.dataset.sort ?? field(cell.textContent.trim())).join(",") + "\r\n")
  .join("");
// Another table is read by its own headings.
document.addEventListener("change", (event) => {
  if (event.target.id === "table") document.getElementById("read").replaceChildren();
});
// Another page of the same kind: what was opened, looked at and searched for stays so.
let kept = null;
const ofPage = (event) => event.detail?.ctx?.target?.id === "page";
document.addEventListener("htmx:before:swap", (event) => {
  if (!ofPage(event)) return;
  const opened = all("details[open]").map((one) => one.id).filter(Boolean);
  const focus = document.activeElement?.id;
  kept = { opened, focus, levers: document.querySelector(".levers")?.scrollTop ?? 0, page: window.scrollY };
});
document.addEventListener("htmx:after:swap", (event) => {
  if (!kept || !ofPage(event)) return;
  for (const id of kept.opened) document.getElementById(id)?.setAttribute("open", "");
  search();
  const levers = document.querySelector(".levers");
  if (levers) levers.scrollTop = kept.levers;
  window.scrollTo(0, kept.page);
  if (kept.focus && document.activeElement === document.body) {
    document.getElementById(kept.focus)?.focus({ preventScroll: true });
  }
  kept = null;
});
// A number stays as it is when somebody only rolls over it.
document.addEventListener("wheel", (event) => {
  if (event.target.type === "range" && document.activeElement === event.target) event.target.blur();
}, { passive: true });
// A server that was opened to be looked at ends when nobody does; a page whose server has ended says so.
setInterval(async () => {
  const gone = document.getElementById("gone");
  if (!gone) return;
  const here = await fetch("/here", { cache: "no-store" }).catch(() => null);
  gone.hidden = here?.ok === true;
}, 20_000);
