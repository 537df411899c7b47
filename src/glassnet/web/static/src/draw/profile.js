// Where the bars and the dashed levels of a statistic lie across the layers, in a box 100 wide.

import { rgb } from "../colours.js";

/** @typedef {{name: string, label: string, source: string, values: number[], points: string}} Level */

const HEIGHT = 100, GAP = 0.28, DECADES = 8;
const SCHEMES = { xavier: "Xavier", he: "He" };

/** A colour on the way from one to the other. @param {string} from @param {string} to @param {number} t */
export function blend(from, to, t) {
  const a = rgb(from), b = rgb(to);
  return `rgb(${a.map((c, i) => Math.round(c + (b[i] - c) * t)).join(" ")})`;
}

/** A layer's name in a word: layer 2 -> 2. @param {string} name */
export const layerName = (name) => (name === "output" ? "out" : name.replace("layer ", ""));

/** Which scheme suits which layers, in words. @param {string[]} schemes */
export function ofLayer(schemes) {
  const hidden = schemes.slice(0, -1), same = hidden.every((s) => s === hidden[0]);
  const word = (/** @type {string} */ s) => /** @type {Record<string, string>} */ (SCHEMES)[s] ?? s;
  if (!hidden.length) return word(schemes[0]);
  return same ? word(hidden[0]) : hidden.map((s, i) => `${i + 1} ${word(s)}`).join(", ");
}

/**
 * @param {any} json the view
 * @param {string} name of the statistic
 * @returns {{bars: {name: string, x: number, y: number, width: number, height: number}[], levels: Level[], height: number}}
 */
export function profile(json, name) {
  const log = json.statistics[name].log, count = json.layers.length;
  const values = json.layers.map((/** @type {any} */ l) => (typeof l[name] === "number" ? l[name] : NaN));
  const theory = name === "spread" || name === "delta" ? Object.entries(json.levels).map(([scheme, found]) => ({ scheme, values: /** @type {any} */ (found)[name], source: /** @type {any} */ (found).source })) : [];
  const seen = [...values, ...theory.flatMap((t) => t.values)].filter((v) => typeof v === "number" && Number.isFinite(v) && (!log || v > 0));
  const share = name === "saturated" || name === "dead";
  let low = Math.min(0, ...seen), high = share ? 1 : Math.max(0, ...seen) * 1.05 || 1;
  if (log) {
    high = Math.log10(Math.max(...seen, 1e-12)) + 0.15;
    low = Math.max(Math.log10(Math.min(...seen, 10 ** high)) - 0.6, high - DECADES);
  }
  const up = (/** @type {number} */ v) => HEIGHT * (1 - Math.max(0, Math.min(1, ((log ? Math.log10(v) : v) - low) / (high - low || 1))));
  const zero = log ? HEIGHT : up(0), wide = 100 / count;
  const bars = values.flatMap((/** @type {number} */ v, /** @type {number} */ i) => {
    if (!Number.isFinite(v) || (log && v <= 0)) return [];
    const y = up(v);
    return [{ name: json.layers[i].name, x: (i + GAP / 2) * wide, y: Math.min(y, zero), width: wide * (1 - GAP), height: Math.max(0.6, Math.abs(zero - y)) }];
  });
  const levels = theory.map(({ scheme, values: level, source }) => ({
    name: scheme,
    label: /** @type {Record<string, string>} */ (SCHEMES)[scheme] ?? scheme,
    source,
    values: level.filter((/** @type {any} */ v) => typeof v === "number"),
    points: level.flatMap((/** @type {number|null} */ v, /** @type {number} */ i) => (v === null || (log && v <= 0) ? [] : [`${i * wide},${up(v)} ${(i + 1) * wide},${up(v)}`])).join(" "),
  }));
  return { bars, levels, height: HEIGHT };
}
