// The words that stand for a picture, for those who do not see it: renewed at most once a second.
import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

const EVERY = 1000;

/** @param {() => string} describe @returns {import("@preact/signals").Signal<string>} */
export function useAlternative(describe) {
  const text = useMemo(() => signal(describe()), []), latest = useRef(describe);
  latest.current = describe;
  useEffect(() => {
    const renew = () => {
      if (!document.hidden) text.value = latest.current();
    };
    renew();
    const timer = setInterval(renew, EVERY);
    return () => clearInterval(timer);
  }, []);
  return text;
}
