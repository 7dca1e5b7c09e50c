(views) => {
  const figure = document.querySelector("figure");
  const lane = {0: 0, 5: 0, 1: 1, 2: 2, 3: 3, 4: 4};
  return views.map((view) => {
    const holder = document.createElement("div");
    holder.className = "map-holder";
    figure.replaceChildren(holder);
    const map = ictograph.draw(holder, view);
    const {boxes, links, width} = map.layout();
    const faults = [];
    const scale = map.element.querySelector("g").getCTM().a;
    const size = parseFloat(getComputedStyle(map.element.querySelector(".label")).fontSize) * scale;
    if (size < 11) faults.push(`letters of ${size} pixels`);
    if (width * scale > map.element.clientWidth + 1) faults.push("wider than the window");
    const all = Object.entries(boxes);
    all.forEach(([one, a], index) => {
      for (const [other, b] of all.slice(index + 1)) {
        if (Math.abs(a.x - b.x) < (a.w + b.w) / 2 && Math.abs(a.y - b.y) < (a.h + b.h) / 2) faults.push(`${one} covers ${other}`);
      }
    });
    for (const box of map.element.querySelectorAll(".box")) {
      const [text, rect] = [box.querySelector(".label").getBBox(), box.querySelector("rect").getBBox()];
      if (text.x + text.width > rect.x + rect.width + .5 || text.y < rect.y - .5 || text.y + text.height > rect.y + rect.height + .5) faults.push(`label cut: ${box.dataset.box}`);
    }
    let forwards = 0;
    for (const link of view.links) {
      const right = boxes[link.source].x < boxes[link.target].x;
      if (right) forwards += 1;
      else if (!links[link.id].within && !map.element.querySelector(`[data-link="${CSS.escape(link.id)}"] .back`)) faults.push(`feedback not marked: ${link.id}`);
    }
    return {faults, forwards};
  });
}
