// A control for any field of the specification, made from what the field says about itself.
import { html } from "htm/preact";
import { useId } from "preact/hooks";
import { count, short } from "../format.js";
import { Range } from "./range.js";
import { SourceOf, chosen } from "./source.js";

/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Choice} Choice */

/**
 * @typedef {object} Bound
 * @property {Field} field
 * @property {any} value
 * @property {(value: any) => void} change
 * @property {(held: boolean) => void} [hold]
 * @property {string} [path] where the field stands in an experiment, if it does not know itself
 */

/** What a null means, in a word. @param {Field} field */
export const absence = (field) => (typeof field.optional === "string" && field.optional ? field.optional : "none");

/** The part after the last dot: the key inside a union or record. @param {Field} field */
export const key = (field) => field.path.slice(field.path.lastIndexOf(".") + 1);

const finite = (/** @type {any} */ x) => typeof x === "number" && Number.isFinite(x);

/**
 * The span a slider offers where the allowed range is far wider than anyone drags; what is typed may go beyond.
 * @type {Record<string, [number, number]>}
 */
const USUAL = {
  "data.n": [20, 5000],
  "training.learning_rate": [1e-5, 10],
  "training.batch_size": [1, 1024],
  "training.l1": [0, 1],
  "training.l2": [0, 1],
  "training.clip_norm": [0.01, 100],
  "training.epochs": [1, 10000],
  "training.warmup": [0, 50],
  "network.bias": [-2, 2],
};

/** @param {Field} field @returns {Field} with the span for its slider */
export function usual(field) {
  const span = USUAL[field.path];
  return span ? { ...field, low: span[0], high: span[1] } : field;
}

/** Whether dragging can reach sensible values: not over millions, nor where the usual value is a sliver of the scale. @param {Field} field */
function draggable(field) {
  const span = /** @type {number} */ (field.high) - /** @type {number} */ (field.low), size = Math.abs(field.default ?? 0);
  return span <= 10000 && (field.scale === "log" || size === 0 || size > span / 1000);
}

/** The end of a range, written out. @param {any} x */
const plain = (x) => (Math.abs(x) >= 1e4 ? count(x) : short(x));

/** @param {Bound} properties */
function NumberControl({ field, value, change, hold }) {
  const id = useId(), none = value === null || value === undefined;
  const slide = usual(field), bounded = finite(slide.low) && finite(slide.high) && draggable(slide);
  const range = [finite(field.low) ? `from ${plain(field.low)}` : "", finite(field.high) ? `to ${plain(field.high)}` : ""].join(" ").trim();
  const fallback = finite(field.default) ? field.default : finite(field.low) ? Math.max(/** @type {number} */ (field.low), 1) : 1;
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    ${field.optional &&
    html`<label class="check">
      <input type="checkbox" checked=${none} onChange=${(/** @type {any} */ e) => change(e.target.checked ? null : fallback)} />
      <span>${absence(field)}</span>
    </label>`}
    <input
      id=${id}
      class="number"
      type="number"
      step="any"
      disabled=${none}
      min=${finite(field.low) ? field.low : undefined}
      max=${finite(field.high) ? field.high : undefined}
      value=${none ? "" : value}
      aria-describedby=${`${id}-about`}
      onChange=${(/** @type {any} */ e) => e.target.value !== "" && change(Number(e.target.value))}
    />
    ${bounded && !none && html`<${Range} field=${slide} value=${value} change=${change} hold=${hold} label=${`${field.label}, slider`} text=${short(value)} />`}
    <p class="about" id=${`${id}-about`}>${field.explain}${range && html` <span class="range-words">${range}</span>`}</p>
  </div>`;
}

/** @param {Bound} properties */
function FlagControl({ field, value, change }) {
  const id = useId();
  return html`<div class="field">
    <label class="check">
      <input type="checkbox" checked=${Boolean(value)} aria-describedby=${id} onChange=${(/** @type {any} */ e) => change(e.target.checked)} />
      <span>${field.label}</span>
    </label>
    <p class="about" id=${id}>${field.explain}</p>
  </div>`;
}

/** @param {Bound} properties */
function ChoiceControl({ field, value, change }) {
  const id = useId();
  const names = /** @type {string[]} */ ((field.choices ?? []).filter((c) => typeof c === "string"));
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    <select id=${id} value=${value} aria-describedby=${`${id}-about`} onChange=${(/** @type {any} */ e) => change(e.target.value)}>
      ${names.map((n) => html`<option value=${n}>${n.replaceAll("_", " ")}</option>`)}
    </select>
    <p class="about" id=${`${id}-about`}>${field.explain}</p>
  </div>`;
}

/** @param {Bound} properties */
function TextControl({ field, value, change }) {
  const id = useId();
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    <input id=${id} type="text" value=${value ?? ""} aria-describedby=${`${id}-about`} onChange=${(/** @type {any} */ e) => change(e.target.value || (field.optional ? null : ""))} />
    <p class="about" id=${`${id}-about`}>${field.explain}</p>
  </div>`;
}

/** The value of a choice with its settings at their defaults. @param {Choice} choice */
export const fresh = (choice) => ({
  kind: choice.kind,
  ...Object.fromEntries((choice.fields ?? []).filter((f) => f.default !== undefined).map((f) => [key(f), f.default])),
});

/** Each choice with its line of explanation; the chosen one with its own settings. @param {Bound} properties */
export function UnionControl({ field, value, change, hold }) {
  const name = useId(), kind = typeof value === "object" ? value?.kind : value;
  const choices = /** @type {Choice[]} */ ((field.choices ?? []).filter((c) => typeof c === "object"));
  return html`<fieldset class="union">
    <legend>${field.label}</legend>
    <p class="about">${field.explain}</p>
    ${field.optional &&
    html`<label class="choice">
      <input type="radio" name=${name} checked=${kind === undefined || kind === null} onChange=${() => change(null)} />
      <span><b>${absence(field)}</b></span>
    </label>`}
    ${choices.map(
      (c) =>
        html`<div key=${c.kind}>
          <label class="choice">
            <input type="radio" name=${name} value=${c.kind} checked=${c.kind === kind} onChange=${() => change(fresh(c))}
              aria-labelledby=${`${name}-${c.kind}`} aria-describedby=${`${name}-${c.kind}-about`} />
            <span><b id=${`${name}-${c.kind}`}>${c.label}</b> <span id=${`${name}-${c.kind}-about`}>${c.explain}</span></span>
          </label>
          ${c.kind === kind && c.fields?.length
            ? html`<div class="nested">
                ${c.fields.map((f) => html`<${FieldControl} key=${f.path} field=${f} value=${value?.[key(f)] ?? (f.optional ? null : f.default)} change=${(/** @type {any} */ v) => change({ ...fresh(c), ...value, [key(f)]: v })} hold=${hold} />`)}
              </div>`
            : null}
        </div>`,
    )}
  </fieldset>`;
}

/** @param {Bound} properties */
function RecordControl({ field, value, change, hold }) {
  return html`<fieldset class="union">
    <legend>${field.label}</legend>
    <p class="about">${field.explain}</p>
    ${(field.fields ?? []).map((f) => html`<${FieldControl} key=${f.path} field=${f} value=${value?.[key(f)]} change=${(/** @type {any} */ v) => change({ ...value, [key(f)]: v })} hold=${hold} />`)}
  </fieldset>`;
}

/** @type {Record<string, (properties: Bound) => any>} */
const CONTROLS = {
  number: NumberControl,
  integer: NumberControl,
  flag: FlagControl,
  choice: ChoiceControl,
  text: TextControl,
  union: UnionControl,
  record: RecordControl,
};

/** Whether a field has a general control; lists have their own place on the page. @param {Field} field */
export const hasControl = (field) => field.type in CONTROLS;

/** A setting of a choice is part of the choice's own code. @param {Bound} properties */
export function FieldControl(properties) {
  const { field, value, path = field.path } = properties, Control = CONTROLS[field.type];
  if (!Control) return null;
  return html`<${Control} ...${properties} />${path.includes(".") && html`<${SourceOf} ...${chosen(field, path, value)} />`}`;
}
