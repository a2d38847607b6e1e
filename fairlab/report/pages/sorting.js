"use strict";
// A heading becomes a button that sorts its table; a figure is sorted by what was rounded to it.
const NUMBER = /^(?:x )?([+-]?\d*\.?\d+(?:e[+-]?\d+)?)([kM]?)(?=[\s%(]|$)/;
const SIZES = { "": 1, k: 1e3, M: 1e6 };
function key(cell) {
  const data = cell.querySelector("data");
  const text = data ? data.value.replace(/[,[\]]/g, " ") : cell.textContent.replaceAll(",", "");
  const found = text.trim().match(NUMBER);
  return found ? found[1] * SIZES[found[2]] : text;
}
function compare(one, other) {
  if (typeof one === typeof other) return typeof one === "number" ? one - other : one.localeCompare(other);
  return typeof one === "number" ? -1 : 1;
}
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  if (body.rows.length < 3) continue;
  [...table.tHead.rows[0].cells].forEach((heading, place) => {
    const button = document.createElement("button");
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const up = heading.ariaSort !== "ascending";
      const rows = [...body.rows].map((row) => [key(row.cells[place]), row]);
      rows.sort((a, b) => (up ? 1 : -1) * compare(a[0], b[0]));
      body.append(...rows.map((pair) => pair[1]));
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      heading.ariaSort = up ? "ascending" : "descending";
    });
  });
}
