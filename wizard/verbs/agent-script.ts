import { cronEntry } from '../../agent/cron-entry.ts';
import { agentOptions } from '../../agent/metric-catalogue.ts';
import { canonicalJson } from '../../agent/monitoring-spec.ts';
import { buildSpec } from '../build-spec.ts';
import type { Flags } from '../flags/flags.ts';
import type { Language } from '../messages/languages.ts';
import { readAgentFiles } from '../on-instance/agent-files.ts';
import { buildPaste, proxyFile } from '../on-instance/script.ts';

const remarks: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Sends memory, swap and disk space of this EC2 instance to CloudWatch, by cron.',
    'Paste it into a shell of the instance, or have its user data fetch it: they take 16 KB.',
    'It needs a role that may put metrics; without one the first send says so, and the same',
    'script goes on later.',
    'To remove it: sudo /usr/local/libexec/cloudwatch-wizard/uninstall',
  ],
  ko: [
    '이 EC2 인스턴스의 메모리, 스왑, 디스크 사용량을 cron으로 CloudWatch에 보냅니다.',
    '인스턴스의 셸에 붙여넣거나, 사용자 데이터(16KB까지)가 이 스크립트를 내려받게 하세요.',
    '메트릭을 보낼 수 있는 역할이 필요하며, 없으면 첫 전송이 알려 주고, 나중에 같은 스크립트를',
    '다시 실행하면 이어집니다.',
    '제거: sudo /usr/local/libexec/cloudwatch-wizard/uninstall',
  ],
};

const replaceOld = ['migrate-cron'] as const;

/**
 * What the wizard would have run by Systems Manager, for people who have none: metrics agent and
 * schedule. Nobody keeps a record of it, so there is no heartbeat. Pasted into a shell that is not
 * root's it asks sudo; the end of what a here-document holds is a word that base64 never is.
 */
export function agentScript(flags: Flags, language: Language): string {
  const { installer, program } = readAgentFiles();
  const spec = buildSpec('', flags, undefined);
  const { migrate } = spec;
  const script = buildPaste(['install-agent', 'install-cron', ...(migrate ? replaceOld : [])], {
    installer,
    'mon-put-instance-data': program,
    'spec.json': `${canonicalJson(spec)}\n`,
    'test-flags': `${agentOptions(spec).join('\n')}\n`,
    'cron-entry': cronEntry(spec, undefined),
    // Its Region is known only there.
    endpoints: 'monitoring\n',
    ...proxyFile(spec),
    // What the old lines send is known only there, too.
    ...(migrate ? { adopt: '' } : {}),
  });
  return [
    '#!/bin/sh',
    ...remarks[language].map((line) => `# ${line}`),
    'if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi',
    `$as_root sh -s <<'cloudwatch-wizard'`,
    `${script}cloudwatch-wizard`,
    '',
  ].join('\n');
}
