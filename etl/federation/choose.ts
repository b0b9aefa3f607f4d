import { join } from 'node:path';
import { isSignedBy } from '#warehouse/signature.server.ts';
import { damagedFiles } from '#warehouse/whole.server.ts';
import { contractVersion } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { isBehindSeen, type Pointer, pointerIn, pointerTextIn, rememberSeen } from '../spread/pointer.ts';
import { warehouseFile } from '../steps/draft.ts';
import { modelsHash } from '../steps/changes/models-hash.ts';
import {
  currentVersion,
  manifestFile,
  manifestOf,
  unlessRefused,
  versionsIn,
} from '../steps/version-folders.ts';
import type { Surroundings } from '../surroundings.ts';
import { keepCopy, keptFolder } from './kept.ts';
import type { Province } from './provinces.ts';

/**
 * Why a version cannot be taken: of another contract, counted by the models of another program, not what was published,
 * not signed by its province, or older than what that had signed already.
 */
export type Fault = 'other_contract' | 'other_models' | 'damaged' | 'not_signed' | 'put_back';

/**
 * `included` up to the date of the whole; `late`: included up to an earlier date of its own. Or why nothing of it is
 * there: a fault of all its versions; all of them are newer than asked for (`not_kept`); nothing there (`unreachable`).
 */
export type ProvinceState = 'included' | 'late' | Fault | 'not_kept' | 'unreachable';

/** A province in a combined version, or left out of it. */
export interface ProvinceStanding {
  prefix: string;
  name: string;
  state: ProvinceState;
  /** The version that is taken, else the one that its readers have; null: not known. */
  version: string | null;
  as_of: string | null;
  content_hash: string | null;
  /** The newest version at the province's place that was passed over for a fault; without a version: all of that place. */
  passed_over: Passed | null;
  /** The copy that the centre has kept is taken, because the province's own place has none without a fault. */
  is_kept: boolean;
}

/** What was passed over at a province's place, and why. */
export interface Passed {
  version: string | null;
  fault: Fault | 'unreachable';
}

/** A standing with its province and where the files are. */
export interface Chosen extends ProvinceStanding {
  province: Province;
  folder: string;
}

/** What versions are of that were published before manifests told their contract. */
const firstContract = 1;

interface Known {
  province: Province;
  current: string | null;
  /** What is wrong with the place as a whole: then nothing there counts. */
  trouble: Passed | null;
  /** Versions that its readers have had, up to the current one, newest first; those kept here among them. */
  versions: readonly string[];
}

/** Whether some of a province is in the whole. */
export function isTaken({ state }: Pick<ProvinceStanding, 'state'>): boolean {
  return state === 'included' || state === 'late';
}

/**
 * Which version of each province goes into the whole: its newest one without a fault, not later than `asOf`; null: not
 * later than the newest month that more than half of the provinces have reached. What is taken is copied first, and where
 * nothing at a province's place can be, the copy that was made last is. The whole is of the newest date among them; those
 * with an older one are late. Throws RefusedError when nothing can be taken, or there is no room for the copies.
 */
export async function chooseVersions(
  provinces: readonly Province[],
  asOf: string | null,
  surroundings: Surroundings,
): Promise<{ asOf: string; chosen: Chosen[] }> {
  const known = provinces.map((province) => knownOf(province, surroundings));
  const limit = asOf ?? `${commonMonth(known)}-31`;
  const found: Chosen[] = [];
  for (const each of known) found.push(await chosenOf(each, limit, surroundings));
  const date = found
    .filter(isTaken)
    .map(({ as_of }) => as_of ?? '')
    .sort()
    .at(-1);
  if (date === undefined) throw nothingToTake(found, limit);
  const chosen = found.map((each) =>
    isTaken(each) && each.as_of !== date ? { ...each, state: 'late' as const } : each,
  );
  return { asOf: date, chosen };
}

function nothingToTake(found: readonly Chosen[], limit: string): RefusedError {
  return new RefusedError({
    reason: 'nothing_published',
    found: found.map(({ prefix, state, as_of }) => `${prefix}: ${state}, ${as_of ?? '–'}`).join('; '),
    expected: {
      vi: `ít nhất một tỉnh có bản nguyên vẹn, chốt không muộn hơn ${limit}`,
      en: `at least one province with a whole version of ${limit} or before`,
    },
    hint: {
      vi: 'Xem các thư mục đã gắn chưa, hoặc chọn ngày khác bằng --as-of.',
      en: 'See whether the folders are mounted, or choose another day by --as-of.',
    },
  });
}

function knownOf(province: Province, surroundings: Surroundings): Known {
  const { current, versions, trouble } = placeOf(province, surroundings);
  const kept = versionsIn(keptFolder(province, surroundings));
  // What a province has taken back since is not brought forth again.
  const newest = trouble === null ? current : null;
  const usable = kept.filter((version) => newest === null || version <= newest);
  return { province, current, trouble, versions: [...new Set([...versions, ...usable])].sort().reverse() };
}

/** A folder that cannot be reached stops nobody else. */
function placeOf(province: Province, surroundings: Surroundings): Omit<Known, 'province'> {
  const nothing = (fault: Passed['fault'], version: string | null) => ({
    current: version,
    versions: [],
    trouble: { version, fault },
  });
  try {
    const pointer = pointerOf(province, surroundings);
    if (typeof pointer === 'string') return nothing(pointer, currentOf(province));
    const current = pointer?.version ?? currentOf(province);
    if (current === null) return nothing('unreachable', null);
    return {
      current,
      versions: versionsIn(province.folder).filter((name) => name <= current),
      trouble: null,
    };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return nothing('unreachable', null);
  }
}

function currentOf({ folder }: Province): string | null {
  return unlessRefused(() => currentVersion(folder));
}

/** What a province that is known by its key has signed; null where nothing is asked or there. */
function pointerOf(
  { prefix, folder, publisher }: Province,
  surroundings: Surroundings,
): Pointer | 'not_signed' | 'put_back' | null {
  if (publisher === null || versionsIn(folder).length === 0) return null;
  const pointer = pointerIn(pointerTextIn(folder), publisher);
  if (pointer === null) return 'not_signed';
  const followed = { name: prefix, key: publisher };
  if (isBehindSeen(surroundings, followed, pointer)) return 'put_back';
  rememberSeen(surroundings, followed, pointer);
  return pointer;
}

/** `YYYY-MM`: one province that is ahead of all others makes nobody late. */
function commonMonth(known: readonly Known[]): string {
  const reached = known.flatMap(({ versions: [newest] }) => (newest ? [newest.slice(0, 7)] : [])).sort();
  const common = reached[Math.ceil(reached.length / 2) - 1];
  if (common !== undefined) return common;
  throw new RefusedError({
    reason: 'nothing_published',
    found: { vi: 'không tỉnh nào có bản', en: 'no province with a version' },
    expected: {
      vi: 'các thư mục có bản đã công bố của các tỉnh',
      en: 'folders with published versions of the provinces',
    },
    hint: { vi: 'Xem các thư mục đã gắn chưa.', en: 'See whether the folders are mounted.' },
  });
}

function dateOf(version: string): string {
  return version.slice(0, 10);
}

async function chosenOf(known: Known, limit: string, surroundings: Surroundings): Promise<Chosen> {
  const { province, current, trouble } = known;
  const folder = keptFolder(province, surroundings);
  const standing = (state: ProvinceState, version: string | null, more: Partial<Chosen> = {}): Chosen => ({
    prefix: province.prefix,
    name: province.name,
    state,
    version,
    as_of: version === null ? null : dateOf(version),
    content_hash: null,
    passed_over: null,
    is_kept: false,
    province,
    folder,
    ...more,
  });
  let passed = trouble;
  for (const version of known.versions.filter((each) => dateOf(each) <= limit)) {
    const fault = trouble ? trouble.fault : await faultThere(province, version, surroundings);
    if (fault !== null) passed ??= { version, fault };
    const isKept = fault !== null && (await faultOf(folder, province, version)) === null;
    if (fault !== null && !isKept) continue;
    const manifest = unlessRefused(() => manifestOf(folder, version));
    const content_hash = manifest?.content_hash ?? null;
    return standing('included', version, { content_hash, passed_over: passed, is_kept: isKept });
  }
  return passed ? standing(passed.fault, passed.version) : standing('not_kept', current);
}

/** What is wrong with a version at its province's place; null: nothing, and a copy of it is kept here now. */
async function faultThere(
  province: Province,
  version: string,
  surroundings: Surroundings,
): Promise<Fault | null> {
  const fault = faultOfManifest(province.folder, province, version);
  if (fault !== null) return fault;
  return (await keepCopy(province, version, surroundings)) ? null : 'damaged';
}

async function faultOf(folder: string, province: Province, version: string): Promise<Fault | null> {
  const fault = faultOfManifest(folder, province, version);
  if (fault !== null) return fault;
  const [damaged] = await damagedFiles(join(folder, version), manifestFile, [warehouseFile]);
  return damaged ? 'damaged' : null;
}

function faultOfManifest(folder: string, { publisher }: Province, version: string): Fault | null {
  const manifest = unlessRefused(() => manifestOf(folder, version));
  if (manifest === null) return 'damaged';
  if (publisher && !isSignedBy(join(folder, version), manifestFile, publisher)) return 'not_signed';
  if ((manifest.contract ?? firstContract) !== contractVersion) return 'other_contract';
  return manifest.models === modelsHash() ? null : 'other_models';
}
