// The network page: the picture inside the frame.
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
  for (const listener of drawing.listeners) listener();
}

// What is opened is marked in the picture, with its neighbours, and brought into sight.
function follow(what) {
  drawing.network.unselectAll();
  const tie = what && what.tie !== undefined ? ties[what.tie] : null;
  for (const id of tie ? [tie.source, tie.target] : what && what.entity !== undefined ? [what.entity] : []) if (id !== null) reveal(id);
  if (what && what.entity !== undefined) drawing.network.selectNodes([what.entity], false);
  else if (tie && tie.target !== null) drawing.network.selectEdges([tie.id]);
  changed();
  if (what) bringIntoView();
}

function startGraph() {
  setTheme(theme.name);
  startFrame(changed);
  tellLimit();
  applyFilter();
  startDrawing(byId("graph"));
  tellCounts();
  for (const listener of drawing.listeners) listener();
  fit(false);
  byId("graph").setAttribute("aria-label", `Graph of ${many(data.total, "entity", "entities")}`);
  theme.listeners.push(redraw);
  panel.listeners.push(follow);
  startSearch(goTo);
  startKeys(byId("graph"));
  toggle("physics-button", (on) => drawing.network.setOptions({ physics: { enabled: on } }));
  byId("fit-button").addEventListener("click", () => fit(true));
  byId("zoom-in").addEventListener("click", () => move(drawing.network.getViewPosition(), drawing.network.getScale() * 1.3, true));
  byId("zoom-out").addEventListener("click", () => move(drawing.network.getViewPosition(), drawing.network.getScale() / 1.3, true));
}

// For other scripts and for tests: where things stand in the window.
window.kgView = {
  placeOf: (label) => {
    const { x, y } = drawing.network.canvasToDOM(drawing.network.body.nodes[entities.find((entity) => entity.label === label).id]);
    const box = byId("graph").getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  },
  positions: () => drawing.network.getPositions(),
  idOf: (label) => entities.find((entity) => entity.label === label).id,
  open: goTo,
};
