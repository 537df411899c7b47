// A button that opens a small panel beside it; the browser's own popover brings Escape, light dismissal and focus.
import { html } from "htm/preact";
import { useId, useRef, useState } from "preact/hooks";

const MARGIN = 8;

/** Put the panel below its button, or above where there is more room. @param {HTMLElement} panel @param {HTMLElement} button */
function place(panel, button) {
  const at = button.getBoundingClientRect(), width = panel.offsetWidth;
  const below = innerHeight - at.bottom - 2 * MARGIN, above = at.top - 2 * MARGIN;
  const up = below < Math.min(panel.scrollHeight, 320) && above > below;
  panel.style.maxHeight = `${Math.max(160, up ? above : below)}px`;
  panel.style.left = `${Math.max(MARGIN, Math.min(at.left, innerWidth - width - MARGIN))}px`;
  panel.style.top = up ? "auto" : `${at.bottom + MARGIN / 2}px`;
  panel.style.bottom = up ? `${innerHeight - at.top + MARGIN / 2}px` : "auto";
}

/**
 * The content is made only while the panel is open.
 * @param {{title?: string, label: string, part?: string, kind?: string, face: any, children: any, panelClass?: string}} properties
 * `face` is what the button shows, `label` names the panel, `part` is its name for links that hide it (see parts.js)
 */
export function Popover({ title, label, part, kind = "pill", face, children, panelClass = "" }) {
  const id = useId(), button = useRef(/** @type {HTMLButtonElement|null} */ (null)), panel = useRef(/** @type {HTMLElement|null} */ (null));
  const [open, setOpen] = useState(false);

  const onToggle = (/** @type {ToggleEvent} */ e) => {
    const shown = e.newState === "open";
    setOpen(shown);
    if (shown) requestAnimationFrame(() => panel.current && button.current && place(panel.current, button.current));
  };
  return html`<button
      ref=${button}
      type="button"
      class=${kind}
      data-part=${part}
      popovertarget=${id}
      aria-expanded=${open}
      aria-haspopup="dialog"
      title=${title}
    >
      ${face}
    </button>
    <div id=${id} ref=${panel} popover="auto" role="dialog" aria-label=${`${label}: settings`} class=${`panel ${panelClass}`} onToggle=${onToggle}>
      ${open && (typeof children === "function" ? children() : children)}
    </div>`;
}
