import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, sqlFile } from '#warehouse/project.ts';
import type { Lang } from '../../i18n/lang.ts';

/** A ready question of the library. */
export interface Question {
  name: string;
  title: string;
  description: string;
  sql: string;
}

/** The library in a language, by title. Each is a file of warehouse/questions. */
export function questionsIn(lang: Lang): Question[] {
  return readdirSync(join(projectRoot(), 'warehouse', 'questions'))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => questionOf(file.replace(/\.sql$/, ''), sqlFile(`questions/${file}`), lang))
    .sort((a, b) => a.title.localeCompare(b.title, lang));
}

/** A question from its file: the lines `-- vi: title | description` and `-- en: ...`, then the statement. Throws without them. */
export function questionOf(name: string, text: string, lang: Lang): Question {
  const told = new RegExp(`^-- ${lang}: (.+?) \\| (.+)$`, 'm').exec(text);
  const [, title, description] = told ?? [];
  if (title === undefined || description === undefined)
    throw new Error(`Question ${name} has no words in ${lang}.`);
  return { name, title, description, sql: text.replace(/^(--.*\n)+/, '').trimEnd() };
}
