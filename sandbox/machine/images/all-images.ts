import type { MachineOs } from '../machine.ts';
import { cloudWatchAgent } from '../packages/cloudwatch-agent.ts';
import { amazonLinux1 } from './amazon-linux-1.ts';
import { amazonLinux2 } from './amazon-linux-2.ts';
import { amazonLinux2023 } from './amazon-linux-2023.ts';
import { debian12 } from './debian-12.ts';
import type { Image } from './image.ts';
import { rhel9 } from './rhel-9.ts';
import { sles15 } from './sles-15.ts';
import { ubuntu2204, ubuntu2404 } from './ubuntu.ts';

const images: Readonly<Record<MachineOs, Image>> = {
  'amazon-linux-1': amazonLinux1,
  'amazon-linux-2': amazonLinux2,
  'amazon-linux-2023': amazonLinux2023,
  'debian-12': debian12,
  'rhel-9': rhel9,
  'sles-15': sles15,
  'ubuntu-22.04': ubuntu2204,
  'ubuntu-24.04': ubuntu2404,
};

/** @param cloudWatchAgentVersion in place of the image's own */
export function imageOf(os: MachineOs, cloudWatchAgentVersion: string | undefined): Image {
  const image = images[os];
  if (cloudWatchAgentVersion === undefined) return image;
  const packages = image.packages.map((each) =>
    each.name === 'amazon-cloudwatch-agent'
      ? { ...each, ...cloudWatchAgent(cloudWatchAgentVersion) }
      : each,
  );
  return { ...image, packages };
}
