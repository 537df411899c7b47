// The examples on the plane: colour and shape tell the class, filling tells the split.
import { SHAPES, valueColour } from "../colours.js";

/** @typedef {import("../colours.js").Palette} Palette */

/**
 * @typedef {object} Points
 * @property {Float32Array} rows x, y, label or value, in the order train, validation, test
 * @property {{train: number, validation: number, test: number, own?: number}} counts `own`: put in by hand, the last of train
 * @property {Float32Array} [names] what each is called in actions
 */

/** Size of a marker by its split, against those of the training set. */
const SIZES = { train: 1, validation: 0.72, test: 1, own: 1.3 };

/** Corners of the markers on the unit circle, so that all have about the same weight. @type {Record<string, [number, number][]>} */
const CORNERS = {
  diamond: ring(4, 0, 1.25),
  square: ring(4, Math.PI / 4, 1.25),
  triangle: ring(3, 0, 1.35),
  wedge: ring(3, Math.PI, 1.35),
  hexagon: ring(6, 0, 1.1),
  star: star(5),
  cross: plus(Math.PI / 4),
  plus: plus(0),
  bar: [[-1.3, -0.6], [1.3, -0.6], [1.3, 0.6], [-1.3, 0.6]],
};

/** @param {number} n @param {number} turn @param {number} r @returns {[number, number][]} */
function ring(n, turn, r) {
  return Array.from({ length: n }, (_, i) => {
    const t = turn + (2 * Math.PI * i) / n;
    return [r * Math.sin(t), -r * Math.cos(t)];
  });
}

/** @param {number} n @returns {[number, number][]} */
function star(n) {
  return ring(2 * n, 0, 1.4).map(([x, y], i) => (i % 2 ? [x * 0.5, y * 0.5] : [x, y]));
}

/** @param {number} turn @returns {[number, number][]} */
function plus(turn) {
  const a = 0.45, b = 1.3, c = Math.cos(turn), s = Math.sin(turn);
  /** @type {[number, number][]} */
  const corners = [[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a]];
  return corners.map(([x, y]) => [x * c - y * s, x * s + y * c]);
}

/**
 * Add a marker to the current path.
 * @param {CanvasRenderingContext2D} context @param {number} label @param {number} x @param {number} y @param {number} r
 */
export function marker(context, label, x, y, r) {
  const shape = label + Math.floor(label / SHAPES.length); // colours repeat after ten classes: their shapes must differ then
  const corners = CORNERS[SHAPES[shape % SHAPES.length]];
  if (!corners) {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([cx, cy], i) => (i ? context.lineTo(x + cx * r, y + cy * r) : context.moveTo(x + cx * r, y + cy * r)));
  context.closePath();
}

/** A point beyond the window becomes an arrow at its edge. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} dx @param {number} dy */
function arrow(context, x, y, dx, dy) {
  const long = Math.hypot(dx, dy) || 1, ux = dx / long, uy = dy / long, s = 6;
  context.moveTo(x + ux * 2, y + uy * 2);
  context.lineTo(x - ux * s - uy * s * 0.7, y - uy * s + ux * s * 0.7);
  context.lineTo(x - ux * s + uy * s * 0.7, y - uy * s - ux * s * 0.7);
  context.closePath();
}

/**
 * @param {import("./surface.js").Surface} surface
 * @param {Points} points
 * @param {object} how
 * @param {[number, number, number, number]} how.domain
 * @param {boolean} how.classification
 * @param {boolean} how.curve one input: the value is the height
 * @param {[number, number]} how.range lowest and highest value of the colour scale
 * @param {Palette} how.palette
 * @param {{train: boolean, validation: boolean, test: boolean}} how.show
 * @param {((x: number, y: number, label: number) => boolean)|null} how.wrong
 */
export function drawPoints(surface, { rows, counts }, how) {
  const { context, width, height } = surface, { train, validation, test, own = 0 } = counts;
  context.clearRect(0, 0, width, height);
  if (how.show.train) drawSome(surface, rows, 0, train - own, "train", how);
  if (how.show.validation) drawSome(surface, rows, train, train + validation, "validation", how);
  if (how.show.test) drawSome(surface, rows, train + validation, train + validation + test, "test", how);
  if (how.show.train) drawSome(surface, rows, train - own, train, "own", how); // what was just put in lies on top
}

/**
 * @param {import("./surface.js").Surface} surface @param {Float32Array} rows @param {number} first @param {number} end
 * @param {"train"|"validation"|"test"|"own"} split @param {Parameters<typeof drawPoints>[2]} how
 */
function drawSome({ context, width, height }, rows, first, end, split, { domain, classification, curve, range, palette, wrong }) {
  const [xmin, xmax, ymin, ymax] = domain, radius = Math.max(2.6, Math.min(4, width / 95)) * SIZES[split];
  for (let row = first; row < end; row++) {
    const x = rows[3 * row], label = rows[3 * row + 2], y = curve ? label : rows[3 * row + 1];
    const px = ((x - xmin) / (xmax - xmin)) * width, py = ((ymax - y) / (ymax - ymin)) * height;
    const cx = Math.max(7, Math.min(width - 7, px)), cy = Math.max(7, Math.min(height - 7, py));
    const outside = px < 0 || px > width || py < 0 || py > height;
    const t = (2 * (label - range[0])) / (range[1] - range[0] || 1) - 1;
    const colour = classification ? palette.classes[label % palette.classes.length] : curve ? palette.high : valueColour(palette, t);
    context.beginPath();
    if (outside) arrow(context, cx, cy, px - cx, py - cy);
    else marker(context, classification ? label : 0, px, py, radius);
    if (split === "train" || split === "own") {
      context.fillStyle = colour;
      context.strokeStyle = split === "own" ? palette.ink : palette.card;
      context.lineWidth = split === "own" ? 1.5 : 1.1;
      context.fill();
      context.stroke();
    } else {
      // A ring: a light body with a coloured rim, seen on every surface colour.
      context.fillStyle = palette.card;
      context.fill();
      context.strokeStyle = classification || curve ? colour : palette.ink;
      context.lineWidth = split === "test" ? 1.9 : 1.4;
      context.stroke();
      if (!classification && !curve) {
        context.beginPath();
        marker(context, 0, px, py, radius * 0.7);
        context.fillStyle = colour;
        context.fill();
      }
    }
    if (wrong?.(x, y, label)) strikeOut(context, cx, cy, palette.ink);
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {string} colour */
function strikeOut(context, x, y, colour) {
  context.beginPath();
  context.moveTo(x - 5, y - 5);
  context.lineTo(x + 5, y + 5);
  context.moveTo(x + 5, y - 5);
  context.lineTo(x - 5, y + 5);
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.stroke();
}

/** A preset's picture. @param {import("./surface.js").Surface} surface @param {Float32Array} rows @param {boolean} classification @param {Palette} palette */
export function drawThumbnail({ context, width, height }, rows, classification, palette) {
  let low = Infinity, high = -Infinity;
  for (let i = 2; i < rows.length; i += 3) {
    low = Math.min(low, rows[i]);
    high = Math.max(high, rows[i]);
  }
  context.clearRect(0, 0, width, height);
  for (let i = 0; i < rows.length; i += 3) {
    const label = rows[i + 2], inner = 0.44;
    context.beginPath();
    marker(context, classification ? label : 0, width * (0.5 + inner * rows[i]), height * (0.5 - inner * rows[i + 1]), width / 32);
    context.fillStyle = classification
      ? palette.classes[label % palette.classes.length]
      : valueColour(palette, (2 * (label - low)) / (high - low || 1) - 1);
    context.fill();
  }
}
