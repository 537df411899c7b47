// One tooltip for the whole page: the `title` of whatever is pointed at or focused, and what lies on the canvases.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";

const PAUSE = 350; // milliseconds before a hint appears under a resting pointer

/**
 * The browser's own tooltip never appears for the keyboard. While ours is shown it takes the title's place and is
 * named as the element's description, so nothing is said twice and nothing is lost.
 */
export function Tips() {
  const tip = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    const box = /** @type {HTMLElement} */ (tip.current), root = /** @type {HTMLElement} */ (box.closest(".glassnet"));
    let timer = 0;
    /** @type {{element: HTMLElement, title: string}|null} */
    let shown = null;

    function hide() {
      clearTimeout(timer);
      box.hidden = true;
      if (!shown) return;
      if (!shown.element.title) shown.element.title = shown.title;
      if (shown.element.getAttribute("aria-describedby") === box.id) shown.element.removeAttribute("aria-describedby");
      shown = null;
    }

    /** @param {HTMLElement} element */
    function show(element) {
      const title = element.title;
      if (!title || !element.isConnected || element.getAttribute("aria-expanded") === "true") return; // what it opened says it all
      hide();
      shown = { element, title };
      element.title = "";
      if (!element.hasAttribute("aria-describedby")) element.setAttribute("aria-describedby", box.id);
      box.textContent = title;
      // A popover lies above everything else, so its hints must lie in it.
      (element.closest("[popover]") ?? root.querySelector("main") ?? root).append(box);
      box.hidden = false;
      box.style.left = box.style.top = "0";
      const at = element.getBoundingClientRect(), w = box.offsetWidth, h = box.offsetHeight;
      const origin = box.getBoundingClientRect(); // "fixed" is not always to the window: in a notebook it is to some box round us
      box.style.left = `${Math.max(8, Math.min(at.left + at.width / 2 - w / 2, innerWidth - w - 8)) - origin.left}px`;
      box.style.top = `${(at.bottom + h + 14 > innerHeight ? at.top - h - 8 : at.bottom + 8) - origin.top}px`;
    }

    const target = (/** @type {Event} */ e) => {
      const found = e.target instanceof Element ? e.target.closest("[title]") : null;
      return found instanceof HTMLElement && root.contains(found) ? found : null;
    };
    const over = (/** @type {PointerEvent} */ e) => {
      if (e.pointerType === "touch") return;
      const element = target(e);
      if (element === shown?.element) return;
      hide();
      if (element) timer = setTimeout(() => show(element), PAUSE);
    };
    const focus = (/** @type {FocusEvent} */ e) => {
      const element = target(e);
      hide();
      if (element?.matches(":focus-visible")) timer = setTimeout(() => show(element), PAUSE);
    };
    const key = (/** @type {KeyboardEvent} */ e) => e.key === "Escape" && hide();
    root.addEventListener("pointerover", over);
    root.addEventListener("focusin", focus);
    root.addEventListener("focusout", hide);
    root.addEventListener("pointerdown", hide);
    root.addEventListener("pointerleave", hide);
    addEventListener("keydown", key);
    addEventListener("scroll", hide, true);
    return () => {
      hide();
      root.removeEventListener("pointerover", over);
      root.removeEventListener("focusin", focus);
      root.removeEventListener("focusout", hide);
      root.removeEventListener("pointerdown", hide);
      root.removeEventListener("pointerleave", hide);
      removeEventListener("keydown", key);
      removeEventListener("scroll", hide, true);
    };
  }, []);
  return html`<div ref=${tip} class="tip" id="glassnet-tip" role="tooltip" hidden></div>`;
}
