// What every page has around its middle: counts, filters, theme, details and the search box.
function tellCounts() {
  const [shownEntities, shownTies] = [view.entities.size, view.ties.size];
  const allTies = ties.filter((tie) => tie.target !== null).length;
  byId("counts").textContent = `${shownEntities.toLocaleString("en")} of ${many(data.total, "entity", "entities")}, ` +
    `${shownTies.toLocaleString("en")} of ${many(allTies, "relation")}, ${many(data.documents.length, "document")}`;
  tellNothing(shownEntities === 0);
}

// In place of an empty picture: why it is empty, and the way out.
function tellNothing(empty, why) {
  const message = byId("message");
  message.hidden = !empty;
  if (!empty) return;
  message.replaceChildren(...(entities.length
    ? [el("p", {}, "Nothing matches these filters."), el("button", { type: "button", click: () => byId("reset-button").click() }, "Reset filters")]
    : [el("p", {}, why || "This graph is empty: no entity and no claim was found in its documents.")]));
}

function toggle(button, act) {
  byId(button).addEventListener("click", () => {
    const pressed = byId(button).getAttribute("aria-pressed") !== "true";
    byId(button).setAttribute("aria-pressed", String(pressed));
    act(pressed);
  });
}

// The parts of the frame; `changed` draws the middle anew after a filter has changed.
function startFrame(changed) {
  resetFilter();
  buildFilters(changed);
  toggle("theme-button", (on) => setTheme(on ? "dark" : "light"));
  toggle("side-button", (on) => { byId("side").hidden = !on; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.box.hidden) return;
    closePanel();
    (byId("graph") || byId("times")).focus();
  });
}
