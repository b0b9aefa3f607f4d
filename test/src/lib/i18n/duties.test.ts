import { describe, expect, it } from 'vitest';
import { counted, sentences } from '$lib/i18n/sentences';

const vi = sentences('vi').duties;
const en = sentences('en').duties;
const of = (n: number) => counted(n, 'vi');
const count = (n: number) => counted(n, 'en');

describe('the sentence of the funnel', () => {
  it('counts one and many', () => {
    expect(vi.funnel.below(of(3), of(139), '89,3 %')).toBe(
      '3 trên 139 tổ chức thấp hơn hẳn mức chung 89,3 %',
    );
    expect(en.funnel.below(count(1), count(139), '89.3%')).toBe(
      '1 of 139 organisations is clearly below the common rate of 89.3%',
    );
    expect(en.funnel.below(count(1200), count(54_000), '89.3%')).toBe(
      '1,200 of 54,000 organisations are clearly below the common rate of 89.3%',
    );
    expect(en.funnel.above(count(2), count(9), '80%')).toBe(
      '2 of 9 organisations are clearly above the common rate of 80%, none clearly below',
    );
  });

  it('is plain where none differs, all were on time, one or none is there', () => {
    expect(vi.funnel.even(of(12), '90 %')).toBe(
      'Không tổ chức nào trong 12 tổ chức lệch khỏi mức chung 90 % quá mức ngẫu nhiên',
    );
    expect(en.funnel.even(count(12), '90%')).toBe(
      'None of 12 organisations differs from the common rate of 90% by more than chance',
    );
    expect(vi.funnel.all(of(2))).toBe('Cả 2 tổ chức đều đúng hạn mọi nhiệm vụ');
    expect(en.funnel.all(count(2))).toBe('All 2 organisations fulfilled every duty on time');
    expect(vi.funnel.one('Chi bộ A', '60,0 %', '12/20')).toBe(
      'Chỉ Chi bộ A có nhiệm vụ tính được tỷ lệ: 60,0 % (12/20)',
    );
    expect(en.funnel.none('May 2026')).toBe(
      'No organisation has a duty that counts towards the rate in May 2026',
    );
  });

  it('says how many chance alone would put below', () => {
    expect(vi.funnel.note('90 %', of(93), null)).toContain('chưa đến 0,1 tổ chức');
    expect(vi.funnel.note('90 %', of(54_000), '31,5')).toContain('khoảng 31,5 tổ chức');
    expect(en.funnel.note('90%', count(93), null)).toContain('fewer than 0.1 organisations');
  });
});

describe('the sentence of overdue duties', () => {
  it('tells the old ones apart: none, some, all', () => {
    expect(vi.overdue.finding(of(4), of(0), 'báo cáo định kỳ', of(3))).toBe(
      '4 nhiệm vụ quá hạn chưa làm; nhiều nhất: báo cáo định kỳ (3)',
    );
    expect(vi.overdue.finding(of(4), of(1), 'báo cáo định kỳ', of(3))).toBe(
      '4 nhiệm vụ quá hạn chưa làm, 1 đã quá hơn 90 ngày làm việc; nhiều nhất: báo cáo định kỳ (3)',
    );
    expect(vi.overdue.finding(of(1), of(1), 'rà soát quý', of(1))).toBe(
      '1 nhiệm vụ quá hạn chưa làm, quá hơn 90 ngày làm việc: rà soát quý',
    );
    expect(en.overdue.finding(count(1), count(0), 'periodic report', count(1))).toBe(
      '1 duty overdue and not done: periodic report',
    );
    expect(en.overdue.finding(count(4), count(4), 'periodic report', count(3))).toBe(
      '4 duties overdue and not done, all for over 90 working days; most: periodic report (3)',
    );
  });

  it('counts organisations, of all duties and of one', () => {
    expect(vi.organizations.finding(of(0), null)).toBe('Không tổ chức nào còn nhiệm vụ quá hạn');
    expect(en.organizations.finding(count(0), 'annual plan')).toBe('No organisation has annual plan overdue');
    expect(en.organizations.finding(count(1), null)).toBe('1 organisation has duties overdue');
    expect(en.organizations.finding(count(2), null)).toBe('2 organisations have duties overdue');
  });

  it('looks 30 days ahead', () => {
    expect(vi.due.finding(of(91), of(64), 'giáo dục chính trị', of(55))).toBe(
      '30 ngày tới: còn 91 nhiệm vụ chưa làm của 64 tổ chức đến hạn; nhiều nhất: giáo dục chính trị (55)',
    );
    expect(en.due.finding(count(1), count(1), 'annual plan', count(1))).toBe(
      'Next 30 days: 1 duty not done yet, of 1 organisation, falls due; all annual plan',
    );
  });
});

describe('the sentence of the denominator', () => {
  const left = (unknown: number, notYetDue: number) => ({ unknown: of(unknown), notYetDue: of(notYetDue) });

  it('names only what is left out', () => {
    expect(vi.flow.finding(of(100), of(104), left(3, 1))).toBe(
      '100 trên 104 nhiệm vụ có hạn trong kỳ tính vào tỷ lệ; 3 chưa rõ, 1 chưa đến hạn',
    );
    expect(vi.flow.finding(of(0), of(2), left(0, 2))).toBe(
      '0 trên 2 nhiệm vụ có hạn trong kỳ tính vào tỷ lệ; 2 chưa đến hạn',
    );
    expect(vi.flow.finding(of(5), of(5), left(0, 0))).toBe(
      'Cả 5 nhiệm vụ có hạn trong kỳ đều tính vào tỷ lệ',
    );
    expect(en.flow.finding(count(1), count(1), left(0, 0))).toBe(
      'Every duty due in the period counts towards the rate (1)',
    );
  });
});

it('says whether the change from last year is more than chance', () => {
  expect(vi.head.before('86,7 %', { low: '+0,8', high: '+4,3', isClear: true })).toBe(
    'Cùng kỳ năm trước 86,7 %; thay đổi vượt mức ngẫu nhiên (khoảng Newcombe 95 %: +0,8 đến +4,3 điểm).',
  );
  expect(en.head.before('86.9%', { low: '−1.0', high: '+3.4', isClear: false })).toBe(
    'A year before 86.9%; the change is within chance (Newcombe interval of 95%: −1.0 to +3.4 points).',
  );
});
