import { describe, expect, it } from 'vitest';
import { startMachine } from './machine-fixture.ts';

describe('.pretend/disk-full', () => {
  it('leaves no room for new files, and df shows it', async () => {
    const { sh } = await startMachine();
    await sh(': >"$ROOT/.pretend/disk-full"');
    const made = await sh(
      'mkdir "$ROOT/tmp/a"; mktemp -d "$ROOT/tmp/b.XXXXXX"; cp /etc/passwd "$ROOT/tmp/c"',
    );
    expect(made.exitCode).toBe(1);
    expect(made.stderr.match(/No space left on device/g)).toHaveLength(3);
    expect((await sh('ls "$ROOT/tmp"')).stdout).toBe('');
    const [, root] = (await sh('df -k -P "$ROOT/var"')).stdout.split('\n');
    expect(root?.split(/ +/).slice(3, 5)).toEqual(['0', '100%']);
    expect(await sh('yum -y -q install awslogs')).not.toMatchObject({ exitCode: 0 });
    await sh('rm "$ROOT/.pretend/disk-full"');
    expect(await sh('mkdir "$ROOT/tmp/a"')).toMatchObject({ exitCode: 0 });
  });
});

describe('.pretend/no-network', () => {
  it('lets nothing through to AWS or to a repository, but the metadata service', async () => {
    const { sh, clock, calls } = await startMachine();
    await sh('yum -y -q install awslogs; systemctl start awslogsd; : >"$ROOT/.pretend/no-network"');
    expect(await sh('curl -sS "$AWS_ENDPOINT_URL"')).toMatchObject({ exitCode: 7 });
    expect((await sh('echo "$AWS_EC2_METADATA_SERVICE_ENDPOINT"')).stdout).toBe(
      'http://127.0.0.1:4001\n',
    );
    expect(await sh('yum -y -q install amazon-cloudwatch-agent')).toMatchObject({ exitCode: 1 });
    await sh('logger hello');
    await clock.advance(10_000);
    expect(calls).toEqual([]);
    await sh('rm "$ROOT/.pretend/no-network"');
    await clock.advance(60_000);
    expect(calls.length).toBeGreaterThan(0);
  });
});

describe('a machine that nobody has looked at', () => {
  it('has booted when it was said to, and starts its services then', async () => {
    const { machine, clock, sh } = await startMachine();
    await clock.advance(90_000);
    expect((await sh('cat "$ROOT/proc/uptime"')).stdout).toBe('90.00 90.00\n');
    expect((await sh('journalctl -u crond -o short; journalctl -n 1')).stdout).toContain(
      'Nov 03 02:39:30',
    );
    expect(machine.activeUnits()).toContain('crond.service');
  });

  it('stays off when it was stopped before', async () => {
    const { machine, sh } = await startMachine();
    await machine.halt();
    expect(machine.activeUnits()).toEqual([]);
    await expect(sh('true')).rejects.toThrow('is not running');
  });
});
