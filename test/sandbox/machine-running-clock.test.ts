import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startMachine } from './machine-fixture.ts';

describe('a machine under a clock that runs', () => {
  it('runs cron by itself, sixty times as fast, and keeps up', async () => {
    const { sh, read } = await startMachine({ rate: 60 });
    await sh(
      `printf '* * * * * root date +\\\\%%H:\\\\%%M >>"$ROOT/tmp/ran"\\n' >"$ROOT/etc/cron.d/job"`,
    );
    await pause(3_500);
    const minutes = read('tmp/ran').trim().split('\n');
    expect(minutes.length).toBeGreaterThanOrEqual(2);
    expect(new Set(minutes).size).toBe(minutes.length);
  });

  it('never runs one shipper twice at once, however slow the answers are', async () => {
    let open = 0;
    let most = 0;
    const call = async () => {
      open += 1;
      most = Math.max(most, open);
      await pause(150);
      open -= 1;
      return {};
    };
    // A round is due every 50 ms.
    const { sh } = await startMachine({ rate: 100, host: { call } });
    await sh('yum -y install awslogs; systemctl start awslogsd');
    for (let i = 0; i < 5; i++) {
      await sh('logger again');
      await pause(100);
    }
    expect(most).toBe(1);
  });

  it('starts a job anew only when it has ended, and forgets the minutes in between', async () => {
    const { sh, read } = await startMachine({ rate: 600 });
    const slow = '* * * * * root echo x >>"$ROOT/tmp/ran"; timeout 0.5 tail -f /dev/null\\n';
    await sh(`printf '${slow}' >"$ROOT/etc/cron.d/job"`);
    // Twenty of its minutes, of which the job can use four or five.
    await pause(2_000);
    const asked = performance.now();
    await sh('true');
    expect(performance.now() - asked).toBeLessThan(1_500);
    expect(read('tmp/ran').length / 2).toBeLessThanOrEqual(6);
  });

  it('leaves no trace of a log agent’s round that its machine’s end cut off', async () => {
    let answer = () => {};
    const call = async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return {};
    };
    const { machine, clock, sh } = await startMachine({ host: { call } });
    await sh('yum -y install awslogs; systemctl start awslogsd');
    const advancing = clock.advance(5_000);
    await pause(50);
    await machine.halt();
    answer();
    await expect(advancing).resolves.toBeUndefined();
    expect(existsSync(join(machine.root, 'var/lib/awslogs/agent-state'))).toBe(false);
    await machine.dispose();
    expect(existsSync(machine.root)).toBe(false);
  });
});
