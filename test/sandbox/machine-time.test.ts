import { describe, expect, it } from 'vitest';
import { startMachine } from './machine-fixture.ts';

describe('date', () => {
  it.each([
    ['date -u +%FT%TZ', '2026-11-03T02:39:30Z'],
    ['date +%s', '1793673570'],
    ["date -u -d '1 hour ago' +%T", '01:39:30'],
    ["date --date='+2 minutes' +%T", '02:41:30'],
    ['date -d yesterday +%F', '2026-11-02'],
    ["date -ud '@86400' +%F", '1970-01-02'],
    ["date -d 'Mon, 23 Nov 2026 10:00:00 GMT' +%s", '1795428000'],
    ['TZ=Asia/Seoul date +%H:%M', '11:39'],
    ['date -Iseconds', '2026-11-03T02:39:30+00:00'],
  ])('%s prints %s', async (command, expected) => {
    const { sh } = await startMachine();
    expect((await sh(command)).stdout).toBe(`${expected}\n`);
  });

  it('follows the virtual clock', async () => {
    const { clock, sh } = await startMachine();
    await clock.advance(3_600_000);
    expect((await sh('date +%T')).stdout).toBe('03:39:30\n');
  });

  it('goes on at the clock’s rate within a run', async () => {
    const { sh } = await startMachine({ rate: 1000 });
    const { stdout } = await sh('date +%s; timeout 0.3 tail -f /dev/null; date +%s');
    const [before = 0, after = 0] = stdout.trim().split('\n').map(Number);
    expect(after - before).toBeGreaterThan(250);
    expect(after - before).toBeLessThan(20_000);
  });

  it('cannot be set', async () => {
    const { sh } = await startMachine();
    expect(await sh("date -s '2020-01-01'")).toMatchObject({ exitCode: 1 });
  });
});

describe('sleep', () => {
  it.each([
    ['10', '10.00'],
    ['0.25', '0.25'],
    ['.5', '0.50'],
    ['1.5m', '90.00'],
    ['1h', '3600.00'],
    ['2 3', '5.00'],
  ])(
    'sleep %s moves date and /proc/uptime by %s s and returns at once',
    async (arguments_, passed) => {
      const { sh } = await startMachine();
      const began = performance.now();
      const { stdout } = await sh(`a=$(date +%s.%2N); sleep ${arguments_}; b=$(date +%s.%2N)
      awk "BEGIN { printf \\"%.2f\\\\n\\", $b - $a }"; cut -d" " -f1 "$ROOT/proc/uptime"`);
      expect(stdout).toBe(`${passed}\n${passed}\n`);
      expect(performance.now() - began).toBeLessThan(2000);
    },
  );

  it('is forgotten by the next run: the machine’s time is the world’s', async () => {
    const { sh } = await startMachine();
    await sh('sleep 55');
    expect((await sh('date +%T')).stdout).toBe('02:39:30\n');
  });

  it.each(['', 'soon', '1.2.3', '-1'])('refuses "%s"', async (argument) => {
    const { sh } = await startMachine();
    expect(await sh(`sleep ${argument}`)).toMatchObject({ exitCode: 1, stdout: '' });
  });
});
