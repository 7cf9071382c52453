import type { InitSystem } from '../units.ts';
import { initScript, type Package, unitFile } from './package.ts';

/** Its name is another one on each. */
const serviceOf = {
  systemd: {
    'usr/lib/systemd/system/awslogsd.service': unitFile('awslogs daemon', '/usr/sbin/awslogsd'),
  },
  sysv: initScript('awslogs', 'CloudWatch Logs agent'),
};

/** The old logs agent of Amazon Linux 1 and 2. Its Region ships as us-east-1, wherever it runs. */
export function awslogs(version: string, init: InitSystem = 'systemd'): Package {
  return {
    name: 'awslogs',
    version,
    arch: 'noarch',
    requires: ['aws-cli-plugin-cloudwatch-logs'],
    directories: ['etc/awslogs/config', 'var/lib/awslogs'],
    files: {
      ...serviceOf[init],
      'etc/awslogs/awslogs.conf': {
        text: [
          '[general]',
          'state_file = /var/lib/awslogs/agent-state',
          '',
          '[/var/log/messages]',
          'datetime_format = %b %d %H:%M:%S',
          'file = /var/log/messages',
          'buffer_duration = 5000',
          'log_stream_name = {instance_id}',
          'initial_position = start_of_file',
          'log_group_name = /var/log/messages',
          '',
        ].join('\n'),
        config: true,
      },
      'etc/awslogs/awscli.conf': {
        text: '[plugins]\ncwlogs = cwlogs\n[default]\nregion = us-east-1\n',
        config: true,
        mode: 0o640,
      },
      'etc/awslogs/proxy.conf': {
        text: 'HTTP_PROXY=\nHTTPS_PROXY=\nNO_PROXY=169.254.169.254\n',
        config: true,
      },
      'etc/logrotate.d/awslogs': {
        text: '/var/log/awslogs.log {\n    size 100M\n    rotate 4\n    missingok\n}\n',
        config: true,
      },
    },
  };
}
