import { test, afterAll } from 'vitest';
import { renameSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv, makePlace, writeFiles, liveRejects, bytesBelow, withLive, linesOf } from './support.ts';
import { query } from '#etl/jobs/query.ts';
const orgs = csv('organization_code organization_name organization_level\nA x grassroots_cell');
const mems = csv('member_code organization_code member_status\nM1 A official');
const H = 'case_code,organization_code,case_type,stage,received_on';
const cs = H + '\nC1,A,petition,intake,2026-01-05\n';
const base = { 'organizations.csv': orgs, 'members.csv': mems, 'cases.csv': cs };
const opt = { maxRejects: 100, acceptDrop: true, checkOnly: true };
const say = (...x: unknown[]) => console.error(...x.map(v => typeof v === 'string' ? v : JSON.stringify(v)));
async function probe(name: string, files: any, o: any = {}, st: any = {}) {
  const p = makePlace();
  try {
    const r = await p.load([p.snapshot('2026-01-31', { ...base, ...files }, st)], { ...opt, ...o });
    say('##', name, r.files.map(f => `${f.file}:${f.rows_read}/${f.rows_kept}/${f.rows_rejected}`), r.rejects, r.warnings.filter(w=>!w.includes('không có cột')), o.checkOnly === false ? liveRejects(p.dataDir).map(x => [x.file, x.line, x.column, x.reason, x.found]) : '');
    return p;
  } catch (e) { say('##', name, 'ERR', String(e).slice(0, 400)); }
  return p;
}
test('probe', async () => {
  const live = { checkOnly: false };
  await probe('header only', { 'organizations.csv': orgs.split('\n')[0] + '\n', 'members.csv': mems.split('\n')[0], 'cases.csv': H }, live);
  await probe('no cases', { 'cases.csv': H + '\n' }, live);
  await probe('totals row', { 'cases.csv': cs + 'Tổng cộng,,,,\n' });
  await probe('u2007', { 'members.csv': 'member_code,organization_code,member_status\nM1,A\u2007,official\n' });
  await probe('thin', { 'members.csv': 'member_code,organization_code,member_status\nM1,A\u2009,official\n' });
  await probe('inner quote', { 'organizations.csv': 'organization_code,organization_name,organization_level\nA,Cty "X" y,grassroots_cell\n' });
  await probe('space quote', { 'organizations.csv': 'organization_code,organization_name,organization_level\nA, "Cty, X",grassroots_cell\n' }, live);
  await probe('after quote', { 'organizations.csv': 'organization_code,organization_name,organization_level\nA,"Cty" X,grassroots_cell\nB,ok,grassroots_cell\n', 'cases.csv': cs + 'C2,B,petition,intake,2026-01-05\n'  }, live);
  await probe('utf16', { 'organizations.csv': Buffer.from('\ufeff' + orgs, 'utf16le') });
  await probe('header newline', { 'organizations.csv': 'organization_code,organization_name,"organization_level\n(cấp)"\nA,x,grassroots_cell\n' });
  await probe('cr in quote', { 'organizations.csv': 'organization_code,organization_name,organization_level\nA,"x\r",grassroots_cell\n' });
  await probe('malformed after multiline', { 'organizations.csv': '\ufeffTiêu đề\r\norganization_code,organization_name,organization_level,n\r\nA,"x\r\ny",grassroots_cell,\r\nB,y\r\n"C","z\r\n\r\nw",grassroots_cell,1,2,3,4\r\nD,"a\r\nb",bad,\r\nE,"a""\r\nb",grassroots_cell\r\n\r\nF,x,bad,\r\n' }, live);
  await probe('blank tail cols', { 'organizations.csv': 'organization_code,organization_name,organization_level,,\nA,x,grassroots_cell,,\n,,,,\n' });
  const big = H + '\n' + ',,,,\n'.repeat(250000) + 'C1,A,petition,intake,2026-01-05\nC2,A,bad,intake,2026-01-05\n';
  await probe('many blanks', { 'cases.csv': big }, live);
  await probe('duty 2150', { 'duties.csv': csv('duty_code organization_code duty_type due_on\nD1 A annual_plan 2150-01-01\nD2 A annual_plan 9999-12-31') }, live).then(async p => say(await withLive(p.dataDir, 'warehouse', d => linesOf(d, 'select month, due_count from marts.agg_duties_by_month'))));
  await probe('decision 9999', { 'cases.csv': 'case_code,organization_code,case_type,stage,received_on,due_on,decision_on\nC1,A,petition,intake,2026-01-05,9999-12-31,9999-12-31\n' }, live);
  await probe('duplicate stage label case', { 'cases.csv': H + '\nC1,A,ĐƠN THƯ,TIẾP NHẬN,2026-01-05\nC2,A,đơn thư,tiếp nhận,2026-01-05\nC3,A,Petition,Intake,2026-01-05\n' });
  // shifted member code
  const p = await probe('shift', { 'cases.csv': 'case_code,member_code,organization_code,case_type,stage,received_on\nC1,MATKIN-77,A,petition,intake,2026-01-05\nMATKIN-77,A,petition,intake,2026-01-05\n' }, live);
  say('store has', [...bytesBelow(p.dataDir)].filter(([, b]) => b.includes('MATKIN')).map(([x]) => x));
  const p1 = await probe('shift2', { 'cases.csv': 'member_code,case_code,organization_code,case_type,stage,received_on\nMATKIN-77,C1,A,petition,intake,2026-01-05\nx,MATKIN-77,C1,A,petition,intake,2026-01-05\n' }, live);
  say('store has', [...bytesBelow(p1.dataDir)].filter(([, b]) => b.includes('MATKIN')).map(([x]) => x));
  // same basename
  const p2 = makePlace();
  const bad = cs + 'C2,A\nC3,A,petition,intake,2026-01-05,,\n';
  const f = ['2026-01-31', '2026-02-28'].map((d, i) => { const s = p2.snapshot(d, { ...base, 'cases.csv': bad + (i ? 'C9,A,petition,bad,2026-01-05\n' : '') }); const to = join(p2.root, `in${i}`, 'ky'); mkdirSync(join(p2.root, `in${i}`)); renameSync(s, to); return to; });
  try { await p2.load(f, { ...opt, checkOnly: false }); say('## same basename', liveRejects(p2.dataDir)); } catch (e) { say('## same basename ERR', String(e)); }
  // odd paths
  for (const name of ["o'nam [1]", 'a*b', 'thư mục', 'q?x', 'a%20b', '{a,b}']) {
    const p3 = makePlace();
    const s = p3.snapshot('2026-01-31', base); const to = join(p3.root, name); renameSync(s, to);
    try { const r = await p3.load([to], opt); say('## path', name, r.files.length, r.rejects); } catch (e) { say('## path', name, String(e).slice(0, 200)); }
  }
  const p4 = makePlace();
  const s4 = p4.snapshot('2026-01-31', base);
  try { say('twice', await p4.load([s4, s4], opt)); } catch (e) { say('## twice', String(e).slice(0, 300)); }
  await p4.load([s4]);
  for (const q of ['select 1 as x', 'select 1; select 2', 'create table x(i int)', `copy (select 1) to '/tmp/zz.csv'`, `select * from read_csv('/etc/passwd')`, `select * from glob('/etc/*')`, `select count(*) from read_blob('${join(p4.dataDir, 'published', '2026-01-31.001', 'analyst.duckdb')}')`, 'set threads=1', 'pragma database_list', 'show tables', 'describe marts.fct_cases', `attach '/tmp/x.db'`, `select * from marts.fct_cases where false`, 'values (1),(2)', `select getenv('HOME')`, 'explain select 1', 'call pragma_version()', 'select 9007199254740993::bigint as a, 1.5::decimal(4,2) as b, [1,2] as c, {x: 1} as d, null as e, date \'2026-01-31\' as f, timestamp \'2026-01-31 01:02:03\' as g, sum(i) as h, true as k from range(3) t(i)', 'insert into marts.fct_cases select * from marts.fct_cases', 'drop table marts.fct_cases', `select * from '/etc/passwd'`, 'checkpoint', 'select * from query(\'select 1\')', 'with x as (select 1 as a) from x', '', '-- x', 'select 1 as a, 2 as a']) {
    try { const c = await query(q, p4.surroundings); say('Q', q.slice(0, 60), c.names, JSON.stringify(c.data).slice(0, 200)); } catch (e) { say('Q', q.slice(0, 60), 'ERR', String(e).slice(0, 150)); }
  }
  for (const [n, t] of [['header only', 'case_type,workdays\n'], ['bom crlf', '\ufeffcase_type,workdays,valid_from\r\npetition,10,2026-01-01\r\n'], ['semicolon', 'case_type;workdays\npetition;10\n'], ['empty', ''], ['one blank line', 'case_type,workdays,valid_from,valid_to,source\npetition,10,,,\n\n'], ['spaces', 'case_type, workdays\npetition , 10\n'], ['overlap', 'case_type,workdays,valid_from,valid_to\npetition,10,2020-01-01,\npetition,5,2021-01-01,\n'], ['quote', 'case_type,workdays,source\npetition,10,"theo ""QĐ"", 5"\n'], ['inverted', 'case_type,workdays,valid_from,valid_to\npetition,10,2027-01-01,2026-01-01\n'], ['decimal', 'case_type,workdays\npetition,10.6\n'], ['latin', Buffer.from('case_type,workdays,source\npetition,10,\xe9\n', 'latin1')]] as const) {
    const p5 = makePlace(); p5.setting('time-limits.csv', t as string);
    try { await p5.load([p5.snapshot('2026-01-31', base)]); say('S', n, await withLive(p5.dataDir, 'analyst', d => linesOf(d, 'select due_date, (select list(tl) from meta.time_limits tl)::varchar from marts.fct_cases'))); } catch (e) { say('S', n, String(e).slice(0, 200)); }
  }
}, 300000);
