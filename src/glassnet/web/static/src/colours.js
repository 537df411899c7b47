// Colours of the pictures. The values themselves stand in playground.css, once; here they become tables of pixels.

/** Ten classes that colour-blind eyes tell apart (after Okabe and Ito, and Tol); orange and blue come first. */
const CLASS_COLOURS = {
  light: ["#d9660b", "#1f6fd6", "#00876c", "#b8449a", "#a88500", "#3a9bc9", "#8a4b2a", "#6a4fb3", "#6b7280", "#c22f3d"],
  dark: ["#f08a3c", "#5b9df0", "#2fbf9b", "#e07cc4", "#d8b52e", "#7cc8ee", "#c98a63", "#a791ee", "#a3acba", "#f0717c"],
};

/** Class markers, the second cue beside the colour; drawn in draw/points.js under these names. */
export const SHAPES = ["circle", "diamond", "square", "triangle", "cross", "star", "wedge", "hexagon", "bar", "plus"];

/**
 * @typedef {object} Palette
 * @property {string} low orange: negative, class A
 * @property {string} high blue: positive, class B
 * @property {string} card
 * @property {string} ink
 * @property {string} mute
 * @property {string} line
 * @property {string} edge
 * @property {string[]} classes
 * @property {Uint32Array} diverging pixel for each byte, 0 = low, 127.5 = the neutral middle, 255 = high
 * @property {Uint32Array} certain pixel for each byte of certainty
 * @property {Uint32Array[]} ramps for each class the pixel for each byte of its probability
 * @property {{edge: number, low: number, high: number}} pixels colours from above as pixels
 */

/** @param {string} hex @returns {[number, number, number]} */
export function rgb(hex) {
  const byte = (/** @type {number} */ at) => parseInt(hex.slice(at, at + 2), 16);
  return [byte(1), byte(3), byte(5)];
}

/** @param {number[]} from @param {number[]} to @param {number} t @returns {number} a little-endian RGBA pixel */
function mix(from, to, t) {
  const [r, g, b] = from.map((c, i) => Math.round(c + (to[i] - c) * t));
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/**
 * Read the colours of an element's theme.
 * @param {Element} element
 * @param {"light"|"dark"} theme
 * @returns {Palette}
 */
export function readPalette(element, theme) {
  const style = getComputedStyle(element);
  const css = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const low = css("--low"), high = css("--high"), middle = rgb(css("--middle"));
  const strength = Number(css("--field")); // how far the surface goes towards the full colour: points must stand out
  const classes = CLASS_COLOURS[theme];
  const diverging = Uint32Array.from({ length: 256 }, (_, i) => {
    const t = i / 127.5 - 1;
    return mix(middle, rgb(t < 0 ? low : high), Math.abs(t) * strength);
  });
  const ramps = classes.map((c) => Uint32Array.from({ length: 256 }, (_, i) => mix(middle, rgb(c), (i / 255) * strength)));
  const ink = rgb(css("--ink")), certain = Uint32Array.from({ length: 256 }, (_, i) => mix(middle, ink, (i / 255) * strength));
  const pixel = (/** @type {string} */ name) => mix(rgb(css(name)), middle, 0);
  const pixels = { edge: pixel("--frame"), low: pixel("--low"), high: pixel("--high") };
  return { low, high, card: css("--card"), ink: css("--ink"), mute: css("--mute"), line: css("--line"), edge: css("--frame"), classes, diverging, ramps, certain, pixels };
}

/** The colour of a value between low and high, for points in regression. @param {Palette} palette @param {number} t -1 to 1 */
export function valueColour(palette, t) {
  const size = Math.min(1, Math.abs(t)), from = rgb(palette.card);
  const [r, g, b] = rgb(t < 0 ? palette.low : palette.high).map((c, i) => Math.round(from[i] + (c - from[i]) * (0.25 + 0.75 * size)));
  return `rgb(${r} ${g} ${b})`;
}
