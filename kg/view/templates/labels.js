// Names on the canvas: drawn by degree, each only where no earlier one stands, so that a crowd stays readable.
const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';
const FONTS = { usual: `12px ${FAMILY}`, strong: `600 13px ${FAMILY}` };
const STRONG = 15; // from this size on a node's name is set bold
const LINE = 14; // height of a line in pixels
const ROOM = 12500; // pixels of the window for each name: a crowd gets fewer names than would fit
const measured = new Map();

// A name in at most two lines, with their width; what is longer ends in dots.
function lines(context, text, font) {
  const key = font + text;
  if (measured.has(key)) return measured.get(key);
  let [first, second] = [text, ""];
  if (text.length > 26) {
    const cut = text.lastIndexOf(" ", 26);
    if (cut > 8) [first, second] = [text.slice(0, cut), short(text.slice(cut + 1), 28)];
    else first = short(text, 26);
  }
  context.font = FONTS[font];
  const found = { rows: second ? [first, second] : [first], width: Math.max(context.measureText(first).width, context.measureText(second).width) };
  measured.set(key, found);
  return found;
}

const clash = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

// The boxes taken so far, in a coarse grid.
function boxes() {
  const cells = new Map();
  const over = function* (box) {
    for (let x = Math.floor(box[0] / 80); x <= Math.floor(box[2] / 80); x++) {
      for (let y = Math.floor(box[1] / 40); y <= Math.floor(box[3] / 40); y++) yield x * 4096 + y;
    }
  };
  return {
    free: (box) => { for (const cell of over(box)) if ((cells.get(cell) || []).some((taken) => clash(box, taken))) return false; return true; },
    take: (box) => { for (const cell of over(box)) { if (!cells.has(cell)) cells.set(cell, []); cells.get(cell).push(box); } },
  };
}

function write(context, text, place, ink, halo, font) {
  context.font = FONTS[font];
  context.lineWidth = 3.5;
  context.strokeStyle = halo;
  context.fillStyle = ink;
  const top = place.y - ((text.rows.length - 1) * LINE) / 2;
  text.rows.forEach((row, number) => context.strokeText(row, place.x, top + number * LINE));
  text.rows.forEach((row, number) => context.fillText(row, place.x, top + number * LINE));
}

function placeAt(x, y, text) {
  const [wide, high] = [text.width / 2 + 2, (text.rows.length * LINE) / 2];
  return { x, y, box: [x - wide, y - high, x + wide, y + high] };
}

// Places that a name may take, best first: below, right, left, above.
function placesFor({ point, radius }, text) {
  const [high, wide, gap] = [(text.rows.length * LINE) / 2, text.width / 2, radius + 4];
  return [[point.x, point.y + gap + high], [point.x + gap + wide, point.y], [point.x - gap - wide, point.y], [point.x, point.y - gap - high]]
    .map(([x, y]) => placeAt(x, y, text));
}

function drawLabels(context, network, order, focus) {
  const [ink, quiet, halo] = ["--ink", "--quiet", "--canvas"].map(styleOf);
  const ratio = network.canvas.pixelRatio || 1;
  const frame = network.canvas.frame.canvas;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round" });
  const ground = { names: boxes(), nodes: boxes(), inside: [0, 0, ...free()] };
  const points = inSight(network, order, frame, ground.nodes);
  const nameIt = ({ id, label }, must) => {
    const at = points.get(id);
    const font = data.nodes[id].size >= STRONG ? "strong" : "usual";
    const text = lines(context, label, font);
    const place = choose(placesFor(at, text), ground, must);
    ground.names.take(at.box);
    if (!place) return 0;
    ground.names.take(place.box);
    write(context, text, place, ink, halo, font);
    return 1;
  };
  const seen = order.filter(({ id }) => points.has(id));
  const most = (frame.clientWidth * frame.clientHeight) / ROOM;
  let left = most;
  for (const one of seen) if (focus.entities.has(one.id)) left -= nameIt(one, true);
  drawEdgeLabels(context, network, focus, ground.names, quiet, halo);
  for (const one of seen) if (left > 0 && !one.dim && !focus.entities.has(one.id)) left -= nameIt(one, left > most * 0.6);
  context.restore();
}

// The first place that hides neither a name nor a node; what must be named may stand on small nodes.
function choose(places, { names, nodes, inside }, must) {
  const within = ({ box }) => box[0] > inside[0] && box[1] > inside[1] && box[2] < inside[2] && box[3] < inside[3];
  const free = places.filter(({ box }) => names.free(box));
  return free.find((place) => within(place) && nodes.free(place.box)) || (must ? free.find(within) : undefined) || (must ? free[0] : undefined);
}

// Where the nodes stand in the window.
function inSight(network, order, frame, nodes) {
  const points = new Map();
  const scale = network.getScale();
  for (const { id } of order) {
    const body = network.body.nodes[id];
    const point = network.canvasToDOM({ x: body.x, y: body.y });
    if (point.x < -80 || point.y < -20 || point.x > frame.clientWidth + 80 || point.y > frame.clientHeight + 20) continue;
    const radius = body.options.size * scale;
    const box = [point.x - radius, point.y - radius, point.x + radius, point.y + radius];
    points.set(id, { point, radius, box });
    nodes.take(box);
  }
  return points;
}

// The relation's name stands on an edge only while the edge or one of its ends is pointed at or selected.
function drawEdgeLabels(context, network, focus, taken, quiet, halo) {
  for (const tie of focus.ties) {
    const edge = network.body.edges[tie.id];
    if (!edge || !edge.connected || edge.options.hidden) continue;
    const text = lines(context, tie.label, "usual");
    const via = edge.edgeType.getViaNode ? edge.edgeType.getViaNode() : undefined;
    // The middle first; where that is taken, nearer to one end.
    const place = [0.5, 0.35, 0.65].map((part) => network.canvasToDOM(edge.edgeType.getPoint(part, via)))
      .map((at) => placeAt(at.x, at.y, text)).find((candidate) => taken.free(candidate.box));
    if (!place) continue;
    taken.take(place.box);
    write(context, text, place, quiet, halo, "usual");
  }
}
