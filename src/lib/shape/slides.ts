import { isRecord } from './json.ts';

/** One screen of the meeting mode: the place to go to and what is said of it. */
export interface Slide {
  id: string;
  title: string;
}

/** The panels that a page's data hold, in their order, after the page's own finding. Failed panels have a code only. */
export function slidesOf(page: unknown): Slide[] {
  if (!isRecord(page)) return [];
  const found = Object.values(page).flatMap(panelsIn);
  if (found.length === 0) return [];
  const finding = typeof page['finding'] === 'string' ? page['finding'] : '';
  return [{ id: 'content', title: finding }, ...found];
}

function panelsIn(value: unknown): Slide[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) =>
      panelsIn(isRecord(item) && isRecord(item['result']) ? item['result'] : item),
    );
  }
  if (!isRecord(value) || typeof value['ok'] !== 'boolean') return [];
  const content = value['content'];
  const frame = isRecord(content) ? content['frame'] : undefined;
  if (!isRecord(frame) || typeof frame['id'] !== 'string') return [];
  return [{ id: frame['id'], title: String(frame['title'] ?? '') }];
}
