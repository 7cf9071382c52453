import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startMachine } from './machine-fixture.ts';

const squeezed = (text: string) => text.replace(/ +/g, ' ');

describe('df', () => {
  it.each([
    ['"$ROOT/"', '/dev/xvda1 8376300 1876244 6500056 23% /'],
    ['/', '/dev/xvda1 8376300 1876244 6500056 23% /'],
    ['"$ROOT/var/log"', '/dev/xvda1 8376300 1876244 6500056 23% /'],
    ['"$ROOT/run"', 'tmpfs 503444 428 503016 1% /run'],
  ])('-k -l -P -- %s', async (path, expected) => {
    const { sh } = await startMachine();
    const { stdout } = await sh(`df -k -l -P -- ${path}`);
    const [header, row] = squeezed(stdout).trim().split('\n');
    expect(header).toBe('Filesystem 1024-blocks Used Available Capacity Mounted on');
    expect(row).toBe(expected);
  });

  it('knows a disk that somebody adds, and what lies on it', async () => {
    const { machine, sh } = await startMachine({ os: 'amazon-linux-2023' });
    writeFileSync(
      join(machine.root, '.pretend/disks'),
      '/dev/nvme0n1p1 xfs 100 50 50 /\n/dev/nvme1n1 ext4 1000 900 50 /data\n',
    );
    const { stdout } = await sh(
      'mkdir -p "$ROOT/data/db" "$ROOT/database"; df -P "$ROOT/data/db" "$ROOT/database"',
    );
    expect(squeezed(stdout).trim().split('\n').slice(1)).toEqual([
      '/dev/nvme1n1 1000 900 50 95% /data',
      '/dev/nvme0n1p1 100 50 50 50% /',
    ]);
    expect(squeezed((await sh('df -T')).stdout)).toContain(
      '/dev/nvme1n1 ext4 1000 900 50 95% /data',
    );
  });

  it('names a path that is not there and goes on with the others', async () => {
    const { sh } = await startMachine();
    const result = await sh('df -P /nosuch "$ROOT/"');
    expect(result).toMatchObject({
      exitCode: 1,
      stderr: 'df: /nosuch: No such file or directory\n',
    });
    expect(result.stdout).toContain('/dev/xvda1');
  });
});

describe('who and what the machine is', () => {
  it.each([
    ['hostname', 'ip-10-0-0-12.ap-northeast-2.compute.internal'],
    ['hostname -s', 'ip-10-0-0-12'],
    ['hostname -I', '10.0.0.12'],
    ['uname -r', '5.10.240-238.966.amzn2.x86_64'],
    ['uname -s', 'Linux'],
    ['id -u', '0'],
    ['id -un', 'root'],
    ['id ec2-user', 'uid=1000(ec2-user) gid=1000(ec2-user) groups=1000(ec2-user)'],
    ['whoami', 'root'],
    ['sudo -n id -u', '0'],
    ['sudo -u root hostname -s', 'ip-10-0-0-12'],
    ['. "$ROOT/etc/os-release"; echo "$ID $VERSION_ID"', 'amzn 2'],
  ])('%s prints %s', async (command, expected) => {
    const { sh } = await startMachine();
    expect(await sh(command)).toMatchObject({ exitCode: 0, stdout: `${expected}\n` });
  });

  it('gives files to root and to nobody else', async () => {
    const { sh } = await startMachine();
    expect(
      await sh('touch "$ROOT/tmp/a"; chown -R root:root "$ROOT/tmp/a"; chgrp root "$ROOT/tmp/a"'),
    ).toMatchObject({ exitCode: 0 });
    expect(await sh('chown ec2-user "$ROOT/tmp/a"')).toMatchObject({ exitCode: 1 });
    expect(await sh('chown root "$ROOT/tmp/b"')).toMatchObject({ exitCode: 1 });
  });

  it('installs files with their mode, whatever owner is named', async () => {
    const { sh } = await startMachine();
    const { stdout } = await sh(
      'echo x >"$ROOT/tmp/a"; install -o root -g root -m 0751 "$ROOT/tmp/a" "$ROOT/tmp/b"; stat -c %a "$ROOT/tmp/b"; install -d --owner=root -m 700 "$ROOT/tmp/c"; stat -c %a "$ROOT/tmp/c"',
    );
    expect(stdout).toBe('751\n700\n');
  });
});

describe('crontab', () => {
  it.each(['root', 'ec2-user'])('keeps one for %s', async (user) => {
    const { sh } = await startMachine();
    expect(await sh(`crontab -u ${user} -l`)).toMatchObject({
      exitCode: 1,
      stderr: `no crontab for ${user}\n`,
    });
    await sh(`echo "@daily x" | crontab -u ${user} -`);
    expect((await sh(`crontab -u ${user} -l`)).stdout).toBe('@daily x\n');
    await sh(`echo "@hourly y" >"$ROOT/tmp/t"; crontab -u ${user} "$ROOT/tmp/t"`);
    expect((await sh(`crontab -u ${user} -l`)).stdout).toBe('@hourly y\n');
    await sh(`crontab -u ${user} -r`);
    expect(await sh(`crontab -u ${user} -l`)).toMatchObject({ exitCode: 1 });
  });

  it('refuses a user that does not exist', async () => {
    const { sh } = await startMachine();
    expect(await sh('crontab -u nosuch -l')).toMatchObject({ exitCode: 1 });
  });
});
