import { isRecord, jsonOrNull } from '$lib/shape/json';

/** A page under its filters, as a reader keeps it: a name of their own and an address within the product. */
export interface SavedView {
  name: string;
  href: string;
}

export const viewsKey = 'lang-kinh.views';
export const longestName = 80;
const most = 50;

/** The views in what a browser has kept; anything else in it, and addresses beyond the product, are left out. */
export function parseViews(text: string | null): SavedView[] {
  const kept = jsonOrNull(text ?? '');
  return Array.isArray(kept) ? kept.filter(isView).slice(0, most) : [];
}

/** The views with one more at the front; one of the same name is replaced. The oldest leave beyond 50. */
export function withView(views: readonly SavedView[], { name, href }: SavedView): SavedView[] {
  const clean = name.trim().slice(0, longestName);
  return [{ name: clean, href }, ...views.filter((view) => view.name !== clean)].slice(0, most);
}

/** The views without the one of that name. */
export function withoutView(views: readonly SavedView[], name: string): SavedView[] {
  return views.filter((view) => view.name !== name);
}

function isView(item: unknown): item is SavedView {
  if (!isRecord(item)) return false;
  const { name, href } = item;
  return typeof name === 'string' && name !== '' && typeof href === 'string' && /^\/(?![/\\])/.test(href);
}
