"use strict";
// What was seen in patients, as the app tells it: never mixed with what is deduced, and what was said of a class is not
// told as the therapy's own.
(function (ictograph) {
  const { make } = ictograph;
  const WORDS = { beneficial: "helped", harmful: "worsened", contraindicated: "is to be avoided", "no effect": "no benefit seen" };

  // Takes the data and the engine; gives {of, told}.
  ictograph.seen = function (data, engine) {
    const things = new Map([...data.things, ...data.others].map((thing) => [thing.id, thing]));
    const label = (id) => (things.has(id) ? things.get(id).label : id);
    const by = Map.groupBy ? Map.groupBy(data.clinical, ({ therapy }) => therapy) : grouped(data.clinical);

    function grouped(rows) {
      const found = new Map();
      for (const row of rows) found.set(row.therapy, [...(found.get(row.therapy) || []), row]);
      return found;
    }

    // What stands of a therapy, and of the classes that it is of, in causes and in the syndromes that these lead to, the
    // therapy's own first, then the surest.
    function of(therapy, causes) {
      const conditions = new Set(causes.flatMap((id) => engine.conditions(id)));
      const generals = things.get(therapy).generals.map((number) => data.things[number].id);
      const rows = [therapy, ...generals].flatMap((id) => by.get(id) || []).filter(({ condition, stands }) => stands && conditions.has(condition));
      return rows.sort((a, b) => (b.therapy === therapy) - (a.therapy === therapy) || b.cert - a.cert);
    }

    // One observation as a sentence with a link to its works.
    function sentence(row, therapy) {
      const whose = row.therapy === therapy ? "" : `told of its class, ${label(row.therapy)}: `;
      const where = `in ${label(row.condition)}${row.who ? `, ${row.who}` : ""}: ${label(row.outcome)}`;
      return [make("strong", {}, `${whose}${WORDS[row.effect]}`), ` ${where}. Rests on `, make("a", { href: `node/${row.therapy}.html#s-${row.id}` }, row.grounds), "."];
    }

    // What was seen of therapies in causes, as elements; says so where nothing was entered.
    function told(therapies, causes, most = 4) {
      return therapies.flatMap((therapy) => {
        const rows = of(therapy, causes);
        if (!rows.length) return [make("p", { class: "in-patients" }, `In patients: nothing on ${label(therapy)} is entered for this.`)];
        const more = rows.length > most ? [make("li", {}, make("a", { href: `node/${therapy}.html#patients` }, `${rows.length - most} more`))] : [];
        const items = rows.slice(0, most).map((row) => make("li", { class: `seen-${row.effect.replace(" ", "-")}` }, ...sentence(row, therapy)));
        return [make("p", { class: "in-patients" }, `In patients, ${label(therapy)}`), make("ul", { class: "in-patients" }, ...items, ...more)];
      });
    }

    return { label, of, told, WORDS };
  };
})((window.ictograph = window.ictograph || {}));
