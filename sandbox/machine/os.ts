import type { MachineOs, OsName } from './machine.ts';

/** What AWS and SSM say of an image; what is on it is in `images/`. */
export interface OsFacts {
  readonly platformType: 'Linux' | 'Windows';
  /** As SSM's agent reports them. */
  readonly platformName: string;
  readonly platformVersion: string;
  readonly imageId: string;
  readonly imageName: string;
  readonly rootDevice: string;
  /** EC2's PlatformDetails and UsageOperation. */
  readonly billing: { readonly platform: string; readonly operation: string };
  /** Image default of `HttpTokens`. */
  readonly httpTokens: 'optional' | 'required';
  readonly hopLimit: number;
  /** `undefined` when the image ships no SSM agent. */
  readonly ssmAgent: { readonly version: string; readonly unit: string } | undefined;
}

const linux = {
  platformType: 'Linux',
  billing: { platform: 'Linux/UNIX', operation: 'RunInstances' },
  rootDevice: '/dev/xvda',
} as const;
const anyToken = { httpTokens: 'optional', hopLimit: 1 } as const;
/** An image registered with `ImdsSupport: v2.0` has both of these. */
const tokenOnly = { httpTokens: 'required', hopLimit: 2 } as const;
const ubuntu = { ...linux, platformName: 'Ubuntu', rootDevice: '/dev/sda1' };

const ssmAgent = (version: string) => ({ version, unit: 'amazon-ssm-agent.service' });
const ssmSnap = (version: string) => ({
  version,
  unit: 'snap.amazon-ssm-agent.amazon-ssm-agent.service',
});

export const operatingSystems: Readonly<Record<OsName, OsFacts>> = {
  'amazon-linux-1': {
    ...linux,
    ...anyToken,
    platformName: 'Amazon Linux AMI',
    platformVersion: '2018.03',
    imageId: 'ami-0a1a1a1a1a1a1a1a1',
    imageName: 'amzn-ami-hvm-2018.03.0.20231218.0-x86_64-gp2',
    ssmAgent: ssmAgent('3.2.1705.0'),
  },
  'amazon-linux-2': {
    ...linux,
    ...anyToken,
    platformName: 'Amazon Linux',
    platformVersion: '2',
    imageId: 'ami-0a2a2a2a2a2a2a2a2',
    imageName: 'amzn2-ami-hvm-2.0.20260601.0-x86_64-gp2',
    ssmAgent: ssmAgent('3.3.2299.0'),
  },
  'amazon-linux-2023': {
    ...linux,
    ...tokenOnly,
    platformName: 'Amazon Linux',
    platformVersion: '2023',
    imageId: 'ami-0a2023a2023a2023a',
    imageName: 'al2023-ami-2023.9.20261110.0-kernel-6.1-x86_64',
    ssmAgent: ssmAgent('3.3.3050.0'),
  },
  'debian-12': {
    ...linux,
    ...anyToken,
    platformName: 'Debian GNU/Linux',
    platformVersion: '12',
    imageId: 'ami-0deb12deb12deb12d',
    imageName: 'debian-12-amd64-20261109-2292',
    ssmAgent: undefined,
  },
  'rhel-9': {
    ...linux,
    ...anyToken,
    billing: { platform: 'Red Hat Enterprise Linux', operation: 'RunInstances:0010' },
    platformName: 'Red Hat Enterprise Linux',
    platformVersion: '9.6',
    imageId: 'ami-0e19e19e19e19e19e',
    imageName: 'RHEL-9.6.0_HVM-20261020-x86_64-0-Hourly2-GP3',
    rootDevice: '/dev/sda1',
    ssmAgent: undefined,
  },
  'sles-15': {
    ...linux,
    ...anyToken,
    billing: { platform: 'SUSE Linux', operation: 'RunInstances:000g' },
    platformName: 'SLES',
    platformVersion: '15.6',
    imageId: 'ami-05e515e515e515e51',
    imageName: 'suse-sles-15-sp6-v20261015-hvm-ssd-x86_64',
    rootDevice: '/dev/sda1',
    ssmAgent: ssmAgent('3.3.1957.0'),
  },
  'ubuntu-22.04': {
    ...ubuntu,
    ...anyToken,
    platformVersion: '22.04',
    imageId: 'ami-0b2204b2204b2204b',
    imageName: 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20261105',
    ssmAgent: ssmSnap('3.3.2299.0'),
  },
  'ubuntu-24.04': {
    ...ubuntu,
    ...tokenOnly,
    platformVersion: '24.04',
    imageId: 'ami-0b2404b2404b2404b',
    imageName: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261105',
    ssmAgent: ssmSnap('3.3.2299.0'),
  },
  'windows-2022': {
    ...anyToken,
    platformType: 'Windows',
    billing: { platform: 'Windows', operation: 'RunInstances:0002' },
    platformName: 'Microsoft Windows Server 2022 Datacenter',
    platformVersion: '10.0.20348',
    imageId: 'ami-0d2022d2022d2022d',
    imageName: 'Windows_Server-2022-English-Full-Base-2026.11.11',
    rootDevice: '/dev/sda1',
    ssmAgent: { version: '3.3.3050.0', unit: 'AmazonSSMAgent' },
  },
};

/** Whether scripts can run on it. */
export function runsHere(os: OsName): os is MachineOs {
  return operatingSystems[os].platformType === 'Linux';
}
