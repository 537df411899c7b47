// The page's icons: drawn here, 20 × 20, in the colour of the text.
import { html } from "htm/preact";

/** @type {Record<string, string>} */
const PATHS = {
  step: "M5.5 4.5v11l7-5.5zM14.5 4.5v11",
  epoch: "M3 4.5v11l6-5.5zM9.5 4.5v11l6-5.5zM17 4.5v11",
  before: "M12 4.5 6.5 10l5.5 5.5",
  after: "M8 4.5l5.5 5.5L8 15.5",
  pick: "M10 3v4M10 13v4M3 10h4M13 10h4M10 9.9v.2",
  reset: "M4.2 8.2A6.3 6.3 0 1 1 3.8 11M4 3.8v4.6h4.6",
  undo: "M7.5 4 4 7.5 7.5 11M4.4 7.5h7.1a4.3 4.3 0 1 1 0 8.6H8",
  redo: "M12.5 4 16 7.5 12.5 11M15.6 7.5H8.5a4.3 4.3 0 1 0 0 8.6H12",
  link: "M8.4 11.6a3.2 3.2 0 0 0 4.6 0l2.6-2.6A3.25 3.25 0 0 0 11 4.4l-1 1M11.6 8.4a3.2 3.2 0 0 0-4.6 0L4.4 11A3.25 3.25 0 0 0 9 15.6l1-1",
  plus: "M10 4.5v11M4.5 10h11",
  minus: "M4.5 10h11",
  close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  more: "M5.5 8l4.5 4.5L14.5 8",
  gear: "M4 6.5h7M15 6.5h1M4 13.5h1M9 13.5h7M13 4.5v4M7 11.5v4",
  add: "M10 4.5v11M4.5 10h11",
  draw: "M4 16l1-3.6 8.2-8.2a1.6 1.6 0 0 1 2.3 0l.3.3a1.6 1.6 0 0 1 0 2.3L7.6 15z",
  erase: "M8.5 16.2h8M4.3 12.2l7.4-7.4a1.5 1.5 0 0 1 2.1 0l2.6 2.6a1.5 1.5 0 0 1 0 2.1L9.6 16.2H7.2l-2.9-2.9a.8.8 0 0 1 0-1.1zM8.2 8.4l4.6 4.6",
  move: "M10 3.5v13M3.5 10h13M10 3.5 8 5.6M10 3.5l2 2.1M10 16.5l-2-2.1M10 16.5l2-2.1M3.5 10l2.1-2M3.5 10l2.1 2M16.5 10l-2.1-2M16.5 10l-2.1 2",
  download: "M10 3.5v9M6 8.8l4 4 4-4M4 16.3h12",
  course: "M10 5.6C8.3 4.4 6 4 3.4 4.2v10.6c2.6-.2 4.9.2 6.6 1.4 1.7-1.2 4-1.6 6.6-1.4V4.2C14 4 11.7 4.4 10 5.6zM10 5.6v10.6",
  back: "M16 10H4.5M9.2 5.2 4.4 10l4.8 4.8",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
};

/** @type {Record<string, import("preact").VNode>} */
const SOLID = {
  play: html`<path d="M6.5 3.9v12.2a.7.7 0 0 0 1.07.6l9.5-6.1a.7.7 0 0 0 0-1.2l-9.5-6.1a.7.7 0 0 0-1.07.6z" fill="currentColor" />`,
  pause: html`<path d="M5.6 4h3v12h-3zM11.4 4h3v12h-3z" fill="currentColor" />`,
  theme: html`<g><circle cx="10" cy="10" r="6.4" fill="none" stroke="currentColor" stroke-width="1.6" /><path d="M10 3.6a6.4 6.4 0 0 1 0 12.8z" fill="currentColor" /></g>`,
  dice: html`<g>
    <rect x="3.4" y="3.4" width="13.2" height="13.2" rx="3" fill="none" stroke="currentColor" stroke-width="1.6" />
    <path d="M7 7h0M13 7h0M10 10h0M7 13h0M13 13h0" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
  </g>`,
};

/** @param {{name: string}} properties */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    ${SOLID[name] ??
    html`<path d=${PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" />`}
  </svg>`;
}
