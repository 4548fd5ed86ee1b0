// The scene as SVG, for print: the same steps as on the canvas, in the light palette, sharp at any size.

const SVG = "http://www.w3.org/2000/svg";

function vectorOf(scene) {
  const svg = part("svg", { viewBox: `0 0 ${scene.w} ${scene.h}`, width: scene.w, height: scene.h, "font-family": FONT_FALLBACK });
  const defs = part("defs", {});
  for (const [role, slope, gap] of [["weak", 1, 6], ["gap", -1, 5]]) defs.append(hatchOf(role, slope, gap));
  svg.append(defs, ...scene.back.map((step) => stepOf(step)));
  const byId = new Map(scene.nodes.map((node) => [node.id, node]));
  for (const edge of scene.edges) {
    const [start, end] = [byId.get(edge.from), byId.get(edge.to)];
    svg.append(stepOf(["p", `M${start.x},${start.y}L${end.x},${end.y}`, "", edge.role, edge.width, edge.dashes || []]));
  }
  for (const node of scene.nodes) {
    const group = part("g", { transform: `translate(${node.x},${node.y})` });
    group.append(...scene.marks[node.kind].map((step) => stepOf(step)));
    svg.append(group);
  }
  return svg;
}

function part(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== "") element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}

function hatchOf(role, slope, gap) {
  const turn = `rotate(${slope > 0 ? -45 : 45})`;
  const pattern = part("pattern", { id: `ll-print-${role}`, width: gap * 0.7071, height: 8, patternUnits: "userSpaceOnUse", patternTransform: turn });
  pattern.append(part("path", { d: "M0,0V8", stroke: LOOPLINE_LIGHT[role], "stroke-width": 2.4 }));
  return pattern;
}

function stepOf(step) {
  const color = (role) => (role ? LOOPLINE_LIGHT[role] : "none");
  if (step[0] === "p") {
    const [, d, fill, stroke, width, dash] = step;
    return part("path", { d, fill: color(fill), stroke: color(stroke), "stroke-width": width, "stroke-dasharray": dash.join(",") });
  }
  if (step[0] === "t") {
    const [, x, y, text, size, weight, role, anchor] = step;
    const place = { x, y: y + DROP * size, "text-anchor": { s: "", m: "middle", e: "end" }[anchor] };
    return part("text", { ...place, "font-size": size, "font-weight": weight, fill: color(role) }, text);
  }
  const [, x, y, width, height, fill, stroke, line, dash, hatch, , , rx] = step;
  const box = part("g", {});
  box.append(part("rect", { x, y, width, height, rx, fill: color(fill) }));
  if (hatch) box.append(part("rect", { x, y, width, height, fill: `url(#ll-print-${hatch})` }));
  const inner = { x: x + line / 2, y: y + line / 2, width: Math.max(width - line, 0.1), height: height - line, fill: "none" };
  if (stroke) box.append(part("rect", { ...inner, stroke: color(stroke), "stroke-width": line, "stroke-dasharray": dash.join(",") }));
  return box;
}
