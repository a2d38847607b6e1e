// What the theme leaves without a name, or scrolls for a mouse alone, gets a name and a stop of the tab key.
const SCROLLING = "pre, pre > code, .md-typeset__scrollwrap, .jupyter-wrapper :is(.highlight-ipynb, .highlight-ipynb > pre, .jp-OutputArea-output)";

function makeAccessible() {
  document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
  document.querySelectorAll(".md-code__nav").forEach((nav, at) => nav.setAttribute("aria-label", `Code ${at + 1}`));
  for (const box of document.querySelectorAll(SCROLLING)) {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
  }
}

window.addEventListener("load", makeAccessible);
window.addEventListener("resize", makeAccessible);
