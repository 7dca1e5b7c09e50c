"use strict";
// Chance that can be repeated: the same seed gives the same order on every machine.
(function (ictograph) {
  // A 32-bit number of a text (FNV-1a).
  function number(text) {
    let sum = 2166136261;
    for (const character of text) sum = Math.imul(sum ^ character.codePointAt(0), 16777619);
    return sum >>> 0;
  }

  // Numbers from 0 up to 1 (mulberry32).
  function chance(seed) {
    let state = number(seed);
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  // A list in an order given by a seed (Fisher and Yates).
  function shuffled(list, seed) {
    const next = chance(seed);
    const made = [...list];
    for (let at = made.length - 1; at > 0; at -= 1) {
      const other = Math.floor(next() * (at + 1));
      [made[at], made[other]] = [made[other], made[at]];
    }
    return made;
  }

  // A new seed that can be read out in class.
  function fresh() {
    const letters = "abcdefghkmnpqrstuvwxyz";
    return Array.from(crypto.getRandomValues(new Uint8Array(4)), (value) => letters[value % letters.length]).join("");
  }

  ictograph.seeded = { chance, fresh, shuffled };
})((window.ictograph = window.ictograph || {}));
