// What each neuron does to the plane: its line, the pieces, and the bending from layer to layer.
import { html } from "htm/preact";
import { Bending } from "./bending.js";
import { Lines } from "./lines.js";

export function PlaneTab() {
  return html`<div class="plane-tab"><${Lines} /><${Bending} /></div>`;
}
