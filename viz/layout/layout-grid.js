"use strict";
// The second half of the layout: boxes and passing lines column by column, their order, and where each stands across
// the reading direction.
(function (ictograph) {
  const { BETWEEN, from, to } = ictograph.columns;
  const APART = { boxes: BETWEEN, mixed: 9, lines: 6 };
  const LINE = 4; // room of a passing line
  const CAREFUL = 500; // more nodes than this get fewer sweeps

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
    // A long line shares its way with those to the same box, or from the same box, whichever are more.
    const count = new Map();
    const add = (key) => count.set(key, (count.get(key) || 0) + 1);
    const style = (arc) => `${arc.link.look || arc.link.sign} ${arc.feedback ? "b" : "f"} ${arc.twin}`;
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

  // --- order inside columns ----------------------------------------------------------------------------------------------

  // The order with the fewest crossings that is found from several starts: as given, turned round, and mixed by a fixed
  // rule, so that the same view is always drawn the same. From each start barycentres are followed there and back, and
  // then every node is sifted: moved to the best place of its column (Matuszewski, Schoenfeld and Molitor 1999). How many
  // starts there are follows from the size of the view, so that the time is bounded.
  function order(grid, boxes) {
    const { nodes, layers } = grid;
    const given = layers.map((layer) => [...layer]);
    const put = (orders) => {
      orders.forEach((layer, index) => (layers[index] = [...layer]));
      for (const layer of layers) rerank(layer, nodes);
    };
    let [best, fewest, least] = [given, Infinity, Infinity];
    const starts = startsOf(grid);
    for (let start = 0; start < starts && fewest; start += 1) {
      put(given.map((layer, index) => mixed(layer, start, index)));
      for (const layer of start ? layers : []) {
        apartByKind(layer, nodes, boxes);
        rerank(layer, nodes);
      }
      const [found, count] = improved(grid, boxes, start ? MORE : nodes.length > CAREFUL ? FEW : SWEEPS);
      if (count > fewest) continue;
      const length = lengths(found, nodes);
      if (count < fewest || length < least) [best, fewest, least] = [found, count, length];
    }
    put(best);
  }

  // How far lines lead up or down in sum: of orders with as few crossings the one that is straightest is the calmest.
  function lengths(layers, nodes) {
    const high = new Map(layers.flatMap((layer) => layer.map((node, index) => [node, index - (layer.length - 1) / 2])));
    let sum = 0;
    for (const [node, at] of high) for (const [other, weight] of nodes[node].right) sum += weight * Math.abs(at - high.get(other));
    return sum;
  }

  const [SWEEPS, MORE, FEW] = [24, 4, 4]; // of the first start, of the others, and where there is much

  // Starts by the cost of one of them: every pair of lines of a column may be looked at.
  function startsOf({ nodes, layers }) {
    if (nodes.length > CAREFUL) return 1;
    const lines = (layer) => layer.reduce((sum, node) => sum + nodes[node].left.length + nodes[node].right.length, 0);
    const cost = layers.reduce((sum, layer) => sum + lines(layer) ** 2, 0);
    return Math.max(1, Math.min(STARTS, Math.floor(BUDGET / (cost + 1))));
  }

  const [STARTS, BUDGET] = [8, 250_000];

  function rerank(layer, nodes) {
    layer.forEach((node, index) => (nodes[node].rank = index));
  }

  // A column as the given start has it: as it is, turned round, or mixed by a linear congruence.
  function mixed(layer, start, index) {
    if (start < 2) return start ? [...layer].reverse() : [...layer];
    const made = [...layer];
    let state = (start * 7919 + index * 104_729 + 1) % 2_147_483_647;
    for (let last = made.length - 1; last > 0; last -= 1) {
      state = (state * 48_271) % 2_147_483_647;
      const other = state % (last + 1);
      [made[last], made[other]] = [made[other], made[last]];
    }
    return made;
  }

  // Sweeps and sifts from where the grid stands; gives the best order on the way and its crossings.
  function improved(grid, boxes, sweeps) {
    const { nodes, layers } = grid;
    const copy = () => layers.map((layer) => [...layer]);
    let [best, fewest] = [copy(), crossings(grid)];
    const keep = () => {
      const now = crossings(grid);
      if (now < fewest) [best, fewest] = [copy(), now];
    };
    for (let sweep = 0; sweep < sweeps && fewest; sweep += 1) {
      const rightwards = sweep % 2 === 0;
      const walk = rightwards ? layers.keys() : [...layers.keys()].reverse();
      for (const index of walk) {
        const layer = layers[index];
        const wish = new Map(layer.map((node) => [node, barycentre(nodes, rightwards ? nodes[node].left : nodes[node].right, nodes[node].rank)]));
        layer.sort((a, b) => wish.get(a) - wish.get(b) || nodes[a].rank - nodes[b].rank);
        apartByKind(layer, nodes, boxes);
        rerank(layer, nodes);
      }
      if (nodes.length <= CAREFUL) swap(grid, boxes);
      keep();
    }
    if (nodes.length > CAREFUL || !fewest) return [best, fewest];
    best.forEach((layer, index) => (layers[index] = [...layer]));
    for (const layer of layers) rerank(layer, nodes);
    for (let pass = 0; pass < PASSES && sifted(grid, boxes); pass += 1);
    keep();
    return [best, fewest];
  }

  const PASSES = 6;

  // Every node goes to the place of its column with the fewest crossings; whether any has moved.
  function sifted({ nodes, layers }, boxes) {
    const lane = (node) => (nodes[node].box < 0 ? -1 : boxes[nodes[node].box].lane === 5 ? 1 : 0);
    const bound = (one, other) => lane(one) >= 0 && lane(other) >= 0 && lane(one) !== lane(other);
    const saved = (upper, lower) => pair(nodes, nodes[upper].left, nodes[lower].left) + pair(nodes, nodes[upper].right, nodes[lower].right);
    let moved = false;
    for (const layer of layers) {
      for (const node of [...layer].sort((a, b) => degree(nodes[b]) - degree(nodes[a]) || a - b)) {
        const { rank } = nodes[node];
        let [place, most] = [rank, 0];
        for (let [at, gain] = [rank - 1, 0]; at >= 0 && !bound(layer[at], node); at -= 1) {
          gain += saved(layer[at], node);
          if (gain > most) [place, most] = [at, gain];
        }
        for (let [at, gain] = [rank + 1, 0]; at < layer.length && !bound(node, layer[at]); at += 1) {
          gain += saved(node, layer[at]);
          if (gain > most) [place, most] = [at, gain];
        }
        if (place === rank) continue;
        layer.splice(rank, 1);
        layer.splice(place, 0, node);
        rerank(layer, nodes);
        moved = true;
      }
    }
    return moved;
  }

  const degree = ({ left, right }) => left.length + right.length;

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

  ictograph.grid = { coordinates, crossings, makeGrid, order };
})((window.ictograph = window.ictograph || {}));
