// The data of the page, and how elements are made: text goes in as text nodes only, never as markup.
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const SVG = "http://www.w3.org/2000/svg";

function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// Names come from documents: each is its own island of direction, so that no mark in it turns the line around.
const named = (text) => el("bdi", {}, String(text));
const many = (count, one, more) => `${count.toLocaleString("en")} ${count === 1 ? one : more || one + "s"}`;
const short = (text, length) => (text.length > length ? text.slice(0, length - 1).trimEnd() + "…" : text);

// Only a web address becomes a link; anything else stays text.
function address(url, text) {
  return /^https?:\/\//i.test(url) ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text || url) : named(text || url);
}

const ties = (data.ties || []).map(([source, target, literal, relation, status, claims], id) =>
  ({ id, source, target, literal, relation, status, claims: claims.map((number) => data.claims[number]),
     family: data.relations[relation].family, symmetric: data.relations[relation].symmetric, label: data.relations[relation].label }));
const entities = (data.entities || []).map((entity, id) => ({ ...entity, id, ties: [] }));
for (const tie of ties) {
  entities[tie.source].ties.push(tie);
  if (tie.target !== null && tie.target !== tie.source) entities[tie.target].ties.push(tie);
}

const looks = { classes: new Map(), families: new Map(), statuses: new Map() };
for (const part of Object.keys(looks)) for (const entry of data[part] || []) looks[part].set(entry.name, entry);

// Light or dark: as the system says, until the button says otherwise.
const theme = { name: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light", styles: new Map(), listeners: [] };

// A colour of the style sheet, asked for once per theme.
function styleOf(name) {
  const key = theme.name + name;
  if (!theme.styles.has(key)) theme.styles.set(key, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return theme.styles.get(key);
}

const colour = (part, name) => looks[part].get(name)[theme.name];

function setTheme(name) {
  theme.name = name;
  document.documentElement.dataset.theme = name;
  const button = byId("theme-button");
  if (button) button.setAttribute("aria-pressed", String(name === "dark"));
  for (const swatch of document.querySelectorAll(".swatch[data-part]")) {
    swatch.style.color = colour(swatch.dataset.part, swatch.dataset.name);
  }
  for (const listener of theme.listeners) listener();
}

const OUTLINES = {
  dot: "M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10z", square: "M3.5 3.5h9v9h-9z", diamond: "M8 2l6 6-6 6-6-6z", hexagon: "M4.8 2.8h6.4L14 8l-2.8 5.2H4.8L2 8z",
  triangle: "M8 2.5l6 10.5H2z", triangleDown: "M8 13.5L2 3h12z", star: "M8 1.5l1.9 4.3 4.6.5-3.4 3.1 1 4.6L8 11.7 3.9 14l1-4.6L1.500 6.300l4.600-.5z",
};

// A small drawing of a class (its shape) or of a family or status (a line).
function swatch(part, name) {
  const svg = document.createElementNS(SVG, "svg");
  const line = part !== "classes";
  for (const [key, value] of Object.entries({ width: line ? 22 : 16, height: 16, viewBox: line ? "0 0 22 16" : "0 0 16 16", class: "swatch", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", line ? "M1 8h20" : OUTLINES[looks.classes.get(name).shape] || OUTLINES.dot);
  if (line) {
    path.setAttribute("stroke", "currentColor");
    path.setAttribute("stroke-width", part === "families" ? "3" : "2");
    const status = part === "statuses" ? looks.statuses.get(name) : {};
    if (status.dashes) path.setAttribute("stroke-dasharray", status.dashes.map((length) => length * 0.6).join(" "));
    if (status.faint) path.setAttribute("stroke-opacity", "0.45");
  } else path.setAttribute("fill", "currentColor");
  svg.append(path);
  if (part !== "statuses") {
    svg.dataset.part = part;
    svg.dataset.name = name;
    svg.style.color = colour(part, name);
  }
  return svg;
}
