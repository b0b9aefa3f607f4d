import { sqlFile } from '#warehouse/project.ts';
import { NotDisclosed } from '../errors.ts';
import type { Json, LiveVersion, Manifest } from '../version.ts';

/** Questions that tell codes, names, dates, rules and documents, and count nothing about persons. */
const harmless = [
  'briefing-documents',
  'briefing-letterhead',
  'briefing-reorganised',
  'briefing-snapshots',
  'codes',
  'has-table',
  'not-delivered',
  'organization-codes',
  'page-checks',
  'page-codes',
  'page-documents',
  'page-documents-of-duties',
  'page-marks',
  'page-missing',
  'page-not-delivered',
  'page-organization-existence',
  'page-organization-names',
  'page-organization-path',
  'page-organizations-below',
  'page-reorganized',
  'page-shell',
  'page-snapshot-months',
  'page-snapshots',
  'page-successions',
  'page-targets',
  'page-time-limits',
  'page-time-limits-in-force',
] as const;

let known: Set<string> | undefined;

function isHarmless(sql: string): boolean {
  known ??= new Set(harmless.map((name) => sqlFile(`queries/${name}.sql`)));
  return known.has(sql);
}

const behind = new WeakMap<LiveVersion, LiveVersion>();
const inFront = new WeakMap<LiveVersion, LiveVersion>();

/**
 * A version for readers of the restricted profile: of SQL it answers nothing but questions without counts about
 * persons, and throws NotDisclosed for all others. Metrics come to the version behind it through restrictedRows alone.
 * The same object for the same version.
 */
export function restrictedVersion(version: LiveVersion): LiveVersion {
  const known = inFront.get(version);
  if (known) return known;
  const restricted: LiveVersion = {
    ...version,
    manifest: harmlessManifest(version.manifest),
    disclosure: 'restricted',
    all: (sql, params) => (isHarmless(sql) ? version.all(sql, params) : Promise.reject(new NotDisclosed())),
  };
  behind.set(restricted, version);
  inFront.set(version, restricted);
  return restricted;
}

/**
 * What a manifest says of rules, models and the days of snapshots. Row counts and the hash of what was counted stay out:
 * who knew all but one small cell could try its values against the hash.
 */
function harmlessManifest({ version, settings = {}, models = '', snapshots }: Manifest): Manifest {
  return { version, settings, models, snapshots: Array.isArray(snapshots) ? snapshots.map(dayAndHash) : [] };
}

function dayAndHash(snapshot: Json): Json {
  if (typeof snapshot !== 'object' || snapshot === null || Array.isArray(snapshot)) return {};
  const { as_of = '', sha256 = '' } = snapshot;
  return { as_of, sha256 };
}

/** The version behind a restricted one: for what decides cell by cell what may be shown, and for nothing else. */
export function versionBehind(restricted: LiveVersion): LiveVersion {
  const version = behind.get(restricted);
  if (!version) throw new Error(`Version ${restricted.id} is not a restricted one.`);
  return version;
}
