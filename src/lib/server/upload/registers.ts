/** The registers of a snapshot, in the order in which a steward sees them. */
export const registerNames = ['organizations', 'members', 'cases', 'duties', 'successions'] as const;
export type RegisterName = (typeof registerNames)[number];

/** Registers that every snapshot has. */
export const requiredRegisters: readonly RegisterName[] = ['organizations', 'members', 'cases'];

export const fileFormats = ['csv', 'xlsx', 'parquet'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** The register of that name. */
export function registerOf(name: string | undefined): RegisterName | null {
  return registerNames.find((each) => each === name) ?? null;
}

/** The format that a file's name tells by its ending; null for any other ending. */
export function formatOf(fileName: string): FileFormat | null {
  const ending = fileName.toLowerCase().split('.').at(-1);
  return fileName.includes('.') ? (fileFormats.find((format) => format === ending) ?? null) : null;
}

/**
 * Whether a file's first bytes go with its ending: workbooks and Parquet files have their own beginnings, text has
 * neither. An old workbook (.xls) in any disguise never fits.
 */
export function beginsAs(first: Uint8Array, format: FileFormat): boolean {
  const head = Buffer.from(first.subarray(0, 4));
  const isZip = head.equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
  const isParquet = head.toString('latin1') === 'PAR1';
  const isOldWorkbook = head.equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
  if (format === 'xlsx') return isZip;
  if (format === 'parquet') return isParquet;
  return !isZip && !isParquet && !isOldWorkbook;
}
