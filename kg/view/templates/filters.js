// What is shown: a claim passes by status, time, document and confidence; a tie by its family and its claims.
const months = (date) => { const [year, month] = date.split("-").map(Number); return year * 12 + (month || 1) - 1; };
const monthName = (number) => `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;

// The months between which a claim's time lies, or null where it has none.
function span(claim) {
  const first = claim.earliest || claim.time;
  if (!first || !/^\d{4}/.test(first)) return null;
  const last = claim.latest || (claim.time.length === 4 ? `${claim.time}-12` : claim.time);
  return [months(first), months(last)];
}

for (const tie of ties) for (const claim of tie.claims) Object.assign(claim, { tie, span: span(claim) });
const spans = ties.flatMap((tie) => tie.claims.map((claim) => claim.span)).filter(Boolean);
const period = spans.length ? [spans.reduce((a, s) => Math.min(a, s[0]), Infinity), spans.reduce((a, s) => Math.max(a, s[1]), -Infinity)] : null;

const filter = {};
const view = { ties: new Set(), entities: new Set() };

function resetFilter() {
  filter.families = new Set((data.families || []).filter((family) => family.shown).map((family) => family.name));
  filter.classes = new Set((data.classes || []).map((entry) => entry.name));
  filter.statuses = new Set((data.statuses || []).map((entry) => entry.name));
  filter.document = null;
  filter.period = period && [...period];
  filter.undated = true;
  filter.confidence = 0;
}

const shownFirst = data.limit || Infinity;
const revealed = new Set();
const reach = { all: entities.filter(({ type }) => type !== "Statement").length <= shownFirst };

// A statement belongs to the first picture with the one who made it.
const home = (id) => (entities[id].type === "Statement" && entities[id].ties.length ? entities[id].ties[0].source : id);
const within = (id) => reach.all || home(id) < shownFirst || revealed.has(id);

function passes(claim) {
  if (!filter.statuses.has(claim.status)) return false;
  if (filter.document !== null && claim.document !== filter.document) return false;
  if (claim.confidence !== undefined && claim.confidence < filter.confidence) return false;
  if (!claim.span) return filter.undated;
  return claim.span[0] <= filter.period[1] && claim.span[1] >= filter.period[0];
}

function passesTie(tie) {
  if (!filter.families.has(tie.family)) return false;
  for (const end of [tie.source, tie.target]) {
    if (end !== null && !(within(end) && filter.classes.has(entities[end].type))) return false;
  }
  if (!tie.claims.length) return filter.statuses.has(tie.status) && filter.document === null;
  return tie.claims.some(passes);
}

// What is open in the details is drawn even where the filters leave it out, so that it can be seen where it stands.
function addOpened() {
  const what = panel.shown;
  if (!what) return;
  const opened = what.entity === undefined ? tiesOf(what) : entities[what.entity].ties;
  if (what.entity !== undefined && opened.some((tie) => view.ties.has(tie))) return;
  for (const tie of opened) if (tie.target !== null && within(tie.source) && within(tie.target)) view.ties.add(tie);
}

// An entity is shown with its ties; one that has no tie at all, of any kind, is shown by itself.
function applyFilter() {
  view.ties = new Set(ties.filter((tie) => tie.target !== null && passesTie(tie)));
  view.entities = new Set();
  addOpened();
  for (const tie of view.ties) view.entities.add(tie.source).add(tie.target);
  for (const entity of entities) {
    const alone = entity.ties.every((tie) => tie.target === null);
    if (alone && filter.document === null && within(entity.id) && filter.classes.has(entity.type)) view.entities.add(entity.id);
  }
}

// Shows an entity that the first picture left out, with its neighbours.
function reveal(id) {
  if (within(id)) return;
  revealed.add(id);
  for (const tie of entities[id].ties) if (tie.target !== null) revealed.add(tie.source).add(tie.target);
}
