// Print: one landscape page with the drawing as SVG, always in light colors, and the table on the second page.

/** Puts a printable copy into the page while it prints. */
function listenPrint(state) {
  const before = () => addPrintout(state);
  const after = () => document.getElementById("loopline-print")?.remove();
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return {
    stop: () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    },
  };
}

function addPrintout(state) {
  const { data, frame } = state;
  if (!data || !frame.isConnected || !frame.clientWidth) return;
  document.getElementById("loopline-print")?.remove();
  const sheet = make("div", "loopline");
  sheet.id = "loopline-print";
  for (const [role, color] of Object.entries(LOOPLINE_LIGHT)) sheet.style.setProperty(`--ll-${role}`, color);
  const head = make("div", "head");
  fillHead(head, data);
  const body = make("div", "body");
  const drawing = make("div", "drawing");
  if (data.scene) drawing.append(vectorOf(data.scene));
  const panel = make("div", "panel");
  fillPanel(panel, data, null, { list() {}, go() {} });
  body.append(drawing, panel);
  const legend = make("div", "legend");
  legend.innerHTML = data.legend_said || LOOPLINE_LEGENDS[data.legend] || "";
  const table = make("div", "second", tableOf(data.table, null));
  sheet.append(make("style", "", LOOPLINE_PRINT), make("p", "as-of", data.as_of), head, body, legend, table);
  document.body.append(sheet);
}
