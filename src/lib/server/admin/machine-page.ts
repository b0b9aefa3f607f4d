import { existsSync } from 'node:fs';
import { lstat, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestEvent } from '@sveltejs/kit';
import { version } from '$app/environment';
import { langOf, type Lang } from '$lib/filters';
import { formatDate } from '$lib/format/dates';
import { formatDecimal } from '$lib/format/numbers';
import { followingOf } from '#warehouse/follower.server.ts';
import { adminWords } from '$lib/i18n/admin';
import { auditKeyPath } from '../audit/key.ts';
import { dataDir } from '../environment.ts';
import { EngineUnavailable, isUnavailable } from '../errors.ts';
import { formatMoment } from '../moments.ts';
import { freshnessOf } from '../operations/freshness.ts';
import { answering } from '../pages/load';
import type { State } from '../state/open.ts';
import { sharedState } from '../state/shared.ts';
import { sandboxLevel, sqlService } from '../sql/service.ts';
import { WorkerFailed } from '../sql/worker-process.ts';
import { liveVersion } from '../warehouse.ts';

/** What an administrator has to know of the machine. */
export interface MachinePage {
  lang: Lang;
  finding: string;
  /** What needs attention, as sentences. */
  warnings: string[];
  facts: { name: string; value: string }[];
}

interface Part {
  facts: [keyof ReturnType<typeof adminWords>['machine']['rows'], string][];
  warnings: string[];
}

const dayMs = 86_400_000;
/** A load comes each month; a backup older than that misses one. */
const oldBackupDays = 35;

/** The state of the machine: versions, sizes, room, age of the backup, keys. */
export async function machineLoad({ url }: RequestEvent): Promise<MachinePage> {
  return answering(url, async () => {
    const lang = langOf(url.searchParams);
    const words = adminWords(lang).machine;
    const folder = dataDir();
    const parts = [
      await liveFacts(lang),
      followingFacts(folder, lang),
      await roomFacts(folder, lang),
      await backupFacts(await sharedState(), lang),
      keyFacts(folder, lang),
      await sandboxFacts(lang),
    ];
    const warnings = parts.flatMap((part) => part.warnings);
    return {
      lang,
      warnings,
      finding: warnings.length === 0 ? words.fine : words.attention(warnings.length),
      facts: parts.flatMap((part) => part.facts).map(([name, value]) => ({ name: words.rows[name], value })),
    };
  });
}

async function liveFacts(lang: Lang): Promise<Part> {
  const words = adminWords(lang).machine;
  const program: Part['facts'] = [['program', `${version} · Node ${process.versions.node}`]];
  try {
    const { id, asOf } = await liveVersion();
    const { ageDays, expectedDays, isStale } = freshnessOf(asOf, new Date());
    const warnings = isStale ? [words.stale(ageDays, expectedDays)] : [];
    return { facts: [...program, ['data', words.asOf(id, formatDate(asOf, lang))]], warnings };
  } catch (cause) {
    if (!isUnavailable(cause)) throw cause;
    const message = cause instanceof EngineUnavailable ? cause.reason[lang] : cause.message;
    return { facts: [...program, ['data', words.none]], warnings: [message] };
  }
}

/** Where versions come from, when that is elsewhere. */
function followingFacts(folder: string, lang: Lang): Part {
  const words = adminWords(lang).machine;
  const following = followingOf(folder);
  if (!following) return { facts: [], warnings: [] };
  const { source, followedAt } = following;
  const since = followedAt === null ? words.none : formatMoment(followedAt, lang);
  return { facts: [['follows', source === null ? words.pushed : `${source} (${since})`]], warnings: [] };
}

async function roomFacts(folder: string, lang: Lang): Promise<Part> {
  const bytes = (...names: string[]) => sizeOf(join(folder, ...names));
  const [store, published, settings] = [
    await bytes('private'),
    await bytes('published'),
    await bytes('settings'),
  ];
  const state = (await bytes('private', 'state.db')) + (await bytes('private', 'audit-archive'));
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const whole = store + published + settings;
  return {
    facts: [
      ['folder', `${folder} (${sized(whole, lang)})`],
      ['store', sized(store - state, lang)],
      ['published', sized(published, lang)],
      ['state', sized(state, lang)],
      ['free', sized(free, lang)],
    ],
    warnings: free < 2 * whole ? [adminWords(lang).machine.lowDisk] : [],
  };
}

/** Bytes below a path; what vanishes while it is counted counts nothing. */
async function sizeOf(path: string): Promise<number> {
  try {
    const stats = await lstat(path);
    if (!stats.isDirectory()) return stats.size;
    let bytes = 0;
    for (const name of await readdir(path)) bytes += await sizeOf(join(path, name));
    return bytes;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 0;
    throw cause;
  }
}

function sized(bytes: number, lang: Lang): string {
  const units = ['kB', 'MB', 'GB', 'TB'];
  const step = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3) - 1));
  return `${formatDecimal(bytes / 1000 ** (step + 1), lang, 1)} ${units[step] ?? ''}`;
}

/** What the audit knows of backups. */
async function backupFacts(state: State, lang: Lang): Promise<Part> {
  const words = adminWords(lang).machine;
  const last = await state
    .selectFrom('audit')
    .select('at')
    .where('action', '=', 'backup')
    .where('verdict', '=', 'done')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return { facts: [['backup', words.none]], warnings: [words.noBackup] };
  const days = Math.floor((Date.now() - Date.parse(last.at)) / dayMs);
  return {
    facts: [['backup', words.backupDays(formatMoment(last.at, lang), days)]],
    warnings: days > oldBackupDays ? [words.oldBackup(days)] : [],
  };
}

function keyFacts(folder: string, lang: Lang): Part {
  const words = adminWords(lang).machine;
  const pseudonyms = process.env.PSEUDONYM_KEY_FILE?.trim() || join(folder, 'key', 'pseudonym.key');
  const needed = followingOf(folder) ? [auditKeyPath(folder)] : [pseudonyms, auditKeyPath(folder)];
  const missing = needed.filter((path) => !existsSync(path));
  return {
    facts: [['keys', missing.length === 0 ? words.keys : words.noKeys]],
    warnings: missing.length === 0 ? [] : [words.noKey(missing.join(', '))],
  };
}

/** How tightly analysts' SQL is held on this machine, which is for the machine to allow. */
async function sandboxFacts(lang: Lang): Promise<Part> {
  const words = adminWords(lang).machine;
  try {
    const level = await sandboxLevel(sqlService(), (await liveVersion()).id);
    const isWeak = level === 'limits' || level === 'none';
    return {
      facts: [['sandbox', words.sandbox[level]]],
      warnings: isWeak ? [words.weakSandbox] : [],
    };
  } catch (cause) {
    if (cause instanceof WorkerFailed)
      return { facts: [['sandbox', words.none]], warnings: [words.noSandbox] };
    if (!isUnavailable(cause)) throw cause;
    return { facts: [['sandbox', words.none]], warnings: [] };
  }
}
