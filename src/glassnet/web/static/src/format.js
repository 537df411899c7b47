// Numbers as words on the page.

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** @param {number} n 12345 -> 12,345 */
export const count = (n) => whole.format(n);

/** A number of any size in about `digits` digits, with a true minus sign. @param {number|null|undefined} x @param {number} [digits] */
export function short(x, digits = 3) {
  if (x === null || x === undefined || Number.isNaN(x)) return "–";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  const size = Math.abs(x);
  const text =
    size !== 0 && (size < 1e-4 || size >= 1e6)
      ? x.toExponential(1).replace("e+", "e")
      : Number(x.toPrecision(digits)).toString();
  return text.replaceAll("-", "−");
}

/** A loss: always three places, so that the digits do not jump. @param {number|null|undefined} x */
export function loss(x) {
  if (x === null || x === undefined || !Number.isFinite(x)) return short(x);
  return x !== 0 && x < 0.0005 ? short(x, 2) : x >= 1000 ? short(x, 4) : x.toFixed(3);
}

/** @param {number|null|undefined} x a share, 0.98 -> 98.0 % */
export const percent = (x) => (x === null || x === undefined || !Number.isFinite(x) ? short(x) : `${(100 * x).toFixed(1)} %`);

/** Fixed places with a true minus sign, for read-outs that must not jump. @param {number} x @param {number} [places] */
export const fixed = (x, places = 2) => x.toFixed(places).replace("-", "−");

/** A weight: fixed places where it has a usual size. @param {number} w @param {number} [places] */
export const weight = (w, places = 4) => (Math.abs(w) < 1e4 ? fixed(w, places) : short(w));

/** The score of a split: accuracy or R². @param {import("./types.js").Score|null|undefined} s */
export const score = (s) => (s ? (s.accuracy !== undefined ? percent(s.accuracy) : short(s.r2)) : "–");

/** A formula as it is written by hand: x^2 -> x², sin(x) -> sin x. @param {string} formula */
export const pretty = (formula) =>
  formula
    .replace(/\s+/g, "")
    .replaceAll(/\^2|\*\*2/g, "²")
    .replaceAll(/\^3|\*\*3/g, "³")
    .replace(/^([a-z]+)\(([xy])\)$/, "$1 $2")
    .replaceAll("*", "")
    .replaceAll("-", "−");

/** The value of a setting in a few characters. @param {import("./types.js").Field|undefined} field @param {any} value */
export function brief(field, value) {
  if (value === null || value === undefined)
    return typeof field?.optional === "string" && field.optional ? field.optional : "none";
  if (typeof value === "number") return short(value);
  if (typeof value === "boolean") return value ? "on" : "off";
  const kind = typeof value === "object" ? value.kind : value;
  for (const c of field?.choices ?? []) if (typeof c === "object" && c.kind === kind) return c.label;
  return String(kind ?? "").replaceAll("_", " ");
}
