// The picture itself: vis-network over the nodes and edges that were laid out when the page was made.
const drawing = { network: null, nodes: null, edges: null, order: [], hovered: null, thick: 1, listeners: [], focus: { entities: new Set(), ties: [] } };

// Ties between the same two ends fan out, alternately to both sides.
function bends() {
  const groups = new Map();
  for (const tie of ties) {
    if (tie.target === null || tie.target === tie.source) continue;
    const key = [tie.source, tie.target].sort((a, b) => a - b).join(" ");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(tie);
  }
  const found = new Map();
  for (const group of groups.values()) {
    group.forEach((tie, number) => {
      const step = Math.ceil(number / 2) * (number % 2 ? 1 : -1) * (tie.source < tie.target ? 1 : -1);
      found.set(tie.id, step === 0 ? false : { enabled: true, type: step > 0 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.14 * Math.abs(step), 0.7) });
    });
  }
  return found;
}

function nodeLook(entity, dim) {
  const main = colour("classes", entity.type);
  const [ring, ink] = [styleOf("--canvas"), styleOf("--ink")];
  return { color: { background: main, border: ring, highlight: { background: main, border: ink }, hover: { background: main, border: ink } }, opacity: dim ? 0.15 : 1 };
}


function edgeLook(tie, dim) {
  const status = looks.statuses.get(tie.status) || {};
  const main = colour("families", tie.family);
  const crowd = view.ties.size > 400 ? 0.55 : view.ties.size > 120 ? 0.7 : 0.85;
  return {
    color: { color: main, highlight: main, hover: main, inherit: false, opacity: dim ? 0.06 : crowd * (status.faint ? 0.5 : 1) },
    dashes: status.dashes || false,
    width: Math.min(1.2 + 0.5 * Math.log2(Math.max(tie.claims.length, 1)), 4) * drawing.thick,
  };
}

function startDrawing(box) {
  const bend = bends();
  // A large graph opens far away: its lines and nodes are made stronger, so that their colours can be told apart.
  drawing.thick = Math.min(Math.max(1 / Math.sqrt(scaleFor(extent(data.nodes.filter(({ id }) => view.entities.has(id))), 1.4)), 1), 1.8);
  setFocus();
  drawing.nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, label: undefined, group: undefined, ...entityNow(entities[node.id]) })));
  drawing.edges = new vis.DataSet(data.edges.map((edge) => ({
    ...edge, smooth: bend.get(edge.id) || false, arrows: edge.arrows ? { to: { enabled: true, scaleFactor: 0.45 } } : undefined, ...tieNow(ties[edge.id]),
  })));
  drawing.network = new vis.Network(box, { nodes: drawing.nodes, edges: drawing.edges }, data.options);
  drawing.network.on("afterDrawing", (context) => drawLabels(context, drawing.network, drawing.order, drawing.focus));
  drawing.network.on("click", ({ nodes, edges }) => {
    if (nodes.length) show({ entity: nodes[0] });
    else if (edges.length) show({ tie: edges[0] });
    else closePanel();
  });
  drawing.network.on("hoverNode", ({ node }) => hover({ entity: node }));
  drawing.network.on("hoverEdge", ({ edge }) => hover({ tie: edge }));
  drawing.network.on("blurNode", () => hover(null));
  drawing.network.on("blurEdge", () => hover(null));
}

function hover(what) {
  drawing.hovered = what;
  setFocus();
  drawing.network.canvas.body.container.style.cursor = what ? "pointer" : "";
  drawing.network.redraw();
}

// The entities and ties whose names are drawn whatever the crowd: what is opened and what is pointed at.
function setFocus() {
  const focus = { entities: new Set(), ties: [] };
  for (const what of [panel.shown, drawing.hovered].filter(Boolean)) {
    if (what.entity !== undefined) focus.entities.add(what.entity);
    for (const tie of tiesOf(what).filter((one) => view.ties.has(one))) {
      focus.ties.push(tie);
      focus.entities.add(tie.source).add(tie.target);
    }
  }
  drawing.focus = focus;
  const first = (id) => (focus.entities.has(id) ? 0 : 1);
  drawing.order = [...view.entities].sort((a, b) => first(a) - first(b) || rank(a) - rank(b))
    .map((id) => ({ id, label: entities[id].label, dim: dimmed(id) }));
}

const near = { active: false, entities: new Set(), ties: new Set() };
const dimmed = (id) => near.active && !near.entities.has(id);

function setNear() {
  const what = panel.shown;
  near.active = what !== null;
  near.ties = new Set(what ? tiesOf(what) : []);
  near.entities = new Set(what && what.entity !== undefined ? [what.entity] : []);
  for (const tie of near.ties) {
    near.entities.add(tie.source);
    if (tie.target !== null) near.entities.add(tie.target);
  }
}

const entityNow = (entity) => ({ id: entity.id, hidden: !view.entities.has(entity.id), size: data.nodes[entity.id].size * Math.min(drawing.thick, 1.35), ...nodeLook(entity, dimmed(entity.id)) });
const tieNow = (tie) => ({ id: tie.id, hidden: !view.ties.has(tie), ...edgeLook(tie, near.active && !near.ties.has(tie)) });

function redraw() {
  setNear();
  setFocus();
  drawing.nodes.update(entities.map(entityNow));
  drawing.edges.update(ties.filter((tie) => tie.target !== null).map(tieNow));
}

function extent(points) {
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

// Width and height of the part of the picture that the details beside or below it leave free.
function free() {
  const [box, side] = [byId("graph"), panel.box];
  const [wide, high] = [box.clientWidth, box.clientHeight];
  if (side.hidden) return [wide, high];
  return side.offsetWidth < wide ? [wide - side.offsetWidth, high] : [wide, Math.max(high - side.offsetHeight, 80)];
}

// The zoom at which a part of the picture fits there, with room for names at its rim.
function scaleFor({ left, right, top, bottom }, most) {
  const [wide, high] = free();
  return Math.min((wide - 140) / (right - left + 1), (high - 90) / (bottom - top + 1), most);
}

// Fits entities into the part of the window that the details leave free.
function fitTo(ids, most, least, animate) {
  const points = ids.map((id) => drawing.network.body.nodes[id]);
  if (!points.length) return;
  const around = extent(points);
  const scale = Math.max(least, scaleFor(around, most));
  moveFree({ x: (around.left + around.right) / 2, y: (around.top + around.bottom) / 2 }, scale, animate);
}

const fit = (animate) => fitTo([...view.entities], 1.4, 0.02, animate);

// An entity found by its name: it and its neighbours fill the window.
function goTo(id) {
  openEntity(id);
  if (view.entities.has(id)) fitTo([...near.entities].filter((one) => view.entities.has(one)), 1, drawing.network.getScale(), true);
}

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

function move(position, scale, animate) {
  drawing.network.moveTo({ position, scale, animation: animate && !still ? { duration: 300, easingFunction: "easeInOutQuad" } : false });
}

// Puts a point into the middle of the free part.
function moveFree({ x, y }, scale, animate) {
  const [box, [wide, high]] = [byId("graph"), free()];
  move({ x: x + (box.clientWidth - wide) / 2 / scale, y: y + (box.clientHeight - high) / 2 / scale }, scale, animate);
}

// Brings what was opened into the free part of the window, if it is not there already.
function bringIntoView() {
  const what = panel.shown;
  const ids = what.entity !== undefined ? [what.entity] : [...near.entities];
  const points = ids.filter((id) => view.entities.has(id)).map((id) => drawing.network.body.nodes[id]);
  if (!points.length) return;
  const [wide, high] = free();
  const inside = points.every((point) => {
    const { x, y } = drawing.network.canvasToDOM(point);
    return x > 70 && x < wide - 70 && y > 30 && y < high - 40;
  });
  if (inside) return;
  const around = extent(points);
  const scale = Math.min(drawing.network.getScale(), Math.max(scaleFor(around, 1.4), 0.1));
  moveFree({ x: (around.left + around.right) / 2, y: (around.top + around.bottom) / 2 }, scale, true);
}
