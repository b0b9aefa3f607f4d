import type { Lang } from './lang';
import { upload as en } from './sentences/en/upload';
import { upload as vi } from './sentences/vi/upload';

/** The words of the page for loading snapshots: what it says by itself, in the browser too. */
export function sentencesOfUpload(lang: Lang): UploadWords {
  return lang === 'vi' ? vi : en;
}

export type UploadWords = typeof vi;
