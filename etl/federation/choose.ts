import { join } from 'node:path';
import { damagedFiles } from '#warehouse/whole.server.ts';
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
 * `included`; or why it is not: its newest figures are older (`late`); newer, and it keeps none of that date
 * (`not_kept`); counted by the models of another program (`other_models`); not what was published (`damaged`); nothing
 * there (`unreachable`).
 */
export type ProvinceState = 'included' | 'late' | 'not_kept' | 'other_models' | 'damaged' | 'unreachable';

/** A province in a combined version, or left out of it. */
export interface ProvinceStanding {
  prefix: string;
  name: string;
  state: ProvinceState;
  /** The version that is taken, else the one that its readers have; null: not known. */
  version: string | null;
  as_of: string | null;
  content_hash: string | null;
}

/** A standing with where the files are. */
export interface Chosen extends ProvinceStanding {
  folder: string;
}

interface Known {
  province: Province;
  current: string | null;
  /** Versions that its readers have had, up to the current one, newest first. */
  versions: readonly string[];
}

/**
 * Which version of each province goes into the whole: all of one date, so that they are measured alike. `asOf` null: the
 * newest date that more than half of the provinces with figures have. Throws RefusedError when there is none.
 */
export async function chooseVersions(
  provinces: readonly Province[],
  asOf: string | null,
): Promise<{ asOf: string; chosen: Chosen[] }> {
  const known = provinces.map(knownOf);
  const date = asOf ?? commonDate(known);
  const chosen: Chosen[] = [];
  for (const each of known) chosen.push(await chosenOf(each, date));
  if (chosen.some(({ state }) => state === 'included')) return { asOf: date, chosen };
  throw new RefusedError({
    reason: 'nothing_published',
    found: chosen.map(({ prefix, state, as_of }) => `${prefix}: ${state}, ${as_of ?? '–'}`).join('; '),
    expected: `ít nhất một tỉnh có bản nguyên vẹn, chốt ngày ${date}`,
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

function commonDate(known: readonly Known[]): string {
  const having = known.filter(({ versions }) => versions.length > 0);
  const counts = new Map<string, number>();
  for (const { versions } of having)
    for (const date of new Set(versions.map(dateOf))) counts.set(date, (counts.get(date) ?? 0) + 1);
  const dates = [...counts.keys()].sort().reverse();
  const common = dates.find((date) => (counts.get(date) ?? 0) > having.length / 2);
  if (common !== undefined) return common;
  throw new RefusedError({
    reason: 'nothing_published',
    found:
      dates.length === 0
        ? 'không tỉnh nào có bản'
        : `các ngày chốt khác nhau: ${dates.slice(0, 5).join(', ')}`,
    expected: 'một ngày chốt mà hơn nửa số tỉnh có bản',
    hint: 'Xem các thư mục đã gắn chưa, hoặc chọn ngày bằng --as-of.',
  });
}

function dateOf(version: string): string {
  return version.slice(0, 10);
}

async function chosenOf({ province, current, versions }: Known, asOf: string): Promise<Chosen> {
  const { prefix, name, folder } = province;
  const standing = (state: ProvinceState, version: string | null, manifest?: Manifest): Chosen => ({
    prefix,
    name,
    state,
    version,
    as_of: version === null ? null : dateOf(version),
    content_hash: manifest?.content_hash ?? null,
    folder,
  });
  const version = versions.find((each) => dateOf(each) === asOf);
  if (current === null) return standing('unreachable', null);
  if (version === undefined) return standing(dateOf(current) < asOf ? 'late' : 'not_kept', current);
  const manifest = unlessRefused(() => manifestOf(folder, version));
  if (manifest === null) return standing('damaged', version);
  if (manifest.models !== modelsHash()) return standing('other_models', version, manifest);
  const [damaged] = await damagedFiles(join(folder, version), manifestFile, [warehouseFile]);
  return standing(damaged ? 'damaged' : 'included', version, manifest);
}
