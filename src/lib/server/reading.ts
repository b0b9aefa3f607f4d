import type { Viewer } from './access/viewer.ts';
import { BeyondLimits, NotListed } from './errors.ts';
import { restrictedVersion } from './restricted/version.ts';
import type { Disclosure } from './state/tables.ts';
import type { LiveVersion } from './version.ts';
import { keptVersions, liveVersion, namedVersion, partOfVersion } from './warehouse.ts';

/** What limits the sight of a viewer: nothing but what is let through is in the versions that they read. */
export interface Sight {
  /** Only this organisation and all below it; null: all. */
  part: string | null;
  disclosure: Disclosure;
}

/**
 * The limits of a viewer who asks for a profile (null: their own). Throws BeyondLimits for a restricted viewer who asks
 * for full figures, and for restricted ones of a single part; an error for nobody: what is open to all has no figures.
 */
export function sightOf(viewer: Viewer | null, asked: Disclosure | null = null): Sight {
  if (!viewer) throw new Error('A published version was asked for by nobody.');
  const { organization: part, disclosure } = viewer;
  if (disclosure === 'restricted' && asked === 'full') throw new BeyondLimits(mayNotLeave);
  if (part !== null && asked === 'restricted') throw new BeyondLimits(notTogether);
  return { part, disclosure: disclosure === 'restricted' ? 'restricted' : (asked ?? 'full') };
}

const mayNotLeave = {
  vi: 'Tài khoản này chỉ được xem số liệu ở mức công bố hạn chế.',
  en: 'This account may see figures of the restricted profile only.',
};
const notTogether = {
  vi: 'Mức công bố hạn chế chỉ có cho mọi tổ chức cùng nhau, không có cho riêng phần mà tài khoản này được xem.',
  en: 'The restricted profile is of all organisations together, not of the part that this account may see.',
};

/**
 * A published version as a viewer may see it: the live one, or the one of that name. The only way by which pages and
 * API come to a version. Throws NoPublishedVersion, DamagedVersion, UnknownVersion, or UnknownPart when it does not
 * have the organisation that the viewer is bound to.
 */
export async function versionFor(sight: Sight, id: string | null = null): Promise<LiveVersion> {
  const version = id === null ? await liveVersion() : await namedVersion(id);
  if (sight.disclosure === 'restricted') await requireLive(version);
  const seen = sight.part === null ? version : await partOfVersion(version, sight.part);
  return sight.disclosure === 'restricted' ? restrictedVersion(seen) : seen;
}

/** Restricted readers get the live version only: two versions side by side tell what changed between them. */
async function requireLive(version: LiveVersion): Promise<void> {
  const { id } = await liveVersion();
  if (version.id !== id) throw new NotListed('version', restrictedIsLive.vi, [id]);
}

/** Why a restricted reader gets no other version. */
export const restrictedIsLive = {
  vi: 'Bản hạn chế chỉ có của phiên bản đang dùng.',
  en: 'The restricted profile is there for the version in use only.',
};

/** The live version, or the one of that name, within the limits of a version that is open already. */
export function besides({ part, disclosure }: LiveVersion, id: string | null): Promise<LiveVersion> {
  return versionFor({ part, disclosure }, id);
}

/** Names of all versions that are kept, oldest first. */
export function versionNames(): string[] {
  return keptVersions();
}
