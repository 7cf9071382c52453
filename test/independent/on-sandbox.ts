import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox } from '../../sandbox/main.ts';
import { envOn } from '../support/program.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Backend, os, rate } from './backend.ts';

/** Our own AWS, without its delays: moto has none either. */
export async function startOnSandbox(): Promise<Backend> {
  const sandbox = await startSandbox({ rate, delayScale: 0, instances: [{ os, name: 'web-1' }] });
  const instanceId = sandbox.instances[0]?.id ?? '';
  const machine = sandbox.world.machines.get(instanceId);
  if (!machine) throw new Error('no machine');
  return {
    instanceId,
    machine,
    env: envOn(sandbox),
    clients: sandboxClients(sandbox),
    passes: (ms) => wait(ms / rate),
    [Symbol.asyncDispose]: () => sandbox.dispose(),
  };
}
