import { join } from 'node:path';
import { auditRestricted, type Audit } from '#warehouse/disclosure/audit.ts';
import { RefusedError } from '../errors.ts';
import { warehouseFile } from '../steps/draft.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { liveOrRefuse, openFile } from './versions.ts';

/** How long an attack on one family of tables may take. */
const seconds = 600;

export interface DisclosureVerification {
  version: string;
  passed: boolean;
  families: Audit[];
}

/**
 * Attacks the restricted tables of the live version with a solver: it passes when no hidden cell can be worked out and no
 * shown one is small. Throws RefusedError for a version that an older program published without such tables.
 */
export async function verifyDisclosure(surroundings: Surroundings): Promise<DisclosureVerification> {
  const { version, as_of: asOf } = liveOrRefuse(surroundings);
  const database = await openFile(join(places(surroundings.dataDir).published, version, warehouseFile));
  try {
    const now = () => surroundings.now().getTime();
    const families = await auditRestricted(database, asOf, { seconds, now });
    if (!families) throw withoutTables(version);
    const isSafe = ({ exposed, wrong, finished }: Audit) => finished && exposed.length + wrong.length === 0;
    return { version, passed: families.every(isSafe), families };
  } finally {
    database.close();
  }
}

/** What was found, line by line: cells by measure, table, period and category, never with their figures. */
export function disclosureText({ version, families }: DisclosureVerification): string {
  const lines = families.flatMap(({ family, hidden, exposed, wrong, finished, seconds: taken }) => [
    `${version} ${family}: ${hidden} ô che, ${exposed.length} ô suy ra được, ${wrong.length} ô nhỏ hoặc sai mà vẫn hiện (${taken.toFixed(1)} s${finished ? '' : ', hết giờ'})`,
    ...exposed.map((cell) => `  suy ra được: ${cell}`),
    ...wrong.map((cell) => `  hiện: ${cell}`),
  ]);
  return lines.join('\n');
}

function withoutTables(version: string): RefusedError {
  return new RefusedError({
    reason: 'unknown_version',
    found: version,
    expected: {
      vi: 'một bản công bố có bản hạn chế',
      en: 'a version with the tables of the restricted profile',
    },
    hint: {
      vi: 'Chạy "npm run etl -- rebuild" để công bố lại.',
      en: 'Run "npm run etl -- rebuild" to publish anew.',
    },
  });
}
