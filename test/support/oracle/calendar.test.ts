import { expect, test } from 'vitest';
import { overrideCalendar, workdayCalendar } from './calendar.ts';
import { readCalendar } from './settings.ts';

const calendar = workdayCalendar(readCalendar('warehouse/calendar/vn.csv'));

test.each([
  ['2026-11-20', 7, '2026-12-02'],
  ['2025-11-20', 7, '2025-12-01'],
  ['2025-12-30', 7, '2026-01-10'],
  ['2026-02-10', 7, '2026-02-26'],
  ['2026-04-24', 5, '2026-05-06'],
])('counts from %s %i working days to %s', (start, workdays, due) => {
  expect(calendar.add(start, workdays)).toBe(due);
  expect(calendar.between(start, due)).toBe(workdays);
});

test('no working day lies between a day and itself or an earlier one', () => {
  expect(calendar.between('2026-03-03', '2026-03-03')).toBe(0);
  expect(calendar.between('2026-03-03', '2026-03-02')).toBe(0);
  expect(calendar.add('2026-03-01', 0)).toBe('2026-03-01');
});

test('outside the years of the calendar the week is Monday to Friday', () => {
  expect(calendar.between('2030-12-31', '2031-01-05')).toBe(3);
});

test('an override replaces the day it names and adds others', () => {
  const days = overrideCalendar(
    [{ date: '2025-01-27', kind: 'holiday' }],
    [
      { date: '2025-01-27', kind: 'makeup' },
      { date: '2025-01-28', kind: 'holiday' },
    ],
  );
  expect(workdayCalendar(days).between('2025-01-26', '2025-01-28')).toBe(1);
});
