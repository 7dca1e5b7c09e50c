"use strict";
// Positions for the boxes and lines of a view: lanes from cause to outcome, left to right, or top to bottom where the
// holder is narrow. Nothing is left to chance or to physics: the same view in the same room is drawn the same.
//
// The method is that of Sugiyama, Tagawa and Toda (1981): break cycles, give columns, order inside columns, give
// coordinates. Lines that run past a column keep a place of their own in it, so that none crosses a box. Long lines
// of one sign to (or from) the same box share that place.
(function (ictograph) {
  const GROUP = { 0: 0, 5: 0, 1: 1, 2: 2, 3: 3, 4: 4 };
  const NARROW = 700; // below this the lanes run top to bottom
  const FONT = { line: 15, before: 22, after: 6, padY: 8, bold: 1.1 }; // text of a box: height of a line, room around it
  const TITLE = 26; // room for the name of a lane
  const EDGE = 12; // room around everything
  const HEAD = 9; // length of an arrow head
  const PORT = 9; // between the places where lines of different sign reach a box
  const APART = { boxes: 14, mixed: 9, lines: 6 };
  const BEND = 34; // room for lines between boxes of one column
  const GAPS = { least: 30, most: 110 };
  const LINE = 4; // room of a passing line
  const CAREFUL = 500; // more nodes than this get fewer sweeps

  ictograph.layout = function (view, width, height, { measure = (text) => 6.7 * text.length } = {}) {
    const vertical = width < NARROW;
    const boxes = [...view.boxes].sort((a, b) => (a.id < b.id ? -1 : 1));
    const at = new Map(boxes.map((box, index) => [box.id, index]));
    const links = view.links
      .filter((link) => at.has(link.source) && at.has(link.target))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((link) => ({ link, tail: at.get(link.source), head: at.get(link.target), feedback: false }));
    const group = boxes.map((box) => GROUP[box.lane] ?? 1);
    const arcs = links.filter((arc) => arc.tail !== arc.head);
    markFeedback(arcs, group);
    const least = leastWidth(boxes, measure);
    const columns = makeColumns(boxes, group, arcs, { vertical, width, height, least });
    const crowded = columns.crowded;
    // Lines between boxes of one column bend out beside it; beside the last there must be room for them.
    const last = columns.at(-1)?.nodes || [];
    const bent = !vertical && arcs.some(({ tail, head: other }) => last.includes(tail) && last.includes(other));
    const size = sizes(columns.length, vertical, bent ? width - BEND : width, least);
    const room = (box) => (size.box - FONT.before - FONT.after) / (box.id === view.focus ? FONT.bold : 1);
    const wrapped = boxes.map((box) => wrap(box.label, room(box), measure));
    const tall = wrapped.map((lines) => Math.max(32, lines.length * FONT.line + 2 * FONT.padY));
    const grid = makeGrid(boxes, arcs, columns, (index) => (vertical ? size.box : tall[index]));
    order(grid, boxes);
    coordinates(grid, vertical ? width - 2 * EDGE : Infinity);
    return { ...place({ boxes, links, group, columns, size, wrapped, tall, grid, vertical, width, bent }), crowded };
  };

  // --- cycles ----------------------------------------------------------------------------------------------------------

  // Marks arcs that must run backwards: those to an earlier lane, and inside a lane those that close a cycle. The
  // sequence is that of Eades, Lin and Smyth (1993), which leaves few; surer arcs are kept.
  function markFeedback(arcs, group) {
    for (const arc of arcs) arc.feedback = group[arc.tail] > group[arc.head];
    const inside = arcs.filter((arc) => group[arc.tail] === group[arc.head]);
    const rank = sequence(inside);
    for (const arc of inside) arc.feedback = rank.get(arc.tail) > rank.get(arc.head);
  }

  function sequence(arcs) {
    const out = new Map();
    const into = new Map();
    const nodes = [...new Set(arcs.flatMap((arc) => [arc.tail, arc.head]))].sort((a, b) => a - b);
    for (const node of nodes) {
      out.set(node, []);
      into.set(node, []);
    }
    for (const arc of arcs) {
      const weight = 0.2 + (arc.link.certainty || 0);
      out.get(arc.tail).push([arc.head, weight]);
      into.get(arc.head).push([arc.tail, weight]);
    }
    const left = new Set(nodes);
    const sum = (list) => list.reduce((total, [other, weight]) => total + (left.has(other) ? weight : 0), 0);
    const none = (list) => !list.some(([other]) => left.has(other));
    const first = [];
    const last = [];
    const take = (node, list) => {
      left.delete(node);
      list.push(node);
    };
    while (left.size) {
      let found = true;
      while (found) {
        found = false;
        for (const node of left) {
          if (none(into.get(node))) take(node, first);
          else if (none(out.get(node))) take(node, last);
          else continue;
          found = true;
        }
      }
      let best = null;
      let most = -Infinity;
      for (const node of left) {
        const gain = sum(out.get(node)) - sum(into.get(node));
        if (gain > most) [best, most] = [node, gain];
      }
      if (best !== null) take(best, first);
    }
    return new Map([...first, ...last.reverse()].map((node, index) => [node, index]));
  }

  // --- columns -----------------------------------------------------------------------------------------------------------

  // Arcs as the columns see them: those that run backwards are turned round.
  const from = (arc) => (arc.feedback ? arc.head : arc.tail);
  const to = (arc) => (arc.feedback ? arc.tail : arc.head);

  // Lists of box numbers, each a column (or row) in reading order, with the lane that it belongs to.
  function makeColumns(boxes, group, arcs, { vertical, width, height, least }) {
    const depth = boxes.map(() => 0);
    const inside = arcs.filter((arc) => group[arc.tail] === group[arc.head]);
    const after = boxes.map(() => []);
    const waiting = boxes.map(() => 0);
    for (const arc of inside) {
      after[from(arc)].push(to(arc));
      waiting[to(arc)] += 1;
    }
    const queue = [...boxes.keys()].filter((node) => !waiting[node]);
    for (const node of queue) {
      for (const next of after[node]) {
        depth[next] = Math.max(depth[next], depth[node] + 1);
        waiting[next] -= 1;
        if (!waiting[next]) queue.push(next);
      }
    }
    // What leads to something inside its lane stands right before it, so that lines are short.
    for (const node of [...queue].reverse()) {
      if (after[node].length) depth[node] = Math.max(depth[node], Math.min(...after[node].map((next) => depth[next])) - 1);
    }
    const found = new Map();
    for (const node of boxes.keys()) {
      const key = group[node] * 1e6 + depth[node];
      if (!found.has(key)) found.set(key, { group: group[node], nodes: [] });
      found.get(key).nodes.push(node);
    }
    const columns = [...found].sort((a, b) => a[0] - b[0]).map(([, column]) => column);
    const kind = (node) => `${boxes[node].lane} ${boxes[node].label} ${boxes[node].id}`;
    for (const column of columns) column.nodes.sort((a, b) => (kind(a) < kind(b) ? -1 : 1));
    const room = width - 2 * EDGE;
    if (vertical) return columns.flatMap((column) => split(column, Math.max(1, Math.floor((room - 46) / (sizes(0, true, width, least).box + APART.boxes)))));
    columns.crowded = merge(columns, inside, Math.floor((room + GAPS.least) / (Math.min(least, 112) + GAPS.least)));
    widen(columns, inside, Math.floor((room + 34) / (Math.min(least, 116) + 34)), height);
    return columns;
  }

  function split(column, most) {
    const parts = Math.ceil(column.nodes.length / most);
    const each = Math.ceil(column.nodes.length / parts);
    const rows = [];
    for (let part = 0; part < parts; part += 1) rows.push({ group: column.group, nodes: column.nodes.slice(part * each, (part + 1) * each) });
    return rows;
  }

  // Where there are more columns than the room has, neighbours inside a lane become one; says whether that was so.
  function merge(columns, inside, most) {
    const crowded = columns.length > most;
    while (columns.length > most) {
      const [best] = cheapest(columns, inside);
      if (best < 0) break;
      join(columns, best);
    }
    return crowded;
  }

  function join(columns, index) {
    columns[index].nodes.push(...columns[index + 1].nodes);
    columns.splice(index + 1, 1);
  }

  // The column that can become one with the next, between which the fewest arcs run, and how many those are.
  function cheapest(columns, inside, kept = null) {
    const where = new Map(columns.flatMap((column, index) => column.nodes.map((node) => [node, index])));
    const between = new Map();
    for (const arc of inside) {
      const [a, b] = [where.get(from(arc)), where.get(to(arc))];
      if (b === a + 1) between.set(a, (between.get(a) || 0) + 1);
    }
    let [best, fewest] = [-1, Infinity];
    for (let index = 0; index + 1 < columns.length; index += 1) {
      const { group } = columns[index];
      if (group !== columns[index + 1].group || group === kept) continue;
      const cost = between.get(index) || 0;
      if (cost < fewest) [best, fewest] = [index, cost];
    }
    return [best, fewest];
  }

  // Tall columns are broken into two beside each other as long as there is room; where one is very tall, two short
  // neighbours elsewhere make room for it.
  function widen(columns, inside, most, height) {
    const high = (column) => column.nodes.length * 62;
    for (let tries = 0; columns.length && tries < 12; tries += 1) {
      const index = columns.reduce((best, column, at) => (high(column) > high(columns[best]) ? at : best), 0);
      const column = columns[index];
      if (high(column) <= Math.max(height, 420) || column.nodes.length < 6) return;
      if (columns.length >= most) {
        const [short, arcs] = cheapest(columns, inside, column.group);
        const little = short >= 0 && high(columns[short]) + high(columns[short + 1]) < high(column) * 0.6;
        if (high(column) < 1.5 * height || !little || arcs > 3) return;
        join(columns, short);
        continue;
      }
      columns.splice(index, 1, ...halves(column, inside));
    }
  }

  // Two columns for one: what is led to by others of it on the right, those on the left, the rest by turns.
  function halves({ group, nodes }, inside) {
    const own = inside.filter((arc) => nodes.includes(from(arc)) && nodes.includes(to(arc)));
    const after = new Set(own.map(to));
    const before = new Set(own.map(from));
    const left = nodes.filter((node) => before.has(node) && !after.has(node));
    const right = nodes.filter((node) => after.has(node));
    for (const node of nodes.filter((each) => !before.has(each) && !after.has(each))) (left.length <= right.length ? left : right).push(node);
    return [left, right].map((some) => ({ group, nodes: nodes.filter((node) => some.includes(node)) }));
  }

  // A label in pieces that may stand on lines of their own: words, and halves of compounds of long words.
  function pieces(label) {
    const words = label.match(/\S+\s*/gu) || [label];
    return words.flatMap((word) => word.split(/(?<=\p{L}{4}[-\/\u2013])(?=\p{L}{4})/u));
  }

  // Width that no box should fall below, so that words stay whole.
  function leastWidth(boxes, measure) {
    const longest = Math.max(0, ...boxes.flatMap((box) => pieces(box.label).map((piece) => measure(piece.trim()))));
    return Math.ceil(Math.max(104, Math.min(150, longest + FONT.before + FONT.after)));
  }

  // Width of boxes, and distance between columns (or rows).
  function sizes(columns, vertical, width, least) {
    const room = width - 2 * EDGE;
    if (vertical) return { box: Math.max(104, Math.min(190, Math.floor((room - 92) / Math.max(2, Math.floor(room / 190))))), gap: 42 };
    const number = Math.max(1, columns);
    let gap = Math.max(GAPS.least, Math.min(GAPS.most, (0.34 * room) / number));
    let box = Math.min(196, (room - gap * (number - 1)) / number);
    if (box < least) {
      gap = Math.max(GAPS.least, (room - least * number) / Math.max(1, number - 1));
      box = Math.max(104, Math.min(least, (room - gap * (number - 1)) / number));
    }
    return { box: Math.floor(box), gap };
  }

  // Lines of a label: broken at blanks, hyphens and slashes, and inside a word only where the word is too long.
  function wrap(label, room, measure) {
    const lines = [];
    let line = "";
    for (let piece of pieces(label)) {
      while (measure(piece.trim()) > room && [...piece.trim()].length > 3) {
        const [first, rest] = cut(piece, room, measure);
        if (line.trim()) lines.push(line.trim());
        lines.push(`${first}-`);
        [piece, line] = [rest, ""];
      }
      if (line && measure((line + piece).trim()) > room) {
        lines.push(line.trim());
        line = "";
      }
      line += piece;
    }
    if (line.trim() || !lines.length) lines.push(line.trim());
    return lines;
  }

  // Cuts a word that is too long: between syllables (a vowel before a consonant and a vowel, or two consonants apart),
  // else anywhere.
  function cut(word, room, measure) {
    const letters = [...word];
    const halves = (at) => [letters.slice(0, at).join(""), letters.slice(at).join("")];
    const fits = (at) => measure(`${halves(at)[0]}-`) <= room;
    for (let at = letters.length - 3; at > 2; at -= 1) {
      const [first, rest] = halves(at);
      const syllable = /[aeiouy]$/i.test(first) ? /^[^aeiouy\W\d_][aeiouy]/i.test(rest) : /[aeiouy][^aeiouy\W\d_]$/i.test(first) && /^[^aeiouy\W\d_][aeiouy]/i.test(rest);
      if (syllable && /^\p{L}{3}/u.test(rest) && fits(at)) return [first, rest];
    }
    let at = letters.length - 1;
    while (at > 3 && !fits(at)) at -= 1;
    return halves(at);
  }

  // --- the grid: boxes and passing lines, column by column ---------------------------------------------------------------

  function makeGrid(boxes, arcs, columns, across) {
    const column = new Map(columns.flatMap(({ nodes }, index) => nodes.map((node) => [node, index])));
    const nodes = boxes.map((_, index) => ({ box: index, column: column.get(index), size: across(index), left: [], right: [] }));
    const layers = columns.map(({ nodes: list }) => [...list]);
    const edges = new Map();
    const join = (one, other) => {
      const key = one * 1e6 + other;
      if (edges.has(key)) edges.get(key).weight += 1;
      else edges.set(key, { one, other, weight: 1 });
    };
    parallels(arcs);
    // A long line shares its way with those to the same box, or from the same box, whichever are more.
    const count = new Map();
    const add = (key) => count.set(key, (count.get(key) || 0) + 1);
    const style = (arc) => `${arc.link.sign} ${arc.feedback ? "b" : "f"} ${arc.twin}`;
    const into = (arc) => `to ${to(arc)} ${style(arc)}`;
    const out = (arc) => `from ${from(arc)} ${style(arc)}`;
    const long = arcs.filter((arc) => column.get(to(arc)) - column.get(from(arc)) > 1);
    for (const arc of long) {
      add(into(arc));
      add(out(arc));
    }
    const passing = new Map();
    for (const arc of arcs) {
      const [first, last] = [column.get(from(arc)), column.get(to(arc))];
      arc.way = [from(arc)];
      if (first === last) {
        arc.way.push(to(arc));
        continue;
      }
      const share = count.get(into(arc)) >= count.get(out(arc)) ? into(arc) : out(arc);
      for (let index = first + 1; index < last; index += 1) {
        const key = `${index} ${share}`;
        if (!passing.has(key)) {
          passing.set(key, nodes.length);
          layers[index].push(nodes.length);
          nodes.push({ box: -1, column: index, size: LINE, left: [], right: [] });
        }
        arc.way.push(passing.get(key));
      }
      arc.way.push(to(arc));
      for (let step = 1; step < arc.way.length; step += 1) join(arc.way[step - 1], arc.way[step]);
    }
    for (const { one, other, weight } of edges.values()) {
      nodes[one].right.push([other, weight]);
      nodes[other].left.push([one, weight]);
    }
    return { nodes, layers };
  }

  // Links of one sign between the same two boxes are numbered, so that each has a line of its own.
  function parallels(arcs) {
    const seen = new Map();
    for (const arc of arcs) {
      const key = `${arc.tail} ${arc.head} ${arc.link.sign}`;
      arc.twin = seen.get(key) || 0;
      seen.set(key, arc.twin + 1);
    }
  }

  // --- order inside columns ----------------------------------------------------------------------------------------------

  function order(grid, boxes) {
    const { nodes, layers } = grid;
    const place = () => {
      for (const layer of layers) layer.forEach((node, index) => (nodes[node].rank = index));
    };
    place();
    const sweeps = nodes.length > CAREFUL ? 4 : 24;
    let best = layers.map((layer) => [...layer]);
    let fewest = crossings(grid);
    for (let sweep = 0; sweep < sweeps && fewest; sweep += 1) {
      const rightwards = sweep % 2 === 0;
      const walk = rightwards ? layers.keys() : [...layers.keys()].reverse();
      for (const index of walk) {
        const layer = layers[index];
        const wish = new Map(layer.map((node) => [node, barycentre(nodes, rightwards ? nodes[node].left : nodes[node].right, nodes[node].rank)]));
        layer.sort((a, b) => wish.get(a) - wish.get(b) || nodes[a].rank - nodes[b].rank);
        apartByKind(layer, nodes, boxes);
        layer.forEach((node, rank) => (nodes[node].rank = rank));
      }
      if (nodes.length <= CAREFUL) swap(grid, boxes);
      const now = crossings(grid);
      if (now < fewest) [best, fewest] = [layers.map((layer) => [...layer]), now];
    }
    best.forEach((layer, index) => (layers[index] = layer));
    place();
  }

  function barycentre(nodes, neighbours, otherwise) {
    let [sum, weight] = [0, 0];
    for (const [other, times] of neighbours) {
      sum += nodes[other].rank * times;
      weight += times;
    }
    return weight ? sum / weight : otherwise;
  }

  // Causes stand above therapies where they share a column.
  function apartByKind(layer, nodes, boxes) {
    const lane = (node) => (boxes[nodes[node].box].lane === 5 ? 1 : 0);
    const slots = layer.map((node, index) => [node, index]).filter(([node]) => nodes[node].box >= 0);
    const sorted = slots.map(([node]) => node).sort((a, b) => lane(a) - lane(b));
    slots.forEach(([, index], number) => (layer[index] = sorted[number]));
  }

  // Neighbours change places where that saves crossings.
  function swap({ nodes, layers }, boxes) {
    const lane = (node) => (nodes[node].box < 0 ? -1 : boxes[nodes[node].box].lane === 5 ? 1 : 0);
    for (const layer of layers) {
      for (let index = 0; index + 1 < layer.length; index += 1) {
        const [a, b] = [layer[index], layer[index + 1]];
        if (lane(a) >= 0 && lane(b) >= 0 && lane(a) !== lane(b)) continue;
        const gain = pair(nodes, nodes[a].left, nodes[b].left) + pair(nodes, nodes[a].right, nodes[b].right);
        if (gain <= 0) continue;
        [layer[index], layer[index + 1]] = [b, a];
        [nodes[a].rank, nodes[b].rank] = [index + 1, index];
      }
    }
  }

  // Crossings of the lines of an upper and a lower node, less those they would have if they changed places.
  function pair(nodes, upper, lower) {
    let gain = 0;
    for (const [one, times] of upper) {
      for (const [other, more] of lower) {
        const [a, b] = [nodes[one].rank, nodes[other].rank];
        if (a > b) gain += times * more;
        else if (a < b) gain -= times * more;
      }
    }
    return gain;
  }

  // All crossings between neighbouring columns, counted with a tree of sums.
  function crossings({ nodes, layers }) {
    let total = 0;
    for (let index = 0; index + 1 < layers.length; index += 1) {
      const size = layers[index + 1].length;
      const tree = new Array(size + 1).fill(0);
      let passed = 0;
      for (const node of layers[index]) {
        const ends = nodes[node].right.map(([other, weight]) => [nodes[other].rank, weight]).sort((a, b) => a[0] - b[0]);
        for (const [rank, weight] of ends) {
          let below = 0;
          for (let i = rank + 1; i > 0; i -= i & -i) below += tree[i];
          total += (passed - below) * weight;
        }
        for (const [rank, weight] of ends) {
          passed += weight;
          for (let i = rank + 1; i <= size; i += i & -i) tree[i] += weight;
        }
      }
    }
    return total;
  }

  // --- coordinates across the columns ------------------------------------------------------------------------------------

  // Every node goes as near to the mean of its neighbours as the order and the distances allow (least squares, by
  // pooling adjacent violators), column by column, there and back.
  function coordinates({ nodes, layers }, room) {
    const gaps = layers.map((layer) => offsets(layer, nodes, room));
    for (const [index, layer] of layers.entries()) {
      const half = (gaps[index].at(-1) || 0) / 2;
      layer.forEach((node, rank) => (nodes[node].across = gaps[index][rank] - half));
    }
    const sweeps = nodes.length > CAREFUL ? 6 : 40;
    for (let sweep = 0; sweep < sweeps; sweep += 1) {
      const walk = sweep % 2 === 0 ? [...layers.keys()] : [...layers.keys()].reverse();
      for (const index of walk) {
        const both = sweep > 3;
        const wish = layers[index].map((node) => {
          const { left, right, across } = nodes[node];
          const list = both ? [...left, ...right] : sweep % 2 === 0 ? left : right;
          return wished(nodes, node, list, across);
        });
        settle(layers[index], nodes, wish, gaps[index], room);
      }
    }
    straighten({ nodes, layers }, gaps, room);
    for (const node of nodes) node.across = Math.round(node.across * 2) / 2;
  }

  const FAR = 45; // how far a passing line may be moved to make it straight

  // Lines that run past several columns are made straight where their neighbours leave the room for it.
  function straighten({ nodes, layers }, gaps, room) {
    const next = new Map();
    const taken = new Set();
    for (const layer of layers) {
      for (const node of layer.filter((each) => nodes[each].box < 0)) {
        const [best] = nodes[node].right.filter(([other]) => nodes[other].box < 0 && !taken.has(other)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
        if (!best) continue;
        next.set(node, best[0]);
        taken.add(best[0]);
      }
    }
    const free = (node) => {
      const { column, rank } = nodes[node];
      const [layer, gap] = [layers[column], gaps[column]];
      const low = rank ? nodes[layer[rank - 1]].across + gap[rank] - gap[rank - 1] : Math.max(-Infinity, -room / 2);
      const high = rank + 1 < layer.length ? nodes[layer[rank + 1]].across - gap[rank + 1] + gap[rank] : room / 2;
      const { across } = nodes[node];
      return [Math.max(Math.min(low, across), across - FAR), Math.min(Math.max(high, across), across + FAR)];
    };
    for (let round = 0; round < 3; round += 1) {
      for (const first of next.keys()) {
        if (taken.has(first)) continue;
        let chain = [];
        let [low, high] = [-Infinity, Infinity];
        const level = () => {
          const mean = chain.reduce((sum, node) => sum + nodes[node].across, 0) / chain.length;
          for (const node of chain) nodes[node].across = Math.min(high, Math.max(low, mean));
        };
        for (let node = first; node !== undefined; node = next.get(node)) {
          const [least, most] = free(node);
          if (Math.max(low, least) > Math.min(high, most)) {
            level();
            chain = [];
            [low, high] = [-Infinity, Infinity];
          }
          chain.push(node);
          [low, high] = [Math.max(low, least), Math.min(high, most)];
        }
        level();
      }
    }
  }

  function wished(nodes, node, neighbours, otherwise) {
    let [sum, weight] = [0, 0];
    for (const [other, times] of neighbours) {
      const straight = nodes[node].box < 0 ? (nodes[other].box < 0 ? 6 : 2) : 1;
      sum += nodes[other].across * straight * Math.sqrt(times);
      weight += straight * Math.sqrt(times);
    }
    return weight ? [sum / weight, Math.min(weight, 8)] : [otherwise, 0.05];
  }

  // Distance of each node of a column from the first; where there is too little room, passing lines move together.
  function offsets(layer, nodes, room) {
    const total = (shrink) => {
      const list = [];
      let sum = 0;
      layer.forEach((node, rank) => {
        if (rank) {
          const [a, b] = [nodes[layer[rank - 1]], nodes[node]];
          const lines = (a.box < 0) + (b.box < 0);
          const gap = [APART.boxes, APART.mixed * shrink, APART.lines * shrink][lines];
          sum += gap + (lines && shrink < 1 ? ((a.box < 0 ? 0 : a.size) + (b.box < 0 ? 0 : b.size)) / 2 : (a.size + b.size) / 2);
        }
        list.push(sum);
      });
      return list;
    };
    const ends = layer.length ? (nodes[layer[0]].size + nodes[layer.at(-1)].size) / 2 : 0;
    for (const shrink of [1, 0.75, 0.5, 0.3, 0.15]) {
      const list = total(shrink);
      if ((list.at(-1) || 0) + ends <= room) return list;
    }
    return total(0);
  }

  function settle(layer, nodes, wish, gap, room) {
    const blocks = [];
    layer.forEach((_, rank) => {
      let block = { value: wish[rank][0] - gap[rank], weight: wish[rank][1], count: 1 };
      while (blocks.length && blocks.at(-1).value > block.value) {
        const before = blocks.pop();
        const weight = before.weight + block.weight;
        block = { value: (before.value * before.weight + block.value * block.weight) / weight, weight, count: before.count + block.count };
      }
      blocks.push(block);
    });
    let rank = 0;
    const [low, high] = bounds(layer, nodes, gap, room);
    for (const { value, count } of blocks) {
      for (let times = 0; times < count; times += 1, rank += 1) {
        nodes[layer[rank]].across = Math.min(high, Math.max(low, value)) + gap[rank];
      }
    }
  }

  // Where the first of a column may stand so that all of it stays inside the room, which is centred on 0.
  function bounds(layer, nodes, gap, room) {
    if (room === Infinity || !layer.length) return [-Infinity, Infinity];
    const low = -room / 2 + nodes[layer[0]].size / 2;
    return [low, Math.max(low, room / 2 - nodes[layer.at(-1)].size / 2 - gap.at(-1))];
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
    const key = (arc, end) => `${end} ${arc.link.sign} ${arc.twin || 0} ${arc.feedback}`;
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
      const points = [[out, node.across - 8], [out + 26, node.across - 20], [out + 26, node.across + 20], [out + HEAD, node.across + 8]];
      const path = `M${write(points[0])}C${points.slice(1).map(write).join(" ")}`;
      return { path, own: path, pieces: [], feedback: true, end: head(spot(...points[3]), spot(out, node.across + 8)), mid: spot(out + 20, node.across) };
    }
    const level = nodes[arc.way[0]].column === nodes[arc.way.at(-1)].column;
    const style = `${arc.link.sign} ${arc.twin} ${arc.feedback}`;
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
    return { path, pieces: found, feedback: arc.feedback, within: level, end: head(spot(...stops.at(-1)), tip), mid };
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
        path, sign: some[0].sign, dashed: some.every((link) => link.dashed), certainty: Math.max(...some.map((link) => link.certainty || 0)), links: some.map((link) => link.id),
      }));
  }

  const round = (value) => Math.round(value * 10) / 10;

  function head([x0, y0], [x, y]) {
    return { x: round(x), y: round(y), angle: Math.round((Math.atan2(y - y0, x - x0) * 180) / Math.PI) };
  }
})((window.ictograph = window.ictograph || {}));
