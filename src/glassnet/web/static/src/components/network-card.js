// The network: the diagram with its controls above each layer, and the strip of training settings below.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { count } from "../format.js";
import { useStore } from "../store.js";
import { Diagram } from "./diagram.js";
import { FieldControl, fresh, key } from "./field.js";
import { Icon } from "./icons.js";
import { Popover } from "./popover.js";
import { Settings } from "./settings.js";

/** @typedef {import("../types.js").Layer} Layer */
/** @typedef {import("../types.js").Field} Field */

const PATH = "network.layers", MOST_LAYERS = 8, MOST_UNITS = 64;

/** @param {Field|undefined} field @param {string} name @returns {Field|undefined} the field of one entry of the list */
const part = (field, name) => field?.fields?.find((f) => key(f) === name);

/** @param {{icon: string, label: string, hint?: string, action: () => void, disabled?: boolean}} properties */
function Small({ icon, label, hint = label, action, disabled = false }) {
  return html`<button type="button" class="small" aria-label=${label} title=${hint} disabled=${disabled} onClick=${action}><${Icon} name=${icon} /></button>`;
}

/** @param {{index: number, layers: Layer[], put: (layers: Layer[]) => void}} properties */
function LayerControls({ index, layers, put }) {
  const store = useStore(), field = store.field(PATH), layer = layers[index], name = `layer ${index + 1}`;
  const most = part(field, "units")?.high ?? MOST_UNITS;
  const change = (/** @type {Partial<Layer>} */ more) => put(layers.map((l, i) => (i === index ? { ...l, ...more } : l)));
  const activation = part(field, "activation"), kind = typeof layer.activation === "object" ? layer.activation?.kind : layer.activation;
  const choices = /** @type {import("../types.js").Choice[]} */ ((activation?.choices ?? []).filter((c) => typeof c === "object"));
  const chosen = choices.find((c) => c.kind === kind);
  const others = (field?.fields ?? []).filter((f) => key(f) !== "units");
  return html`<div class="layer" data-part="network.layers" role="group" aria-label=${name}>
    <select aria-label=${`Activation of ${name}`} title=${chosen ? `${chosen.label}: ${chosen.explain}` : "Activation"} value=${kind}
      onChange=${(/** @type {any} */ e) => {
        const choice = choices.find((c) => c.kind === e.target.value);
        change({ activation: choice ? fresh(choice) : { kind: e.target.value } });
      }}>
      ${choices.length ? choices.map((c) => html`<option key=${c.kind} value=${c.kind}>${c.label}</option>`) : html`<option value=${kind}>${kind}</option>`}
    </select>
    <div class="stepper">
      <${Small} icon="minus" label=${`Remove a neuron from ${name}`} disabled=${layer.units <= 1} action=${() => change({ units: layer.units - 1 })} />
      <output aria-label=${`Neurons in ${name}`}>${layer.units}</output>
      <${Small} icon="plus" label=${`Add a neuron to ${name}`} disabled=${layer.units >= most} action=${() => change({ units: layer.units + 1 })} />
      <${Popover} kind="small" label=${name} title=${`Settings of ${name}`} face=${html`<${Icon} name="gear" /><span class="hidden-text">Settings of ${name}</span>`}>
        ${() => html`<div class="panel-head"><h3>Layer ${index + 1}</h3><button type="button" class="text" onClick=${() => put(layers.filter((_, i) => i !== index))}><${Icon} name="close" /><span>Remove this layer</span></button></div>
          ${others.map((f) => html`<${FieldControl} key=${f.path} field=${f} path=${`${PATH}.${key(f)}`} value=${layer[key(f)]} change=${(/** @type {any} */ v) => change({ [key(f)]: v })} hold=${(/** @type {boolean} */ h) => store.hold(PATH, h)} />`)}`}
      <//>
    </div>
  </div>`;
}

/** What the output goes through; cross-entropies have theirs built in. @param {import("../types.js").State} state */
function outputOf({ loss, activations }) {
  if (loss === "cross_entropy") return "softmax";
  if (loss === "binary_cross_entropy") return "sigmoid";
  return (activations.at(-1) ?? "").replaceAll("_", " ");
}

/** @param {{layers: Layer[], put: (layers: Layer[]) => void}} properties */
function LayerCount({ layers, put }) {
  const store = useStore(), field = store.field(PATH), most = field?.high ?? MOST_LAYERS;
  const add = () => {
    const like = layers.at(-1) ?? field?.default?.at?.(-1) ?? { units: 4, activation: { kind: "tanh" } };
    put([...layers, { ...like }]);
  };
  return html`<div class="stepper wide" data-part="network.layers" role="group" aria-label="Hidden layers">
    <${Small} icon="minus" label="Remove the last hidden layer" disabled=${!layers.length} action=${() => put(layers.slice(0, -1))} />
    <span>${layers.length} hidden ${layers.length === 1 ? "layer" : "layers"}</span>
    <${Small} icon="plus" label="Add a hidden layer" disabled=${layers.length >= most} action=${add} />
  </div>`;
}

export function NetworkCard() {
  const store = useStore(), state = store.state.value, layers = /** @type {Layer[]} */ (store.value(PATH) ?? []);
  const [columns, setColumns] = useState(/** @type {number[]} */ ([]));
  const scroller = useRef(/** @type {HTMLElement|null} */ (null)), [scrolls, setScrolls] = useState(false);
  const put = (/** @type {Layer[]} */ next) => store.set(PATH, next);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => setScrolls(box.scrollWidth > box.clientWidth + 1));
    observer.observe(box);
    if (box.firstElementChild) observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, []);
  if (!state) return null;
  const shape = state.sizes.join(" – ");
  return html`<section class="card network" aria-labelledby="glassnet-network">
    <div class="card-line">
      <h2 id="glassnet-network">Network</h2>
      <${LayerCount} layers=${layers} put=${put} />
      <p class="shape" data-testid="shape">${shape} · ${count(state.parameters)} parameters</p>
    </div>
    <div class="scroller" ref=${scroller} tabindex=${scrolls ? 0 : undefined} role=${scrolls ? "group" : undefined} aria-label=${scrolls ? "Network diagram, scrolls sideways" : undefined}>
      <div class="diagram" style=${`--layers:${state.sizes.length - 2}`}>
        <div class="heads">
          ${columns.map((x, l) => {
            const at = `left:${x}px`;
            if (l === 0) return html`<div class="head" key="in" style=${at}>inputs</div>`;
            if (l === columns.length - 1) return html`<div class="head" key="out" style=${at}>output<small>${outputOf(state)}</small></div>`;
            return layers[l - 1] && html`<div class="head" key=${l} style=${at}><${LayerControls} index=${l - 1} layers=${layers} put=${put} /></div>`;
          })}
        </div>
        <${Diagram} columnsAt=${setColumns} />
      </div>
    </div>
    <${Settings} />
  </section>`;
}
