import { RefusedError } from '../errors.ts';
import { type Age, keptVersions, type Policy } from '../steps/retention.ts';
import { manifestOf, unlessRefused, versionsIn } from '../steps/version-folders.ts';
import { isThere, sourceVersion, type Sending } from './source.ts';
import type { SourceVersion, Target } from './target.ts';

/** What went to a target. */
export interface SpreadReport {
  /** Where readers of the target are now. */
  version: string;
  content_hash: string;
  copied: string[];
  /** Versions that the target keeps no longer. */
  removed: string[];
  /** Older versions that could not be copied, with the reason. */
  skipped: { version: string; reason: string }[];
  /** False: readers of the target were there before. */
  switched: boolean;
}

/** How versions are spread. */
export interface Spreading extends Sending {
  /** The version that readers of the source follow. Throws RefusedError. */
  current(): string;
  /** What is signed of readers being at a version, for a target that has `there`; null: nothing. */
  pointerFor(version: string, there: string | null): string | null;
  policy: Policy;
  now(): Date;
  note(text: string): void;
}

const mostRounds = 5;

/**
 * Brings a target to where a published folder is: the versions that the policy keeps are copied, the current one first,
 * readers switched to it, and what the policy keeps no longer taken away. A rollback of the publisher is followed too;
 * should the publisher move on meanwhile, so does the target. Throws RefusedError; the target is then as it was, or
 * some versions further.
 */
export function spread(published: string, target: Target, how: Spreading): Promise<SpreadReport> {
  return target.hold(async () => {
    const report: Round['report'] = { copied: [], removed: [], skipped: [], switched: false };
    for (let round = 1; ; round++) {
      const version = how.current();
      const hasMovedOn = () => round < mostRounds && how.current() !== version;
      try {
        const { manifest } = await follow({ published, version, target, report }, how);
        if (hasMovedOn()) continue;
        report.removed.push(...(await retireAt(target, version, how)));
        await target.tidy();
        return { version, content_hash: manifest.content_hash, ...report };
      } catch (error) {
        if (!hasMovedOn()) throw error;
      }
    }
  });
}

interface Round {
  published: string;
  version: string;
  target: Target;
  report: Pick<SpreadReport, 'copied' | 'skipped' | 'removed' | 'switched'>;
}

async function follow(round: Round, how: Spreading): Promise<SourceVersion> {
  const { published, version, target, report } = round;
  const current = sourceVersion(published, version, how);
  await bring(current, round);
  const [before, there] = [await target.current(), await target.pointer()];
  const pointer = there === undefined ? undefined : how.pointerFor(version, there);
  if (before !== version || pointer !== there) await target.point(version, pointer ?? null);
  if (before !== version) report.switched = true;
  for (const older of await wantedBeside(round, how)) {
    try {
      await bring(sourceVersion(published, older, how), round);
    } catch (error) {
      // The publisher has taken it away meanwhile, or it is damaged there: readers are on the current one already.
      if (!isThere(published, older)) continue;
      if (!isOfOneVersion(error)) throw error;
      report.skipped.push({ version: older, reason: error.message });
      how.note(`Chưa chép được bản ${older}: ${error.message}`);
    }
  }
  return current;
}

async function bring(source: SourceVersion, { target, report }: Round): Promise<void> {
  const standing = await target.standing(source);
  if (standing === 'other') throw foreign(source.version, target.place);
  if (standing !== 'whole') {
    await target.put(source);
    report.copied.push(source.version);
  }
  await target.vouch(source.version, source.signature);
}

/** Whether what is wrong with one version says nothing of the others. */
function isOfOneVersion(error: unknown): error is RefusedError {
  return error instanceof RefusedError && ['unreadable_file', 'not_signed'].includes(error.refusal.reason);
}

/** Of the source's other versions those that the policy keeps at the target, newest first. */
async function wantedBeside(
  { published, version, target, report }: Round,
  how: Spreading,
): Promise<string[]> {
  const ages = new Map<string, Age>((await target.ages()).map((age) => [age.version, age]));
  for (const name of versionsIn(published)) ages.set(name, ageIn(published, name));
  const kept = keptVersions([...ages.values()], version, { policy: how.policy, now: how.now() });
  const isSkipped = (name: string) => report.skipped.some((each) => each.version === name);
  return versionsIn(published)
    .filter((name) => name !== version && kept.get(name) && !isSkipped(name))
    .reverse();
}

function ageIn(published: string, version: string): Age {
  return {
    version,
    publishedAt: unlessRefused(() => manifestOf(published, version)?.published_at ?? null),
  };
}

async function retireAt(target: Target, live: string, { policy, now }: Spreading): Promise<string[]> {
  const kept = keptVersions(await target.ages(), live, { policy, now: now() });
  const leaving = [...kept].filter(([, why]) => why === null).map(([version]) => version);
  for (const version of leaving) await target.remove(version);
  return leaving;
}

function foreign(version: string, place: string): RefusedError {
  return new RefusedError({
    reason: 'other_publisher',
    file: place,
    found: { vi: `một bản ${version} khác`, en: `another version ${version}` },
    expected: { vi: 'các bản của chính nơi công bố này', en: 'versions of this publisher' },
    hint: {
      vi: 'Mỗi nơi nhận chỉ của một nơi công bố: chọn thư mục khác, hoặc dọn thư mục này. Không có gì bị ghi đè.',
      en: 'Each place is of one publisher: choose another folder, or clear this one. Nothing was written over.',
    },
  });
}
