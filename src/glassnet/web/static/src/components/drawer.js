// The drawer under all: tabs with what explains the run. A closed tab asks the server for nothing.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
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

const LOW = 0.55; // share of the window's height below which the drawer is brought up when a tab is chosen
const UP = 0.42; // where its upper edge then is: what it explains stays in sight above it
const GROWS = 1500; // milliseconds in which a chosen panel may grow, and is brought up again

/** @param {{peeks?: boolean}} properties `peeks`: its tabs show at the window's lower edge while it lies below */
export function Drawer({ peeks = false }) {
  const store = useStore(), now = store.view.tab.value, list = useRef(/** @type {HTMLElement|null} */ (null));
  const card = useRef(/** @type {HTMLElement|null} */ (null)), mark = useRef(/** @type {HTMLElement|null} */ (null)), brought = useRef(-Infinity);

  // A sticky box is pushed down by all of its height but the tabs'.
  useEffect(() => {
    const box = card.current;
    if (!peeks || !box) return undefined;
    const observer = new ResizeObserver(() => {
      box.style.setProperty("--tall", `${box.offsetHeight}px`);
      if (performance.now() < brought.current + GROWS) bring();
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [peeks]);
  /** Bring the drawer up if it lies at the lower edge of the window or below it. */
  const bring = () => {
    if (!peeks || !mark.current || !card.current || getComputedStyle(card.current).position !== "sticky") return;
    const top = mark.current.getBoundingClientRect().top, to = innerWidth > 680 ? UP * innerHeight : 0.16 * innerHeight;
    if (top < LOW * innerHeight) return;
    scrollBy({ top: top - to, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  };
  const tabs = TABS.filter((t) => !store.view.hidden.value.has(tabPart(t.name))), current = tabs.find((t) => t.name === now) ?? tabs[0];
  if (!current) return null;
  const choose = (/** @type {string} */ name) => {
    store.view.tab.value = name;
    store.frames.refresh();
    brought.current = performance.now();
    requestAnimationFrame(bring); // the panel stands then
  };
  const key = (/** @type {KeyboardEvent} */ e) => {
    const at = tabs.indexOf(current), way = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[e.key];
    if (way === undefined) return;
    e.preventDefault();
    const next = tabs[(way + tabs.length) % tabs.length];
    choose(next.name);
    /** @type {HTMLElement|null|undefined} */ (list.current?.querySelector(`#glassnet-tab-${next.name}`))?.focus();
  };
  return html`<div ref=${mark} class="drawer-mark"></div><section ref=${card} class=${`card drawer ${peeks ? "peeks" : ""}`} data-part="drawer" aria-label="Explanations">
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
