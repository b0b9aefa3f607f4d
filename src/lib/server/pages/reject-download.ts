import type { RequestEvent } from '@sveltejs/kit';
import { toCsv } from '$lib/shape/table';
import { answering, contextOf } from './load';
import { chosenRows, rejectChoiceOf } from './reject-choice';
import { rejectFile } from './reject-words';
import { ownedRejects } from './rejects';

/** The chosen rows of the reject list as CSV: 400 for a parameter that cannot be used, 503 as the page. */
export async function rejectsDownload(event: RequestEvent): Promise<Response> {
  return answering(event.url, async () => {
    const page = await contextOf(event);
    const choice = rejectChoiceOf(page.params, page.version.asOf);
    const table = rejectFile(page, chosenRows(await ownedRejects(page.version), choice));
    const parts = [
      page.say.rejects.fileName(choice.snapshot ?? 'all'),
      choice.file,
      choice.reason,
      choice.committee,
    ];
    return csvFile(toCsv(table), parts.flatMap((part) => part ?? []).join('-'));
  });
}

/** A CSV answer that is saved as a file; of its name only letters, digits, dots, dashes and underscores stay. */
export function csvFile(text: string, name: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '_').slice(0, 120)}.csv"`,
      'cache-control': 'no-store',
    },
  });
}
