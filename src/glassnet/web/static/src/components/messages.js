// What must be said in words: the line to the server, the outcome of the run, errors. None is lost: each stays until dismissed.
import { html } from "htm/preact";
import { tabPart } from "../parts.js";
import { useStore } from "../store.js";
import { Icon } from "./icons.js";

export const LINE = {
  lost: "Connection lost, retrying…",
  refused: "The server was started anew and does not know this page: open the link that it printed.",
  silent: "Python does not answer. If it is busy, this will go on; if it was started anew, run the cell again.",
};

/** @param {string} text */
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** How a run ended, and what to do about it. @param {{outcome: {kind: string, message: string}, doctor: boolean}} properties */
function Outcome({ outcome, doctor }) {
  const store = useStore(), hidden = store.view.hidden.value, bad = outcome.kind === "diverged" || outcome.kind === "divergence";
  const ask = (/** @type {Event} */ e) => /** @type {HTMLElement|null|undefined} */ (/** @type {Element} */ (e.target).closest(".glassnet")?.querySelector("#glassnet-tab-doctor"))?.click();
  return html`<p class=${`message ${bad ? "warn" : "note"}`}>
    <span>${sentence(outcome.message)}${/[.!?]$/.test(outcome.message) ? "" : "."}</span>
    <span class="message-keys">
      ${bad && doctor && !hidden.has("drawer") && !hidden.has(tabPart("doctor")) && html`<button type="button" class="text" title="The Doctor names the fault and offers cures" onClick=${ask}>Ask the Doctor</button>`}
      <button type="button" class="text" title="Back to the same starting weights" onClick=${() => store.act({ do: "restart" })}>Start again</button>
    </span>
  </p>`;
}

/** @param {{doctor?: boolean}} properties `doctor`: there is a drawer with the Doctor in it */
export function Messages({ doctor = false }) {
  const store = useStore(), line = store.line.value, outcome = store.state.value?.outcome ?? null, errors = store.errors.value;
  return html`<div class="messages" role="status" aria-live="polite" data-testid="messages">
    ${line !== "up" && html`<p class="message warn" key="line">${LINE[line]}</p>`}
    ${outcome && html`<${Outcome} key="outcome" outcome=${outcome} doctor=${doctor} />`}
    ${errors.map(
      (e) =>
        html`<p class="message error" key=${e.key}>
          <span>${e.text}${e.times > 1 ? ` (${e.times} times)` : ""}</span>
          <button type="button" class="small" aria-label="Dismiss message" onClick=${() => store.dismiss(e.key)}><${Icon} name="close" /></button>
        </p>`,
    )}
  </div>`;
}
