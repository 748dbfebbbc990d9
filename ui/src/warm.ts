import { formats } from "./kit/when";
import { labels } from "./labels.svelte";

/** How long a moment is, in milliseconds. */
const MOMENT = 4;

/** Does what takes long only once before somebody waits for it: words are parsed and formats of dates made, a moment at a time. */
export function warm(): void {
  const deeds = [formats(), labels.read()];
  setTimeout(step);

  function step() {
    const end = performance.now() + MOMENT;
    while (deeds[0] && performance.now() < end) if (deeds[0].next().done) deeds.shift();
    if (deeds.length > 0) setTimeout(step);
  }
}
