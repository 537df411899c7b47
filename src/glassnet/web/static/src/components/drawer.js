// The drawer under all: tabs with what explains the run. A closed tab asks the server for nothing.
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { tabPart } from "../parts.js";
import { useStore } from "../store.js";
import { Log } from "./log.js";
import { Code } from "./panels/code.js";
import { Doctor } from "./panels/doctor.js";
import { Gradients } from "./panels/gradients.js";
import { Microscope } from "./panels/microscope.js";
import { Landscape } from "./panels/landscape.js";
import { PlaneTab } from "./panels/plane-tab.js";
import { Scores } from "./panels/scores.js";
import { Theory } from "./panels/theory.js";
import { Python } from "./python.js";
import { Weights } from "./weights.js";

/** Later panels are added here: a name, its word, its component. */
export const TABS = [
  { name: "python", words: "Python", Panel: Python },
  { name: "code", words: "Code", Panel: Code },
  { name: "microscope", words: "Microscope", Panel: Microscope },
  { name: "doctor", words: "Doctor", Panel: Doctor },
  { name: "gradients", words: "Gradients", Panel: Gradients },
  { name: "scores", words: "Scores", Panel: Scores },
  { name: "weights", words: "Weights", Panel: Weights },
  { name: "landscape", words: "Landscape", Panel: Landscape },
  { name: "plane", words: "Plane", Panel: PlaneTab },
  { name: "theory", words: "Theory", Panel: Theory },
  { name: "log", words: "Log", Panel: Log },
];

export function Drawer() {
  const store = useStore(), now = store.view.tab.value, list = useRef(/** @type {HTMLElement|null} */ (null));
  const tabs = TABS.filter((t) => !store.view.hidden.value.has(tabPart(t.name))), current = tabs.find((t) => t.name === now) ?? tabs[0];
  if (!current) return null;
  const choose = (/** @type {string} */ name) => {
    store.view.tab.value = name;
    store.frames.refresh();
  };
  const key = (/** @type {KeyboardEvent} */ e) => {
    const at = tabs.indexOf(current), way = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[e.key];
    if (way === undefined) return;
    e.preventDefault();
    const next = tabs[(way + tabs.length) % tabs.length];
    choose(next.name);
    /** @type {HTMLElement|null|undefined} */ (list.current?.querySelector(`#glassnet-tab-${next.name}`))?.focus();
  };
  return html`<section class="card drawer" data-part="drawer" aria-label="Explanations">
    <div class="tabs" role="tablist" aria-label="Explanations" ref=${list} onKeyDown=${key}>
      ${tabs.map(
        ({ name, words }) => html`<button key=${name} type="button" role="tab" id=${`glassnet-tab-${name}`} aria-selected=${name === current.name}
          aria-controls="glassnet-panel" tabindex=${name === current.name ? 0 : -1} onClick=${() => choose(name)}>${words}</button>`,
      )}
    </div>
    <div role="tabpanel" id="glassnet-panel" aria-labelledby=${`glassnet-tab-${current.name}`}>
      <${current.Panel} />
    </div>
  </section>`;
}
