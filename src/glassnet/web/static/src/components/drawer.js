// The drawer under all: tabs with what explains the run. A closed tab asks the server for nothing.
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { useStore } from "../store.js";
import { Log } from "./log.js";
import { Python } from "./python.js";
import { Weights } from "./weights.js";

/** Later panels are added here: a name, its word, its component. */
const TABS = [
  { name: "python", words: "Python", Panel: Python },
  { name: "weights", words: "Weights", Panel: Weights },
  { name: "log", words: "Log", Panel: Log },
];

export function Drawer() {
  const store = useStore(), now = store.view.tab.value, list = useRef(/** @type {HTMLElement|null} */ (null));
  const current = TABS.find((t) => t.name === now) ?? TABS[0];
  const choose = (/** @type {string} */ name) => {
    store.view.tab.value = name;
    store.frames.refresh();
  };
  const key = (/** @type {KeyboardEvent} */ e) => {
    const at = TABS.indexOf(current), way = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[e.key];
    if (way === undefined) return;
    e.preventDefault();
    const next = TABS[(way + TABS.length) % TABS.length];
    choose(next.name);
    /** @type {HTMLElement|null|undefined} */ (list.current?.querySelector(`#glassnet-tab-${next.name}`))?.focus();
  };
  return html`<section class="card drawer" aria-label="Explanations">
    <div class="tabs" role="tablist" aria-label="Explanations" ref=${list} onKeyDown=${key}>
      ${TABS.map(
        ({ name, words }) => html`<button key=${name} type="button" role="tab" id=${`glassnet-tab-${name}`} aria-selected=${name === current.name}
          aria-controls="glassnet-panel" tabindex=${name === current.name ? 0 : -1} onClick=${() => choose(name)}>${words}</button>`,
      )}
    </div>
    <div role="tabpanel" id="glassnet-panel" aria-labelledby=${`glassnet-tab-${current.name}`}>
      <${current.Panel} />
    </div>
  </section>`;
}
