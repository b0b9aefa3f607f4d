import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeRoom, type Room } from '$lib/server/upload/room';
import { csv } from '../../../../etl/support.ts';

/** P (province) above U1 and U2 (upper committees), cells A under U1 and B under U2. */
export const organizations = csv(`
  organization_code organization_name organization_level organization_type parent_code
  P  Đảng~bộ~tỉnh     province_committee . .
  U1 Đảng~ủy~khối     upper_committee    . P
  U2 Đảng~ủy~huyện    upper_committee    . P
  A  Chi~bộ~A         grassroots_cell    agency U1
  B  =Chi~bộ~B        grassroots_cell    other  U2
`);

export const members = csv(`
  member_code organization_code member_status
  THE-0001 A official
  THE-0002 B official
  THE-0003 Z official       # line 4: no such organisation
`);

const caseHead = 'case_code organization_code case_type stage received_on';

/** Cases with two rejected rows: line 3 (type, of A) and line 4 (date, of B). */
export const cases = csv(`
  ${caseHead}
  HS-001 A petition intake 2026-09-01
  HS-002 A đơn      intake 2026-09-02
  HS-003 B petition intake 2026-02-30
`);

/** The same with HS-002 mended, HS-003 still wrong. */
export const casesLater = csv(`
  ${caseHead}
  HS-001 A petition intake 2026-09-01
  HS-002 A petition intake 2026-09-02
  HS-003 B petition intake 2026-02-30
`);

/** Cases of which 12 in 30 have no type that is known. */
export const casesMostlyWrong = csv(
  [
    caseHead,
    ...Array.from(
      { length: 30 },
      (_, i) => `HS-${100 + i} A ${i < 12 ? 'đơn' : 'petition'} intake 2026-09-01`,
    ),
  ].join('\n'),
);

/** A place in memory for a test's uploads. */
export function testRoom(): { room: () => Room; folder: string; remove: () => void } {
  const folder = mkdtempSync('/dev/shm/upload-test-');
  mkdirSync(join(folder, 'memory'));
  return {
    room: () => makeRoom(join(folder, 'memory')),
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
