// What must be said in words: the line to the server, the outcome of the run, errors. None is lost: each stays until dismissed.
import { html } from "htm/preact";
import { useStore } from "../store.js";
import { Icon } from "./icons.js";

export const LINE = {
  lost: "Connection lost, retrying…",
  refused: "The server was started anew and does not know this page: open the link that it printed.",
  silent: "Python does not answer. If it is busy, this will go on; if it was started anew, run the cell again.",
};

export function Messages() {
  const store = useStore(), line = store.line.value, outcome = store.state.value?.outcome ?? null, errors = store.errors.value;
  return html`<div class="messages" role="status" aria-live="polite" data-testid="messages">
    ${line !== "up" && html`<p class="message warn" key="line">${LINE[line]}</p>`}
    ${outcome && html`<p class=${`message ${outcome.kind === "diverged" || outcome.kind === "divergence" ? "warn" : "note"}`} key="outcome">${outcome.message}</p>`}
    ${errors.map(
      (e) =>
        html`<p class="message error" key=${e.key}>
          <span>${e.text}${e.times > 1 ? ` (${e.times} times)` : ""}</span>
          <button type="button" class="small" aria-label="Dismiss message" onClick=${() => store.dismiss(e.key)}><${Icon} name="close" /></button>
        </p>`,
    )}
  </div>`;
}
