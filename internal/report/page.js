"use strict";
const body = document.querySelector("tbody");
const rows = [...body.rows];
const search = document.getElementById("search");
const application = document.getElementById("application");
const status = document.getElementById("status");
const count = document.getElementById("count");
const lower = rows.map((row) => row.textContent.toLowerCase());

function show() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, i) => {
    const fits = words.every((word) => lower[i].includes(word)) &&
      (application.value === "" || row.dataset.application === application.value) &&
      (status.value === "" || row.dataset.status === status.value);
    row.hidden = !fits;
    if (fits) shown++;
  });
  count.textContent = shown + " of " + rows.length + " rows";
}

function sort(head) {
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of head.parentNode.children) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const at = head.cellIndex;
  const order = (a, b) => a.cells[at].textContent.localeCompare(b.cells[at].textContent, undefined, { numeric: true });
  rows.sort((a, b) => (up ? order(a, b) : order(b, a)));
  body.append(...rows);
  rows.forEach((row, i) => { lower[i] = row.textContent.toLowerCase(); });
}

for (const head of document.querySelectorAll("thead th")) {
  head.querySelector("button").addEventListener("click", () => sort(head));
}
document.getElementById("controls").addEventListener("submit", (event) => event.preventDefault());
for (const control of [search, application, status]) control.addEventListener("input", show);
show();
