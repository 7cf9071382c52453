import { gzipSync } from 'node:zlib';
import type { LogFile } from '../../agent/log-file.ts';
import { sha256 } from './agent-files.ts';

/** What the installer is asked to do; see `agent/installer`. */
export type InstallerVerb =
  | 'probe'
  | 'install-agent'
  | 'install-cron'
  | 'install-logs awslogs'
  | 'install-logs amazon-cloudwatch-agent'
  | 'uninstall'
  | 'remove-remains';

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
  const blocks = Object.entries(files).map(([name, content]) => {
    const packed = gzipSync(content, { level: 9 }).toString('base64');
    return `unpack ${name} ${sha256(content)} '${packed}'`;
  });
  return [
    `# cloudwatch-wizard ${verb}`,
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
    `sh ./installer ${verb} || status=$?`,
    'exit "$status"',
    '',
  ].join('\n');
}

/** The look inside, at these log files too. */
export function probeScript(installer: Buffer, logs: readonly LogFile[]): string {
  const files = logs.map(({ file }) => `${file}\n`).join('');
  return buildScript('probe', { installer, 'log-files': files });
}
