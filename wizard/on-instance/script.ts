import { gzipSync } from 'node:zlib';
import type { LogFile } from '../../agent/log-file.ts';
import type { MonitoringSpec } from '../../agent/monitoring-spec.ts';
import { sha256 } from './agent-files.ts';

/** What the installer is asked to do; see `agent/installer`. */
export type InstallerVerb =
  | 'probe'
  | 'install-agent'
  | 'install-cron'
  | 'migrate-cron'
  | 'install-logs awslogs'
  | 'install-logs amazon-cloudwatch-agent'
  | 'uninstall'
  | 'remove-remains';

const dnsSuffixes: Readonly<Record<string, string>> = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
};

/** The payload by which the installer tests the way out first; none where names are not known. */
export function endpointsFile(where: {
  partition: string;
  region: string;
}): Record<string, string> {
  const suffix = dnsSuffixes[where.partition];
  if (suffix === undefined) return {};
  const line = (name: string) => `${name} https://${name}.${where.region}.${suffix}/\n`;
  return { endpoints: line('monitoring') + line('logs') };
}

/** The payload that sends everything on the instance through a proxy, if there is one. */
export function proxyFile({ proxy }: Pick<MonitoringSpec, 'proxy'>): Record<string, string> {
  return proxy === undefined ? {} : { proxy: `${proxy}\n` };
}

/**
 * One script that carries everything it needs: files as gzip and base64, checked by their sha256
 * on the instance before anything runs. It takes no parameters, so nothing can be put into it.
 * The same files always give the same text. SSM documents end at 64 KB; a test holds us
 * below.
 */
export function buildScript(
  verb: InstallerVerb,
  files: Readonly<Record<string, Buffer | string>>,
): string {
  return scriptOf([verb], files, Number.POSITIVE_INFINITY);
}

/** The same for several verbs, in lines that a terminal takes when somebody pastes it. */
export function buildPaste(
  verbs: readonly InstallerVerb[],
  files: Readonly<Record<string, Buffer | string>>,
): string {
  return scriptOf(verbs, files, 76);
}

function scriptOf(
  verbs: readonly InstallerVerb[],
  files: Readonly<Record<string, Buffer | string>>,
  width: number,
): string {
  const blocks = Object.entries(files).map(([name, content]) => {
    const packed = folded(gzipSync(content, { level: 9 }).toString('base64'), width);
    return `unpack ${name} ${sha256(content)} '${packed}'`;
  });
  return [
    `# cloudwatch-wizard ${verbs.join(', ')}`,
    'set -eu',
    'umask 077',
    `dir=$(mktemp -d "\${ROOT:-}/tmp/cloudwatch-wizard.XXXXXX")`,
    `trap 'rm -rf "$dir"' EXIT`,
    'cd "$dir"',
    'unpack() {',
    `  printf %s "$3" | base64 -d | gzip -dc >"$1" &&`,
    `    printf '%s  %s\\n' "$2" "$1" | sha256sum -c - >/dev/null ||`,
    `    { echo "cwz error payload-damaged $1"; exit 1; }`,
    '}',
    ...blocks,
    'status=0',
    // Nothing of this script is read by what it starts.
    `${verbs.map((verb) => `sh ./installer ${verb} </dev/null`).join(' && ')} || status=$?`,
    'exit "$status"',
    '',
  ].join('\n');
}

/** The look inside, at these log files too. */
export function probeScript(installer: Buffer, logs: readonly LogFile[]): string {
  const files = logs.map(({ file }) => `${file}\n`).join('');
  return buildScript('probe', { installer, 'log-files': files });
}

function folded(text: string, width: number): string {
  if (text.length <= width) return text;
  return (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');
}
