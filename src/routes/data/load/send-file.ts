import type { Lang } from '$lib/i18n/lang';

/** The register that a file's name tells (`Cases.xlsx`); undefined when it tells none. */
export function fitsName(fileName: string, registers: readonly { name: string }[]): string | undefined {
  const stem = fileName.normalize('NFC').toLowerCase().split('.')[0] ?? '';
  return registers.find(({ name }) => name === stem)?.name;
}

/**
 * Sends a file to the server as the body of one request; `onShare` hears how much has gone, in per cent. Gives null
 * when it arrived whole, else why it was not taken (empty: the connection broke).
 */
export function sendFile(
  { id, register, file, lang }: { id: string; register: string; file: File; lang: Lang },
  onShare: (percent: number) => void,
): Promise<string | null> {
  const request = new XMLHttpRequest();
  const query = new URLSearchParams({ name: file.name, ...(lang === 'vi' ? {} : { lang }) });
  request.open('PUT', `/data/load/${id}/files/${register}?${query}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.responseType = 'json';
  request.upload.onprogress = ({ loaded, total }) => onShare(Math.floor((100 * loaded) / (total || 1)));
  return new Promise((resolve) => {
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status === 200) return resolve(null);
      const message =
        typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : '';
      resolve(String(message));
    };
    request.onerror = () => resolve('');
    request.send(file);
  });
}
