import type { OsName } from './machine.ts';

/** What AWS and SSM say of an image; what is on it is in `images/`. */
export interface OsFacts {
  /** As in `/etc/os-release` and SSM's PlatformName. */
  readonly platformName: string;
  readonly platformVersion: string;
  readonly imageName: string;
  readonly kernel: string;
  /** Image default of `HttpTokens`. */
  readonly httpTokens: 'optional' | 'required';
  readonly hopLimit: number;
  /** `undefined` when the image ships no SSM agent. */
  readonly ssmAgentVersion: string | undefined;
}

export const operatingSystems: Readonly<Record<OsName, OsFacts>> = {
  'amazon-linux-2': {
    platformName: 'Amazon Linux',
    platformVersion: '2',
    imageName: 'amzn2-ami-hvm-2.0.20260601.0-x86_64-gp2',
    kernel: '5.10.240-238.966.amzn2.x86_64',
    httpTokens: 'optional',
    hopLimit: 1,
    ssmAgentVersion: '3.3.2299.0',
  },
  'amazon-linux-2023': {
    platformName: 'Amazon Linux',
    platformVersion: '2023',
    imageName: 'al2023-ami-2023.9.20261110.0-kernel-6.1-x86_64',
    kernel: '6.1.158-178.288.amzn2023.x86_64',
    httpTokens: 'required',
    hopLimit: 2,
    ssmAgentVersion: '3.3.3050.0',
  },
};
