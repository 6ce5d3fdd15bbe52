"use strict";
/* Hands the data of this file to vis-network. Hover texts become elements made of text, so that no version of
   the library can take them for HTML. */
(() => {
  const data = JSON.parse(document.getElementById("network-data").textContent);
  const asText = (thing) => {
    if (typeof thing.title !== "string") return thing;
    const title = document.createElement("div");
    title.textContent = thing.title;
    return { ...thing, title };
  };
  const nodes = new vis.DataSet(data.nodes.map(asText)), edges = new vis.DataSet(data.edges.map(asText));
  const network = new vis.Network(document.getElementById("network"), { nodes, edges }, data.options);
  network.once("afterDrawing", () => { document.documentElement.dataset.ready = "1"; });
})();
