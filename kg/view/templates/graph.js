// The network page: puts the parts together.
function tellCounts() {
  const [shownEntities, shownTies] = [view.entities.size, view.ties.size];
  const allTies = ties.filter((tie) => tie.target !== null).length;
  byId("counts").textContent = `${shownEntities.toLocaleString("en")} of ${many(data.total, "entity", "entities")}, ` +
    `${shownTies.toLocaleString("en")} of ${many(allTies, "relation")}, ${many(data.documents.length, "document")}`;
  const message = byId("message");
  message.hidden = shownEntities > 0;
  if (shownEntities) return;
  message.replaceChildren(...(entities.length
    ? [el("p", {}, "Nothing matches these filters."), el("button", { type: "button", click: () => byId("reset-button").click() }, "Reset filters")]
    : [el("p", {}, "This graph is empty: no entity and no claim was found in its documents.")]));
}

function tellLimit() {
  const notice = byId("notice");
  const held = entities.length;
  const parts = [data.note ? named(data.note) : null];
  if (!reach.all) {
    parts.push(` This graph has ${many(data.total, "entity", "entities")}; the page opens on the ${shownFirst.toLocaleString("en")} most connected. The search box finds the others.`,
      el("button", { type: "button", id: "all-button", click: () => { reach.all = true; changed(); tellLimit(); fit(true); } }, `Show ${held < data.total ? `${held.toLocaleString("en")} of them` : "all"}`));
  } else if (held < data.total) parts.push(` This file holds the ${held.toLocaleString("en")} most connected of ${data.total.toLocaleString("en")} entities.`);
  const said = parts.filter(Boolean);
  notice.replaceChildren(...said);
  notice.hidden = !said.length;
}

function changed() {
  applyFilter();
  redraw();
  tellCounts();
}

function toggle(button, act) {
  byId(button).addEventListener("click", () => {
    const pressed = byId(button).getAttribute("aria-pressed") !== "true";
    byId(button).setAttribute("aria-pressed", String(pressed));
    act(pressed);
  });
}

function start() {
  setTheme(theme.name);
  resetFilter();
  startDrawing(byId("graph"));
  buildFilters(changed);
  changed();
  tellLimit();
  fit(false);
  // A large graph opens far away: its lines are made stronger, so that their colours can be told apart.
  drawing.thick = Math.min(Math.max(1 / Math.sqrt(drawing.network.getScale()), 1), 1.8);
  redraw();
  byId("graph").setAttribute("aria-label", `Graph of ${many(data.total, "entity", "entities")}`);
  theme.listeners.push(redraw);
  panel.listeners.push((what) => {
    drawing.network.unselectAll();
    if (what) {
      for (const id of what.entity !== undefined ? [what.entity] : [ties[what.tie].source, ties[what.tie].target]) if (id !== null) reveal(id);
      if (what.entity !== undefined) drawing.network.selectNodes([what.entity], false);
      else if (ties[what.tie].target !== null) drawing.network.selectEdges([what.tie]);
    }
    changed();
    if (what) bringIntoView(what);
  });
  startSearch(goTo);
  startKeys(byId("graph"));
  toggle("theme-button", (on) => setTheme(on ? "dark" : "light"));
  toggle("physics-button", (on) => drawing.network.setOptions({ physics: { enabled: on } }));
  toggle("side-button", (on) => { byId("side").hidden = !on; });
  byId("fit-button").addEventListener("click", () => fit(true));
  byId("zoom-in").addEventListener("click", () => move(drawing.network.getViewPosition(), drawing.network.getScale() * 1.3, true));
  byId("zoom-out").addEventListener("click", () => move(drawing.network.getViewPosition(), drawing.network.getScale() / 1.3, true));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.box.hidden) { closePanel(); byId("graph").focus(); } });
}

start();

// For other scripts and for tests: where things stand in the window.
window.kgView = {
  placeOf: (label) => {
    const { x, y } = drawing.network.canvasToDOM(drawing.network.body.nodes[entities.find((entity) => entity.label === label).id]);
    const box = byId("graph").getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  },
  positions: () => drawing.network.getPositions(),
  open: goTo,
};
