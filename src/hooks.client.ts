import type { ClientInit } from '@sveltejs/kit';

/** So long a page waits for its first frame: one that nobody sees is not drawn. */
const patienceMs = 300;

/** Lets the browser show what the server drew before scripts take the page over. */
export const init: ClientInit = () =>
  new Promise((painted) => {
    setTimeout(painted, document.hidden ? 0 : patienceMs);
    requestAnimationFrame(() => setTimeout(painted));
  });
