// What was done, and at which step.
import { html } from "htm/preact";
import { count } from "../format.js";
import { useStore } from "../store.js";

export function Log() {
  const store = useStore(), log = store.state.value?.log ?? [];
  if (!log.length) return html`<p class="quiet">Nothing done yet. Every action is listed here with its step.</p>`;
  return html`<div class="sheet" tabindex="0" role="region" aria-label="Log of actions">
    <table>
      <thead><tr><th scope="col">step</th><th scope="col">action</th></tr></thead>
      <tbody>${log.toReversed().map((entry, i) => html`<tr key=${log.length - i}><td class="n">${count(entry.step)}</td><td>${entry.text}</td></tr>`)}</tbody>
    </table>
  </div>`;
}
