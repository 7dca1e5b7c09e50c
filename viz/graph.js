"use strict";
// Draws the map from the data of the page. Positions are given; nothing moves by itself.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const holder = document.getElementById("map");
  const detail = document.getElementById("detail");
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(holder, { nodes, edges }, data.options);

  function say(element, tag, text) {
    const child = document.createElement(tag);
    child.textContent = text;
    element.append(child);
    return child;
  }

  // The text version of what was chosen is copied as nodes, never as markup made from strings.
  function show(id, prefix) {
    detail.replaceChildren();
    const item = document.getElementById(prefix + id);
    if (!item) {
      say(detail, "p", "Choose a box or a link of the map to read about it here.");
      return;
    }
    const copy = document.createElement("div");
    for (const child of item.childNodes) copy.append(child.cloneNode(true));
    for (const marked of copy.querySelectorAll("[id]")) marked.removeAttribute("id");
    detail.append(copy);
  }

  network.on("click", function (event) {
    if (event.nodes.length) show(event.nodes[0], "n-");
    else if (event.edges.length) show(edges.get(event.edges[0]).link, "l-");
    else show("", "n-");
  });

  const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  holder.addEventListener("keydown", function (event) {
    const view = network.getViewPosition();
    const scale = network.getScale();
    if (step[event.key]) {
      const [x, y] = step[event.key];
      network.moveTo({ position: { x: view.x + x / scale, y: view.y + y / scale } });
    } else if (event.key === "+" || event.key === "=") network.moveTo({ scale: scale * 1.25 });
    else if (event.key === "-") network.moveTo({ scale: scale / 1.25 });
    else if (event.key === "0") network.fit();
    else return;
    event.preventDefault();
  });

  network.once("afterDrawing", function () { document.documentElement.dataset.ready = "yes"; });
  network.fit();
  // On a small screen the whole would be too small to read: start at the focus instead.
  if (network.getScale() < data.readable) network.moveTo({ scale: data.readable, position: network.getPosition(data.focus) });
})();
