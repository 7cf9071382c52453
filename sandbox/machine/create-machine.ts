import { join } from 'node:path';
import type { EpochMs } from '../clock.ts';
import { layOutMachine, type MachineOptions, prepareParent } from './lay-out-machine.ts';
import type { Machine, MachineHost, MachineOs } from './machine.ts';
import type { MachineFiles } from './machine-files.ts';
import { createPower, type Power } from './power.ts';
import { createUnits, type Units } from './units.ts';

interface Parts {
  readonly files: MachineFiles;
  readonly units: Units;
  readonly power: Power;
}

/**
 * A machine in a new directory under `parentDirectory`, not booted. Its files are laid out when it
 * is first run or looked at, as they would have been at its boot: so a sandbox with many machines
 * starts as fast as one with few. What cron would have done until then is left out.
 */
export async function createMachine(
  host: MachineHost,
  os: MachineOs,
  parentDirectory: string,
  options: MachineOptions = {},
): Promise<Machine> {
  const parent = prepareParent(parentDirectory);
  let bootedAt: EpochMs | undefined;
  let made: Parts | undefined;
  let isGone = false;

  const parts = (): Parts => {
    if (made) return made;
    if (isGone) throw new Error(`${host.instanceId} is gone.`);
    const { files, image } = layOutMachine(host, os, parent, {
      ...options,
      at: bootedAt ?? host.clock.now(),
    });
    const units = createUnits(files, image.init);
    made = { files, units, power: createPower({ host, files, units, image }) };
    if (bootedAt !== undefined) made.power.boot(bootedAt);
    return made;
  };

  return {
    instanceId: host.instanceId,
    os,
    get root() {
      return isGone ? join(parent, host.instanceId) : parts().files.root;
    },
    activeUnits: () => (isGone ? [] : parts().units.active()),
    run: (script, runOptions) => parts().power.run(script, runOptions),
    boot: async () => {
      bootedAt ??= host.clock.now();
      made?.power.boot();
    },
    halt: async () => {
      bootedAt = undefined;
      await made?.power.halt();
    },
    dispose: async () => {
      isGone = true;
      await made?.power.halt();
      made?.files.remove('.');
    },
  };
}
