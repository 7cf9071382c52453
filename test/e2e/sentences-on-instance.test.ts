import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { envOn, runProgram } from '../support/program.ts';

let sandbox: Sandbox;

// Its clock stands still: no scheduled run ever sends anything.
beforeAll(async () => {
  sandbox = await startSandbox({
    delayScale: 0,
    instances: [
      { os: 'debian-12', name: 'without-ssm-agent' },
      { os: 'amazon-linux-2023', name: 'without-repository' },
      { os: 'amazon-linux-2023', name: 'with-much-to-say' },
      { os: 'amazon-linux-2023', name: 'full' },
      { os: 'amazon-linux-2023', name: 'without-network' },
      { os: 'amazon-linux-2023', name: 'with-50-tags' },
      { os: 'amazon-linux-2', name: 'silent' },
    ],
  });
  trouble('without-repository', 'repository-down');
  trouble('full', 'disk-full');
  trouble('without-network', 'no-network');
});

afterAll(() => sandbox.dispose());

function instanceNamed(name: string) {
  const found = sandbox.instances.find(({ tags }) => tags.get('Name') === name);
  if (!found) throw new Error(`no instance ${name}`);
  return found;
}

function pathInside(name: string, path: string): string {
  return join(sandbox.world.machines.get(instanceNamed(name).id)?.root ?? '', path);
}

function trouble(name: string, file: string): void {
  writeFileSync(pathInside(name, `.pretend/${file}`), '');
}

/** Runs a set-up. @returns how it ended; ID stands for the instance's, ROOT for its directory */
async function setUp(name: string, ...flags: string[]) {
  const { id } = instanceNamed(name);
  const argv = ['setup', '--instance-id', id, '--no-alerts', '--yes', ...flags];
  const { exitCode, stderr } = await runProgram(argv, envOn(sandbox));
  const text = stderr.replaceAll(pathInside(name, ''), 'ROOT/').replaceAll(id, 'ID');
  const lines = text.trimEnd().split('\n');
  return { exitCode, says: lines.slice(lines.findIndex((line) => line.startsWith('✖'))) };
}

describe('set-up says what is wrong on the instance, and what is next:', () => {
  it('Systems Manager does not see it', async () => {
    expect(await setUp('without-ssm-agent', '--timeout', '1')).toEqual({
      exitCode: 5,
      says: [
        '✖ Systems Manager still does not see ID.',
        '  → Reboot the instance to shorten the wait, or leave it. Run the same command again; it continues where this one stopped. If it stays so: is there an SSM agent (images of Debian and RHEL come without one), and a route to Systems Manager? [managed-node-late]',
      ],
    });
  });

  it('its package repository is down', async () => {
    expect(await setUp('without-repository')).toEqual({
      exitCode: 1,
      says: [
        '✖ The script on ID failed (package-unavailable, exit code 1). amazon-cloudwatch-agent',
        '    What the script said:',
        '    | cwz error package-unavailable amazon-cloudwatch-agent',
        '    | ',
        "    | Errors during downloading metadata for repository 'amazonlinux':",
        "    | Error: Failed to download metadata for repo 'amazonlinux'",
        '    | failed to run commands: exit status 1',
        '  → Let the instance reach its package repository, or install the package. Then run the same command: it continues from there. [command-failed]',
      ],
    });
  });

  it('more than fits on a screen, of which it shows the end', async () => {
    const dnf = pathInside('with-much-to-say', '.pretend/bin/dnf');
    rmSync(dnf);
    const script =
      '#!/bin/sh\nfor i in 0 1 2 3 4 5 6 7 8 9; do for j in 0 1 2 3; do echo "line $i$j" >&2; done; done\nexit 1\n';
    writeFileSync(dnf, script, { mode: 0o755 });
    const { exitCode, says } = await setUp('with-much-to-say');
    expect(exitCode).toBe(1);
    expect(says[1]).toBe('    What the script said: (only its last lines are shown)');
    expect(says).toContain('    | line 93');
    expect(says).not.toContain('    | line 00');
  });

  it('its disk is full', async () => {
    const { exitCode, says } = await setUp('full');
    expect({ exitCode, first: says[0], last: says.at(-1) }).toEqual({
      exitCode: 1,
      first: '✖ The script on ID failed (no-space, exit code 1).',
      last: '  → Make room on the disk of the instance. Then run the same command: it continues from there. [command-failed]',
    });
    expect(says.join('\n')).toContain('No space left on device');
  });

  it('it has no network', async () => {
    const { exitCode, says } = await setUp('without-network');
    expect({ exitCode, last: says.at(-1) }).toEqual({
      exitCode: 1,
      last: '  → Let the subnet reach it (NAT, VPC endpoint, security group), or run setup with --proxy http://HOST:PORT. Then run the same command: it continues from there. [command-failed]',
    });
    expect(says[0]).toMatch(
      /^✖ The script on ID failed \(endpoint-unreachable, exit code 1\)\. monitoring \(http.*\): curl: \(7\) /,
    );
  });

  it('it has as many tags as it may have', async () => {
    const { tags } = instanceNamed('with-50-tags');
    for (let count = tags.size; count < 50; count++) tags.set(`tag-${count}`, '');
    expect(await setUp('with-50-tags')).toEqual({
      exitCode: 4,
      says: [
        '✖ A quota of the account is used up at ec2:CreateTags: The maximum number of Tags for a resource is 50',
        '  → Remove what is no longer needed, or have the quota raised (Service Quotas), then run the same command. [quota-reached]',
      ],
    });
  });

  it('its metrics do not arrive', async () => {
    expect(await setUp('silent', '--timeout', '1')).toEqual({
      exitCode: 5,
      says: [
        '✖ Not arrived from ID: MemoryUtilization, MemoryUsed, MemoryAvailable, SwapUtilization, SwapUsed, DiskSpaceUtilization, DiskSpaceUsed, DiskSpaceAvailable, log-heartbeat.',
        '  → Everything is installed; look again in some minutes: cloudwatch-wizard status --instance-id ID --region ap-northeast-2 [arrival-late]',
      ],
    });
  });
});
