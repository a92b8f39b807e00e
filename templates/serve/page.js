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
// Changes take turns, and each is made of the page as the one before left it, so that none is lost. Of numbers typed or pulled
// for one lever that still wait only the last is asked for; each press of a step counts.
const waiting = new Map();
const isTyped = ({ action, body, submitter }) => action === "/set" && !submitter?.name && body.has("box");
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (!isTyped(ctx.request)) return;
  const path = ctx.request.body.get("path");
  const typed = ctx.request.body.getAll("box").join("\n");
  // Who presses Enter changes a box and hands in its form.
  if (waiting.get(path)?.typed === typed) event.preventDefault();
  else waiting.set(path, { ctx, typed });
});
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  const { request, sourceElement } = ctx;
  if (ctx.target?.id !== "page") return;
  if (sourceElement.matches("a[hx-get]")) {
    request.action = sourceElement.getAttribute("hx-get");
    return;
  }
  if (!(request.body instanceof URLSearchParams)) return;
  if (isTyped(request) && waiting.get(request.body.get("path"))?.ctx !== ctx) return event.preventDefault();
  const state = new FormData(document.getElementById("state"));
  for (const name of ["plan", "set", "lang", "tab"]) request.body.delete(name);
  for (const [name, value] of state) request.body.append(name, value);
  if (request.submitter?.name) request.body.set(request.submitter.name, request.submitter.value);
});
document.addEventListener("htmx:finally:request", (event) => {
  const { ctx } = event.detail;
  for (const [path, one] of waiting) {
    if (one.ctx === ctx) waiting.delete(path);
  }
  if (ctx.target?.id === "page") settle(ctx.request.body instanceof URLSearchParams ? ctx.request.body.getAll("box") : []);
});
// The other language, and the file of the changes, are of all changes: who asks for them while some are being made waits for these.
const changing = () => waiting.size > 0 || document.querySelector(":is(.levers, #changes) .htmx-request") !== null;
document.addEventListener("click", (event) => {
  const of = ["a[hreflang]", "#changes a[download]"].find((one) => event.target.closest(one));
  if (!of || !changing()) return;
  event.preventDefault();
  const again = setInterval(() => {
    if (changing()) return;
    clearInterval(again);
    // What was refused is read first.
    if (!document.querySelector("#page > .problem")) document.querySelector(of)?.click();
  }, 50);
});
// A box has the number that the results are of: what was refused does not stay in it. A range is typed box by box, and is left
// alone until somebody goes elsewhere.
function settle(sent) {
  for (const box of all(".lever .box")) {
    const lever = box.closest(".lever");
    if (box.value === box.defaultValue || waiting.has(lever.querySelector("[name=path]").value)) continue;
    const whole = lever.querySelectorAll(".box").length === 1;
    if (!lever.contains(document.activeElement) || (whole && sent.includes(box.value))) box.value = box.defaultValue;
  }
}
document.addEventListener("focusout", (event) => {
  if (event.target.closest(".lever")) setTimeout(() => settle([]));
});
// The list of changes stays in view; what else does stays below it.
const room = new ResizeObserver((seen) => {
  for (const one of seen) document.documentElement.style.setProperty("--changes", `${one.target.offsetHeight}px`);
});
all("#changes").forEach((one) => room.observe(one));
// Another page of the same kind: what was opened, looked at and searched for stays so.
let kept = null;
const ofPage = (event) => event.detail?.ctx?.target?.id === "page";
document.addEventListener("htmx:before:swap", (event) => {
  if (!ofPage(event)) return;
  const opened = all("details[open]").map((one) => one.id).filter(Boolean);
  const focus = document.activeElement?.id;
  const line = all("#changes ol button").indexOf(document.activeElement);
  const listed = document.activeElement?.closest("#changes") !== null;
  kept = { opened, focus, line, listed, levers: document.querySelector(".levers")?.scrollTop ?? 0, page: window.scrollY };
});
document.addEventListener("htmx:after:swap", (event) => {
  if (!kept || !ofPage(event)) return;
  for (const id of kept.opened) document.getElementById(id)?.setAttribute("open", "");
  search();
  all("#changes").forEach((one) => room.observe(one));
  const levers = document.querySelector(".levers");
  if (levers) levers.scrollTop = kept.levers;
  window.scrollTo(0, kept.page);
  if (document.activeElement === document.body) refocus(kept)?.focus({ preventScroll: true });
  kept = null;
});
// Who had what is gone now goes on beside it: at the number that was put back, at the next line of the list.
function refocus({ focus, line, listed }) {
  const again = focus && (document.getElementById(focus) ?? document.getElementById(focus.replace(/^undo-/, "box-")));
  if (again || !listed) return again || null;
  const lines = all("#changes ol button");
  return lines[Math.min(Math.max(line, 0), lines.length - 1)] ?? document.getElementById("changes");
}
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
