// The page's own part: the socket, the address bar, the session that a reload takes up again, the font.
import playground from "./playground.js";
import { renderLive } from "./live.js";
import { WsModel } from "./ws-model.js";

const KEY = "glassnet-session";

/** @returns {{session: string, link: string}|null} */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
}

const hash = () => location.hash.slice(1) || null;

/** @type {import("./store.js").Keep} */
const keep = {
  /** A link that is not the kept session's own asks for another experiment, so for a new session. */
  recall() {
    const before = kept(), link = hash();
    const same = before && (link === null || link === before.link);
    return { session: same ? before.session : null, link };
  },
  remember(session, link) {
    if (hash() !== link) history.replaceState(null, "", `${location.pathname}${location.search}#${link}`);
    try {
      // As the address bar has it: it may write some characters in its own way.
      sessionStorage.setItem(KEY, JSON.stringify({ session, link: hash() }));
    } catch {
      // Without storage a reload starts from the link.
    }
  },
  hide: new URLSearchParams(location.search).get("hide") ?? "",
  reload: () => location.reload(),
  listen(load) {
    const change = () => {
      const link = hash();
      if (link && link !== kept()?.link) load(link);
    };
    addEventListener("hashchange", change);
    return () => removeEventListener("hashchange", change);
  },
};

/** Text drawn before its font has come would be measured twice; a third of a second is enough on one machine. */
async function font() {
  const link = /** @type {HTMLLinkElement|null} */ (document.querySelector("link[as=font]"));
  if (!link) return;
  const face = new FontFace("Inter", `url(${link.href})`, { weight: "100 900", display: "swap" });
  document.fonts.add(face);
  await Promise.race([face.load().catch(() => null), new Promise((resolve) => setTimeout(resolve, 300))]);
}

const scheme = location.protocol === "https:" ? "wss" : "ws";
const model = new WsModel(`${scheme}://${location.host}/ws`);
const el = /** @type {HTMLElement} */ (document.getElementById("glassnet"));
await font();

const PLACE = "course";

/** The place of the course that the address names, beside the playground's link: ?course=03_backpropagation */
const place = () => new URLSearchParams(location.search).get(PLACE);

/** @type {import("./store.js").CourseHome} */
const course = {
  script: el.dataset.course ?? "",
  editor: el.dataset.editor ?? "",
  style: el.dataset.style ?? "",
  place: place(),
  remember(now) {
    if (now === place()) return;
    const search = new URLSearchParams(location.search);
    if (now === null) search.delete(PLACE);
    else search.set(PLACE, now);
    history.pushState(null, "", `${location.pathname}${search.size ? `?${search}` : ""}${location.hash}`);
  },
  listen(change) {
    const moved = () => change(place());
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  },
  live(box, { component, link, settings }, theme) {
    const own = new WsModel(`${scheme}://${location.host}/ws`);
    const end = renderLive({ model: own, el: box, kind: component, link, settings, theme });
    return () => {
      end();
      own.close();
    };
  },
};
playground.render({ model, el, keep, course });
