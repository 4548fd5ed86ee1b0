// The picture on a page: bar, headline, drawing, panel, folded list, legend and table, updated with the data.

const LOOPLINE_PANEL = 322;
const pictures = new WeakMap();

/** Called again whenever data or theme change; `component` is Streamlit's component object. */
function mountPicture(component) {
  const { data, parentElement: root, setTriggerValue } = component;
  if (!data) return undefined;
  let state = pictures.get(root);
  if (!state) {
    state = build(root);
    pictures.set(root, state);
  }
  const tell = (value) => setTriggerValue("event", value);
  state.tell = tell;
  update(state, data);
  return () => {
    state.observer.disconnect();
    state.printing.stop();
    state.graph.stop();
    pictures.delete(root);
  };
}

/** The empty frame, built once. */
function build(root) {
  const part = (name, tag = "div") => make(tag, name);
  const frame = part("loopline");
  const state = { root, frame, data: null, selected: null, focus: null, table: false, tabled: false };
  for (const name of ["bar", "head", "drawing", "canvas", "live", "panel", "fold", "legend", "twin-holder", "body"]) {
    state[name.split("-")[0]] = part(name);
  }
  const { canvas, drawing, live } = state;
  drawing.tabIndex = 0;
  drawing.setAttribute("role", "application");
  state.twin.tabIndex = 0;
  state.twin.setAttribute("role", "region");
  live.setAttribute("aria-live", "polite");
  drawing.append(canvas);
  state.body.append(drawing, state.twin, state.panel);
  frame.append(state.bar, state.head, state.body, state.fold, state.legend, live);
  const css = make("style", "", LOOPLINE_CSS);
  root.append(css, frame);
  keepOpaque(frame);
  state.act = actions(state);
  state.graph = startGraph(canvas, { select: state.act.select, open: state.act.open });
  listenKeys(state.body, state, state.act);
  drawing.addEventListener("blur", () => state.graph.refocus(null));
  drawing.addEventListener("focus", () => state.act.focus(state.focus || firstFocus(state.data?.scene), false));
  state.observer = new ResizeObserver(() => arrange(state));
  state.observer.observe(frame);
  state.printing = listenPrint(state);
  return state;
}

/** Keyboard navigation begins at the picture's unit. */
function firstFocus(scene) {
  return scene?.targets.find(({ key }) => key === scene.unit) || scene?.targets[0];
}

/** A slow rerun fades what it may replace; the picture stays readable. */
function keepOpaque(frame) {
  const host = frame.getRootNode().host;
  host?.closest('[data-testid="stElementContainer"]')?.style.setProperty("opacity", "1", "important");
}

/** What mouse, keys and buttons do. */
function actions(state) {
  const act = {
    go: (at) => state.tell({ type: "open", at }),
    up: () => state.data.up && act.go(state.data.up),
    list: () => state.tell({ type: "list" }),
    gaps: () => state.tell({ type: "gaps", on: !state.data.only_gaps }),
    close: () => act.fold(""),
    fold: (group) => {
      // A file contains its folded rows; a page requests the one to open.
      if (!state.data.folds) return state.tell({ type: "fold", group });
      state.data.fold = state.data.folds[group];
      return fillFold(state.fold, state.data.fold, state, act);
    },
    print: () => window.print(),
    open: (target) => {
      if (target.fold) act.fold(target.fold);
      else if (target.card?.at) act.go(target.card.at);
    },
    select: (target) => {
      state.selected = target;
      state.focus = target;
      act.say(target);
      fillPanel(state.panel, state.data, target, act);
    },
    deselect: () => {
      state.selected = null;
      fillPanel(state.panel, state.data, null, act);
    },
    focus: (target, choose = true) => {
      if (!target) return;
      state.focus = target;
      state.graph.refocus(target);
      if (choose) act.select(target);
      else act.say(target);
    },
    /** What a card's heading does: select its target, or else open its address, or nothing without either. */
    find: (card) => {
      const target = state.data.scene?.targets.find(({ key }) => key === card.key);
      if (target) return () => act.focus(target);
      return card.at ? () => act.go(card.at) : null;
    },
    say: (target) => {
      state.live.textContent = target.says.replace("\n", ". ");
    },
    table: () => {
      state.table = !state.table;
      arrange(state);
      (state.twin.hidden ? state.drawing : state.twin).focus({ preventScroll: true });
    },
  };
  return act;
}

/** New data: the selection stays only while the picture is the same. */
function update(state, data) {
  const { act } = state;
  if (state.data?.id !== data.id) {
    Object.assign(state, { selected: null, focus: null, page: 0, search: "" });
  }
  const same = (target) => data.scene?.targets.find(({ key }) => key === target?.key) || null;
  state.selected = same(state.selected);
  state.focus = same(state.focus);
  const opened = data.fold && state.data?.fold?.key !== data.fold.key;
  const asked = data.csv && !data.folds && state.data?.id === data.id && !state.data.csv;
  state.data = data;
  if (asked) saveFile(data);
  state.twin.setAttribute("aria-label", data.table.caption);
  state.drawing.setAttribute("aria-label", `${data.headline} Arrow keys walk the line, Enter opens, G leads to the next gap, T shows the table.`);
  fillBar(state.bar, data, state, act);
  fillHead(state.head, data);
  fillPanel(state.panel, data, state.selected, act);
  fillFold(state.fold, data.fold, state, act);
  state.twin.replaceChildren(tableOf(data.table, act), downloadOf(state));
  if (state.legendName !== data.legend) {
    // Fixed markup from the script, without data.
    state.legend.innerHTML = data.legend_said || LOOPLINE_LEGENDS[data.legend] || "";
    state.legendName = data.legend;
  }
  state.look = lookOf(state.frame);
  for (const [role, color] of Object.entries(state.look.paint)) state.frame.style.setProperty(`--ll-${role}`, color);
  arrange(state);
  if (opened) state.fold.scrollIntoView({ block: "nearest" });
}

/** Scale and layout for the available width; nothing while the tab is hidden. */
function arrange(state) {
  const room = state.frame.clientWidth;
  if (!room || !state.data) return;
  const { scene, row } = state.data;
  const narrow = room < 900;
  // Below 900 px the table comes first, and the button switches to the drawing instead.
  const table = Boolean(scene) && state.table !== narrow;
  const beside = !row && room >= 900 + LOOPLINE_PANEL;
  const most = scene ? (room - (beside ? LOOPLINE_PANEL : 0)) / scene.w : 1;
  const scale = row ? Math.min(Math.max(most, 0.73), 1.4) : beside ? Math.min(Math.max(most, 1), 1.4) : 1;
  state.frame.classList.toggle("beside", beside);
  state.drawing.hidden = table || !scene;
  state.frame.classList.toggle("tabled", table);
  if (state.tabled !== table) {
    state.tabled = table;
    fillBar(state.bar, state.data, state, state.act);
  }
  state.twin.hidden = !table;
  state.twin.toggleAttribute("data-wide", table && state.twin.scrollWidth > state.twin.clientWidth + 1);
  state.legend.hidden = !scene;
  if (!scene || table) return;
  const draw = () => state.graph.show(state.data.scene, state.look, scale);
  draw();
  if (state.fontsReady) return;
  state.fontsReady = true;
  const weights = [400, 600, 700].map((weight) => document.fonts.load(`${weight} 14px ${state.look.font}`));
  Promise.all(weights).then(() => state.graph.network?.redraw());
}

/** The table as a file: the server writes it on request, so that no cell can act as a formula. */
function downloadOf(state) {
  const save = () => (state.data.csv ? saveFile(state.data) : state.tell({ type: "csv" }));
  return make("p", "foot", linkTo("Download as CSV", save));
}

function saveFile(data) {
  const url = URL.createObjectURL(new Blob(["\ufeff", data.csv], { type: "text/csv" }));
  const anchor = make("a", "");
  anchor.href = url;
  anchor.download = data.file;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
