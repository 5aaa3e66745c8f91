// The article page: marks in the text lead to the graph, and the graph leads back to the words.
const article = { pieces: [] };

// The claims of a piece of text that the filters let through.
const claimsAt = (piece) => piece.claims.filter((claim) => passesTie(claim.tie) && passes(claim));

function openPassage(piece) {
  const claims = claimsAt(piece);
  show({ heading: `${many(claims.length, "claim")} in these words`, claims, ties: [...new Set(claims.map((claim) => claim.tie))] });
}

function buildArticle() {
  const isTitle = (pieces, number) => number === 0 && pieces.map(([words]) => words).join("").trim() === (data.documents[0] || {}).title;
  const paragraphs = data.passages.map((pieces, number) => el(isTitle(pieces, number) ? "h2" : "p", {}, pieces.map(([words, numbers]) => {
    const piece = { claims: numbers.map((number) => data.claims[number]), box: el("span", {}, words) };
    if (!piece.claims.length) return piece.box;
    article.pieces.push(piece);
    piece.box.addEventListener("click", () => { if (piece.box.hasAttribute("role")) openPassage(piece); });
    piece.box.addEventListener("keydown", (event) => {
      if ((event.key !== "Enter" && event.key !== " ") || !piece.box.hasAttribute("role")) return;
      event.preventDefault();
      openPassage(piece);
      panel.box.focus({ preventScroll: true });
    });
    return piece.box;
  })));
  byId("article").replaceChildren(...(paragraphs.length ? paragraphs : [el("p", {}, "This document has no text.")]));
}

// Marks what the filters let through, in the colour of the first claim's family, and what is open in the details.
function markArticle() {
  const open = new Set(!panel.shown ? [] : panel.shown.claims || tiesOf(panel.shown).flatMap((tie) => tie.claims));
  for (const piece of article.pieces) {
    const claims = claimsAt(piece);
    piece.open = claims.some((claim) => open.has(claim));
    piece.box.className = claims.length ? (piece.open ? "marked open" : "marked") : "";
    piece.box.style.borderColor = claims.length ? colour("families", (claims.find((claim) => open.has(claim)) || claims[0]).tie.family) : "";
    if (claims.length) {
      piece.box.setAttribute("role", "button");
      piece.box.setAttribute("tabindex", "0");
    } else {
      piece.box.removeAttribute("role");
      piece.box.removeAttribute("tabindex");
    }
  }
}

function startArticle() {
  buildArticle();
  byId("side").hidden = true;
  byId("side-button").setAttribute("aria-pressed", "false");
  drawing.listeners.push(markArticle);
  startGraph();
  panel.listeners.push((what) => {
    if (!what || what.claims) return;
    const first = article.pieces.find((piece) => piece.open);
    if (first) first.box.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  });
}
