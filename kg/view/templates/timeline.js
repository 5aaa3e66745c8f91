// The timeline page: one lane for each family of relations, and below it the same claims as a list.
const MARK = 8; // height and least width of a mark in pixels
const LEFT = 92; // room for the names of the lanes
const timeline = { marks: [], width: 0 };

// A day as months since the year 0, with its part of the month.
const moment = (date, end) => months(date) + (date.length > 7 ? (Number(date.slice(8)) - (end ? 0 : 1)) / 31 : end ? 1 : 0);
const begins = (claim) => moment(claim.earliest || claim.time, false);
const finishes = (claim) => Math.max(moment(claim.latest || claim.earliest || claim.time, true), begins(claim));

function shownClaims() {
  return ties.filter(passesTie).flatMap((tie) => tie.claims.filter((claim) => claim.span && passes(claim)))
    .sort((a, b) => begins(a) - begins(b) || finishes(a) - finishes(b) || (a.id < b.id ? -1 : 1));
}

function svg(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

const sentence = (tie) => `${entities[tie.source].label} ${tie.label} ${tie.target === null ? tie.literal : entities[tie.target].label}`;

// Puts each claim into the first row of its lane that is free at its time.
function rowsOf(claims, place) {
  const ends = [];
  return claims.map((claim) => {
    const left = place(begins(claim));
    const right = Math.max(place(finishes(claim)), left + MARK);
    let row = ends.findIndex((end) => end + 2 <= left);
    if (row < 0) row = ends.length;
    ends[row] = right;
    return { claim, left, right, row };
  });
}

function axis(from, to, place, height) {
  const step = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((size) => (to - from) / size <= (place(to) - place(from)) / 80) || 2400;
  const parts = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    parts.push(svg("line", { x1: place(at), x2: place(at), y1: 20, y2: height, class: "grid" }));
    parts.push(svg("text", { x: place(at), y: 13, class: "tick" }, step % 12 ? monthName(at) : String(at / 12)));
  }
  return parts;
}

function drawMark({ claim, left, right, row }, top) {
  const status = looks.statuses.get(claim.status) || {};
  const mark = svg("rect", { x: left, y: top + row * (MARK + 2), width: right - left, height: MARK, rx: 3, class: status.dashes ? "mark hollow" : "mark",
                             opacity: status.faint ? 0.55 : 1 }, svg("title", {}, `${claim.time} ${sentence(claim.tie)}`));
  mark.style.color = colour("families", claim.tie.family);
  mark.addEventListener("click", () => openClaims([claim], claim.time));
  timeline.marks.push({ claim, box: mark });
  return mark;
}

function drawChart(claims) {
  const width = Math.max(byId("times").clientWidth - 48, 320);
  timeline.width = byId("times").clientWidth;
  const [from, to] = [filter.period[0], filter.period[1] + 1];
  const place = (at) => LEFT + (Math.min(Math.max(at, from), to) - from) / (to - from) * (width - LEFT - 12);
  let top = 30;
  const parts = [];
  for (const family of data.families.filter(({ name }) => filter.families.has(name))) {
    const rows = rowsOf(claims.filter((claim) => claim.tie.family === family.name), place);
    if (!rows.length) continue;
    parts.push(svg("text", { x: 0, y: top + 8, class: "lane" }, family.name), ...rows.map((row) => drawMark(row, top)));
    top += (Math.max(...rows.map(({ row }) => row)) + 1) * (MARK + 2) + 14;
    parts.push(svg("line", { x1: 0, x2: width, y1: top - 7, y2: top - 7, class: "rule" }));
  }
  const chart = svg("svg", { width, height: top, viewBox: `0 0 ${width} ${top}`, role: "img", "aria-label": `${many(claims.length, "claim")} over time; the list below holds the same` },
    ...axis(from, to, place, top - 7), ...parts);
  byId("chart").replaceChildren(chart);
}

function openClaims(claims, heading) {
  show({ heading, claims, ties: claims.map((claim) => claim.tie) });
}

function drawList(claims) {
  byId("dates").replaceChildren(...claims.map((claim) => {
    const open = () => { openClaims([claim], claim.time); panel.box.focus({ preventScroll: true }); };
    const line = el("li", {}, el("time", {}, claim.time), swatch("families", claim.tie.family),
      el("button", { type: "button", class: "plain", click: open }, named(short(sentence(claim.tie), 160))), claim.status === "stated" ? null : badge(claim.status));
    timeline.marks.push({ claim, box: line });
    return line;
  }));
}

// What is open in the details stands out; the rest steps back.
function markOpen() {
  const open = !panel.shown ? null : new Set(panel.shown.claims || tiesOf(panel.shown).flatMap((tie) => tie.claims));
  for (const { claim, box } of timeline.marks) {
    box.classList.toggle("open", Boolean(open && open.has(claim)));
    box.classList.toggle("back", Boolean(open && !open.has(claim)));
  }
}

function drawTimeline() {
  applyFilter();
  timeline.marks = [];
  const claims = period ? shownClaims() : [];
  byId("counts").textContent = `${claims.length.toLocaleString("en")} of ${many(data.dated, "dated claim")}, ${many(data.documents.length, "document")}`;
  if (period) drawChart(claims);
  drawList(claims);
  markOpen();
  tellNothing(claims.length === 0, "No claim of this graph has a date.");
}

function startTimeline() {
  setTheme(theme.name);
  startFrame(drawTimeline);
  const told = [data.note, data.claims.length < data.dated ? `The page shows the ${data.claims.length.toLocaleString("en")} surest of ${many(data.dated, "dated claim")}.` : ""].filter(Boolean);
  byId("notice").textContent = told.join(" ");
  byId("notice").hidden = !told.length;
  drawTimeline();
  theme.listeners.push(drawTimeline);
  // The details stand beside the chart: it is drawn anew where they take or give room.
  panel.listeners.push(() => (byId("times").clientWidth === timeline.width ? markOpen() : drawTimeline()));
  startSearch(openEntity);
  let waiting = 0;
  window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawTimeline, 120); });
}
