import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealFolder } from '#etl/steps/seal.ts';
import { manifestOf } from '#etl/steps/version-folders.ts';
import { places, type Surroundings } from '#etl/surroundings.ts';
import { csv, flipBit, makePlace, surroundingsAt, type Place, type Texts } from './support.ts';

/** Six provinces and the centre above them. */
export interface ProvinceWorld {
  centre: Surroundings;
  list: string;
  /** Publishes what province 02 sends for the end of March, too late, and sends it. */
  catchUp(): Promise<void>;
  remove(): void;
}

const heads = {
  organizations: 'organization_code organization_name organization_level organization_type parent_code',
  members: 'member_code organization_code member_status',
  cases: 'case_code organization_code case_type stage received_on due_on closed_on closing',
  duties: 'duty_code organization_code duty_type due_on fulfilled_on',
};

function files(rows: Partial<Record<keyof typeof heads, string>>, memberCount: number): Texts {
  const members = Array.from({ length: memberCount }, (_, i) => `M${i} P official`).join('\n');
  const all = { ...rows, members };
  return Object.fromEntries(
    Object.entries(all).map(([name, text]) => [
      `${name}.csv`,
      csv(`${heads[name as keyof typeof heads]}\n${text}`),
    ]),
  );
}

/** 01 is whole to the end of March: 3 cases, 2 organisations, 3 then 4 members. */
const first = {
  organizations: 'P Tỉnh~Một province_committee . .\nG Sở~A grassroots_cell agency P',
  february: `C1 G petition closed 2026-01-05 2026-02-10 2026-02-09 concluded
    C2 G record_check intake 2026-02-03 2026-03-05 . .`,
  march: 'C3 G petition intake 2026-03-02 . . .',
};
/** 02 is late, at the end of February: 3 cases and 3 duties, 2 organisations, 5 members. */
const second = {
  organizations: 'P Tỉnh~Hai province_committee . .\nK Sở~B grassroots_cell agency P',
  cases: `C1 K petition closed 2026-01-12 2026-01-19 2026-01-20 concluded
    C2 K petition intake 2026-02-02 2026-02-20 . .
    C3 K record_check intake 2026-02-16 . . .`,
  duties: `D1 K annual_plan 2026-02-15 2026-02-10
    D2 K annual_plan 2026-03-15 .
    D3 K annual_plan 2026-04-15 .`,
};
/** 03, whose top is called like that of 01, has sent a snapshot of 20 March: 2 cases, 1 organisation, 6 then 7 members. */
const third = {
  organizations: 'P Tỉnh~Một province_committee . .',
  february: 'C0 P verification closed 2026-01-07 . 2026-01-09 concluded',
  march: 'C1 P verification intake 2026-03-09 . . .',
};

/**
 * The provinces 01 to 03 as they are described above; 04 sends figures of another contract; of 05, otherwise like 01, the
 * file of March is damaged; of 06, otherwise like 02, the only one is.
 */
export async function makeProvinces(): Promise<ProvinceWorld> {
  const made = [makePlace('2026-04-02'), makePlace('2026-04-02'), makePlace('2026-04-02')] as const;
  const [one, two, three] = made;
  const { organizations } = first;
  await one.load([one.snapshot('2026-02-28', files({ organizations, cases: first.february }, 3))]);
  const cases = `${first.february}\n${first.march}`;
  await one.load([one.snapshot('2026-03-31', files({ organizations, cases }, 4))]);
  await two.load([two.snapshot('2026-02-28', files(second, 5))]);
  const { organizations: alone, february, march } = third;
  await three.load([
    three.snapshot('2026-02-28', files({ organizations: alone, cases: february }, 6)),
    three.snapshot('2026-03-20', files({ organizations: alone, cases: `${february}\n${march}` }, 7)),
  ]);
  const folderOf = (prefix: string) => join(one.root, 'provinces', prefix);
  const send = (prefix: string, { dataDir }: Place) =>
    cpSync(places(dataDir).published, folderOf(prefix), { recursive: true });
  mkdirSync(join(one.root, 'provinces'));
  for (const [prefix, place] of Object.entries({ '01': one, '02': two, '03': three })) send(prefix, place);
  for (const prefix of ['04', '05']) send(prefix, one);
  send('06', two);
  for (const version of ['2026-02-28.001', '2026-03-31.001']) await ofContract(2, folderOf('04'), version);
  flipBit(join(folderOf('05'), '2026-03-31.001', 'warehouse.duckdb'));
  flipBit(join(folderOf('06'), '2026-02-28.001', 'warehouse.duckdb'));
  const list = join(one.root, 'provinces.csv');
  const names = { '01': 'Một', '02': 'Hai', '03': 'Ba', '04': 'Bốn', '05': 'Năm', '06': 'Sáu' };
  const rows = Object.entries(names).map(([prefix, name]) => `${prefix},Tỉnh ${name},provinces/${prefix}`);
  writeFileSync(list, `prefix,name,folder\n${rows.join('\n')}\n`);
  return {
    centre: surroundingsAt(join(one.root, 'centre'), '2026-04-02'),
    list,
    catchUp: async () => {
      await two.load([two.snapshot('2026-03-31', files(second, 5))]);
      send('02', two);
    },
    remove: () => made.forEach((place) => place.remove()),
  };
}

/** Makes a version one that another contract was published by. */
async function ofContract(contract: number, published: string, version: string): Promise<void> {
  const manifest = manifestOf(published, version);
  if (!manifest) throw new Error(version);
  for (const name of ['manifest.json', 'manifest.json.sha256']) rmSync(join(published, version, name));
  await sealFolder(join(published, version), 'manifest.json', { ...manifest, contract });
}
