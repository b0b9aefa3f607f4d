import { join } from 'node:path';
import { isSignedBy } from '#warehouse/signature.server.ts';
import { damagedFiles } from '#warehouse/whole.server.ts';
import { contractVersion } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { warehouseFile } from '../steps/draft.ts';
import { modelsHash } from '../steps/changes/models-hash.ts';
import {
  currentVersion,
  type Manifest,
  manifestFile,
  manifestOf,
  unlessRefused,
  versionsIn,
} from '../steps/version-folders.ts';
import type { Province } from './provinces.ts';

/**
 * Why a version cannot be taken: of another contract, counted by the models of another program, not what was published, or
 * not signed by its province.
 */
export type Fault = 'other_contract' | 'other_models' | 'damaged' | 'not_signed';

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
  /** The newest version that was passed over for a fault, where an older one is taken in its place. */
  passed_over: { version: string; fault: Fault } | null;
}

/** A standing with where the files are. */
export interface Chosen extends ProvinceStanding {
  folder: string;
}

/** What versions are of that were published before manifests told their contract. */
const firstContract = 1;

interface Known {
  province: Province;
  current: string | null;
  /** Versions that its readers have had, up to the current one, newest first. */
  versions: readonly string[];
}

/** Whether some of a province is in the whole. */
export function isTaken({ state }: Pick<ProvinceStanding, 'state'>): boolean {
  return state === 'included' || state === 'late';
}

/**
 * Which version of each province goes into the whole: its newest one without a fault, not later than `asOf`; null: not
 * later than the newest month that more than half of the provinces have reached. The whole is of the newest date among
 * them; those with an older one are late. Throws RefusedError when nothing can be taken.
 */
export async function chooseVersions(
  provinces: readonly Province[],
  asOf: string | null,
): Promise<{ asOf: string; chosen: Chosen[] }> {
  const known = provinces.map(knownOf);
  const limit = asOf ?? `${commonMonth(known)}-31`;
  const found: Chosen[] = [];
  for (const each of known) found.push(await chosenOf(each, limit));
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
    expected: `ít nhất một tỉnh có bản nguyên vẹn, chốt không muộn hơn ${limit}`,
    hint: 'Xem các thư mục đã gắn chưa, hoặc chọn ngày khác bằng --as-of.',
  });
}

/** A folder that cannot be reached stops nobody else. */
function knownOf(province: Province): Known {
  try {
    const current = unlessRefused(() => currentVersion(province.folder));
    const versions = versionsIn(province.folder).filter((name) => current !== null && name <= current);
    return { province, current, versions: versions.reverse() };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { province, current: null, versions: [] };
  }
}

/** `YYYY-MM`: one province that is ahead of all others makes nobody late. */
function commonMonth(known: readonly Known[]): string {
  const reached = known.flatMap(({ versions: [newest] }) => (newest ? [newest.slice(0, 7)] : [])).sort();
  const common = reached[Math.ceil(reached.length / 2) - 1];
  if (common !== undefined) return common;
  throw new RefusedError({
    reason: 'nothing_published',
    found: 'không tỉnh nào có bản',
    expected: 'các thư mục có bản đã công bố của các tỉnh',
    hint: 'Xem các thư mục đã gắn chưa.',
  });
}

function dateOf(version: string): string {
  return version.slice(0, 10);
}

async function chosenOf({ province, current, versions }: Known, limit: string): Promise<Chosen> {
  const { prefix, name, folder } = province;
  const standing = (state: ProvinceState, version: string | null, manifest?: Manifest): Chosen => ({
    prefix,
    name,
    state,
    version,
    as_of: version === null ? null : dateOf(version),
    content_hash: manifest?.content_hash ?? null,
    passed_over: null,
    folder,
  });
  if (current === null) return standing('unreachable', null);
  let passedOver: Chosen['passed_over'] = null;
  for (const version of versions.filter((each) => dateOf(each) <= limit)) {
    const manifest = unlessRefused(() => manifestOf(folder, version));
    const fault = await faultOf(province, version, manifest);
    if (manifest && fault === null)
      return { ...standing('included', version, manifest), passed_over: passedOver };
    passedOver ??= { version, fault: fault ?? 'damaged' };
  }
  return passedOver ? standing(passedOver.fault, passedOver.version) : standing('not_kept', current);
}

async function faultOf(
  { folder, publisher }: Province,
  version: string,
  manifest: Manifest | null,
): Promise<Fault | null> {
  if (manifest === null) return 'damaged';
  if (publisher && !isSignedBy(join(folder, version), manifestFile, publisher)) return 'not_signed';
  if ((manifest.contract ?? firstContract) !== contractVersion) return 'other_contract';
  if (manifest.models !== modelsHash()) return 'other_models';
  const [damaged] = await damagedFiles(join(folder, version), manifestFile, [warehouseFile]);
  return damaged ? 'damaged' : null;
}
