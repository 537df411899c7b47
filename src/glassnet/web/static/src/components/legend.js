// Beside the plane: which marker is which, what is shown, and the class that a click adds.
import { html } from "htm/preact";
import { useMemo } from "preact/hooks";
import { marker } from "../draw/points.js";
import { short } from "../format.js";
import { useStore } from "../store.js";
import { Icon } from "./icons.js";
import { Still } from "./still.js";
import { usePalette } from "./theme.js";

/** @param {{label: number}} properties */
function Marker({ label }) {
  const palette = usePalette();
  const draw = useMemo(
    () => palette && ((/** @type {import("../draw/surface.js").Surface} */ { context, width, height }) => {
      context.clearRect(0, 0, width, height);
      context.beginPath();
      marker(context, label, width / 2, height / 2, 4.6);
      context.fillStyle = palette.classes[label % palette.classes.length];
      context.fill();
    }),
    [palette, label],
  );
  return html`<${Still} draw=${draw} kind="marker" />`;
}

/** What a pointer does on the plane. @type {{name: import("./pointing.js").Tool, words: string, hint: string}[]} */
const TOOLS = [
  { name: "add", words: "Add", hint: "a click puts a point in" },
  { name: "draw", words: "Draw", hint: "draw points as with a brush" },
  { name: "erase", words: "Erase", hint: "rub points out" },
  { name: "move", words: "Move", hint: "take a point and put it somewhere else; it then belongs to the training set" },
  { name: "pick", words: "Pick", hint: "choose the example that the Microscope looks at" },
];

function Tools() {
  const store = useStore(), state = store.state.value, tool = store.view.tool;
  const fits = (/** @type {string} */ name) => (name === "pick" ? store.view.scope.open.value : (state?.dims ?? 0) <= 2 || name === "erase");
  const offered = TOOLS.filter((t) => fits(t.name));
  return html`<div class="segments pointer-tools" role="group" aria-label="What the pointer does">
    ${offered.map(({ name, words, hint }) => html`<button key=${name} type="button" title=${`${words}: ${hint}`} aria-label=${words} aria-pressed=${tool.value === name} onClick=${() => (tool.value = name)}><${Icon} name=${name} /></button>`)}
  </div>`;
}

function Adding() {
  const store = useStore(), state = store.state.value;
  if (!state || state.dims > 2 || !["add", "draw"].includes(store.view.tool.value)) return null;
  if (state.task === "classification")
    return html`<fieldset class="adding" title="A click on the plane adds a point of this class">
      <legend>of class</legend>
      ${state.classes.map(
        (name, i) => html`<label class="class-choice" key=${i}>
          <input type="radio" name="glassnet-class" checked=${store.view.label.value === i} onChange=${() => (store.view.label.value = i)} />
          <span><${Marker} label=${i} />${name}</span>
        </label>`,
      )}
    </fieldset>`;
  if (state.dims === 1) return null;
  return html`<label class="adding">of value
    <input type="number" step="any" class="number" value=${store.view.target.value} onChange=${(/** @type {any} */ e) => (store.view.target.value = Number(e.target.value) || 0)} />
  </label>`;
}

/** @param {{name: "train"|"validation"|"test"|"wrong", words: string, hint: string}} properties */
function Toggle({ name, words, hint }) {
  const store = useStore(), show = store.view.show;
  return html`<button type="button" class=${`toggle ${name}`} aria-pressed=${show.value[name]} title=${hint} onClick=${() => (show.value = { ...show.value, [name]: !show.value[name] })}>
    <i aria-hidden="true"></i>${words}
  </button>`;
}

/** The colours of the surface, with the values at their ends. */
function Scale() {
  const store = useStore(), scale = store.view.scale.value;
  if (!scale) return null;
  return html`<div class="scale" role="img" aria-label=${`Colours from ${scale.low} to ${scale.high}`}><span>${scale.low}</span><i></i><span>${scale.high}</span></div>`;
}

/** What the values of the source have become, if they were scaled. */
function Scaled() {
  const [mean, spread] = useStore().state.value?.value_scale ?? [0, 1];
  if (mean === 0 && spread === 1) return null;
  return html`<p class="scaled">scaled: (value ${mean < 0 ? "+" : "−"} ${short(Math.abs(mean))}) / ${short(spread)}</p>`;
}

/** What the colours of the plane tell. */
export function Shading() {
  const store = useStore(), { shading } = store.view, state = store.state.value;
  if (state?.task !== "classification" || state.dims === 1) return null;
  return html`<label class="shading" data-part="shown" title="What the colours of the plane tell"><span class="hidden-text">colours</span>
    <select value=${shading.value} onChange=${(/** @type {any} */ e) => (shading.value = e.target.value)}>
      ${["probability", "class", "confidence"].map((name) => html`<option value=${name} selected=${name === shading.value}>${name}</option>`)}
    </select></label>`;
}

/** Which marker is which class, where no point can be added by hand. */
function Classes() {
  const state = useStore().state.value;
  if (state?.task !== "classification" || state.dims <= 2) return null;
  return html`<ul class="classes" aria-label="Classes">${state.classes.map((name, i) => html`<li key=${i} title=${name}><${Marker} label=${i} /><span>${name}</span></li>`)}</ul>`;
}

export function Legend() {
  const store = useStore(), counts = store.state.value?.counts, { border, relief } = store.view, classes = store.state.value?.task === "classification";
  const dims = store.state.value?.dims ?? 2, plane = dims !== 1, many = dims > 2; // through many inputs the picture judges no point
  return html`<div class="legend">
    <div class="pointer-line" data-part="tools"><${Tools} /><${Adding} /></div>
    <${Classes} />
    <div class="toggles" data-part="shown" role="group" aria-label="Shown on the plane">
      <${Toggle} name="train" words="train" hint=${`Points it learns from (${short(counts?.train)}), filled`} />
      ${counts?.validation ? html`<${Toggle} name="validation" words="valid." hint=${`Points for decisions (${counts.validation}), small rings`} />` : null}
      ${counts?.test ? html`<${Toggle} name="test" words="test" hint=${`Points it never learns from (${counts.test}), rings`} />` : null}
      ${classes && plane && !many && html`<${Toggle} name="wrong" words="wrong" hint="Cross out points in the wrong class, judged by the picture" />`}
      ${plane && html`<button type="button" class="toggle border" aria-pressed=${border.value} title=${classes ? "Draw the line on which the network cannot decide" : "Draw the level half-way between the ends of the scale"} onClick=${() => (border.value = !border.value)}><i aria-hidden="true"></i>line</button>`}
      ${plane && html`<button type="button" class="toggle relief" aria-pressed=${relief.value} title="The surface in 3-D; drag to turn it" onClick=${() => (relief.value = !relief.value)}><i aria-hidden="true"></i>3-D</button>`}
    </div>
    <${Scale} />
    <${Scaled} />
  </div>`;
}
