// The bar at the top: run, step, start again, undo, share, theme.
import { computed } from "@preact/signals";
import { html } from "htm/preact";
import { useMemo, useState } from "preact/hooks";
import { count } from "../format.js";
import { useStore } from "../store.js";
import { Icon } from "./icons.js";

/** @param {{icon: string, label: string, hint: string, action: () => void, disabled?: boolean, more?: string}} properties */
function Round({ icon, label, hint, action, disabled = false, more = "" }) {
  return html`<button type="button" class=${`round ${more}`} aria-label=${label} title=${hint} disabled=${disabled} onClick=${action}>
    <${Icon} name=${icon} />
  </button>`;
}

function PlayButton() {
  const store = useStore(), running = store.running.value;
  return html`<button
    type="button"
    class="round play"
    aria-label=${running ? "Pause" : "Play"}
    title=${running ? "Stop training here (space)" : "Train until paused (space)"}
    onClick=${() => store.act({ do: running ? "pause" : "play" })}
  >
    <${Icon} name=${running ? "pause" : "play"} />
  </button>`;
}

function Epoch() {
  const store = useStore();
  const text = useMemo(() => computed(() => count(Math.floor(store.numbers.value.epoch))), [store]);
  return html`<div class="epoch"><span>epoch</span><b data-testid="epoch">${text}</b></div>`;
}

function Speed() {
  const store = useStore(), speeds = store.hello.value?.speeds ?? [], now = store.state.value?.speed ?? 0;
  return html`<label class="speed" title="How fast Play trains">
    <span class="quiet">speed</span>
    <select value=${now} onChange=${(/** @type {any} */ e) => store.act({ do: "speed", value: Number(e.target.value) })}>
      ${speeds.map((label, i) => html`<option value=${i} selected=${i === now}>${label}</option>`)}
    </select>
  </label>`;
}

function History() {
  const store = useStore(), undo = store.state.value?.undo ?? null, redo = store.state.value?.redo ?? null;
  return html`<${Round} icon="undo" label="Undo" hint=${undo ? `Undo ${undo} (Ctrl+Z)` : "Nothing to undo"} disabled=${!undo} action=${() => store.act({ do: "undo" })} />
    <${Round} icon="redo" label="Redo" hint=${redo ? `Redo ${redo} (Ctrl+Shift+Z)` : "Nothing to redo"} disabled=${!redo} action=${() => store.act({ do: "redo" })} />`;
}

function Share() {
  const store = useStore(), [done, setDone] = useState("");
  const share = async () => {
    const url = `${location.origin}${location.pathname}#${store.state.peek()?.link ?? ""}`;
    try {
      await navigator.clipboard.writeText(url);
      setDone("Link copied");
    } catch {
      setDone("Copy the address bar"); // the clipboard may be closed to the page; the link stands there anyway
    }
    setTimeout(() => setDone(""), 2500);
  };
  return html`<button type="button" class="text" title="Copy a link that reproduces this experiment" onClick=${share}>
    <${Icon} name="link" /><span class=${done ? "" : "share-words"} aria-live="polite">${done || "Share"}</span>
  </button>`;
}

/** @param {{toggleTheme: () => void}} properties */
export function Header({ toggleTheme }) {
  const store = useStore();
  return html`<header class="bar">
    <div class="brand"><h1>Glassnet</h1></div>
    <div class="run" role="group" aria-label="Training">
      <${PlayButton} />
      <${Round} icon="step" label="One batch" hint="Train on one batch" action=${() => store.act({ do: "step", unit: "batch" })} />
      <${Round} icon="epoch" label="One epoch" hint="Train once through all training points" action=${() => store.act({ do: "step", unit: "epoch" })} />
      <${Round} icon="reset" label="Reset" hint="Back to the same starting weights" action=${() => store.act({ do: "restart" })} />
      <${Round} icon="dice" label="New weights" hint="Start again from new random weights" action=${() => store.act({ do: "new_weights" })} />
      <${Epoch} />
    </div>
    <div class="tools">
      <${Speed} />
      <${History} />
      <${Share} />
      <${Round} icon="theme" label="Dark or light" hint="Change between dark and light" action=${toggleTheme} />
    </div>
  </header>`;
}
