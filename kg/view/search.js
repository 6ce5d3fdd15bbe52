"use strict";
/* Finds the pages that hold all words looked for, by the index in this page. Nothing is fetched, and what is shown is
   text nodes. The words and the kind stay in the address, so that a search can be sent as a link. */
(() => {
  const SHOWN = 50;
  const $ = (id) => document.getElementById(id);
  const index = JSON.parse($("index").textContent);
  const form = $("form"), box = $("words"), kind = $("kind"), found = $("found"), hits = $("hits");
  const words = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const entries = index.words ? index.words.split("\n").map((line) => {
    const at = line.indexOf(" ");
    return [line.slice(0, at), line.slice(at + 1)];
  }) : [];
  const titles = index.pages.map((page) => words(page[2]));
  const first = (word) => { // of the entries, the first that does not stand before the word
    let low = 0, high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle][0] < word) low = middle + 1; else high = middle;
    }
    return low;
  };
  /* The pages with a word that begins so, each with what that is worth: more where it is whole, or in the title. */
  function pagesOf(begun) {
    const worth = new Map();
    for (let at = first(begun); at < entries.length && entries[at][0].startsWith(begun); at += 1) {
      const whole = entries[at][0] === begun;
      let page = 0;
      for (const step of entries[at][1].split(" ")) {
        page += parseInt(step, 36);
        const titled = titles[page].includes(entries[at][0]);
        worth.set(page, Math.max(worth.get(page) || 0, (titled ? 4 : 1) + (whole ? 2 : 0)));
      }
    }
    return worth;
  }
  function search() {
    const asked = words(box.value);
    const each = asked.map(pagesOf);
    const told = [...(each[0] || new Map()).keys()]
      .filter((page) => each.every((worth) => worth.has(page)) && (!kind.value || index.pages[page][1] === kind.value))
      .map((page) => [page, each.reduce((sum, worth) => sum + worth.get(page), 0) - titles[page].length / 100])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    hits.replaceChildren(...told.slice(0, SHOWN).map(([page]) => shown(...index.pages[page])));
    const rest = told.length > SHOWN ? `, the first ${SHOWN} shown` : "";
    found.textContent = asked.length ? `${told.length} ${told.length === 1 ? "page" : "pages"}${rest}` : "";
    const state = new URLSearchParams();
    if (box.value) state.set("words", box.value);
    if (kind.value) state.set("kind", kind.value);
    history.replaceState(null, "", state.size ? `#${state}` : location.pathname + location.search);
  }
  function shown(file, what, title, lead) {
    const item = document.createElement("li"), link = document.createElement("a"), said = document.createElement("p");
    link.href = file;
    link.textContent = title;
    said.textContent = `${what}${lead ? ": " : ""}${lead}`;
    item.append(link, said);
    return item;
  }
  function restore() {
    const state = new URLSearchParams(location.hash.slice(1));
    box.value = state.get("words") || "";
    kind.value = state.get("kind") || "";
    if (kind.selectedIndex < 0) kind.value = "";
    search();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...hits.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (event.key === "/" && document.activeElement !== box) box.focus();
    else if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === box)) (links[at + 1] || links[at] || box).focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || box).focus();
    else if (event.key === "Escape") { box.value = ""; search(); box.focus(); }
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const link = hits.querySelector("a");
    if (link) link.click();
  });
  box.addEventListener("input", search);
  kind.addEventListener("change", search);
  window.addEventListener("hashchange", restore);
  form.hidden = false;
  restore();
  box.focus();
})();
