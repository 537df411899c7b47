// What each neuron does to the plane: its line, the pieces, and the bending from layer to layer.
import { html } from "htm/preact";
import { useStore } from "../../store.js";
import { Bending } from "./bending.js";
import { Lines } from "./lines.js";

export function PlaneTab() {
  const store = useStore(), state = store.state.value, inputs = state?.dims ?? 2;
  if (inputs > 2)
    return html`<div class="plane-none"><p>Lines and bends can be drawn on a plane, that is for one or two inputs. This network has ${inputs}.</p>
      <button type="button" class="text" title="The first two columns become the inputs; undo takes it back" onClick=${() => store.set("data.columns", state?.columns.slice(0, 2))}>Take two columns</button></div>`;
  return html`<div class="plane-tab"><${Lines} /><${Bending} /></div>`;
}
