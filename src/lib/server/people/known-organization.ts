import { sqlFile } from '#warehouse/project.ts';
import { NoPublishedVersion } from '../errors.ts';
import { liveVersion } from '../warehouse.ts';

/** Whether the live version has an organisation with that code; null while there is no version to ask. */
export async function knownOrganization(code: string): Promise<boolean | null> {
  try {
    const version = await liveVersion();
    const rows = await version.all(sqlFile('queries/organization-codes.sql'), { codes: [code] });
    return rows.some((row) => row.is_wanted === true);
  } catch (cause) {
    if (cause instanceof NoPublishedVersion) return null;
    throw cause;
  }
}
