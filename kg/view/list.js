"use strict";
/* Makes the lists of one page searchable, sortable and short. Everything it shows stands in the page already; what it
   adds is text nodes. The search and the picks stay in the address, so that a list can be sent as a link. */
(() => {
  const SHORT = 20; // rows before "Show all"
  const make = (tag, text, parent) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };
  const state = new URLSearchParams(location.hash.slice(1));
  const keep = (name, value) => {
    if (value) state.set(name, value); else state.delete(name);
    history.replaceState(null, "", state.size ? `#${state}` : location.pathname + location.search);
  };
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  /* A figure that is told shorter has all its digits in its title. */
  const exact = (part) => (part.querySelector("[title]") || {}).title || part.textContent;
  /* A cell as text: lists part by part, since nothing stands between them but their layout. */
  const said = (cell) => {
    const parts = [...cell.querySelectorAll("li:not(:has(li))")].map((li) => exact(li).replace(/, $/, ""));
    return parts.length ? parts.join("; ") : cell.querySelector(".none") ? "" : exact(cell).trim();
  };
  /* What is picked of a list, as a file; a spreadsheet shall take no cell for a formula. */
  function download(list, kind) {
    const names = list.heads.map((head) => head.textContent);
    const rows = list.hits.map((hit) => [...hit.row.cells].map(said));
    const quoted = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
    const text = kind === "csv"
      ? [names, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n"
      : JSON.stringify(rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]]))), null, 1);
    const a = make("a");
    a.href = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" }));
    a.download = `${plain(list.table.caption.textContent).replace(/[^a-z0-9]+/g, "-")}.${kind}`;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 1000);
  }
  const lists = [...document.querySelectorAll("table.listed")].map((table, number) => {
    const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
    const rows = [...body.rows].map((row) => ({ row, text: plain(row.textContent), cells: [...row.cells].map((c) => c.textContent) }));
    const list = { table, body, rows, heads, hits: rows, all: false, picks: new Map(), number };
    const tools = make("div");
    tools.className = "tools";
    for (const column of (table.dataset.facets || "").split(" ").filter(Boolean).map(Number)) {
      const field = make("div", "", tools), label = make("label", heads[column].textContent, field), select = make("select", "", field);
      field.className = "field";
      select.id = `pick-${number}-${column}`;
      label.htmlFor = select.id;
      make("option", "any", select).value = "";
      for (const value of [...new Set(rows.map((r) => r.cells[column]))].filter(Boolean).sort()) make("option", value, select).value = value;
      select.value = state.get(select.id) || "";
      if (select.value) list.picks.set(column, select.value);
      select.addEventListener("change", () => {
        if (select.value) list.picks.set(column, select.value); else list.picks.delete(column);
        keep(select.id, select.value);
        show();
      });
    }
    list.note = make("p", "", tools);
    list.note.setAttribute("role", "status");
    for (const kind of ["csv", "json"]) {
      const save = make("button", `Save as ${kind.toUpperCase()}`, tools);
      save.type = "button";
      save.addEventListener("click", () => download(list, kind));
    }
    list.more = make("button", "");
    list.more.type = "button";
    list.more.addEventListener("click", () => { list.all = true; show(); });
    table.before(tools);
    table.after(list.more);
    heads.forEach((head, column) => {
      const b = make("button", head.textContent);
      b.type = "button";
      head.replaceChildren(b);
      b.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort((a, z) => a.cells[column].localeCompare(z.cells[column], "en", { numeric: true }) * (down ? -1 : 1));
        body.append(...rows.map((r) => r.row));
        show();
      });
    });
    return list;
  });
  if (!lists.length) return;

  const box = make("div"), label = make("label", "Search everything on this page", box), search = make("input", "", box), found = make("p", "", box);
  box.className = "search field";
  label.htmlFor = search.id = "find";
  search.type = "search";
  search.autocomplete = "off";
  search.value = state.get("q") || "";
  found.setAttribute("role", "status");
  document.querySelector("header").append(box);

  function show() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let sum = 0;
    for (const list of lists) {
      const hits = list.rows.filter((r) => words.every((w) => r.text.includes(w)) && [...list.picks].every(([c, v]) => r.cells[c] === v));
      list.hits = hits;
      const picked = words.length || list.picks.size, most = list.all ? Infinity : SHORT;
      const shown = new Set(hits.slice(0, most));
      for (const r of list.rows) r.row.hidden = !shown.has(r);
      sum += hits.length;
      list.note.textContent = picked ? `${hits.length} of ${list.rows.length}` : "";
      list.more.textContent = `Show all ${hits.length}`;
      list.more.hidden = hits.length <= most;
      const folded = list.table.closest("details");
      if (folded && words.length) folded.open = hits.length > 0;
    }
    found.textContent = words.length ? `${sum} found` : "";
  }
  search.addEventListener("input", () => { keep("q", search.value.trim()); show(); });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; keep("q", ""); show(); }
    if (event.key === "Enter") { const first = lists.flatMap((l) => l.rows).find((r) => !r.row.hidden && r.row.querySelector("a")); if (first) first.row.querySelector("a").focus(); }
  });
  show();
  document.documentElement.classList.add("lists");
})();
