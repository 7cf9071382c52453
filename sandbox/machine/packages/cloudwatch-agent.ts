import { type Package, unitFile } from './package.ts';

export const cloudWatchAgentHome = 'opt/aws/amazon-cloudwatch-agent';

/** What Distributor has. */
const distributedVersion = '1.300071.0-1';

/** For the systems whose repositories do not have it. */
export const distributedCloudWatchAgent: Package = {
  ...cloudWatchAgent(distributedVersion),
  onlyByDistributor: true,
};

export function cloudWatchAgent(version: string): Package {
  const home = cloudWatchAgentHome;
  return {
    name: 'amazon-cloudwatch-agent',
    version,
    arch: 'native',
    directories: [`${home}/etc/amazon-cloudwatch-agent.d`, `${home}/logs/state`, `${home}/var`],
    files: {
      'etc/systemd/system/amazon-cloudwatch-agent.service': unitFile(
        'Amazon CloudWatch Agent',
        `/${home}/bin/start-amazon-cloudwatch-agent`,
      ),
      [`${home}/bin/CWAGENT_VERSION`]: { text: `${version.split('-')[0]}\n` },
      // For callers that do not rely on PATH; the shim does the work.
      [`${home}/bin/amazon-cloudwatch-agent-ctl`]: {
        text: '#!/bin/sh\nexec "$ROOT/.pretend/bin/amazon-cloudwatch-agent-ctl" "$@"\n',
        mode: 0o755,
      },
      [`${home}/etc/common-config.toml`]: { text: '# [credentials]\n# [proxy]\n', config: true },
    },
    commands: ['amazon-cloudwatch-agent-ctl'],
  };
}
