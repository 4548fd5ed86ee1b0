// All text around the drawing: built from text nodes only, so that no name can become markup.

/** A new element with a class and children (strings become text). */
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A button that looks like a link. */
function linkTo(text, act, className = "link") {
  const button = make("button", className, text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

/** The panel: the selected card, or what to repair first. */
function fillPanel(element, data, selected, act) {
  const card = selected?.card;
  const heading = card ? `Selected: ${card.head || card.title}` : data.panel.heading;
  const parts = heading ? [make("h2", "", heading)] : [];
  const cards = card ? [card] : data.panel.cards;
  parts.push(...cards.map((each) => cardOf(each, selected, act)));
  if (card && data.panel.heading) parts.push(make("p", "foot", linkTo(`Back to “${data.panel.heading}”`, act.deselect)));
  else if (!card && data.panel.foot) parts.push(make("p", "foot", data.panel.foot, " ", data.panel.list ? linkTo("Open the list", act.list) : ""));
  if (!card && data.panel.support) parts.push(make("p", "foot", `${data.panel.support}: `, wayTo("see Findings", data.panel.findings), "."));
  if (!card && data.panel.besides) parts.push(make("p", "foot", `${data.panel.besides}: `, wayTo("see them", data.panel.everything), "."));
  element.replaceChildren(...parts);
}

/** A link to another page, which the page's script opens without a reload; plain text if there is no address. */
function wayTo(text, address) {
  if (!address) return text;
  const anchor = make("a", "link", text);
  anchor.href = address;
  anchor.dataset.in = "true";
  return anchor;
}

function cardOf(card, selected, act) {
  const number = card.number ? make("span", "number", String(card.number)) : "";
  const name = !selected && act.find?.(card) ? linkTo(card.title, () => act.find(card)(), "name") : make("span", "", card.title);
  const article = make("article", "card", make("h3", "", number, name), make("p", "", card.text));
  if (card.facts) {
    const list = make("dl", "");
    for (const [name, value] of card.facts) list.append(make("dt", "", LOOPLINE_FACTS[name]), make("dd", "", value));
    article.append(list);
  }
  if (card.do) article.append(make("p", "do", make("b", "", "Do: "), card.do));
  if (card.record) article.append(make("p", "do", wayTo("If you are in contact, record it here", card.record)));
  if (selected?.fold) article.append(make("p", "do", linkTo("Open the list", () => act.open(selected))));
  else if (selected && card.at) article.append(make("p", "do", linkTo("Open", () => act.go(card.at))));
  return article;
}

/** Breadcrumb, neighbors and the three buttons. */
function fillBar(element, data, state, act) {
  const crumbs = make("nav", "crumbs");
  crumbs.setAttribute("aria-label", "Where you are");
  data.crumbs.forEach(({ text, at }, place) => {
    if (place) crumbs.append(make("span", "sep", "›"));
    crumbs.append(at ? linkTo(text, () => act.go(at)) : make("b", "", text));
  });
  if (data.hint) crumbs.append(make("span", "sep", "›"), make("span", "hint", data.hint));
  const { before, after } = data;
  if (before) crumbs.append(linkTo(`‹ ${before.text}`, () => act.go(before.at), "link beside"));
  if (after) crumbs.append(linkTo(`${after.text} ›`, () => act.go(after.at), "link beside"));
  const buttons = make("div", "buttons");
  if (data.filter) buttons.append(pressed("Only gaps", data.only_gaps, act.gaps));
  if (data.scene) buttons.append(pressed("Show as table", state.tabled, act.table), linkTo("Print", act.print, "button"));
  element.replaceChildren(crumbs, buttons);
}

function pressed(text, on, act) {
  const button = linkTo(text, act, "button");
  button.setAttribute("aria-pressed", String(Boolean(on)));
  return button;
}

/** Banner, headline and summary. */
function fillHead(element, data) {
  const lead = make("p", "lead", ...data.lead.map(([text, bold]) => (bold ? make("b", "", text) : text)));
  const banner = data.banner ? [make("p", "banner", data.banner)] : [];
  const hidden = data.hidden ? [make("p", "hidden", data.hidden)] : [];
  element.replaceChildren(...banner, make("h1", "", data.headline), ...(data.lead.length ? [lead] : []), ...hidden);
}

/** A real table. Rows are {cells, at, head}: a row with a head opens a section. */
function tableOf(table, act) {
  const element = make("table", "twin", make("caption", "", table.caption));
  const top = make("tr", "", ...table.columns.map(({ text, number }) => cell("th", text, number, "col")));
  const body = make("tbody", "");
  for (const row of table.rows) {
    const first = row.at && act ? linkTo(row.cells[0], () => act.go(row.at)) : row.cells[0];
    const cells = row.cells.slice(1).map((text, place) => cell("td", text, table.columns[place + 1]?.number));
    const header = cell("th", first, false, "row");
    if (row.section) header.colSpan = table.columns.length;
    body.append(make("tr", row.section ? "section" : "", header, ...(row.section ? [] : cells)));
  }
  element.append(make("thead", "", top), body);
  return element;
}

function cell(tag, content, number, scope) {
  const element = make(tag, number ? "number-cell" : "", content);
  if (scope) element.scope = scope;
  return element;
}

/** The members of a folded row: search, fifty a page. */
function fillFold(element, fold, state, act) {
  if (!fold) {
    element.replaceChildren();
    return;
  }
  const search = make("input", "");
  search.type = "search";
  search.placeholder = "Search by name or id";
  search.setAttribute("aria-label", "Search by name or id");
  search.value = state.search || "";
  const holder = make("div", "");
  const draw = () => fillPage(holder, fold, state, act, draw);
  search.addEventListener("input", () => {
    state.search = search.value;
    state.page = 0;
    draw();
  });
  const close = linkTo("Close", act.close);
  element.replaceChildren(make("div", "fold-head", make("h2", "", fold.caption), search, close), holder);
  draw();
}

function fillPage(holder, fold, state, act, draw) {
  const wanted = (state.search || "").trim().toLowerCase();
  const found = fold.rows.filter((row) => !wanted || row.cells[0].toLowerCase().includes(wanted) || row.id?.toLowerCase().includes(wanted));
  const pages = Math.max(1, Math.ceil(found.length / 50));
  state.page = Math.min(state.page || 0, pages - 1);
  const rows = found.slice(state.page * 50, state.page * 50 + 50);
  const turn = (by) => () => {
    state.page += by;
    draw();
  };
  const foot = make("p", "foot", `${found.length} of ${fold.rows.length}. Page ${state.page + 1} of ${pages}. `);
  if (state.page) foot.append(linkTo("Previous page", turn(-1)), " ");
  if (state.page < pages - 1) foot.append(linkTo("Next page", turn(1)));
  holder.replaceChildren(tableOf({ ...fold, rows }, act), foot);
}
