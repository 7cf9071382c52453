import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { createClock, type VirtualClock } from '../../sandbox/clock.ts';
import { createMachine } from '../../sandbox/machine/create-machine.ts';
import type { MachineOptions } from '../../sandbox/machine/lay-out-machine.ts';
import type { Machine, MachineHost, MachineOs, RunResult } from '../../sandbox/machine/machine.ts';

/** 3 November: a day of one digit, which syslog pads. */
const startAt = Date.UTC(2026, 10, 3, 2, 39, 30);

export interface RecordedCall {
  readonly region: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface TestMachine {
  readonly machine: Machine;
  readonly clock: VirtualClock;
  /** What the log agents sent. */
  readonly calls: readonly RecordedCall[];
  sh(script: string): Promise<RunResult>;
  /** Text of a file inside. */
  read(name: string): string;
}

export interface TestMachineOptions extends MachineOptions {
  readonly os?: MachineOs;
  readonly rate?: number;
  readonly instanceId?: string;
  readonly host?: Partial<MachineHost>;
}

/** One for each process: machines of an image share what they do not change. */
const parent = mkdtempSync(join(inject('machines'), 'process-'));

/** A booted machine in a world that answers every call with `{}`. It goes when the test does. */
export async function startMachine(options: TestMachineOptions = {}): Promise<TestMachine> {
  const clock = createClock({ startAt, rate: options.rate ?? 0 });
  const calls: RecordedCall[] = [];
  const instanceId = options.instanceId ?? 'i-0123456789abcdef0';
  const host: MachineHost = {
    clock,
    instanceId,
    region: 'ap-northeast-2',
    hostname: 'ip-10-0-0-12.ap-northeast-2.compute.internal',
    privateIp: '10.0.0.12',
    endpoint: () => 'http://127.0.0.1:4000',
    metadataEndpoint: () => 'http://127.0.0.1:4001',
    metadataV1: () => true,
    rolePrincipal: () => ({
      kind: 'instance-role',
      arn: `arn:aws:sts::123456789012:assumed-role/CustomMonitoringRole/${instanceId}`,
      userId: `AROAEXAMPLE:${instanceId}`,
      accountId: '123456789012',
      roleName: 'CustomMonitoringRole',
      instanceId,
    }),
    call: async (region, _service, operation, input) => {
      calls.push({ region, operation, input: input as RecordedCall['input'] });
      return {};
    },
    ...options.host,
  };
  const machine = await createMachine(host, options.os ?? 'amazon-linux-2', parent, options);
  onTestFinished(async () => {
    clock.dispose();
    await machine.dispose();
  });
  await machine.boot();
  return {
    machine,
    clock,
    calls,
    sh: (script) => machine.run(script, { timeoutMs: 10_000 }),
    read: (name) => readFileSync(join(machine.root, name), 'utf8'),
  };
}
