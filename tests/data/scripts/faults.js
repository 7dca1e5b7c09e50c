([views, width]) => views.map((view) => {
  const laid = ictograph.layout(view, width, 560, {measure: ictograph.shapes.measure});
  const faults = [];
  const boxes = Object.entries(laid.boxes);
  const apart = (a, b) => Math.abs(a.x - b.x) >= (a.w + b.w) / 2 || Math.abs(a.y - b.y) >= (a.h + b.h) / 2;
  boxes.forEach(([one, a], index) => {
    for (const [other, b] of boxes.slice(index + 1)) if (!apart(a, b)) faults.push(`${one} covers ${other}`);
    if (a.x - a.w / 2 < 0 || a.x + a.w / 2 > laid.width || a.y - a.h / 2 < 0 || a.y + a.h / 2 > laid.height) faults.push(`${one} is outside`);
    for (const line of a.lines) if (ictograph.shapes.measure(line) > a.w - 20) faults.push(`${line} is wider than its box`);
    if (15 * a.lines.length > a.h - 6) faults.push(`${one} is higher than its box`);
  });
  const paths = new Map();
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const link of view.links) {
    const way = laid.links[link.id];
    const pair = `${link.source} ${link.target} ${way.path}`;
    if (paths.has(pair)) faults.push(`${link.id} lies on ${paths.get(pair)}`);
    paths.set(pair, link.id);
    path.setAttribute("d", way.path);
    const length = path.getTotalLength();
    for (let part = 0; part <= 48; part += 1) {
      const {x, y} = path.getPointAtLength((length * part) / 48);
      for (const [id, box] of boxes) {
        const inside = Math.abs(x - box.x) < box.w / 2 - 1 && Math.abs(y - box.y) < box.h / 2 - 1;
        if (inside && !(link.source === link.target)) faults.push(`${link.id} runs through ${id}`);
      }
      if (x < -1 || x > laid.width + 1 || y < -1 || y > laid.height + 1) faults.push(`${link.id} runs outside`);
    }
  }
  return [...new Set(faults)];
})
