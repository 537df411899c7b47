// What is wider than the page scrolls sideways; whoever has no pointer must reach it with the Tab key.
const WIDE = ".formula, .text table, .text pre, .cell pre";

/**
 * Keep the wide parts of a text reachable while it changes and is resized.
 * @param {HTMLElement} root
 * @returns {() => void} ends it
 */
export function keepReachable(root) {
  const mark = () => {
    for (const part of root.querySelectorAll(WIDE)) {
      if (part.scrollWidth > part.clientWidth + 1) part.setAttribute("tabindex", "0");
      else part.removeAttribute("tabindex");
    }
  };
  const watch = new ResizeObserver(mark);
  watch.observe(root);
  return () => watch.disconnect();
}
