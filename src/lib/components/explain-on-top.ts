import { goto, preloadData, pushState } from '$app/navigation';

/**
 * Opens the explanation that a plain click on a link leads to on top of the page; any other click, and an answer
 * that is no explanation, goes where the link goes. The back button and Escape close it.
 */
export async function explainOnTop(event: MouseEvent & { currentTarget: HTMLAnchorElement }): Promise<void> {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { href } = event.currentTarget;
  const result = await preloadData(href);
  const explanation =
    result.type === 'loaded' && result.status === 200 ? result.data.page?.explanation : undefined;
  if (explanation) pushState(href, { explained: { explanation, href } });
  else await goto(href);
}
