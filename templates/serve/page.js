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
});
// Another page of the same kind: what was searched for is still searched for.
document.addEventListener("htmx:after:swap", search);
// A number stays as it is when somebody only rolls over it.
document.addEventListener("wheel", (event) => {
  if (event.target.type === "range" && document.activeElement === event.target) event.target.blur();
}, { passive: true });
