"use strict";
// The first half of the layout: which lines run backwards, which boxes stand in one column (or row), and how labels
// are broken into lines.
(function (ictograph) {
  const EDGE = 12; // room around everything
  const FONT = { line: 15, before: 22, after: 6, padY: 8, bold: 1.15 }; // text of a box: height of a line, room around it
  const GAPS = { least: 30, most: 110 }; // between columns
  const BETWEEN = 14; // between boxes of one row

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
    if (vertical) return columns.flatMap((column) => split(column, Math.max(1, Math.floor((room - 46) / (sizes(0, true, width, least).box + BETWEEN)))));
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

  // Lines of a label: broken at blanks and inside compounds, and inside a word only where the word is too long.
  function wrap(label, room, measure) {
    const blank = measure("n n") - measure("nn");
    const lines = [];
    let [line, wide] = ["", 0]; // the line so far, and its width with the blank after it
    const end = () => {
      if (line.trim()) lines.push(line.trim());
      [line, wide] = ["", 0];
    };
    for (let piece of pieces(label)) {
      while (measure(piece.trim()) > room && [...piece.trim()].length > 3) {
        const [first, rest] = cut(piece, room, measure);
        end();
        lines.push(`${first}-`);
        piece = rest;
      }
      const word = piece.trim();
      if (line && wide + measure(word) > room) end();
      line += piece;
      wide += measure(word) + (word.length < piece.length ? blank : 0);
    }
    end();
    return lines.length ? lines : [""];
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

  ictograph.columns = { BETWEEN, EDGE, FONT, from, leastWidth, makeColumns, markFeedback, sizes, to, wrap };
})((window.ictograph = window.ictograph || {}));
