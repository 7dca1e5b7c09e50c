"use strict";
// Search over names by the rules of `knowledge/names.py`: what goes by a name, in any spelling and number, is found; then
// names that contain what was typed or whose words begin so; and only where there is nothing of that, guesses, in which
// words (never symbols) differ by a slip or two. A guess is marked as one.
(function (ictograph) {
  const BEGIN = 3; // letters of a word that are enough for its beginning

  // Slips forgiven in a word of this length.
  const allowed = (length) => (length < 5 ? 0 : length < 8 ? 1 : 2);

  // Whether two words differ by at most so many letters put in, left out, replaced, or swapped with a neighbour.
  function slips(one, other, most) {
    if (!most || Math.abs(one.length - other.length) > most) return false;
    let before = null;
    let above = Array.from({ length: other.length + 1 }, (_, column) => column);
    for (let row = 1; row <= one.length; row += 1) {
      const here = [row];
      for (let column = 1; column <= other.length; column += 1) {
        let least = Math.min(above[column] + 1, here[column - 1] + 1, above[column - 1] + Number(one[row - 1] !== other[column - 1]));
        if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) least = Math.min(least, before[column - 2] + 1);
        here.push(least);
      }
      if (Math.min(...here) > most) return false;
      before = above;
      above = here;
    }
    return above[other.length] <= most;
  }

  // Takes entries {id, label, names, also} and the folding; gives `search(text, most)`, a list of {entry, name, guess}, best
  // first, and `search.exact(text)`, the entries that go by a name.
  ictograph.find = function (entries, folding) {
    const { isSymbol, loose, strict, symbols, words } = folding;
    const names = entries.flatMap((entry) =>
      [entry.id, entry.label, ...(entry.names || []), ...(entry.also || [])].map((text, index) => ({
        entry, text: index ? text : entry.label, label: index < 2, key: strict(text), spelt: loose(text), words: words(text), shown: index > 0,
      })),
    );
    const capitals = new Set(names.flatMap(({ text }) => symbols(text)));
    const known = new Set(names.flatMap((name) => name.words));

    const unique = (list) => [...new Map(list.map((name) => [name.entry.id, name])).values()];

    // The thing with that label, else all that go by that name; in any spelling and number where nothing does so exactly.
    function called(text) {
      for (const [field, key] of [["key", strict(text)], ["spelt", loose(text)]]) {
        if (!key) continue;
        const same = names.filter((name) => name[field] === key);
        const labels = same.filter(({ label }) => label);
        if (same.length) return unique(labels.length ? labels : same);
      }
      return [];
    }

    const begins = (typed, word) => typed === word || (typed.length >= BEGIN && /^\p{L}+$/u.test(typed) && word.startsWith(typed));

    // Names that contain what was typed, or in which each typed word is or begins a word; whole words and labels first.
    function containing(text) {
      const [key, spelt, typed] = [strict(text), loose(text), words(text)];
      if (!key) return [];
      const has = (name) => (key.length > 1 && (name.key.includes(key) || name.spelt.includes(spelt))) || typed.every((one) => name.words.some((word) => begins(one, word)));
      const rank = (name) => [!typed.every((one) => name.words.includes(one)), !name.key.startsWith(key), !name.label, name.key.length];
      const found = names.filter(has).map((name) => [rank(name), name]);
      found.sort(([a, one], [b, other]) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3] || (one.key < other.key ? -1 : 1));
      return found.map(([, name]) => name);
    }

    // Names in which each typed word is right but for slips; a symbol has to be right.
    function guesses(text) {
      const typed = words(text);
      if (!typed.length || strict(text).length < 3) return [];
      const fits = typed.map((one) => new Set([...known].filter((word) => begins(one, word) || (!capitals.has(word) && !isSymbol(one) && !isSymbol(word) && slips(one, word, allowed(Math.min(one.length, word.length)))))));
      const found = names.filter((name) => fits.every((fit) => name.words.some((word) => fit.has(word))));
      return found.sort((one, other) => one.words.length - other.words.length || (one.key < other.key ? -1 : 1));
    }

    function search(text, most = 12) {
      const found = new Map();
      const add = (list, guess) => list.forEach((name) => found.has(name.entry.id) || found.set(name.entry.id, { entry: name.entry, name: name.text, guess }));
      add(called(text), false);
      add(containing(text), false);
      if (!found.size) add(guesses(text), true);
      return [...found.values()].slice(0, most);
    }
    search.exact = (text) => called(text).map(({ entry }) => entry);
    return search;
  };
})((window.ictograph = window.ictograph || {}));
