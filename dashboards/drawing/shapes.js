// The drawing steps of a scene on a canvas. Steps name colors by role; `paint` holds the theme's colors.

const FONT_FALLBACK = '"Source Sans", "Source Sans 3", "Source Sans Pro", sans-serif';
// Half the height of capitals: text is positioned by its middle, but drawn from its baseline.
const DROP = 0.335;

/** Draws steps around (x, y). */
function drawSteps(ctx, steps, look, x, y) {
  for (const step of steps) {
    if (step[0] === "p") drawPath(ctx, step, look, x, y);
    else if (step[0] === "t") drawText(ctx, step, look, x, y);
    else drawBox(ctx, step, look, x, y);
  }
}

function drawPath(ctx, [, d, fill, stroke, width, dash], look, x, y) {
  const path = pathOf(d);
  ctx.save();
  ctx.translate(x, y);
  if (fill) {
    ctx.fillStyle = look.paint[fill];
    ctx.fill(path);
  }
  if (stroke) {
    ctx.strokeStyle = look.paint[stroke];
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.stroke(path);
  }
  ctx.restore();
}

const paths = new Map();

function pathOf(d) {
  if (!paths.has(d)) {
    if (paths.size > 2000) paths.clear();
    paths.set(d, new Path2D(d));
  }
  return paths.get(d);
}

function drawText(ctx, [, dx, dy, text, size, weight, role, anchor, room], look, x, y) {
  ctx.font = `${weight} ${size}px ${look.font}`;
  ctx.fillStyle = look.paint[role];
  ctx.textAlign = { s: "left", m: "center", e: "right" }[anchor];
  ctx.textBaseline = "alphabetic";
  ctx.fillText(fitted(ctx, text, room), x + dx, y + dy + DROP * size);
}

/** The text, or as much of it as fits: it was cut for one font, but this page may have a wider one. */
function fitted(ctx, text, room) {
  if (!room || ctx.measureText(text).width <= room + 2) return text;
  let kept = text.replace(/…$/, "");
  while (kept && ctx.measureText(kept + "…").width > room) kept = kept.slice(0, -1);
  return kept.trimEnd() + "…";
}

function drawBox(ctx, step, look, x, y) {
  const [, dx, dy, w, h, fill, stroke, width, dash, hatch, slope, gap, radius] = step;
  const left = x + dx;
  const top = y + dy;
  ctx.save();
  ctx.beginPath();
  if (radius) ctx.roundRect(left, top, w, h, radius);
  else ctx.rect(left, top, w, h);
  ctx.fillStyle = look.paint[fill];
  ctx.fill();
  if (hatch) {
    ctx.clip();
    drawHatch(ctx, look.paint[hatch], slope, gap, left, top, w, h);
  }
  ctx.restore();
  if (!stroke) return;
  ctx.save();
  ctx.strokeStyle = look.paint[stroke];
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.strokeRect(left + width / 2, top + width / 2, Math.max(w - width, 0.1), h - width);
  ctx.restore();
}

/** Hatching on one grid over the whole picture, so that neighboring areas match. */
function drawHatch(ctx, color, slope, gap, left, top, w, h) {
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  const sign = slope > 0 ? -1 : 1;
  const first = Math.floor((left + Math.min(sign * top, sign * (top + h))) / gap) * gap;
  const last = left + w + Math.max(sign * top, sign * (top + h));
  for (let c = first; c <= last; c += gap) {
    ctx.moveTo(c - sign * top, top);
    ctx.lineTo(c - sign * (top + h), top + h);
  }
  ctx.stroke();
}

/** The colors and the font of the page; its theme variables tell whether it is dark. */
function lookOf(element) {
  const style = getComputedStyle(element);
  const page = style.getPropertyValue("--st-background-color").trim();
  const dark = page ? luminance(page) < 0.5 : matchMedia("(prefers-color-scheme: dark)").matches;
  const paint = { ...(dark ? LOOPLINE_DARK : LOOPLINE_LIGHT) };
  if (page) paint.bg = page;
  return { dark, paint, font: style.getPropertyValue("--st-font").trim() || FONT_FALLBACK };
}

function luminance(color) {
  const ctx = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  ctx.fillStyle = color;
  ctx.fillRect(0, 0, 1, 1);
  const [r, g, b] = ctx.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}
