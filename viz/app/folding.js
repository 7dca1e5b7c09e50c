"use strict";
// Names in one form, as `knowledge/folding.py` folds them; its tables come with the data, so that there is one list of
// rules. `strict` undoes what typing and printing change, `loose` also spelling and number; a symbol keeps every character.
(function (ictograph) {
  ictograph.folding = function ({ apostrophes, greek, longest, short, spelling }) {
    const rules = spelling.map(([pattern, by]) => [new RegExp(pattern, "gu"), by.replace(/\\(\d)/g, "$$$1")]);
    const apostrophe = new RegExp(`[${apostrophes}]`, "gu");
    const marks = /[\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
    const known = new Map();

    const visible = (text) => text.replace(marks, "").replace(/\p{Cf}/gu, "");
    const ascii = (text) => /^[\x00-\x7f]*$/.test(text);

    function plain(text) {
      if (ascii(text)) return text;
      const folded = visible(text.replace(apostrophe, "'")).normalize("NFKC");
      const spelled = [...folded].map((letter) => (letter in greek ? ` ${greek[letter]} ` : letter)).join("");
      return spelled.normalize("NFD").replace(/\p{Mn}/gu, "");
    }

    // Letters, digits and points between digits, in small letters.
    function strict(name) {
      const text = plain(name).toLowerCase().replace(/\u00df/g, "ss").replace(/[^\p{L}\p{N}.]/gu, "");
      return text.replace(/\.(?!\d)|(?<!\d)\./g, "");
    }

    const isSymbol = (word) => [...word].length < 4 || !/^\p{L}+$/u.test(word);

    function stem(word) {
      if (!known.has(word)) known.set(word, stemmed(word));
      return known.get(word);
    }

    function stemmed(word) {
      const small = word.toLowerCase();
      if (Object.hasOwn(short, small)) return short[small];
      if (/^[A-Z]{2,}s$/.test(word)) return word.slice(0, -1).toLowerCase();
      const capitals = word === word.toUpperCase() && word !== small;
      if (isSymbol(word) || (capitals && word.length <= longest)) return small;
      return rules.reduce((folded, [pattern, by]) => folded.replace(pattern, by), small);
    }

    const parts = (name) => plain(name).match(/[\p{L}\p{N}]+(?:\.\d+)*/gu) || [];
    const words = (name) => (plain(name).replace(/'s\b|(?<=s)'(?!\w)/g, "").match(/[\p{L}\p{N}]+(?:\.\d+)*/gu) || []).map(stem);
    const loose = (name) => words(name).join("");
    // The words that are written in capitals, in which every character counts.
    const symbols = (name) => parts(name).filter((word) => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()).map(stem);

    return { isSymbol, loose, strict, symbols, words };
  };
})((window.ictograph = window.ictograph || {}));
