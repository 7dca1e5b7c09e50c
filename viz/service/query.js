// The page to ask the graph in SPARQL: examples, completion, a table, a permalink, and the same query for a program.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const text = at("sparql"), status = at("status"), result = at("result"), offers = at("offers");
  const MOST = 1000; // rows that the table shows; how many there are is said
  const FIRST = "# What the mechanism alone says (deduced, not observed in patients; no medical advice)\nSELECT ?therapy ?direction ?verdict ?strength WHERE {\n  ?v ikg:verdictCause ikg:scn1a-loss-of-function ; ikg:verdictTherapy/rdfs:label ?therapy ;\n    ikg:direction/rdfs:label ?direction ; ikg:verdict ?verdict ; ikg:level ikg:levelSpecific ; ikg:strength ?strength .\n}\nORDER BY ?direction DESC(?strength)\n";
  const endpoint = new URL("/sparql", location.href).href;
  let prefixes = {}, examples = [], running = null, terms = null;

  const say = (what, wrong = false) => { status.textContent = what; status.className = wrong ? "wrong" : ""; };

  const made = (tag, content, attributes = {}) => {
    const element = document.createElement(tag);
    if (content !== null) element.textContent = content;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  const short = (iri) => {
    const fitting = Object.entries(prefixes).filter(([, base]) => iri.startsWith(base)).sort((a, b) => b[1].length - a[1].length)[0];
    return fitting ? `${fitting[0]}:${iri.slice(fitting[1].length)}` : iri;
  };

  const cell = (term) => {
    if (!term) return made("td", "");
    if (term.type !== "uri") {
      const number = /#(integer|decimal|double|float)$/.test(term.datatype || "");
      return made("td", term.value, number ? { class: "number" } : {});
    }
    const ours = prefixes.ikg && term.value.startsWith(prefixes.ikg);
    const href = ours ? `/id/${encodeURIComponent(term.value.slice(prefixes.ikg.length))}` : term.value;
    const box = made("td", null);
    if (ours || /^https?:/.test(term.value)) box.append(made("a", short(term.value), { href, rel: "noreferrer" }));
    else box.textContent = term.value;
    return box;
  };

  const table = (heads, rows) => {
    const made_ = made("table", null), head = made("tr", null), body = made("tbody", null);
    heads.forEach((name) => head.append(made("th", name, { scope: "col" })));
    const top = made("thead", null);
    top.append(head);
    rows.slice(0, MOST).forEach((row) => {
      const line = made("tr", null);
      heads.forEach((name) => line.append(cell(row[name])));
      body.append(line);
    });
    made_.append(top, body);
    return made_;
  };

  const show = (kind, content, seconds) => {
    const took = `${seconds.toFixed(2)} s`;
    if (!kind.includes("json")) {
      result.replaceChildren(made("pre", content));
      say(`Triples as Turtle, ${took}`);
      return;
    }
    const answer = JSON.parse(content);
    if ("boolean" in answer) {
      result.replaceChildren(made("p", answer.boolean ? "yes" : "no"));
      say(`Answered, ${took}`);
      return;
    }
    const rows = answer.results.bindings;
    result.replaceChildren(table(answer.head.vars, rows));
    const cut = rows.length > MOST ? `; the first ${MOST} are shown, Download has all` : "";
    say(`${rows.length} row${rows.length === 1 ? "" : "s"}, ${took}${cut}`);
  };

  const ask = (accept) => {
    running = new AbortController();
    at("stop").disabled = false;
    return fetch("/sparql", {
      method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: accept }, body: text.value, signal: running.signal,
    }).finally(() => { at("stop").disabled = true; });
  };

  const run = async () => {
    const begun = performance.now();
    say("Asking …");
    keep();
    try {
      const answer = await ask("application/sparql-results+json, text/turtle;q=0.9");
      const content = await answer.text();
      if (answer.ok) show(answer.headers.get("Content-Type") || "", content, (performance.now() - begun) / 1000);
      else { result.replaceChildren(); say(content.trim(), true); }
    } catch (error) {
      say(error.name === "AbortError" ? "Stopped" : "The server cannot be reached", true);
    }
  };

  const save = async () => {
    const wanted = at("format").value;
    say("Asking …");
    try {
      const answer = await ask(wanted);
      if (!answer.ok) { say((await answer.text()).trim(), true); return; }
      const link = made("a", null, { href: URL.createObjectURL(await answer.blob()), download: `result.${{ "text/csv": "csv", "text/tab-separated-values": "tsv", "application/sparql-results+json": "json", "application/sparql-results+xml": "xml", "text/turtle": "ttl", "application/ld+json": "jsonld" }[wanted]}` });
      link.click();
      URL.revokeObjectURL(link.href);
      say("Downloaded");
    } catch (error) {
      say(error.name === "AbortError" ? "Stopped" : "The server cannot be reached", true);
    }
  };

  const permalink = () => `${location.origin}/query#query=${encodeURIComponent(text.value)}`;
  const keep = () => { history.replaceState(null, "", permalink()); snippet(); };

  const snippet = () => {
    const quoted = (mark) => text.value.replaceAll("\\", "\\\\").replaceAll(mark, `\\${mark}`);
    const said = { // prefixes are declared by the server; another server needs them
      curl: `curl '${endpoint}' -H 'Accept: text/csv' --data-urlencode query@- <<'SPARQL'\n${text.value}\nSPARQL`,
      python: `import io, urllib.parse, urllib.request\nimport pandas as pd\n\nquery = """${quoted('"')}"""\nrequest = urllib.request.Request(\n    "${endpoint}", urllib.parse.urlencode({"query": query}).encode(), {"Accept": "text/csv"}\n)\nwith urllib.request.urlopen(request) as answer:\n    print(pd.read_csv(io.BytesIO(answer.read())))`,
      r: `library(httr)\n\nquery <- "${quoted('"')}"\nanswer <- POST("${endpoint}", body = list(query = query), encode = "form", accept("text/csv"))\nstop_for_status(answer)\nread.csv(text = content(answer, "text", encoding = "UTF-8"))`,
    };
    at("snippet").textContent = said[at("language").value];
  };

  // --- completion: names of the vocabulary after `ikg:`, and prefixes ------------------------------------------------
  const word = () => (text.value.slice(0, text.selectionStart).match(/[A-Za-z][\w-]*:?[\w.-]*$/) || [""])[0];
  // The names, asked for once; whoever types on meanwhile waits for the same answer.
  const named = async () => {
    const found = Object.keys(prefixes).map((name) => `${name}:`);
    const query = "SELECT DISTINCT ?t { { ?t a owl:Class } UNION { ?t a owl:ObjectProperty } UNION { ?t a owl:DatatypeProperty } FILTER(STRSTARTS(STR(?t), STR(ikg:))) }";
    const answer = await fetch(`/sparql?query=${encodeURIComponent(query)}`, { headers: { Accept: "application/sparql-results+json" } });
    return answer.ok ? found.concat((await answer.json()).results.bindings.map((row) => short(row.t.value)).sort()) : found;
  };
  const known = () => (terms ||= named());
  const hide = () => { offers.hidden = true; offers.replaceChildren(); text.removeAttribute("aria-activedescendant"); };
  const offer = async () => {
    const begun = word();
    if (begun.length < 3) { hide(); return; }
    const found = (await known()).filter((name) => name.toLowerCase().startsWith(begun.toLowerCase()) && name !== begun).slice(0, 8);
    if (begun !== word() || !found.length) { hide(); return; }
    offers.replaceChildren(...found.map((name, i) => made("li", name, { role: "option", id: `offer-${i}`, "aria-selected": "false" })));
    offers.hidden = false;
  };
  const chosen = () => offers.querySelector("[aria-selected=true]");
  const move = (by) => {
    const all = [...offers.children], now = all.indexOf(chosen());
    all.forEach((one) => one.setAttribute("aria-selected", "false"));
    const next = all[(now + by + all.length) % all.length];
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", next.id);
  };
  const take = (name) => {
    const end = text.selectionStart;
    text.setRangeText(name, end - word().length, end, "end");
    hide();
    text.focus();
  };

  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); return; }
    if (offers.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Enter" && chosen()) { event.preventDefault(); take(chosen().textContent); }
    else if (event.key === "Escape") { event.preventDefault(); hide(); }
  });
  text.addEventListener("input", () => { snippet(); offer(); });
  text.addEventListener("blur", () => setTimeout(hide, 200));
  offers.addEventListener("mousedown", (event) => { event.preventDefault(); if (event.target.id) take(event.target.textContent); });
  at("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  at("stop").addEventListener("click", () => running && running.abort());
  at("save").addEventListener("click", save);
  at("language").addEventListener("change", snippet);
  at("link").addEventListener("click", async () => {
    keep();
    try { await navigator.clipboard.writeText(permalink()); say("The permalink is in the clipboard and in the address"); } catch { say("The permalink is in the address of this page"); }
  });
  at("example").addEventListener("change", (event) => {
    const found = examples.find((one) => one.name === event.target.value);
    if (found) { text.value = found.sparql; snippet(); result.replaceChildren(); say(found.question); }
  });

  const begin = async () => {
    const given = location.hash.startsWith("#query=") ? location.hash.slice(7) : null;
    try { text.value = given === null ? FIRST : decodeURIComponent(given); } catch { text.value = FIRST; say("The address holds no query", true); }
    snippet();
    try {
      const answer = await fetch("/query/examples.json");
      if (!answer.ok) throw new Error(await answer.text());
      ({ prefixes, examples } = await answer.json());
      examples.forEach((one) => at("example").append(made("option", one.title, { value: one.name })));
    } catch { say("The examples cannot be read", true); }
    document.documentElement.dataset.ready = "yes";
    if (given !== null && status.className !== "wrong") run();
  };
  begin();
})();
