"use strict";
// Search over names that forgives typing errors: exact names first, then beginnings, then words within, then names
// that differ by a slip or two (the distance of Damerau and Levenshtein, restricted to neighbours that change places).
(function (ictograph) {
  const plain = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  // Slips allowed in a word of this length.
  const allowed = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2);

  // Slips between what was typed and the beginning of a word, or more than `most`.
  function slips(typed, word, most) {
    const longest = Math.min(word.length, typed.length + most);
    let before = null;
    let above = Array.from({ length: longest + 1 }, (_, column) => column);
    for (let row = 1; row <= typed.length; row += 1) {
      const here = [row];
      for (let column = 1; column <= longest; column += 1) {
        const same = typed[row - 1] === word[column - 1];
        let least = Math.min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (same ? 0 : 1));
        if (row > 1 && column > 1 && typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1]) {
          least = Math.min(least, before[column - 2] + 1);
        }
        here.push(least);
      }
      if (Math.min(...here) > most) return most + 1;
      before = above;
      above = here;
    }
    return Math.min(...above);
  }

  // How badly one typed word fits a word of a name: 0 the same, 1 its beginning, 2 inside, 3 and more with slips.
  function misfit(typed, word) {
    if (word === typed) return 0;
    if (word.startsWith(typed)) return 1;
    if (typed.length > 2 && word.includes(typed)) return 2;
    const most = allowed(typed.length);
    const found = most ? slips(typed, word, most) : most + 1;
    return found <= most ? 2 + found : Infinity;
  }

  // Every typed word must fit some word of the name; Infinity where one does not.
  function distance(typed, name) {
    let sum = 0;
    for (const one of typed) {
      let best = Infinity;
      for (let at = 0; at < name.words.length && best > 0; at += 1) {
        best = Math.min(best, misfit(one, name.words[at]) + (at ? 0.25 : 0));
      }
      if (best === Infinity) return Infinity;
      sum += best;
    }
    return sum + 0.01 * name.words.length + (name.label ? 0 : 0.5);
  }

  // Takes entries {id, label, names, ...}; gives a function from text to the entries that fit, best first, each as
  // {entry, name} with the name that fitted.
  ictograph.find = function (entries) {
    const names = entries.flatMap((entry) =>
      [entry.label, ...(entry.names || [])].map((text, index) => ({
        entry,
        text,
        label: index === 0,
        whole: plain(text),
        words: plain(text).split(" "),
      })),
    );
    return function (text, most = 12) {
      const whole = plain(text);
      if (!whole) return [];
      const typed = whole.split(" ");
      const best = new Map();
      for (const name of names) {
        const score = name.whole === whole ? -1 : distance(typed, name);
        const known = best.get(name.entry.id);
        if (score < Infinity && (!known || score < known.score)) best.set(name.entry.id, { score, name });
      }
      return [...best.values()]
        .sort((one, other) => one.score - other.score || (one.name.text < other.name.text ? -1 : 1))
        .slice(0, most)
        .map((found) => ({ entry: found.name.entry, name: found.name.text }));
    };
  };
})((window.ictograph = window.ictograph || {}));
