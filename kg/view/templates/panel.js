// The details beside the graph: one entity or one tie, each reachable from the other, with a way back.
const panel = { box: byId("panel"), history: [], shown: null, listeners: [] };

function show(what, keepHistory) {
  if (panel.shown && !keepHistory) panel.history.push(panel.shown);
  panel.shown = what;
  panel.box.replaceChildren(...panelOf(what));
  panel.box.hidden = false;
  panel.box.scrollTop = 0;
  for (const listener of panel.listeners) listener(what);
}

// The ties that a thing opened or pointed at is about: all of an entity, one relation, or those of a passage.
function tiesOf(what) {
  if (what.entity !== undefined) return entities[what.entity].ties;
  return what.tie !== undefined ? [ties[what.tie]] : what.ties;
}

function panelOf(what) {
  if (what.entity !== undefined) return entityPanel(entities[what.entity]);
  return what.tie !== undefined ? tiePanel(ties[what.tie]) : passagePanel(what);
}

const openEntity = (entity) => { show({ entity }); panel.box.focus({ preventScroll: true }); };
const openTie = (tie) => { show({ tie }); panel.box.focus({ preventScroll: true }); };

function closePanel() {
  panel.history = [];
  panel.shown = null;
  panel.box.hidden = true;
  for (const listener of panel.listeners) listener(null);
}

function topRow(...kind) {
  const back = panel.history.length
    ? el("button", { type: "button", click: () => { show(panel.history.pop(), true); panel.box.focus({ preventScroll: true }); } }, "Back") : null;
  return el("div", { class: "top" }, el("div", { class: "kind" }, ...kind),
    el("div", { class: "buttons" }, back, el("button", { type: "button", id: "panel-close", click: closePanel }, "Close")));
}

const endOf = (tie, entity) => (tie.target === null ? null : entities[tie.source === entity.id ? tie.target : tie.source]);

function tieRow(tie, entity, open) {
  const other = endOf(tie, entity);
  const arrow = tie.symmetric ? "–" : tie.source === entity.id ? "→" : "←";
  const inside = el("div", { class: "inside" });
  const fill = () => {
    if (inside.childNodes.length) return;
    inside.append(
      el("p", { class: "go" }, other && other !== entity && el("button", { type: "button", class: "plain", click: () => openEntity(other.id) }, "Open ", named(short(other.label, 40))),
        tie.target !== null && el("button", { type: "button", class: "plain", click: () => openTie(tie.id) }, "Open this relation")),
      ...tie.claims.map((claim) => claimCard(claim, tie, openEntity)));
  };
  if (open) fill();
  return el("details", { class: "tie", open, toggle: fill },
    el("summary", {},
      el("span", { class: "what" }, el("span", { class: "relation" }, `${tie.label} ${arrow} `), named(other ? short(other.label, 120) : tie.literal)),
      tie.status === "stated" ? null : badge(tie.status),
      tie.claims.length > 1 ? el("span", { class: "count", title: many(tie.claims.length, "claim") }, `${tie.claims.length}×`) : null),
    inside);
}

function entityPanel(entity) {
  const look = looks.classes.get(entity.type);
  const spoken = entity.type === "Statement" && entity.text;
  const parts = [topRow(swatch("classes", entity.type), el("span", {}, look.name)), el("h2", { class: spoken ? "spoken" : null }, named(spoken || entity.label))];
  if (entity.names && !spoken) parts.push(el("p", { class: "names" }, "Also ", ...entity.names.flatMap((name, number) => (number ? [", ", named(name)] : [named(name)]))));
  if (entity.text && !spoken && entity.text !== entity.label) parts.push(el("p", { class: "words" }, named(entity.text)));
  if (entity.speaker) parts.push(el("p", { class: "aside" }, "Said by ", person(entity.speaker, openEntity)));
  if (/^Q\d+$/.test(entity.wikidata || "")) parts.push(el("p", { class: "aside" }, address(`https://www.wikidata.org/wiki/${entity.wikidata}`, `Wikidata ${entity.wikidata}`)));
  if (!entity.ties.length) parts.push(el("p", { class: "aside" }, "No relation of this entity is in this part of the graph."));
  let opened = 0;
  for (const family of data.families) {
    const mine = entity.ties.filter((tie) => tie.family === family.name)
      .sort((a, b) => a.label.localeCompare(b.label) || b.claims.length - a.claims.length || a.id - b.id);
    if (!mine.length) continue;
    parts.push(el("h3", {}, swatch("families", family.name), el("span", {}, family.name)));
    parts.push(el("div", {}, mine.map((tie) => { const open = opened < 3; opened += tie.claims.length; return tieRow(tie, entity, open); })));
  }
  return parts;
}

function tiePanel(tie) {
  const end = (id) => el("button", { type: "button", class: "plain", click: () => openEntity(id) }, named(entities[id].label));
  return [
    topRow(swatch("families", tie.family), el("span", {}, tie.family)),
    el("h2", { class: "triple" }, end(tie.source), el("span", { class: "relation" }, ` ${tie.label} `), tie.target === null ? named(tie.literal) : end(tie.target)),
    el("p", { class: "aside" }, tie.claims.length ? `${many(tie.claims.length, "claim")}, ${looks.statuses.get(tie.status)?.label.toLowerCase() || tie.status}`
      : "A fact of the graph; its claims are not in this file."),
    ...tie.claims.map((claim) => claimCard(claim, tie, openEntity)),
  ];
}

// A place in the text, or a moment, with all claims that stand there.
function passagePanel({ heading, claims }) {
  return [
    topRow(el("span", {}, heading)),
    ...claims.map((claim) => [tripleOf(claim.tie), claimCard(claim, claim.tie, openEntity)]).flat(),
  ];
}

function tripleOf(tie) {
  return el("h3", { class: "triple" }, swatch("families", tie.family), el("button", { type: "button", class: "plain", click: () => openTie(tie.id) },
    named(short(entities[tie.source].label, 100)), el("span", { class: "relation" }, ` ${tie.label} `), named(short(tie.target === null ? tie.literal : entities[tie.target].label, 100))));
}
