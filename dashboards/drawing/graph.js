// The network: vis-network draws the scene's nodes and edges; the scene's own steps are drawn behind and on them.

/** Starts a network in a container; `at` has the scale and the focus. */
function startGraph(container, handlers) {
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const graph = { container, nodes, edges, network: null, scene: null, look: null, scale: 1, focus: null };
  graph.show = (scene, look, scale) => showScene(graph, scene, look, scale, handlers);
  graph.refocus = (target) => {
    graph.focus = target;
    graph.network?.redraw();
  };
  graph.stop = () => graph.network?.destroy();
  return graph;
}

function showScene(graph, scene, look, scale, handlers) {
  const { container } = graph;
  const changed = graph.scene !== scene || graph.look?.dark !== look.dark || graph.look?.paint.bg !== look.paint.bg;
  graph.look = look;
  graph.scale = scale;
  const width = `${Math.round(scene.w * scale)}px`;
  const height = `${Math.round(scene.h * scale)}px`;
  container.style.width = width;
  container.style.height = height;
  if (changed) {
    graph.scene = scene;
    graph.byKey = new Map(scene.targets.map((target) => [target.key, target]));
    graph.focus = graph.focus ? graph.byKey.get(graph.focus.key) || null : null;
    const data = { nodes: scene.nodes.map((node) => styleNode(node, graph)), edges: scene.edges.map((edge) => styleEdge(edge, graph)) };
    fill(graph.edges, graph.nodes, data);
    const tooltip = container.querySelector(".vis-tooltip");
    if (tooltip) tooltip.style.visibility = "hidden";
  }
  if (!graph.network) {
    const options = { ...scene.options, autoResize: false, width, height };
    graph.network = new vis.Network(container, { nodes: graph.nodes, edges: graph.edges }, options);
    listen(graph, handlers);
  } else {
    graph.network.setSize(width, height);
  }
  graph.network.moveTo({ position: { x: scene.w / 2, y: scene.h / 2 }, scale });
  graph.network.redraw();
}

function fill(edges, nodes, data) {
  edges.clear();
  nodes.clear();
  nodes.add(data.nodes);
  edges.add(data.edges);
}

function styleNode(node, graph) {
  const steps = graph.scene.marks[node.kind];
  const target = graph.byKey.get(node.target || node.id);
  return {
    size: 1,
    ...node,
    shape: "custom",
    title: target ? target.says : undefined,
    ctxRenderer: ({ ctx, x, y }) => ({
      drawNode: () => drawSteps(ctx, steps, graph.look, x, y),
      nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
    }),
  };
}

function styleEdge(edge, graph) {
  const color = graph.look.paint[edge.role];
  return { ...edge, dashes: edge.dashes || false, color: { color: color, inherit: false } };
}

function listen(graph, handlers) {
  const { network } = graph;
  network.on("beforeDrawing", (ctx) => drawSteps(ctx, graph.scene.back, graph.look, 0, 0));
  network.on("afterDrawing", (ctx) => drawRing(ctx, graph));
  network.on("click", (event) => {
    const target = hit(graph, event);
    if (target) handlers.select(target);
  });
  network.on("doubleClick", (event) => {
    const target = hit(graph, event);
    if (target) handlers.open(target);
  });
  graph.container.addEventListener("pointermove", (event) => {
    const box = graph.container.getBoundingClientRect();
    const point = { x: event.clientX - box.left, y: event.clientY - box.top };
    const canvas = { x: point.x / graph.scale, y: point.y / graph.scale };
    const over = hit(graph, { nodes: [network.getNodeAt(point)], pointer: { canvas } });
    graph.container.style.cursor = over ? "pointer" : "default";
  });
}

/** What was clicked: a mark, or else the row at that point. */
function hit(graph, event) {
  const node = event.nodes[0] === undefined ? null : graph.nodes.get(event.nodes[0]);
  const target = node && graph.byKey.get(node.target || node.id);
  if (target) return target;
  const { x, y } = event.pointer.canvas;
  return graph.scene.targets.find(({ area }) => area && x >= area[0] && y >= area[1] && x < area[2] && y < area[3]);
}

function drawRing(ctx, graph) {
  if (!graph.focus) return;
  ctx.save();
  ctx.beginPath();
  ctx.arc(graph.focus.x, graph.focus.y, graph.focus.r + 5, 0, 2 * Math.PI);
  ctx.strokeStyle = graph.look.paint.ink;
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.restore();
}
