import type { LaunchOptions } from './services/ec2/state.ts';

/** One of each kind that somebody may meet: what the `sandbox` verb starts with. */
export const seedFleet: readonly LaunchOptions[] = [
  { name: 'web-1', os: 'amazon-linux-2023' },
  { name: 'legacy-1', os: 'amazon-linux-2' },
  { name: 'ubuntu-1', os: 'ubuntu-24.04' },
  { name: 'ubuntu-2', os: 'ubuntu-22.04' },
  { name: 'debian-1', os: 'debian-12' },
  { name: 'rhel-1', os: 'rhel-9' },
  { name: 'sles-1', os: 'sles-15' },
  { name: 'retired-1', os: 'amazon-linux-1' },
  { name: 'windows-1', os: 'windows-2022' },
  { name: 'stopped-1', os: 'amazon-linux-2023', state: 'stopped' },
  { name: 'gone-1', os: 'amazon-linux-2023', state: 'terminated' },
  { name: 'app-1', os: 'amazon-linux-2023', applicationRole: true },
  { name: 'asg-1', os: 'amazon-linux-2023', autoScalingGroup: 'web-asg' },
  { name: 'arm-1', os: 'amazon-linux-2023', architecture: 'arm64' },
];
