// The legend that filters, the search box and the buttons.
function choice(name, mark, count, checked, change) {
  const box = el("input", { type: "checkbox", checked, change: () => change(box.checked) });
  return el("label", { class: "choice" }, box, mark, el("span", { class: "name" }, name), el("span", { class: "count" }, count === null ? "" : count.toLocaleString("en")));
}

function choices(legend, part, chosen, entries, mark, changed) {
  return el("fieldset", { id: `filter-${part}` }, el("legend", {}, legend), entries.map(([name, text, count]) =>
    choice(text, mark(name), count, chosen.has(name), (on) => { chosen[on ? "add" : "delete"](name); changed(); })));
}

function tally(items, keyOf) {
  const counts = new Map();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) || 0) + 1);
  return counts;
}

function buildFilters(changed) {
  const families = tally(ties, (tie) => tie.family);
  const classes = tally(entities, (entity) => entity.type);
  const statuses = tally(ties.flatMap((tie) => tie.claims), (claim) => claim.status);
  const side = byId("side");
  side.replaceChildren(
    choices("Relations", "families", filter.families, data.families.map(({ name }) => [name, name, families.get(name) || 0]), (name) => swatch("families", name), changed),
    choices("Entities", "classes", filter.classes, data.classes.map(({ name, plural }) => [name, plural, classes.get(name) || 0]), (name) => swatch("classes", name), changed),
    choices("Status of claims", "statuses", filter.statuses, data.statuses.map(({ name, label }) => [name, label, statuses.get(name) || 0]), (name) => swatch("statuses", name), changed),
    ...[timeField(changed), documentField(changed), confidenceField(changed)].filter(Boolean),
    el("button", { type: "button", id: "reset-button", click: () => { resetFilter(); buildFilters(changed); changed(); } }, "Reset filters"));
}

function timeField(changed) {
  if (!period || period[0] === period[1]) return null;
  const out = el("output", {});
  const told = () => { out.textContent = `${monthName(filter.period[0])} to ${monthName(filter.period[1])}`; };
  const range = (id, text, side) => {
    const input = el("input", { type: "range", id, min: period[0], max: period[1], value: filter.period[side], "aria-valuetext": monthName(filter.period[side]) });
    input.addEventListener("input", () => {
      const limit = filter.period[1 - side];
      filter.period[side] = side ? Math.max(Number(input.value), limit) : Math.min(Number(input.value), limit);
      input.value = String(filter.period[side]);
      input.setAttribute("aria-valuetext", monthName(filter.period[side]));
      told();
      changed();
    });
    return el("label", { class: "block" }, text, input);
  };
  told();
  return el("fieldset", { id: "filter-time" }, el("legend", {}, "Time"), out, range("time-from", "From", 0), range("time-to", "To", 1),
    choice("Undated claims too", null, null, filter.undated, (on) => { filter.undated = on; changed(); }));
}

function documentField(changed) {
  if (data.documents.length < 2) return null;
  const select = el("select", { id: "document", change: () => { filter.document = select.value === "" ? null : Number(select.value); changed(); } },
    el("option", { value: "" }, `All ${data.documents.length.toLocaleString("en")} documents`),
    data.documents.map((one) => el("option", { value: one.number, selected: one.number === filter.document },
      short([one.issued, one.title || one.source || one.iri].filter(Boolean).join("  "), 90))));
  return el("div", { class: "field" }, el("h2", {}, el("label", { for: "document" }, "Document")), select);
}

function confidenceField(changed) {
  const out = el("output", { for: "confidence" }, filter.confidence.toFixed(2));
  const input = el("input", { type: "range", id: "confidence", min: 0, max: 1, step: 0.05, value: filter.confidence });
  input.addEventListener("input", () => { filter.confidence = Number(input.value); out.textContent = filter.confidence.toFixed(2); changed(); });
  return el("div", { class: "field" }, el("h2", { class: "pair" }, el("label", { for: "confidence" }, "Confidence at least"), out), input);
}

// Lower case without accents, so that a name is found however it is typed.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// Statements have long names and come last.
const rank = (id) => id + (entities[id].type === "Statement" ? 10 * entities.length : 0);

function search(text) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found = [];
  for (const entity of entities) {
    entity.plain ??= plain([entity.label, ...(entity.names || []), entity.text || ""].join("\n"));
    if (!words.every((word) => entity.plain.includes(word))) continue;
    const label = plain(entity.label);
    const fit = !words.length || label === words.join(" ") ? 0 : words.every((word) => ` ${label}`.includes(` ${word}`)) ? 1 : 2;
    found.push({ entity, order: rank(entity.id) + fit * 3 * entities.length });
  }
  return found.sort((a, b) => a.order - b.order).slice(0, 12).map((one) => one.entity);
}

function startSearch(pick) {
  const [input, list] = [byId("search"), byId("found")];
  let [items, current] = [[], -1];
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); current = -1; };
  const choose = (entity) => { input.value = ""; close(); pick(entity.id); };
  const mark = (number) => {
    current = number;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === current)));
    if (current < 0) return;
    input.setAttribute("aria-activedescendant", list.children[current].id);
    list.children[current].scrollIntoView({ block: "nearest" });
  };
  const fill = () => {
    items = search(input.value);
    list.replaceChildren(...items.map((entity, number) => el("li", { id: `found-${number}`, role: "option", "aria-selected": "false", mousedown: (event) => { event.preventDefault(); choose(entity); } },
      swatch("classes", entity.type), named(short(entity.label, 70)), el("small", {}, entity.type))));
    if (!items.length) list.append(el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No entity has this name."));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(input.value && items.length ? 0 : -1);
  };
  input.addEventListener("input", fill);
  input.addEventListener("focus", fill);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); event.stopPropagation(); }
    else if (event.key === "ArrowDown" && items.length) { event.preventDefault(); if (list.hidden) fill(); mark((current + 1) % items.length); }
    else if (event.key === "ArrowUp" && items.length) { event.preventDefault(); mark((current + items.length - 1) % items.length); }
    else if (event.key === "Enter" && current >= 0) { event.preventDefault(); choose(items[current]); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); input.focus(); }
  });
}
