// Puts escaped markup into the page and turns links inside the app into Streamlit's own page changes.

const shown = new WeakMap();
const spoken = new WeakMap();

function stay(root) {
  const active = document.activeElement;
  if (!active || !root.contains(active)) return () => {};
  const mark = active.id ? `#${CSS.escape(active.id)}` : null;
  const href = active.getAttribute("href");
  return () => {
    const again = mark
      ? root.querySelector(mark)
      : href && [...root.querySelectorAll("a[href]")].find((a) => a.getAttribute("href") === href);
    if (again) again.focus({ preventScroll: true });
  };
}

/** What a page is about: another page, place or load begins at the top. */
function about(url) {
  return [url.pathname, url.searchParams.get("at"), url.searchParams.get("load")].join("\n");
}

function go(url) {
  if (url.origin !== location.origin || url.href === location.href) return;
  const before = about(new URL(location.href));
  chosen = "";
  history.pushState({}, "", url);
  // Streamlit handles this event like the browser's Back: it runs the page in the address.
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  if (before !== about(url)) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}

function openMenu(button, open) {
  button.setAttribute("aria-expanded", String(open));
}

/** Lists that lie over the page close when something else is chosen. */
function closePicks(but) {
  for (const pick of document.querySelectorAll(".ll details.pick[open]")) {
    if (!pick.contains(but)) pick.open = false;
  }
}

function onKey(event) {
  const box = event.target instanceof HTMLInputElement && event.target.closest(".st-key-finder") ? event.target : null;
  if (box) onSearchKey(event, box);
  if (event.key !== "Escape") return;
  const menu = document.querySelector('.ll [data-do="menu"][aria-expanded="true"]');
  const pick = document.querySelector(".ll details.pick[open]");
  if (menu) {
    openMenu(menu, false);
    menu.focus();
  }
  if (pick) {
    pick.open = false;
    pick.querySelector("summary").focus();
  }
}

/** The search box: arrows choose a hit, Enter opens it or the best one, Escape closes the list. */
function onSearchKey(event, box) {
  const list = document.querySelector(".ll .found-units");
  const options = list ? [...list.querySelectorAll('[role="option"]')] : [];
  const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") {
    chosen = "";
    if (list) list.hidden = true;
    box.setAttribute("aria-expanded", "false");
  } else if (event.key === "Enter") {
    awaited = box.value.trim();
    openAwaited(Math.max(at, 0));
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
    event.preventDefault();
    list.hidden = false;
    const step = event.key === "ArrowDown" ? 1 : -1;
    select(box, options, at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length);
  }
}

/** The address of the hit that the arrows chose. It outlives its list, which may be drawn anew at any moment. */
let chosen = "";

function select(box, options, place) {
  chosen = options[place].getAttribute("href");
  options.forEach((each, here) => each.setAttribute("aria-selected", String(here === place)));
  options[place].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", options[place].id);
}

/** Enter may come before the hits do: what was typed is opened as soon as its own hits are there. */
let awaited = "";

function openAwaited(place = 0) {
  const list = document.querySelector(".ll .found-units");
  if (!awaited || !list || list.hidden || list.dataset.typed !== awaited) return;
  awaited = "";
  const option = list.querySelectorAll('[role="option"]')[place];
  if (option) go(new URL(option.href));
}

/** Tells screen readers that the box has a list, and which. */
function describeSearch(root) {
  const list = root.querySelector(".found-units");
  const box = document.querySelector(".st-key-finder input");
  if (!list || !box) return;
  const named = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "ll-found", "aria-expanded": "true" };
  for (const [name, value] of Object.entries(named)) box.setAttribute(name, value);
  box.removeAttribute("aria-activedescendant");
  // Hits for more letters may come after an arrow was pressed.
  const options = [...list.querySelectorAll('[role="option"]')];
  const again = options.findIndex((each) => each.getAttribute("href") === chosen);
  if (again >= 0) select(box, options, again);
  else chosen = "";
  openAwaited();
}

/** One live region for all pages: markup says in `data-say` what has changed. */
function say(root) {
  const said = root.querySelector("[data-say]")?.dataset.say ?? "";
  if (said === (spoken.get(root) ?? "")) return;
  spoken.set(root, said);
  let region = document.getElementById("ll-said");
  if (!region) {
    region = document.createElement("div");
    region.id = "ll-said";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = said;
}

/** A table wider than the screen scrolls in an area of its own, which the keyboard reaches and which has a name. */
function easeTables(root) {
  for (const table of root.querySelectorAll("table")) {
    if (table.closest(".scroll, details:not([open])")) continue;
    const area = document.createElement("div");
    area.className = "scroll";
    table.replaceWith(area);
    area.append(table);
  }
  for (const area of root.querySelectorAll(".scroll")) nameArea(root, area);
}

function nameArea(root, area) {
  const wide = area.scrollWidth > area.clientWidth + 1;
  area.toggleAttribute("data-wide", wide);
  if (area.dataset.named === undefined) area.dataset.named = area.getAttribute("aria-label") ?? "";
  if (!wide) {
    for (const name of ["tabindex", "role", "aria-label"]) area.removeAttribute(name);
    return;
  }
  const before = [...root.querySelectorAll("h1, h2, h3")].filter((head) => head.compareDocumentPosition(area) & 4);
  const own = area.querySelector("table")?.getAttribute("aria-label");
  area.tabIndex = 0;
  area.setAttribute("role", "region");
  area.setAttribute("aria-label", area.dataset.named || own || before.at(-1)?.textContent || "Table");
}

/** Folded lists are complete in print. */
function openFolds() {
  for (const fold of document.querySelectorAll(".ll details.fold:not([open])")) {
    fold.open = true;
    fold.dataset.printed = "true";
  }
}

function closeFolds() {
  for (const fold of document.querySelectorAll(".ll details.fold[data-printed]")) {
    fold.open = false;
    delete fold.dataset.printed;
  }
}

function listen() {
  if (globalThis.looplineListens) return;
  globalThis.looplineListens = true;
  addEventListener("beforeprint", openFolds);
  addEventListener("resize", () => document.querySelectorAll(".ll").forEach(easeTables));
  addEventListener("afterprint", closeFolds);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("input", (event) => {
    if (event.target.closest(".st-key-finder") && !event.target.value) chosen = "";
  });
  document.addEventListener("click", (event) => {
    closePicks(event.target);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const way = event.composedPath();
    const button = way.find((at) => at instanceof HTMLElement && at.dataset.do);
    if (button) {
      if (button.dataset.do === "print") window.print();
      else if (button.dataset.do === "menu") openMenu(button, button.getAttribute("aria-expanded") !== "true");
      return;
    }
    const anchor = way.find((at) => at instanceof HTMLAnchorElement && at.dataset.in);
    if (anchor) {
      event.preventDefault();
      go(new URL(anchor.href));
    }
  });
}

/** Streamlit writes a slash in the address as %2F; a place reads better as R3/D17. */
function tidy() {
  const plain = location.href.replaceAll("%2F", "/");
  if (plain !== location.href) history.replaceState(history.state, "", plain);
}

export default function ({ parentElement, data }) {
  listen();
  tidy();
  const root = parentElement.querySelector(".ll");
  const html = data?.html ?? "";
  if (!root || shown.get(root) === html) return;
  const focus = stay(root);
  // All text in it was escaped when it was created (dashboards/shell/markup.py).
  root.innerHTML = html;
  shown.set(root, html);
  easeTables(root);
  focus();
  describeSearch(root);
  say(root);
}
