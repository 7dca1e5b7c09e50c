"use strict";
// Positions for the boxes and lines of a view: lanes from cause to outcome, left to right, or top to bottom where the
// holder is narrow. Nothing is left to chance or to physics: the same view in the same room is drawn the same.
//
// The method is that of Sugiyama, Tagawa and Toda (1981): break cycles, give columns, order inside columns, give
// coordinates. Lines that run past a column keep a place of their own in it, so that none crosses a box. Long lines
// of one sign to (or from) the same box share that place.
(function (ictograph) {
  const { EDGE, FONT, from, leastWidth, makeColumns, markFeedback, sizes, to, wrap } = ictograph.columns;
  const { coordinates, crossings, makeGrid, order } = ictograph.grid;
  const GROUP = { 0: 0, 5: 0, 1: 1, 2: 2, 3: 3, 4: 4 };
  const NARROW = 700; // below this the lanes run top to bottom
  const TITLE = 26; // room for the name of a lane
  const HEAD = 9; // length of an arrow head
  const PORT = 9; // between the places where lines of different sign reach a box
  const BEND = 34; // room for lines between boxes of one column

  // Takes a view, the size of its holder and a function that measures text. Gives `boxes` by id (x and y of the middle,
  // w, h, lines of the label, column), `links` by id (path, own: the part that is not shared, feedback, end and mid),
  // `trunks` (parts that links share), `lanes`, width, height, vertical, crowded: columns had to be merged,
  // and crossings: how often lines of neighbouring columns cross.
  ictograph.layout = function (view, width, height, { measure = (text) => 6.7 * text.length } = {}) {
    const vertical = width < NARROW;
    const boxes = [...view.boxes].sort((a, b) => (a.id < b.id ? -1 : 1));
    const at = new Map(boxes.map((box, index) => [box.id, index]));
    const links = view.links
      .filter((link) => at.has(link.source) && at.has(link.target))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((link) => ({ link, tail: at.get(link.source), head: at.get(link.target), feedback: false }));
    const group = boxes.map((box) => GROUP[box.lane] ?? 1);
    number(links);
    const arcs = links.filter((arc) => arc.tail !== arc.head);
    markFeedback(arcs, group);
    const least = leastWidth(boxes, measure);
    const columns = makeColumns(boxes, group, arcs, { vertical, width, height, least });
    const crowded = columns.crowded;
    // Lines between boxes of one column bend out beside it; beside the last there must be room for them.
    const last = columns.at(-1)?.nodes || [];
    const bent = links.some(({ tail, head: other }) => last.includes(tail) && last.includes(other) && (!vertical || tail === other));
    const size = sizes(columns.length, vertical, bent && !vertical ? width - BEND : width, least);
    const room = (box) => (size.box - FONT.before - FONT.after) / (box.id === view.focus ? FONT.bold : 1);
    const wrapped = boxes.map((box) => wrap(box.label, room(box), measure));
    const tall = wrapped.map((lines) => Math.max(32, lines.length * FONT.line + 2 * FONT.padY));
    const grid = makeGrid(boxes, arcs, columns, (index) => (vertical ? size.box : tall[index]));
    order(grid, boxes);
    const crossed = crossings(grid);
    coordinates(grid, vertical ? width - 2 * EDGE : Infinity);
    return { ...place({ boxes, links, group, columns, size, wrapped, tall, grid, vertical, width, bent }), crowded, crossings: crossed };
  };

  // Links of one sign between the same two boxes are numbered, so that each has a line of its own; so are all links of
  // a box with itself.
  function number(links) {
    const seen = new Map();
    for (const arc of links) {
      const key = `${arc.tail} ${arc.head} ${arc.tail === arc.head ? "" : arc.link.look || arc.link.sign}`;
      arc.twin = seen.get(key) || 0;
      seen.set(key, arc.twin + 1);
    }
  }

  // --- from the grid to the page -----------------------------------------------------------------------------------------

  function place(made) {
    const { boxes, links, columns, size, wrapped, tall, grid, vertical, width } = made;
    const { nodes } = grid;
    const along = alongs(made);
    let [least, most] = [Infinity, -Infinity];
    for (const node of nodes) {
      least = Math.min(least, node.across - node.size / 2);
      most = Math.max(most, node.across + node.size / 2);
    }
    if (!nodes.length) [least, most] = [0, 0];
    const shift = vertical ? width / 2 : EDGE + TITLE - least;
    const total = along.end + EDGE;
    const sideways = vertical ? 0 : Math.max(0, (width - total) / 2);
    const spot = (main, across) => (vertical ? [across + shift, main] : [main + sideways, across + shift]);
    const result = { boxes: {}, links: {}, trunks: [], lanes: [], vertical, width: vertical ? width : Math.max(width, total), height: 0 };
    result.height = Math.ceil(vertical ? total : most + shift + EDGE);
    boxes.forEach((box, index) => {
      const [x, y] = spot(along.middle[nodes[index].column], nodes[index].across);
      result.boxes[box.id] = { x, y, w: size.box, h: tall[index], lines: wrapped[index], column: nodes[index].column };
    });
    const ports = makePorts(made, along);
    for (const arc of links) result.links[arc.link.id] = line(arc, made, along, ports, spot);
    result.trunks = trunks(links, result.links);
    for (const [index, lane] of along.lanes.entries()) {
      const [from, till] = [lane.from, lane.till];
      const whole = vertical ? { x: 0, y: from, w: width, h: till - from } : { x: from + sideways, y: 0, w: till - from, h: result.height };
      const kinds = [...new Set(columns.filter(({ group }) => group === lane.group).flatMap((column) => column.nodes.map((node) => boxes[node].lane)))];
      result.lanes.push({ ...whole, kinds: kinds.sort((a, b) => a - b), odd: index % 2 === 1 });
    }
    return result;
  }

  // Middle and half size of each column in reading direction, and the lanes they make up.
  function alongs({ columns, size, tall, vertical, bent }) {
    const half = columns.map(({ nodes }) => (vertical ? Math.max(...nodes.map((node) => tall[node])) : size.box) / 2);
    const middle = [];
    const lanes = [];
    let at = EDGE;
    columns.forEach(({ group }, index) => {
      const fresh = !index || columns[index - 1].group !== group;
      if (fresh) {
        if (lanes.length) lanes.at(-1).till = at - size.gap / 2;
        lanes.push({ group, from: index ? at - size.gap / 2 : 0, till: 0 });
        if (vertical) at += index ? TITLE - 8 : TITLE;
      }
      middle.push(at + half[index]);
      at += 2 * half[index] + size.gap;
    });
    const end = at - size.gap + (bent ? BEND : 0);
    if (lanes.length) lanes.at(-1).till = end + EDGE;
    return { middle, half, lanes, end };
  }

  // Lines of one sign reach (or leave) a side of a box at one place; other signs, and twins, have their own.
  function makePorts({ links, grid }, along) {
    const sides = new Map();
    const key = (arc, end) => `${end} ${arc.link.look || arc.link.sign} ${arc.twin || 0} ${arc.feedback}`;
    for (const arc of links) {
      if (!arc.way) continue;
      const level = grid.nodes[from(arc)].column === grid.nodes[to(arc)].column;
      for (const [node, other, side, end] of [
        [arc.way[0], arc.way[1], "after", "a"],
        [arc.way.at(-1), arc.way.at(-2), level ? "after" : "before", "b"],
      ]) {
        const name = `${node} ${side}`;
        if (!sides.has(name)) sides.set(name, new Map());
        const places = sides.get(name);
        if (!places.has(key(arc, end))) places.set(key(arc, end), []);
        places.get(key(arc, end)).push(grid.nodes[other].across);
      }
    }
    const port = new Map();
    for (const [name, places] of sides) {
      const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
      const sorted = [...places].sort((a, b) => mean(a[1]) - mean(b[1]) || (a[0] < b[0] ? -1 : 1));
      const { size } = grid.nodes[Number.parseInt(name, 10)];
      const step = Math.min(PORT, (size - 14) / Math.max(1, sorted.length - 1));
      sorted.forEach(([place], index) => port.set(`${name} ${place}`, (index - (sorted.length - 1) / 2) * step));
    }
    return { of: (node, side, arc, end) => port.get(`${node} ${side} ${key(arc, end)}`) || 0, along };
  }

  // The path of one line, in pieces: straight past columns, curved between them; and where its head stands.
  function line(arc, { grid, vertical, tall, size }, along, ports, spot) {
    const { nodes } = grid;
    const write = (point) => spot(...point).map(round).join(" ");
    const extent = (index) => (nodes[index].box < 0 ? along.half[nodes[index].column] : vertical ? tall[index] / 2 : size.box / 2);
    if (!arc.way) {
      const node = nodes[arc.tail];
      const out = along.middle[node.column] + extent(arc.tail);
      const [apart, far] = [6 + 4 * arc.twin, 22 + 8 * arc.twin];
      const points = [[out, node.across - apart], [out + far, node.across - 2 * apart], [out + far, node.across + 2 * apart], [out + HEAD, node.across + apart]];
      const path = `M${write(points[0])}C${points.slice(1).map(write).join(" ")}`;
      return { path, area: area(points.map((point) => spot(...point))), own: path, pieces: [], feedback: true, within: true, end: head(spot(...points[3]), spot(out, node.across + apart)), mid: spot(out + 0.75 * far + 2, node.across) };
    }
    const level = nodes[arc.way[0]].column === nodes[arc.way.at(-1)].column;
    const style = `${arc.link.look || arc.link.sign} ${arc.twin} ${arc.feedback}`;
    // Stops as (along, across, key of the piece that ends here), from the earlier column to the later.
    const stops = [];
    arc.way.forEach((index, step) => {
      const { column, across } = nodes[index];
      const offset = step === 0 ? ports.of(index, "after", arc, "a") : step === arc.way.length - 1 ? ports.of(index, level ? "after" : "before", arc, "b") : 0;
      const [before, after] = [along.middle[column] - extent(index), along.middle[column] + extent(index)];
      const edge = [along.middle[column] - along.half[column], along.middle[column] + along.half[column]];
      const key = step ? `${arc.way[step - 1]} ${index} ${style}` : "";
      if (!step) stops.push([after, across + offset, ""], [edge[1], across + offset, `${index} out ${style}`]);
      else if (step === arc.way.length - 1) stops.push([edge[level ? 1 : 0], across + offset, key], [level ? after : before, across + offset, `${index} in ${style}`]);
      else stops.push([before, across, key], [after, across, `${index} past`]);
    });
    if (arc.feedback) {
      const keys = stops.map((stop) => stop[2]);
      stops.reverse();
      stops.forEach((stop, step) => (stop[2] = step ? keys[stops.length - step] : ""));
    }
    const tip = spot(...stops.at(-1));
    const way = level || arc.feedback ? 1 : -1; // from the tip back along the line
    const last = stops.at(-1)[0] + way * HEAD;
    const short = (last - stops.at(-2)[0]) * way > 0; // the box touches the edge of its column
    if (short) stops.pop();
    stops.at(-1)[0] = last;
    const found = [];
    for (let step = 1; step < stops.length; step += 1) {
      const [[a, p], [b, q, key]] = [stops[step - 1], stops[step]];
      if (a === b && p === q) continue;
      const bend = level ? Math.min(42, 0.7 * size.gap) : (b - a) / 2;
      const curve = p === q ? `L${write([b, q])}` : `C${write([a + bend, p])} ${write([level ? b + bend : b - bend, q])} ${write([b, q])}`;
      found.push({ key, start: `M${write([a, p])}`, curve });
    }
    const half = Math.floor((stops.length - 1) / 2);
    const [[a, p], [b, q]] = [stops[half], stops[half + 1]];
    const mid = level ? spot(a + 0.75 * Math.min(42, 0.7 * size.gap), (p + q) / 2) : spot((a + b) / 2, (p + q) / 2);
    const path = found.map(({ start, curve }, step) => (step ? curve : start + curve)).join("");
    return { path, area: area([...stops.map((stop) => spot(...stop)), mid]), pieces: found, feedback: arc.feedback, within: level, end: head(spot(...stops.at(-1)), tip), mid };
  }

  // Pieces that several lines share are trunks, drawn once; what is left is each line's own.
  function trunks(links, made) {
    const shared = new Map();
    for (const { link } of links) {
      for (const piece of made[link.id].pieces) {
        if (!shared.has(piece.key)) shared.set(piece.key, { path: piece.start + piece.curve, links: [] });
        shared.get(piece.key).links.push(link);
      }
    }
    for (const { link } of links) {
      const { pieces: all, path } = made[link.id];
      delete made[link.id].pieces;
      let joined = false;
      let own = "";
      for (const { key, start, curve } of all) {
        const alone = shared.get(key).links.length === 1;
        if (alone) own += joined ? curve : start + curve;
        joined = alone;
      }
      made[link.id].own = all.length ? own : path;
    }
    return [...shared.values()]
      .filter((trunk) => trunk.links.length > 1)
      .map(({ path, links: some }) => ({
        path, sign: some[0].sign, look: some[0].look, dashed: some.every((link) => link.dashed), certainty: Math.max(...some.map((link) => link.certainty || 0)), links: some.map((link) => link.id),
      }));
  }

  // The rectangle around points, with room for heads and breadth.
  function area(points) {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return [Math.min(...xs) - HEAD, Math.min(...ys) - HEAD, Math.max(...xs) + HEAD, Math.max(...ys) + HEAD];
  }

  const round = (value) => Math.round(value * 10) / 10;

  function head([x0, y0], [x, y]) {
    return { x: round(x), y: round(y), angle: Math.round((Math.atan2(y - y0, x - x0) * 180) / Math.PI) };
  }
})((window.ictograph = window.ictograph || {}));
