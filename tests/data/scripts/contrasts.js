() => {
  const channel = (v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const numbers = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => { const [r, g, b] = numbers(colour).map(channel); return .2126 * r + .7152 * g + .0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const style = (element) => getComputedStyle(element);
  const papers = [style(document.body).backgroundColor, ...[...document.querySelectorAll(".lane.odd")].slice(0, 1).map((e) => style(e).fill)];
  const found = {text: Infinity, border: Infinity, line: Infinity, title: Infinity};
  for (const box of document.querySelectorAll(".box:not(.out)")) {
    const rect = style(box.querySelector("rect"));
    for (const text of box.querySelectorAll(":scope > :is(text, .glyph)")) found.text = Math.min(found.text, ratio(style(text).fill, rect.fill));
    for (const paper of papers) found.border = Math.min(found.border, ratio(rect.stroke, paper));
  }
  for (const line of document.querySelectorAll(".own, .trunk .line")) for (const paper of papers) found.line = Math.min(found.line, ratio(style(line).stroke, paper));
  // A hollow head is its outline.
  const drawn = (head) => (head.closest(".isa, .tested, .helped, .worsened, .unmoved") ? style(head).stroke : style(head).fill);
  for (const head of document.querySelectorAll(".link .head")) for (const paper of papers) found.line = Math.min(found.line, ratio(drawn(head), paper));
  for (const title of document.querySelectorAll(".lane-title")) for (const paper of papers) found.title = Math.min(found.title, ratio(style(title).fill, paper));
  for (const part of document.querySelectorAll(".map-bar button, .legend button, .legend span, .legend label, .legend select")) found.title = Math.min(found.title, ratio(style(part).color, style(document.body).backgroundColor));
  for (const part of document.querySelectorAll(".map-bar button, .legend button, .legend select")) found.border = Math.min(found.border, ratio(style(part).borderTopColor, style(document.body).backgroundColor));
  for (const chip of document.querySelectorAll(".chip")) found.text = Math.min(found.text, ratio(style(chip).color, style(chip).backgroundColor));
  return found;
}
