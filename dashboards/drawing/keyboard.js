// Keyboard navigation in the drawing: the drawing is one tab stop, the arrows follow the line.

/** Where a key leads from a target; undefined if the key has no meaning. */
function walk(targets, from, key) {
  if (!from) return { ArrowUp: 1, ArrowDown: 1, ArrowLeft: 1, ArrowRight: 1 }[key] ? targets[0] : undefined;
  const children = targets.filter((each) => each.parent === from.key);
  const leaders = children.find(isLeaders);
  const below = children.filter((each) => !isLeaders(each));
  const parent = targets.find((each) => each.key === from.parent);
  if (isLeaders(from)) return key === "ArrowLeft" || key === "ArrowDown" ? parent : from;
  const siblings = targets.filter((each) => each.parent === from.parent && !isLeaders(each));
  const place = siblings.indexOf(from);
  return {
    ArrowUp: siblings[place - 1] || (place <= 0 && leaders) || from,
    ArrowDown: siblings[place + 1] || from,
    ArrowRight: below[0] || leaders || from,
    ArrowLeft: parent || from,
    Home: siblings[0],
    End: siblings[siblings.length - 1],
  }[key];
}

function isLeaders(target) {
  return target.key.startsWith(" L:");
}

/** The next gap by size; after the smallest comes the largest. */
function nextGap(targets, from) {
  const gaps = targets.filter((each) => each.gap).sort((a, b) => b.gap - a.gap);
  return gaps[(gaps.indexOf(from) + 1) % (gaps.length || 1)];
}

/** Makes an element listen for the keys; `act` runs their actions. */
function listenKeys(element, state, act) {
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const drawing = event.target === state.drawing;
    // In the table, only the two keys that leave it are handled; the browser handles all others.
    if (!drawing && (event.target !== state.twin || !["t", "T", "Escape"].includes(event.key))) return;
    const targets = state.data?.scene?.targets || [];
    const next = drawing ? walk(targets, state.focus, event.key) : undefined;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (next) act.focus(next);
    else if (key === "Enter" && state.focus) act.open(state.focus);
    else if (key === " " && state.focus) act.select(state.focus);
    else if (key === "Escape") act.up();
    else if (key === "g") act.focus(nextGap(targets, state.focus));
    else if (key === "t") act.table();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
