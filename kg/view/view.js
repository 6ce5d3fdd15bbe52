"use strict";
/* Draws the graph of one page on a canvas and makes its legend, search and tables work.
   All text comes from the JSON block of this file and reaches the page as text nodes or canvas text only;
   addresses were checked when the file was written and are checked again here. */
(() => {
  const byId = (id) => document.getElementById(id);
  const graph = JSON.parse(byId("graph-data").textContent);
  const { kinds, statuses, small } = graph;
  // By place: taking rows apart by name costs as much as reading them
  const nodes = graph.nodes.map((row, id) => ({
    id, label: row[0], kind: row[1], status: row[2], amount: row[3], date: row[4], text: row[5], linkText: row[6], href: row[7], x: row[8], y: row[9],
    r: row[10], side: row[11], letter: row[12] || kinds[row[1]].letter, also: row[13] || "", head: row[14], edges: [], inside: [], open: false, shown: true,
  }));
  for (const n of nodes) if ((n.head = nodes[n.head])) n.head.inside.push(n);
  const edges = graph.edges.map((row, id) => ({
    id, from: nodes[row[0]], to: nodes[row[1]], label: row[2], status: row[3], width: row[4], text: row[5], linkText: row[6], href: row[7], bend: row[8], shown: true,
  }));
  for (const edge of edges) {
    edge.from.edges.push(edge);
    if (edge.to !== edge.from) edge.to.edges.push(edge);
  }

  // Where a label stands: right, left or below
  const BELOW = 2;
  // Polygons reach this far beyond their radius
  const REACH = 1.3;
  // Scale below which the labels of a small graph get crowded
  const READABLE = 0.55;
  // Edges in sight; beyond, only the ones in focus get their bends, dashes and arrows
  const MANY = 1500;
  const canvas = byId("canvas"), stage = byId("stage"), card = byId("card"), search = byId("search");
  const screen = canvas.getContext("2d");
  // Last full drawing
  const buffer = document.createElement("canvas"), offscreen = buffer.getContext("2d");
  document.documentElement.classList.add("script");

  // What is looked at: scale and offset of the picture, in CSS pixels
  const view = { k: 1, x: 0, y: 0 };
  let width = 0, height = 0, ratio = 1, colours = {};
  let chosen = null, hovered = null, query = "", matches = new Set(), inSight = edges.length;

  // ---------- geometry ----------

  let bounds;
  const measure = (list = nodes.filter((n) => n.shown && (!n.head || n.head.open)), grow = 1) => { bounds = list.reduce((b, n) => {
    // A label's room
    const pad = small ? Math.min(210, n.label.length * 7.6 + 12) * grow : 20;
    const left = [n.r, pad, pad / 2][n.side], right = [pad, n.r, pad / 2][n.side];
    const loop = n.edges.some((e) => e.from === e.to) ? 40 : 0;
    return {
      left: Math.min(b.left, n.x - left - n.r), right: Math.max(b.right, n.x + right + n.r),
      top: Math.min(b.top, n.y - n.r * REACH - loop), bottom: Math.max(b.bottom, n.y + n.r + (small && n.side === BELOW ? 40 : 8)),
    };
  }, { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }); };
  measure();

  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  const nodeScale = (k) => clamp(small ? Math.sqrt(k) : k ** 0.7, 0.3, 1.6);
  const at = (v, n) => [n.x * v.k + v.x, n.y * v.k + v.y];

  /** The point `distance` from a on the way to b. */
  function toward(a, b, distance) {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    return [a[0] + ((b[0] - a[0]) * distance) / length, a[1] + ((b[1] - a[1]) * distance) / length];
  }

  /** An edge on the screen: start, control point(s) and end, cut off where its nodes begin. */
  function curve(v, edge) {
    const z = nodeScale(v.k), a = at(v, edge.from), r0 = edge.from.r * z;
    // A loop above the node, the wider the later
    if (edge.from === edge.to) {
      const far = r0 * 2 + 26 + 12 * edge.bend, wide = r0 + 18 + 8 * edge.bend;
      return { a: [a[0] - r0 * 0.6, a[1] - r0], c: [a[0] - wide, a[1] - far], d: [a[0] + wide, a[1] - far], b: [a[0] + r0 * 0.6, a[1] - r0] };
    }
    const b = at(v, edge.to), length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const bend = (edge.bend * v.k) / length;
    const c = [(a[0] + b[0]) / 2 + (b[1] - a[1]) * bend, (a[1] + b[1]) / 2 - (b[0] - a[0]) * bend];
    return { a: toward(a, c, r0 + 2), c, b: toward(b, c, edge.to.r * z + 4) };
  }

  /** The point at t (0 to 1) of a curve. */
  function along({ a, c, d, b }, t) {
    const u = 1 - t, mix = (i) => (d
      ? u * u * u * a[i] + 3 * u * u * t * c[i] + 3 * u * t * t * d[i] + t * t * t * b[i]
      : u * u * a[i] + 2 * u * t * c[i] + t * t * b[i]);
    return [mix(0), mix(1)];
  }

  /** Distance of a point from a line from a to b. */
  function fromLine(p, a, b) {
    const dx = b[0] - a[0], dy = b[1] - a[1];
    const t = clamp(((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1), 0, 1);
    return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
  }

  /** Node under a point of the canvas, else edge, else null. */
  function hit(point) {
    const z = nodeScale(view.k);
    let best = null, least = Infinity;
    for (const node of nodes) {
      if (!node.shown) continue;
      const [x, y] = at(view, node), distance = Math.hypot(x - point[0], y - point[1]);
      if (distance < Math.max(12, node.r * z * REACH) && distance < least) { least = distance; best = node; }
    }
    if (best) return best;
    least = 7;
    for (const edge of edges) {
      if (!edge.shown) continue;
      const a = at(view, edge.from), b = at(view, edge.to), room = 60 + Math.abs(edge.bend) * view.k;
      if (point[0] < Math.min(a[0], b[0]) - room || point[0] > Math.max(a[0], b[0]) + room) continue;
      if (point[1] < Math.min(a[1], b[1]) - room || point[1] > Math.max(a[1], b[1]) + room) continue;
      const line = curve(view, edge), steps = edge.bend || edge.from === edge.to ? 12 : 1;
      for (let i = 0; i < steps; i++) {
        const distance = fromLine(point, along(line, i / steps), along(line, (i + 1) / steps));
        if (distance < least) { least = distance; best = edge; }
      }
    }
    return best;
  }

  // ---------- drawing ----------

  /** Adds a shape to the path; a shape without points is a circle. */
  function shape(c, points, x, y, r) {
    if (!points.length) { c.moveTo(x + r, y); c.arc(x, y, r, 0, 2 * Math.PI); return; }
    points.forEach(([px, py], i) => (i ? c.lineTo(x + r * px, y + r * py) : c.moveTo(x + r * px, y + r * py)));
    c.closePath();
  }

  /** Adds what stands at an edge's end: an arrow head, an arrow head with a bar, or a dot. */
  function endMark(c, edge, line) {
    const mark = edge.status < 0 ? "" : statuses[edge.status].end;
    if (mark === "dot") { shape(c, [], ...toward(line.b, line.c, 3), 4); return; }
    const long = 7 + Math.max(0, edge.width - 2), base = toward(line.b, line.d || line.c, long);
    const sx = (line.b[1] - base[1]) * 0.5, sy = -(line.b[0] - base[0]) * 0.5;
    shape(c, [[line.b[0], line.b[1]], [base[0] + sx, base[1] + sy], [base[0] - sx, base[1] - sy]], 0, 0, 1);
    if (mark !== "tick") return;
    const bar = toward(base, line.c, 5), thick = toward(bar, base, 2), w = 1.4;
    shape(c, [[bar[0] + sx * w, bar[1] + sy * w], [bar[0] - sx * w, bar[1] - sy * w],
      [thick[0] - sx * w, thick[1] - sy * w], [thick[0] + sx * w, thick[1] + sy * w]], 0, 0, 1);
  }

  // Edges that look the same are drawn as one path; many in sight are threads, which differ in nothing but faintness
  function alike(look) {
    const held = new Map();
    for (const edge of edges) {
      const key = look(edge);
      if (!held.has(key)) held.set(key, []);
      held.get(key).push(edge);
    }
    return [...held.values()];
  }
  const looks = alike((edge) => `${edge.status}/${edge.width}`), threads = alike((edge) => edge.status >= 0 && statuses[edge.status].faint);

  function drawEdges(c, v, w, h, list, alpha, plain) {
    if (!list.length) return;
    const state = list[0].status < 0 ? { dash: [], faint: false } : statuses[list[0].status];
    const tips = new Path2D();
    c.beginPath();
    for (const edge of list) {
      if (!edge.shown) continue;
      const [ax, ay] = at(v, edge.from), [bx, by] = at(v, edge.to), room = 60 + Math.abs(edge.bend) * v.k;
      if (Math.max(ax, bx) < -room || Math.min(ax, bx) > w + room || Math.max(ay, by) < -room || Math.min(ay, by) > h + room) continue;
      if (plain) { c.moveTo(ax, ay); c.lineTo(bx, by); continue; }
      const line = curve(v, edge);
      c.moveTo(...line.a);
      if (line.d) c.bezierCurveTo(...line.c, ...line.d, ...line.b);
      else if (edge.bend) c.quadraticCurveTo(...line.c, ...line.b);
      else c.lineTo(...line.b);
      if (!line.d) endMark(tips, edge, line);
    }
    c.globalAlpha = alpha * (state.faint ? 0.55 : 1);
    c.strokeStyle = c.fillStyle = colours.edge;
    c.lineWidth = plain ? 1 : list[0].width;
    c.setLineDash(plain ? [] : state.dash.map((part) => part * Math.max(1, list[0].width / 2.5)));
    c.stroke();
    c.setLineDash([]);
    c.fill(tips);
  }

  function drawNodes(c, v, w, h, lit) {
    const z = nodeScale(v.k);
    const inView = nodes.filter((n) => {
      const [x, y] = at(v, n);
      return n.shown && x > -20 && x < w + 20 && y > -20 && y < h + 20;
    });
    for (const bright of lit ? [false, true] : [true]) {
      c.globalAlpha = bright ? 1 : 0.18;
      kinds.forEach((kind, number) => {
        c.beginPath();
        for (const n of inView) if (n.kind === number && (!lit || lit.has(n) === bright)) shape(c, kind.points, ...at(v, n), n.r * z);
        c.fillStyle = kind.colour;
        c.fill();
        c.lineWidth = 1;
        c.lineJoin = "round";
        c.strokeStyle = colours.outline;
        c.stroke();
      });
    }
    c.globalAlpha = 1;
    c.textAlign = "center";
    for (const n of inView) {
      const size = n.r * z * [1, 0.9, 0.75][n.letter.length - 1];
      if (size < 7 || (lit && !lit.has(n))) continue;
      c.font = `600 ${size}px ${colours.sans}`;
      c.fillStyle = kinds[n.kind].ink;
      c.fillText(n.letter, n.x * v.k + v.x, n.y * v.k + v.y + size * 0.36);
    }
    for (const n of [chosen, hovered]) {
      if (!n || n.from || !n.shown) continue;
      c.beginPath();
      c.arc(...at(v, n), n.r * z * REACH + 4, 0, 2 * Math.PI);
      c.lineWidth = 2.5;
      c.strokeStyle = colours.accent;
      c.stroke();
    }
  }

  /** The label as one or two lines, as in the still picture. */
  function wrap(label) {
    const lines = [""];
    for (const word of label.split(" ")) {
      const longer = `${lines[lines.length - 1]} ${word}`.trim();
      if (longer.length <= 28 || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    const shown = small ? lines.slice(0, 2) : lines.slice(0, 1);
    if (lines.length > shown.length) shown[shown.length - 1] += " …";
    return shown.map((line) => (line.length <= 30 ? line : `${line.slice(0, 29)}…`));
  }
  for (const node of nodes) { node.lines = wrap(node.label); node.day = node.date || "9999"; }
  const byImportance = [...nodes].sort((a, b) => b.r - a.r || b.edges.length - a.edges.length || a.id - b.id);

  /** Labels, the important ones first; one that would cover another is left out until there is room. */
  function drawLabels(c, v, w, h, lit) {
    const size = 13 * clamp(Math.sqrt(v.k), 0.8, 1.15), z = nodeScale(v.k), line = size * 1.15, taken = [];
    const free = (box) => taken.every((t) => box[0] > t[2] || box[2] < t[0] || box[1] > t[3] || box[3] < t[1]);
    c.font = `${size}px ${colours.sans}`;
    // Wide enough to close the gaps between words
    c.lineWidth = 8;
    c.lineJoin = "round";
    c.strokeStyle = colours.stage;
    c.fillStyle = colours.ink;
    // Labels a large graph has room for
    const most = small ? 250 : (w * h) / 14000;
    const order = lit ? byImportance.filter((n) => lit.has(n)) : byImportance;
    for (const n of order) {
      if (taken.length > most) break;
      const [x, y] = at(v, n);
      if (!n.shown || x < 0 || y < 0 || x > w || y > h) continue;
      const wide = Math.max(...n.lines.map((text) => (small ? c.measureText(text).width : text.length * size * 0.55))), tall = line * n.lines.length;
      const gap = n.r * z * REACH + 5;
      const left = [x + gap, x - gap - wide, x - wide / 2][n.side];
      const top = n.side === BELOW ? y + gap : y - tall / 2;
      const box = [left, top + 1, left + wide, top + tall - 1];
      if (!free(box) && n !== chosen) continue;
      taken.push(box);
      c.textAlign = ["left", "right", "center"][n.side];
      const tx = [left, left + wide, x][n.side];
      for (const write of ["strokeText", "fillText"]) n.lines.forEach((text, row) => c[write](text, tx, top + line * row + size * 0.92));
    }
    // What the edges of the chosen or hovered thing say
    const focus = chosen || hovered;
    if (!focus) return;
    c.font = `italic ${size * 0.92}px ${colours.sans}`;
    c.textAlign = "center";
    for (const edge of focus.from ? [focus] : focus.edges) {
      if (!edge.shown || !edge.label) continue;
      const [x, y] = along(curve(v, edge), 0.5), half = c.measureText(edge.label).width / 2;
      const box = [x - half, y - size / 2, x + half, y + size / 2];
      if (!free(box)) continue;
      taken.push(box);
      c.strokeText(edge.label, x, y + size * 0.32);
      c.fillText(edge.label, x, y + size * 0.32);
    }
  }

  /** The nodes and edges to bring out, or null when all are alike. */
  function focus() {
    if (chosen && chosen.from) return { nodes: new Set([chosen.from, chosen.to]), edges: [chosen] };
    if (chosen) return { nodes: new Set([chosen, ...chosen.edges.flatMap((e) => [e.from, e.to])]), edges: chosen.edges };
    return query ? { nodes: matches, edges: [] } : null;
  }

  function paint(c, v, w, h, scale) {
    const lit = focus(), { w: wide, h: high } = wanted();
    const plain = (!small && v.k < 0.6) || (inSight * Math.min(1, (w * h) / (wide * high * v.k * v.k)) > MANY);
    c.setTransform(scale, 0, 0, scale, 0, 0);
    c.globalAlpha = 1;
    c.fillStyle = colours.stage;
    c.fillRect(0, 0, w, h);
    for (const list of plain ? threads : looks) drawEdges(c, v, w, h, list, lit ? 0.12 : plain ? 0.35 : 1, plain);
    for (const edge of lit ? lit.edges : []) drawEdges(c, v, w, h, [edge], 1, false);
    if (hovered && hovered.from) drawEdges(c, v, w, h, [{ ...hovered, width: hovered.width + 1.5 }], 1, false);
    drawNodes(c, v, w, h, lit && lit.nodes);
    drawLabels(c, v, w, h, lit && lit.nodes);
  }

  // While the hand moves, a drawing that takes long is shown as the last picture, shifted and scaled
  let drawn = null, kept = false, cost = 0, waiting = 0, settling = 0, lastFrame = 0, slowFrames = 0;

  function drawFully() {
    const start = performance.now();
    paint(screen, view, width, height, ratio);
    drawn = { ...view };
    kept = false;
    cost = performance.now() - start;
  }

  function draw(changed = true) {
    if (changed) drawn = null;
    if (waiting) return;
    waiting = requestAnimationFrame((now) => {
      waiting = 0;
      if (now - lastFrame > 22 && now - lastFrame < 250) slowFrames++;
      lastFrame = now;
      if (!drawn || (cost < 14 && slowFrames < 3 && inSight < MANY)) { drawFully(); return; }
      if (!kept) {
        offscreen.drawImage(canvas, 0, 0);
        kept = true;
      }
      const s = view.k / drawn.k;
      screen.setTransform(1, 0, 0, 1, 0, 0);
      screen.fillStyle = colours.stage;
      screen.fillRect(0, 0, canvas.width, canvas.height);
      screen.drawImage(buffer, (view.x - drawn.x * s) * ratio, (view.y - drawn.y * s) * ratio, buffer.width * s, buffer.height * s);
      clearTimeout(settling);
      settling = setTimeout(drawFully, 120);
    });
  }

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["stage", "ink", "edge", "outline", "accent", "sans"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
  }

  // ---------- moving about ----------

  const wanted = () => ({ w: Math.max(1, bounds.right - bounds.left), h: Math.max(1, bounds.bottom - bounds.top) });

  function fit(list) {
    // Labels shrink less than the picture does: the room they take follows from the scale, and the scale from the room
    let k = 1, least = 0;
    for (let n = small ? 8 : 1; n--;) {
      measure(list, clamp(Math.sqrt(k), 0.8, 1.15) / k);
      k = Math.max(least, Math.min((width - 24) / wanted().w, (height - 24) / wanted().h, 1.25));
      least ||= k * 0.54;
    }
    view.k = k;
    view.x = (width - k * (bounds.left + bounds.right)) / 2;
    view.y = (height - k * (bounds.top + bounds.bottom)) / 2;
    if (chosen) placeCard(chosen);
    draw();
  }

  /** Scale at which the picture opens: all of it, but on a narrow screen no smaller than can be read. */
  const opening = (room) => clamp((room - 24) / wanted().w, small ? READABLE : 0, 1.25);

  /** Shows all, or, where that would be too small to read, the middle of it around the node with most edges. */
  function open() {
    fit();
    const k = opening(width), centre = byImportance[0];
    if (!small || view.k >= 0.8 * k || wanted().w * k <= width) return;
    const middle = (bounds.top + bounds.bottom) / 2;
    Object.assign(view, { k, x: width / 2 - centre.x * k, y: height / 2 - (wanted().h * k < height ? middle : centre.y) * k });
    draw();
  }

  function zoom(factor, x = width / 2, y = height / 2) {
    const k = clamp(view.k * factor, 0.01, 12), s = k / view.k;
    Object.assign(view, { k, x: x - (x - view.x) * s, y: y - (y - view.y) * s });
    if (chosen) placeCard(chosen);
    draw(false);
  }

  function pan(dx, dy) {
    view.x += dx;
    view.y += dy;
    if (chosen) placeCard(chosen);
    draw(false);
  }

  /** The picture is as high as its graph needs at this width, within what a screen can show. */
  function resize() {
    const room = stage.clientWidth, { h } = wanted();
    // Not displayed: in print, the still picture stands in
    if (!room) return;
    const natural = h * opening(room) + 40;
    stage.style.height = `${Math.round(clamp(small ? natural : room * 0.62, 260, Math.max(320, innerHeight * 0.8)))}px`;
    const box = canvas.getBoundingClientRect();
    ratio = Math.min(2, devicePixelRatio || 1);
    width = box.width;
    height = box.height;
    for (const c of [canvas, buffer]) { c.width = Math.round(width * ratio); c.height = Math.round(height * ratio); }
    readColours();
    open();
  }

  // ---------- details ----------

  function make(tag, text, parent, className) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    if (parent) parent.append(element);
    return element;
  }

  function link(text, href, parent) {
    if (!/^https?:\/\//i.test(href)) return text ? make("span", text, parent) : null;
    const a = make("a", text || "source", parent);
    a.href = href;
    a.rel = "noopener noreferrer";
    return a;
  }

  function button(text, parent, action, className) {
    const b = make("button", text, parent, className);
    b.type = "button";
    b.addEventListener("click", action);
    return b;
  }

  const name = (thing) => (thing.from ? `${thing.from.label} → ${thing.to.label}` : thing.label);
  const state = (thing) => (thing.status < 0 ? "" : statuses[thing.status].label);

  function facts(thing) {
    const words = thing.from ? [thing.label, state(thing)] : [kinds[thing.kind].name, state(thing), thing.amount, thing.date];
    return words.filter(Boolean).join(" · ");
  }

  function fillCard(thing, pinned) {
    card.replaceChildren();
    card.classList.toggle("pinned", pinned);
    make("p", name(thing), card, "name");
    make("p", facts(thing), card, "facts");
    if (thing.text) make("p", thing.text, card);
    if (thing.href || thing.linkText) link(thing.linkText, thing.href, make("p", "", card));
    if (!pinned) return;
    if (thing.inside && thing.inside.length) button(thing.open ? "Fold them again" : `Show its ${thing.inside.length}`, card, () => unfold(thing), "link");
    const list = make("ul", "", card);
    button("×", card, () => choose(null, true), "close").setAttribute("aria-label", "Close details");
    if (thing.from) {
      for (const end of new Set([thing.from, thing.to])) button(end.label, make("li", "", list), () => choose(end, true), "link");
      return;
    }
    for (const edge of thing.edges.filter((e) => e.shown).slice(0, 12)) {
      const words = edge.from === thing ? `${edge.label} → ${edge.to.label}` : `${edge.from.label} → ${edge.label}`;
      button(words, make("li", "", list), () => choose(edge, true), "link");
    }
    if (thing.edges.length > 12) make("li", `and ${thing.edges.length - 12} more, in the table below`, list);
    if (!thing.edges.length) list.remove();
  }

  /** Shows what is folded into a node, or folds it again. */
  function unfold(thing) {
    thing.open = !thing.open;
    keep("open", nodes.filter((n) => n.open).map((n) => n.label).join("|"));
    apply();
    fit(thing.open ? [thing, ...thing.inside] : undefined);
    measure();
    choose(thing.open ? null : thing, true);
  }

  function placeCard(thing) {
    const [x, y] = thing.from ? along(curve(view, thing), 0.5) : at(view, thing);
    const beside = x + 18 + card.offsetWidth > width - 8 ? x - 18 - card.offsetWidth : x + 18;
    card.style.left = `${clamp(beside, 8, Math.max(8, width - card.offsetWidth - 8))}px`;
    card.style.top = `${clamp(y + 14, 8, Math.max(8, height - card.offsetHeight - 8))}px`;
  }

  function showCard(thing, pinned) {
    card.hidden = !thing;
    if (!thing) return;
    fillCard(thing, pinned);
    placeCard(thing);
  }

  /** Pins a node or edge, or lets go of it (null). `focused` moves the keyboard to the picture. */
  function choose(thing, focused = false) {
    chosen = thing;
    hovered = null;
    keep("at", thing && !thing.from ? thing.label : "");
    if (thing) {
      const [x, y] = thing.from ? along(curve(view, thing), 0.5) : at(view, thing);
      // There, the card takes the lower part of the picture
      const narrow = width < 600;
      if (narrow || x < 20 || y < 20 || x > width - 20 || y > height - 20) {
        view.x += width / 2 - x;
        view.y += height * (narrow ? 0.18 : 0.5) - y;
      }
    }
    showCard(thing, true);
    if (focused) canvas.focus({ preventScroll: stage.getBoundingClientRect().top >= 0 });
    byId("live").textContent = thing ? `${name(thing)}. ${facts(thing)}. ${thing.text}` : "";
    draw();
  }

  // ---------- pointer and keyboard ----------

  const pointers = new Map();
  let start = null;
  const here = (event) => [event.offsetX, event.offsetY];
  const middle = () => {
    const all = [...pointers.values()];
    const x = all.reduce((sum, p) => sum + p[0], 0) / all.length, y = all.reduce((sum, p) => sum + p[1], 0) / all.length;
    return { x, y, apart: all.length > 1 ? Math.hypot(all[0][0] - all[1][0], all[0][1] - all[1][1]) : 0 };
  };

  canvas.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, here(event));
    canvas.setPointerCapture(event.pointerId);
    start = { ...middle(), moved: start ? true : false };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) {
      const thing = hit(here(event));
      if (thing === hovered) return;
      hovered = thing;
      canvas.classList.toggle("over", !!thing);
      if (!chosen) showCard(thing, false);
      draw();
      return;
    }
    pointers.set(event.pointerId, here(event));
    const now = middle();
    if (Math.hypot(now.x - start.x, now.y - start.y) < 4 && !start.moved && !now.apart) return;
    pan(now.x - start.x, now.y - start.y);
    if (now.apart && start.apart) zoom(now.apart / start.apart, now.x, now.y);
    start = { ...now, moved: true };
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(kind, (event) => {
      pointers.delete(event.pointerId);
      if (kind === "pointerup" && start && !start.moved) choose(hit(here(event)));
      start = pointers.size ? { ...middle(), moved: true } : null;
    });
  }
  canvas.addEventListener("pointerleave", () => {
    if (!hovered) return;
    hovered = null;
    if (!chosen) showCard(null);
    draw();
  });
  // The wheel scrolls the page until the picture is in use
  canvas.addEventListener("wheel", (event) => {
    if (document.activeElement !== canvas && !event.ctrlKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.008 : 0.0015)), ...here(event));
  }, { passive: false });

  /** The next (or previous) shown node in reading order: by column, then downwards. */
  const reading = [...nodes].sort((a, b) => (small ? a.x - b.x || a.y - b.y : b.r - a.r) || a.id - b.id);
  function walk(step) {
    const list = reading.filter((n) => n.shown && (!query || matches.has(n)));
    if (!list.length) return;
    const place = chosen && chosen.from ? list.indexOf(chosen.to) : list.indexOf(chosen);
    choose(list[place < 0 ? (step > 0 ? 0 : list.length - 1) : (place + step + list.length) % list.length]);
  }

  const keys = {
    ArrowLeft: () => pan(40, 0), ArrowRight: () => pan(-40, 0), ArrowUp: () => pan(0, 40), ArrowDown: () => pan(0, -40),
    "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: fit,
    n: () => walk(1), p: () => walk(-1), Escape: () => choose(null),
    Enter: () => { const first = card.querySelector("a, .link"); if (chosen && first) first.focus(); else if (!chosen) walk(1); },
  };
  canvas.addEventListener("keydown", (event) => {
    const action = keys[event.key] || keys[event.key.toLowerCase()];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
  card.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null, true); });

  // ---------- tables ----------

  // Rows
  const PAGE = 50;

  /** Fills a table of the page from `list()`: sortable by its heads, fifty rows at a time. */
  function table(id, columns, list) {
    const body = byId(id).tBodies[0], heads = [...byId(id).tHead.rows[0].cells], pager = byId(`${id}-pager`);
    let first = 0, by = -1, down = false;
    const names = heads.map((head) => head.textContent);
    heads.forEach((head, column) => {
      head.replaceChildren();
      button(names[column], head, () => {
        down = by === column && !down;
        by = column;
        first = 0;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        fill();
      });
    });
    function fill() {
      const rows = list();
      if (by >= 0) rows.sort((a, b) => columns[by].value(a).localeCompare(columns[by].value(b), "en", { numeric: true }) * (down ? -1 : 1));
      first = clamp(first, 0, Math.max(0, rows.length - 1));
      const shown = document.createDocumentFragment();
      for (const thing of rows.slice(first, first + PAGE)) {
        const row = make("tr", "", shown);
        columns.forEach((column, number) => {
          const cell = make("td", "", row);
          cell.dataset.column = names[number];
          column.fill(thing, cell);
        });
      }
      body.replaceChildren(shown);
      pager.replaceChildren();
      if (rows.length <= PAGE) return;
      const turn = (label, to, off) => { button(label, pager, () => { first = to; fill(); }).disabled = off; };
      turn("Previous", first - PAGE, first < 1);
      make("span", `${first + 1}–${Math.min(rows.length, first + PAGE)} of ${rows.length}`, pager);
      turn("Next", first + PAGE, first + PAGE >= rows.length);
    }
    return () => { first = 0; fill(); };
  }

  const plainly = (value) => ({ value, fill: (thing, cell) => { cell.textContent = value(thing); } });
  const pick = (value, target) => ({ value, fill: (thing, cell) => button(value(thing), cell, () => choose(target(thing), true), "link") });
  const source = { value: (thing) => thing.linkText, fill: (thing, cell) => link(thing.linkText, thing.href, cell) };
  const found = (thing) => thing.shown && (!query || matches.has(thing));
  const inOrder = [...nodes].sort((a, b) => a.kind - b.kind || (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id - b.id));
  const fillNodes = table("nodes", [
    pick((n) => n.label, (n) => n), plainly((n) => kinds[n.kind].name), plainly(state), plainly((n) => n.amount), plainly((n) => n.date), source,
  ], () => inOrder.filter(found));
  const fillEdges = table("edges", [
    pick((e) => e.from.label, (e) => e.from), pick((e) => e.label, (e) => e), pick((e) => e.to.label, (e) => e.to), plainly(state), source,
  ], () => edges.filter(found));

  // Their first rows stand in the page already; the script's own are made when they are looked at
  const tables = document.querySelector(".data");
  function fillTables() {
    if (!tables.open) return;
    fillNodes();
    fillEdges();
  }
  tables.addEventListener("toggle", fillTables);

  // ---------- search and filters; they and what is pinned stand in the address ----------

  const address = new URLSearchParams(location.hash.slice(1));
  function keep(name, value) {
    address[value ? "set" : "delete"](name, value);
    const text = String(address);
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  }
  const off = { kind: new Set(), status: new Set() }, named = { kind: (i) => kinds[i].name, status: (i) => statuses[i].label };
  const held = { publisher: address.get("publisher") || "", since: address.get("since") || "", until: address.get("until") || "" };
  const publisher = (thing) => thing.linkText.replace(/, [12][-\d]+( to [-\d]+)?$/, "");
  const told = (n) => (!held.publisher || !n.linkText || publisher(n) === held.publisher)
    && (!n.date || ((!held.since || n.date >= held.since.slice(0, n.date.length)) && (!held.until || n.date.slice(0, 7) <= held.until)));

  function apply() {
    const has = (...words) => words.join(" ").toLowerCase().includes(query);
    matches = new Set();
    for (const n of nodes) {
      n.shown = !off.kind.has(n.kind) && !off.status.has(n.status) && told(n);
      if (query && n.shown && has(n.label, n.also, n.text, n.amount, n.date, state(n), kinds[n.kind].name)) matches.add(n);
      // Folded, unless it is what is searched for
      else if (n.head && !n.head.open) n.shown = false;
    }
    for (const e of edges) e.shown = e.from.shown && e.to.shown && !off.status.has(e.status);
    inSight = edges.filter((e) => e.shown).length;
    if (query) {
      for (const e of edges) if (e.shown && has(e.from.label, e.label, e.to.label, e.text, state(e))) matches.add(e);
    }
    const shown = nodes.filter((n) => n.shown).length, hits = nodes.filter((n) => matches.has(n)).length;
    byId("count").textContent = query ? `${hits} of ${shown} nodes match` : shown < nodes.length ? `${shown} of ${nodes.length} nodes shown` : "";
    if (chosen && !chosen.shown) choose(null);
    fillTables();
    draw();
  }

  search.addEventListener("input", () => { query = search.value.trim().toLowerCase(); keep("find", query); if (chosen) choose(null); apply(); });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); walk(1); canvas.focus(); }
    if (event.key === "Escape") { search.value = query = ""; keep("find", ""); apply(); }
  });
  search.value = address.get("find") || "";
  query = search.value.toLowerCase();
  for (const key of Object.keys(off)) {
    const without = (address.get(`no-${key}`) || "").split("|");
    for (const box of document.querySelectorAll(`input[data-${key}]`)) {
      const number = Number(box.dataset[key]);
      box.checked = !without.includes(named[key](number));
      if (!box.checked) off[key].add(number);
      box.addEventListener("change", () => {
        off[key][box.checked ? "delete" : "add"](number);
        keep(`no-${key}`, [...off[key]].map(named[key]).join("|"));
        apply();
      });
    }
  }
  /** A labelled choice that one of `held` comes from; none if there is nothing to choose from. */
  function field(name, text, values) {
    const choices = [...new Set(values)].filter(Boolean).sort();
    if (choices.length < 2) return;
    byId("filters").hidden = false;
    const box = make("div", "", byId("more"), "field"), label = make("label", text, box), list = make("select", "", box);
    label.htmlFor = list.id = `by-${name}`;
    make("option", "any", list).value = "";
    for (const value of choices) make("option", value, list);
    list.value = held[name];
    list.addEventListener("change", () => { held[name] = list.value; keep(name, list.value); apply(); });
  }
  field("publisher", "Told by", nodes.map(publisher));
  for (const name of ["since", "until"]) field(name, `Told ${name}`, nodes.map((n) => n.date.slice(0, 7)));

  const on = (id, action) => byId(id).addEventListener("click", action);
  on("zoom-in", () => zoom(1.25));
  on("zoom-out", () => zoom(0.8));
  on("zoom-fit", () => fit());

  // ---------- pictures to keep: with title, legend and source ----------

  const title = document.querySelector("h1").textContent, cite = () => document.querySelector("footer").innerText.replace(/\s+/g, " ").trim();
  const legend = [...kinds.map((k) => `${k.letter} ${k.name}`), ...statuses.map((s) => (s.dash.length ? `dashed: ${s.label}` : s.label))].join("  ·  ");
  function save(blob, ending) {
    const a = make("a");
    a.href = URL.createObjectURL(blob);
    a.download = `${graph.name}.${ending}`;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 1000);
  }

  on("png", () => {
    const image = document.createElement("canvas"), scale = Math.max(2, ratio), c = image.getContext("2d"), high = height + 90;
    image.width = Math.round(width * scale);
    image.height = Math.round(high * scale);
    paint(c, view, width, height, scale);
    const picture = c.getImageData(0, 0, image.width, Math.round(height * scale));
    c.fillStyle = colours.stage;
    c.fillRect(0, 0, width, high);
    c.putImageData(picture, 0, Math.round(40 * scale));
    c.fillStyle = colours.ink;
    c.textAlign = "left";
    [[title, 26, "600 16px"], [legend, height + 60, "12px"], [cite(), height + 80, "11px"]].forEach(([text, y, font]) => {
      c.font = `${font} ${colours.sans}`;
      c.fillText(text, 12, y, width - 24);
    });
    image.toBlob((blob) => save(blob, "png"));
  });

  // The still picture is no part of the page until it is wanted, for print or for the button: it would delay the drawing
  const poster = document.querySelector(".still");
  byId("svg").hidden = !poster;
  function readStill() {
    if (!poster || !poster.parentNode) return;
    const read = new DOMParser().parseFromString(poster.textContent.trim(), "image/svg+xml").documentElement;
    poster.replaceWith(document.importNode(read, true));
  }
  on("svg", () => {
    readStill();
    const still = document.querySelector("svg.poster"), copy = still.cloneNode(true), from = still.querySelectorAll("*"), [x, y, w, h] = still.getAttribute("viewBox").split(" ").map(Number);
    copy.querySelectorAll("*").forEach((part, number) => {
      const look = getComputedStyle(from[number]);
      for (const name of ["fill", "stroke", "stroke-width", "opacity", "font-family", "font-weight", "text-anchor", "paint-order"]) part.setAttribute(name, look.getPropertyValue(name));
      if (part.tagName === "text" && !part.hasAttribute("font-size")) part.setAttribute("font-size", look.fontSize);
    });
    const write = (text, at, size) => {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "text");
      line.textContent = text;
      for (const [name, value] of Object.entries({ x: x + 10, y: at, "font-size": size, "font-family": "sans-serif", fill: colours.ink })) line.setAttribute(name, value);
      copy.append(line);
    };
    write(title, y - 14, 16);
    write(legend, y + h + 20, 12);
    write(cite(), y + h + 38, 11);
    copy.setAttribute("viewBox", `${x} ${y - 40} ${w} ${h + 90}`);
    copy.setAttribute("height", h + 90);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    save(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }), "svg");
  });

  const pinned = nodes.find((n) => n.label === address.get("at")), opened = (address.get("open") || "").split("|");
  for (const n of nodes) n.open = n.inside.length > 0 && opened.includes(n.label);
  measure();
  resize();
  apply();
  cancelAnimationFrame(waiting);
  waiting = 0;
  drawFully();
  if (pinned && pinned.shown) choose(pinned);
  // On a phone the text comes first
  if (matchMedia("(max-width: 40rem)").matches && !location.hash) byId("fold").open = false;
  addEventListener("beforeprint", () => { readStill(); byId("fold").open = true; });

  new ResizeObserver(() => { if (stage.clientWidth && Math.abs(stage.clientWidth - width) > 1) resize(); }).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); draw(); });
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
