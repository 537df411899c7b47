// The bar at the top: mode, run, step, start again, undo, share, theme.
import { html } from "htm/preact";
import { useStore } from "../store.js";
import { Icon } from "./icons.js";
import { Epoch, EpochsControl, ModeSwitch } from "./mode.js";
import { TakeAway } from "./take-away.js";

/** @param {{icon: string, label: string, hint: string, action: () => void, part: string, disabled?: boolean, more?: string}} properties */
function Round({ icon, label, hint, action, part, disabled = false, more = "" }) {
  return html`<button type="button" data-part=${part} class=${`round ${more}`} aria-label=${label} title=${hint} disabled=${disabled} onClick=${action}>
    <${Icon} name=${icon} />
  </button>`;
}

function PlayButton() {
  const store = useStore(), running = store.running.value;
  return html`<button
    type="button"
    class="round play"
    data-part="play"
    aria-label=${running ? "Pause" : "Play"}
    title=${running ? "Stop training here (space)" : "Train until paused (space)"}
    onClick=${() => store.act({ do: running ? "pause" : "play" })}
  >
    <${Icon} name=${running ? "pause" : "play"} />
  </button>`;
}

export function Speed() {
  const store = useStore(), speeds = store.hello.value?.speeds ?? [], now = store.state.value?.speed ?? 0;
  return html`<label class="speed" data-part="speed" title="How fast Play trains">
    <span class="quiet">speed</span>
    <select value=${now} onChange=${(/** @type {any} */ e) => store.act({ do: "speed", value: Number(e.target.value) })}>
      ${speeds.map((label, i) => html`<option value=${i} selected=${i === now}>${label}</option>`)}
    </select>
  </label>`;
}

export function History() {
  const store = useStore(), undo = store.state.value?.undo ?? null, redo = store.state.value?.redo ?? null;
  return html`<${Round} icon="undo" part="undo" label="Undo" hint=${undo ? `Undo ${undo} (Ctrl+Z)` : "Nothing to undo"} disabled=${!undo} action=${() => store.act({ do: "undo" })} />
    <${Round} icon="redo" part="undo" label="Redo" hint=${redo ? `Redo ${redo} (Ctrl+Shift+Z)` : "Nothing to redo"} disabled=${!redo} action=${() => store.act({ do: "redo" })} />`;
}

/** What trains: mode, play, steps, start again, the epoch; and how fast, where there is room for it. @param {{speed?: boolean}} properties */
export function Run({ speed = false }) {
  const store = useStore(), instant = store.state.value?.mode === "instant", running = store.running.value;
  return html`<div class="run" role="group" aria-label="Training">
      <${ModeSwitch} />
      ${instant
        ? html`<${EpochsControl} />`
        : html`<${PlayButton} />
            <${Round} icon="step" part="step" label="One batch" hint="Train on one batch" action=${() => store.act({ do: "step", unit: "batch" })} />
            <${Round} icon="epoch" part="step" label="One epoch" hint="Train once through all training points" action=${() => store.act({ do: "step", unit: "epoch" })} />
            <${Round} icon="reset" part="restart" label="Reset" hint="Back to the same starting weights" action=${() => store.act({ do: "restart" })} />`}
      <${Round} icon="dice" part="restart" label="New weights" hint="Start again from new random weights" action=${() => store.act({ do: "new_weights" })} />
      <${Epoch} />
      ${speed && !instant && html`<${Speed} />`}
      ${instant && running && html`<${Round} icon="pause" part="play" label="Pause" hint="Stop training here" action=${() => store.act({ do: "pause" })} />`}
    </div>`;
}

/** Between the playground and the course. */
function CourseSwitch() {
  const store = useStore(), { course } = store.view, open = course.value !== null;
  if (!store.course) return null;
  return html`<button type="button" class="text" data-part="course" title=${open ? "Back to the playground" : "Lessons with exercises that are checked"}
    onClick=${() => (course.value = open ? null : "")}><${Icon} name=${open ? "back" : "course"} /><span class="share-words">${open ? "Playground" : "Course"}</span></button>`;
}

/** @param {{toggleTheme: () => void}} properties */
export function Header({ toggleTheme }) {
  const store = useStore(), course = store.view.course.value !== null;
  return html`<header class=${`bar ${course ? "of-course" : ""}`}>
    <div class="brand"><h1>Glassnet</h1></div>
    ${!course && html`<${Run} speed />`}
    <div class="tools">
      ${!course && html`<${History} /><${TakeAway} />`}
      <${CourseSwitch} />
      <${Round} icon="theme" part="theme" label="Dark or light" hint="Change between dark and light" action=${toggleTheme} />
    </div>
  </header>`;
}
