// A claim in words: its status, its quote marked in its sentence, who says it, when, and where it stands.
function badge(status) {
  return el("span", { class: `badge ${status}` }, { stated: "stated", attributed: "attributed", planned: "planned", possible: "possible", denied: "denied" }[status] || status);
}

// Names of the two ends inside the quote are set bold, longest first.
function withNames(text, names) {
  const known = names.filter((name) => name.length > 2).sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!known.length) return [text];
  return text.split(new RegExp(`(${known.join("|")})`, "i")).map((part, number) => (number % 2 ? el("b", {}, part) : part));
}

function quote(piece, names) {
  return el("blockquote", {},
    piece.prefix ? `…${piece.prefix}` : null,
    el("mark", {}, withNames(piece.exact || "", names)),
    piece.suffix ? piece.suffix + (/[.!?…”"»]\s*$/.test(piece.suffix) ? "" : "…") : null);
}

function source(claim) {
  const found = claim.document === undefined ? null : data.documents[claim.document];
  if (!found) return null;
  const title = found.title || found.source || found.iri;
  const parts = [named(title), found.publisher && named(found.publisher), found.issued && el("time", {}, found.issued),
                 found.url ? address(found.url) : found.source && found.source !== title && named(found.source)].filter(Boolean);
  return el("figcaption", {}, parts.flatMap((part, number) => (number ? [" · ", part] : [part])));
}

function person(who, open) {
  return who.entity === undefined ? named(who.label) : el("button", { type: "button", class: "plain", click: () => open(who.entity) }, named(who.label));
}

function claimCard(claim, tie, open) {
  const ends = [tie.source, tie.target].filter((end) => end !== null && entities[end].type !== "Statement").map((end) => entities[end]);
  const names = ends.flatMap((end) => [end.label, ...(end.names || [])]);
  const also = claim.status === "denied" && claim.modality && claim.modality !== "asserted" ? badge(claim.modality) : null;
  return el("figure", { class: "claim" },
    el("div", { class: "facts" }, badge(claim.status), also,
      claim.speaker && el("span", {}, "according to ", person(claim.speaker, open)),
      claim.carrier && el("span", {}, "reported by ", person(claim.carrier, open)),
      claim.time && el("span", {}, `time ${claim.time}`),
      claim.confidence !== undefined && el("span", {}, `confidence ${claim.confidence.toFixed(2)}`)),
    (claim.evidence || []).map((piece) => quote(piece, names)),
    source(claim),
    claim.id && el("div", {}, el("code", { title: "The claim, as kg explain takes it" }, claim.id.split("/").pop())));
}
