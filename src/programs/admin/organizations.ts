import { sqlFile } from '#warehouse/project.ts';
import { NoPublishedVersion } from '../../lib/server/errors.ts';
import { liveVersion } from '../../lib/server/warehouse.ts';

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
