// The data: a preset by its picture, and how many points, how noisy, how split.
import { html } from "htm/preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { drawThumbnail } from "../draw/points.js";
import { brief, short } from "../format.js";
import { useStore } from "../store.js";
import { usePalette } from "./theme.js";
import { FieldControl, hasControl, usual } from "./field.js";
import { Range } from "./range.js";
import { OwnTable } from "./own-table.js";
import { Popover } from "./popover.js";
import { SourceOf } from "./source.js";
import { SplitControl } from "./split.js";
import { Still } from "./still.js";
import { Icon } from "./icons.js";

const SHOWN = ["data.source", "data.noise", "data.n", "data.features", "data.columns"];

/** The groups in their order; another one is shown under its own name. @type {Record<string, string>} */
const GROUPS = { classification: "Classes", regression: "Values", classic: "Classic", library: "Library", yours: "Yours" };
const OWN = "yours";

/** @param {import("../types.js").Preset} p */
const groupOf = (p) => p.group ?? p.task;

/** @param {{preset: import("../types.js").Preset, checked: boolean, choose: () => void}} properties */
function PresetTile({ preset, checked, choose }) {
  const palette = usePalette(), rows = useStore().thumbnails.value.get(preset.name);
  const draw = useMemo(
    () => rows && palette ? (/** @type {import("../draw/surface.js").Surface} */ surface) => drawThumbnail(surface, rows, preset.task === "classification", palette) : null,
    [preset, palette, rows],
  );
  return html`<label class="preset" title=${`${preset.label}: ${preset.explain}`}>
    <input type="radio" name="glassnet-preset" value=${preset.name} checked=${checked} onChange=${choose} />
    <${Still} draw=${draw} />
    <span class=${preset.thumbnail ? "hidden-text" : "preset-word"}>${preset.label.replace(/ \(.*/, "")}</span>
  </label>`;
}

/** @param {any} source */
const presetName = (source) => (source?.kind === "preset" ? source.name : source?.kind);

function Presets() {
  const store = useStore(), presets = store.hello.value?.presets ?? [], now = presetName(store.value("data.source"));
  const home = presets.find((p) => p.name === now), [opened, open] = useState(/** @type {string|null} */ (null));
  const present = [...new Set([...Object.keys(GROUPS), ...presets.map(groupOf)])].filter((g) => presets.some((p) => groupOf(p) === g));
  // The chosen group stays open until another data set is chosen elsewhere (undo, a link).
  useEffect(() => open(null), [now]);
  const group = opened ?? (home ? groupOf(home) : OWN);
  const choose = (/** @type {string} */ name) => store.set("data.source", { kind: "preset", name });
  return html`<div class="choosing" data-part="data.source"><div class="segments" role="group" aria-label="Kinds of data sets">
      ${[...present, OWN].map((g) => html`<button key=${g} type="button" aria-pressed=${g === group} onClick=${() => open(g)}>${GROUPS[g] ?? g}</button>`)}
    </div>
    ${group === OWN ? html`<${OwnTable} />` : html`<fieldset class="presets">
      <legend class="hidden-text">Data set</legend>
      <div class="tiles-of-presets">
        ${presets.filter((p) => groupOf(p) === group).map((p) => html`<${PresetTile} key=${p.name} preset=${p} checked=${p.name === now} choose=${() => choose(p.name)} />`)}
      </div>
    </fieldset>`}</div>`;
}

/** @param {{path: string}} properties */
function Slider({ path }) {
  const store = useStore(), field = store.field(path), value = store.value(path);
  if (!field || value === undefined || value === null) return null;
  return html`<div class="slider" data-part=${path}>
    <div class="slider-line"><span class="quiet" aria-hidden="true">${field.label}</span><output>${short(value, 4)}</output></div>
    <${Range} field=${usual(field)} value=${value} label=${field.label} text=${short(value, 4)} change=${(/** @type {any} */ v) => store.set(path, v)} hold=${(/** @type {boolean} */ h) => store.hold(path, h)} />
  </div>`;
}

/** Formula and code of what has its control on the card itself. */
function CardSources() {
  const store = useStore(), source = store.value("data.source");
  const made = source?.kind === "preset" ? { path: "data.source.name", kind: source.name } : { path: "data.source", kind: source?.kind ?? "" };
  const others = ["data.noise", "data.n", "data.features"].map((path) => ({ path, kind: "", label: store.field(path)?.label ?? path }));
  const all = [{ ...made, label: "Data set" }, ...others, { path: "data.split.train", kind: "", label: "Split" }];
  return html`<h3>Formula and code</h3>
    ${all.map((asked) => html`<${SourceOf} key=${asked.path} ...${asked} words=${asked.label} />`)}`;
}

/** What a setting is for; the others are for all data. @type {Record<string, "classification"|"regression">} */
const MEANT_FOR = { "data.balance": "classification", "data.targets": "classification", "data.value_scaling": "regression" };

/** Everything else that the specification says about data; what does nothing here only if it has been set. */
function More() {
  const store = useStore(), schema = store.hello.value?.schema ?? [], task = store.state.value?.task;
  const applies = (/** @type {import("../types.js").Field} */ f) => (MEANT_FOR[f.path] ?? task) === task || store.value(f.path) !== (f.default ?? null);
  const rest = schema.filter((f) => f.path.startsWith("data.") && !f.path.startsWith("data.split") && !SHOWN.includes(f.path) && hasControl(f) && !store.view.hidden.value.has(f.path) && applies(f));
  if (!rest.length) return null;
  return html`<${Popover} label="Data" title=${rest.map((f) => f.label).join(", ")} kind="pill" face=${html`<span>More</span><${Icon} name="more" />`}>
    ${() => html`<h3>More about the data</h3>${rest.map((f) => html`<${FieldControl} key=${f.path} field=${f} value=${store.value(f.path)} change=${(/** @type {any} */ v) => store.set(f.path, v)} hold=${(/** @type {boolean} */ h) => store.hold(f.path, h)} />`)}<${CardSources} />`}
  <//>`;
}

/** Settings that learn this data set, with the reason. @param {{preset: import("../types.js").Preset}} properties */
function KnownToWork({ preset }) {
  const store = useStore(), { known } = preset, score = preset.task === "regression" ? `R² ${known.score}` : `${Math.round(100 * known.score)} %`;
  return html`<${Popover} label="Settings known to work" part="known" title="Settings that learn this data set, and why" kind="pill" face=${html`<span>Known to work</span>`}>
    ${() => html`<h3>${preset.label}: settings known to work</h3>
      <p>${known.why}</p>
      <p class="quiet">At least ${score} on points it has not seen, after 200 epochs, from any start.</p>
      <button type="button" class="text" onClick=${() => store.act({ do: "load", link: known.link })}>Use these settings</button>`}
  <//>`;
}

export function DataCard() {
  const store = useStore(), now = presetName(store.value("data.source"));
  const preset = store.hello.value?.presets.find((p) => p.name === now);
  const source = store.field("data.source"), made = preset && preset.made;
  return html`<section class="card data" data-part="data" aria-labelledby="glassnet-data">
    <h2 id="glassnet-data">Data <span>${preset?.label ?? (source ? brief(source, store.value("data.source")) : "")}</span></h2>
    <${Presets} />
    ${made && html`<${Slider} path="data.noise" /><${Slider} path="data.n" />`}
    <${SplitControl} />
    <div class="pills"><${More} />${preset && html`<${KnownToWork} preset=${preset} />`}</div>
  </section>`;
}
