import { describe, expect, it } from 'vitest';
import { createLogTimeReader } from '../../sandbox/machine/shippers/log-time.ts';

const now = Date.UTC(2026, 0, 2, 3, 0, 0);

describe('the time in a log line', () => {
  it.each([
    ['%b %d %H:%M:%S', 'Jan  2 02:39:01 host a: b', '2026-01-02T02:39:01.000Z'],
    ['%b %d %H:%M:%S', 'Jan 12 02:39:01 host a: b', '2026-01-12T02:39:01.000Z'],
    // Read in January: last year's December.
    ['%b %d %H:%M:%S', 'Dec 31 23:59:59 host a: b', '2025-12-31T23:59:59.000Z'],
    ['%Y-%m-%dT%H:%M:%S', '2026-01-02T02:39:01.594852+00:00 host', '2026-01-02T02:39:01.000Z'],
    ['%Y-%m-%dT%H:%M:%S.%f', '2026-01-02T02:39:01.594852+00:00 host', '2026-01-02T02:39:01.594Z'],
    ['%Y-%m-%d %H:%M:%S,%f', '2026-01-02 02:39:01,250 - x', '2026-01-02T02:39:01.250Z'],
    [
      '%d/%b/%Y:%H:%M:%S %z',
      '1.2.3.4 [02/Jan/2026:11:39:01 +0900] "GET /"',
      '2026-01-02T02:39:01.000Z',
    ],
    ['%m/%d/%y %I:%M:%S %p', '01/02/26 12:05:00 AM', '2026-01-02T00:05:00.000Z'],
    ['%m/%d/%y %I:%M:%S %p', '01/02/26 01:05:00 PM', '2026-01-02T13:05:00.000Z'],
    ['%A, %B %-d %Y %H:%M:%S', 'Friday, January 2 2026 02:39:01', '2026-01-02T02:39:01.000Z'],
  ])('%s in %s', (format, line, expected) => {
    const time = createLogTimeReader(format).read(line, now);
    expect(time === undefined ? time : new Date(time).toISOString()).toBe(expected);
  });

  it.each([
    ['%b %d %H:%M:%S', '  at some.function'],
    ['%b %d %H:%M:%S', 'Foo 12 02:39:01 host'],
    ['%Y-%m-%dT%H:%M:%S', 'Jan  2 02:39:01 host'],
  ])('is not there: %s in %s', (format, line) => {
    expect(createLogTimeReader(format).read(line, now)).toBeUndefined();
  });
});
