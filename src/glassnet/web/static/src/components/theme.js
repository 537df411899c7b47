// Light and dark: the colours of the canvases follow the style sheet of the theme.
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** @typedef {import("../colours.js").Palette} Palette */

export const PaletteContext = createContext(/** @type {Palette|null} */ (null));
export const usePalette = () => useContext(PaletteContext);

const KEY = "glassnet-theme";

/** @returns {"light"|"dark"} what the reader chose last, else what the system prefers */
export function firstTheme() {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === "light" || kept === "dark") return kept;
  } catch {
    // Storage may be closed to the page; the system's wish serves.
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** @param {string} theme */
export function keepTheme(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Not remembered then.
  }
}
