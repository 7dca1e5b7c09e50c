"use strict";
// Choosing a thing by name: a combobox over all names, as the ARIA practices describe it. Arrows choose, Enter takes,
// Escape closes; what is not found is said.
(function (ictograph) {
  let pickers = 0;

  // Takes {label, entries, folding, take(id), kindOf(entry): [glyph, name], value}; gives an element.
  ictograph.picker = function ({ label, entries, folding, take, kindOf, value = "" }) {
    const { make } = ictograph;
    pickers += 1;
    const [field, box] = [`place-${pickers}`, `places-${pickers}`];
    const search = ictograph.find(entries, ictograph.folding(folding));
    const choices = make("ul", { id: box, role: "listbox", "aria-label": label, hidden: true });
    const none = make("p", { class: "none", role: "status" }, "");
    let found = [];
    let current = -1;
    const input = make("input", {
      id: field, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false",
      "aria-controls": box, "aria-autocomplete": "list", placeholder: "type a name", value,
      on: { input: open, focus: () => input.select(), blur: close, keydown: press },
    });

    function close() {
      choices.hidden = true;
      current = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(to) {
      current = found.length ? (to + found.length) % found.length : -1;
      for (const [index, item] of [...choices.children].entries()) item.setAttribute("aria-selected", String(index === current));
      if (current < 0) return;
      input.setAttribute("aria-activedescendant", `${box}-${current}`);
      choices.children[current].scrollIntoView({ block: "nearest" });
    }

    function pick(index) {
      if (!found[index]) return;
      const { id } = found[index].entry;
      input.value = "";
      close();
      take(id);
    }

    function open() {
      found = search(input.value);
      none.textContent = input.value.trim() && !found.length ? `Nothing is called \u201c${input.value.trim()}\u201d here.` : "";
      choices.replaceChildren(
        ...found.map(({ entry, name }, index) => {
          const [glyph, kind] = kindOf(entry);
          return make(
            "li",
            { id: `${box}-${index}`, role: "option", "aria-selected": "false", on: { mousedown: (event) => event.preventDefault(), click: () => pick(index) } },
            make("span", { "aria-hidden": "true" }, `${glyph} `), `${entry.label}${name === entry.label ? "" : ` (${name})`}`, make("span", { class: "kind" }, ` ${kind}`),
          );
        }),
      );
      choices.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      mark(0);
    }

    function press(event) {
      if (event.key === "ArrowDown") choices.hidden ? open() : mark(current + 1);
      else if (event.key === "ArrowUp") mark(current - 1);
      else if (event.key === "Enter" && current >= 0) pick(current);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    }

    return make("div", { class: "picker" }, make("label", { for: field }, label), input, choices, none);
  };
})((window.ictograph = window.ictograph || {}));
