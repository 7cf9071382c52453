import { layOutMachine, type MachineOptions } from './lay-out-machine.ts';
import type { Machine, MachineHost, OsName } from './machine.ts';
import { createPower } from './power.ts';
import { createUnits } from './units.ts';

/** Lays a machine's files out in a new directory under `parentDirectory`. It is not booted. */
export async function createMachine(
  host: MachineHost,
  os: OsName,
  parentDirectory: string,
  options: MachineOptions = {},
): Promise<Machine> {
  const { files, image } = layOutMachine(host, os, parentDirectory, options);
  const units = createUnits(files);
  const power = createPower({ host, files, units, image });
  return {
    instanceId: host.instanceId,
    os,
    root: files.root,
    activeUnits: () => units.active(),
    run: (script, runOptions) => power.run(script, runOptions),
    boot: async () => power.boot(),
    halt: () => power.halt(),
    dispose: async () => {
      await power.halt();
      files.remove('.');
    },
  };
}
