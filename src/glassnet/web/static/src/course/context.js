// What all parts of the course share.
import { createContext } from "preact";

/**
 * What the page gives to the course.
 * @typedef {object} Page
 * @property {(place: string) => void} go shows a place of the course: a lesson's name, "theory", "glossary", "reference", or "" for the map
 * @property {() => void} leave back to the playground
 * @property {(el: HTMLElement, spec: {component: string, link: string|null, settings: import("../live.js").LiveSettings}) => (() => void)} live mounts a live component; returns what takes it away
 * @property {(el: HTMLElement) => (() => void)} theory mounts the theory panel
 * @property {() => Promise<typeof import("./editor.js")>} loadEditor
 */

/**
 * @typedef {Page & {
 *   contents: import("./api.js").Contents,
 *   records: import("./api.js").Records,
 *   setRecords: (records: import("./api.js").Records) => void,
 *   look: (term: string, from: HTMLElement) => void,
 * }} Course
 */

export const CourseContext = createContext(/** @type {Course} */ (/** @type {unknown} */ (null)));
