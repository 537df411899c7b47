// The strip of training settings: each shows its value, and opens to explain itself and be changed.
import { html } from "htm/preact";
import { brief, short } from "../format.js";
import { useStore } from "../store.js";
import { FieldControl, hasControl } from "./field.js";
import { Icon } from "./icons.js";
import { Popover } from "./popover.js";

/** @typedef {import("../types.js").Field} Field */

/** What stands in the strip by itself; everything else of network and training is under "More". @type {{label?: string, paths: string[]}[]} */
const STRIP = [
  { paths: ["training.optimizer"] },
  { paths: ["training.learning_rate"] },
  { label: "Batch", paths: ["training.batch_size"] },
  { paths: ["training.loss"] },
  { label: "Penalty", paths: ["training.l1", "training.l2"] },
  { label: "Start", paths: ["network.initializer"] },
];

/** @param {{fields: Field[]}} properties */
function Bound({ fields }) {
  const store = useStore();
  return html`${fields.map(
    (f) => html`<${FieldControl} key=${f.path} field=${f} value=${store.value(f.path)} change=${(/** @type {any} */ v) => store.set(f.path, v)} hold=${(/** @type {boolean} */ h) => store.hold(f.path, h)} />`,
  )}`;
}

/** The value of one or two fields in a few words. @param {Field[]} fields @param {any[]} values */
function summary(fields, values) {
  if (fields.length === 1) return brief(fields[0], values[0]);
  const some = fields.flatMap((f, i) => (values[i] ? [`${f.label.split(" ")[0]} ${short(values[i], 2)}`] : []));
  return some.join(" · ") || "none";
}

/** @param {{label?: string, fields: Field[]}} properties */
function Pill({ label, fields }) {
  const store = useStore(), name = label ?? fields[0].label, values = fields.map((f) => store.value(f.path));
  const auto = fields[0].path === "training.loss" && values[0]?.kind === "auto" ? store.state.value?.loss : undefined;
  const words = auto ? brief(fields[0], auto) : summary(fields, values);
  return html`<${Popover} label=${name} title=${fields.map((f) => f.explain).join(" · ")} face=${html`<span>${name}</span> <b>${words}</b>`}>
    ${() => html`<${Bound} fields=${fields} />`}
  <//>`;
}

export function Settings() {
  const store = useStore(), schema = store.hello.value?.schema ?? [], hidden = store.view.hidden.value;
  const strip = STRIP.map(({ label, paths }) => ({ label, fields: paths.flatMap((p) => schema.filter((f) => f.path === p && !hidden.has(p))) })).filter((s) => s.fields.length);
  const taken = new Set(strip.flatMap((s) => s.fields.map((f) => f.path)));
  const rest = schema.filter((f) => /^(training|network)\./.test(f.path) && !taken.has(f.path) && !hidden.has(f.path) && hasControl(f) && !schema.some((g) => f.path.startsWith(`${g.path}.`)));
  return html`<div class="strip" data-part="settings" role="group" aria-label="Training settings">
    ${strip.map((s) => html`<${Pill} key=${s.fields[0].path} ...${s} />`)}
    ${rest.length > 0 &&
    html`<${Popover} label="More" title=${rest.map((f) => f.label).join(", ")} face=${html`<span>More</span><${Icon} name="more" />`}>${() => html`<${Bound} fields=${rest} />`}<//>`}
  </div>`;
}
