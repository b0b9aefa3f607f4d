import { lowerFirst } from '../../../format/names.ts';
import { countChanges, type Against } from './compare.ts';
import {
  counted,
  countText,
  fraction,
  hiddenWords,
  isHidden,
  isMissing,
  joined,
  line,
  percentText,
  type Figure,
  type Run,
} from './runs.ts';

/** What is told of organisations and members. */
export interface StructureGiven {
  day: string;
  /** `Đảng bộ`. */
  scope: string;
  organizations: Figure;
  committees: Figure;
  cells: Figure;
  organizationsAgainst: readonly Against[];
  members: Figure;
  membersAgainst: readonly Against[];
}

/** `Tính đến ngày 31/10/2026, Đảng bộ có 105 tổ chức cơ sở đảng (52 đảng bộ cơ sở, 53 chi bộ cơ sở), ...; 4.558 đảng viên, ...` */
export function structureSentence(given: StructureGiven): Run[] {
  const { day, scope, organizations, committees, cells, members } = given;
  const upTo = `Tính đến ngày ${day}`;
  if (isMissing(organizations) && isMissing(members))
    return [`${upTo}, chưa có số liệu về tổ chức cơ sở đảng và đảng viên.`];
  const parts = line`${counted(organizations)} tổ chức cơ sở đảng (${counted(committees)} đảng bộ cơ sở, ${counted(cells)} chi bộ cơ sở)`;
  const lacking = missingIn(given.organizationsAgainst);
  const isSaidOnce = lacking !== '' && lacking === missingIn(given.membersAgainst) && !isMissing(members);
  const known = (against: readonly Against[]) =>
    isSaidOnce ? against.filter(({ figure }) => !isMissing(figure)) : against;
  const changes = countChanges(organizations, 'tổ chức', known(given.organizationsAgainst));
  const people = memberWords(members, known(given.membersAgainst));
  const said = isSaidOnce ? ` (chưa có số liệu ${lacking} để so sánh)` : '';
  return line`${upTo}, ${scope} có ${parts}${changes.length > 0 ? ', ' : ''}${changes}; ${people}${said}.`;
}

/** The times of which nothing is known: `cuối tháng trước và cùng thời điểm năm trước`. */
function missingIn(against: readonly Against[]): string {
  return against
    .filter(({ name, figure }) => name !== '' && isMissing(figure))
    .map(({ name }) => name)
    .join(' và ');
}

function memberWords(members: Figure, against: readonly Against[]): Run[] {
  if (isHidden(members)) return [`số đảng viên: ${hiddenWords}`];
  if (isMissing(members)) return ['chưa có số liệu về đảng viên'];
  const changes = countChanges(members, 'đảng viên', against);
  return line`${counted(members)} đảng viên${changes.length > 0 ? ', ' : ''}${changes}`;
}

/** `Trong tháng có 16 tổ chức cơ sở đảng được sắp xếp lại; ...`; nothing where there were none. */
export function reorganisationSentence(within: string, count: number): Run[] {
  if (count === 0) return [];
  const said: Run = { text: countText(count), fact: 'reorganisation' };
  return line`${within}, có ${said} tổ chức cơ sở đảng được sắp xếp lại (sáp nhập, đổi tên, chuyển giao, kết thúc hoạt động hoặc đổi đơn vị cấp trên); số liệu các kỳ trước tính theo tổ chức tại thời điểm đó, nên so sánh có ảnh hưởng của sắp xếp.`;
}

/** A document that came into force. */
export interface DocumentGiven {
  code: string;
  issuer: string;
  title: string;
}

/** `Trong tháng, 01 văn bản của Trung ương bắt đầu có hiệu lực: 399-QĐ/TW (Ban Bí thư) về thể loại văn bản.` */
export function documentsSentence(within: string, documents: readonly DocumentGiven[]): Run[] {
  if (documents.length === 0) return [];
  const said: Run = { text: countText(documents.length), fact: 'documents' };
  const listed = documents.map(({ code, issuer, title }) => {
    const about = lowerFirst(title, 'vi');
    return [`${code} của ${issuer} ${about.startsWith('hướng dẫn ') ? about : `về ${about}`}`];
  });
  return line`${within}, có ${said} văn bản bắt đầu có hiệu lực: ${joined(listed, '; ')}.`;
}

/** The name of a type of organisation inside a sentence: `DN 100 % vốn Nhà nước` -> `doanh nghiệp 100 % vốn Nhà nước`. */
export function typeName(label: string): string {
  return lowerFirst(label.replace(/^DN /, 'Doanh nghiệp '), 'vi').replaceAll(' %', '\u00a0%');
}

/** The rate of one type of organisation. */
export interface TypeRate {
  name: string;
  figure: Figure;
}

/** Which types of organisation did their duties on time most and least; nothing for fewer than two with 5 duties. */
export function extremesSentence(within: string, rates: readonly TypeRate[]): Run[] {
  const sorted = rates
    .filter(({ figure }) => figure.value !== null && (figure.denominator ?? 0) >= 5)
    .sort((a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || first === last) return [];
  if (percentText(first.figure.value ?? 0) === percentText(last.figure.value ?? 0))
    return line`${within}, tỷ lệ thực hiện nhiệm vụ đúng hạn của các loại hình tổ chức như nhau (${percentOf(first)}).`;
  const most = sorted.filter(({ figure }) => figure.value === first.figure.value);
  const least = sorted.filter(({ figure }) => figure.value === last.figure.value);
  return line`Theo loại hình tổ chức, tỷ lệ thực hiện nhiệm vụ đúng hạn cao nhất ở ${toldRates(most)}, thấp nhất ở ${toldRates(least)}.`;
}

function percentOf({ figure }: TypeRate): Run {
  return { text: percentText(figure.value ?? 0), fact: figure.id };
}

/** `cơ quan (97,1 %, 101/104 lượt)`. */
function toldRates(rates: readonly TypeRate[]): Run[] {
  return joined(
    rates.map((rate) => line`${rate.name} (${percentOf(rate)}, ${fraction(rate.figure)} lượt)`),
    ', ',
  );
}
