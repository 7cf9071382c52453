import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentScript, createTree, type InstanceTree, shells } from './agent-run.ts';

const hint = "\n\nFor more information, run 'mon-put-instance-data --help'\n\n";

const refusals: readonly (readonly [string, string])[] = [
  ['--nonsense --mem-util', 'Unknown option: nonsense'],
  ['--nonsense --other', 'Unknown option: nonsense\nUnknown option: other'],
  ['--mem-util=1', 'Option mem-util does not take an argument'],
  ['--nonsense --version', 'Unknown option: nonsense'],
  ['--mem-util --memory-units', 'Value of memory units is not specified.'],
  ['--mem-util --memory-units --verify', 'Value of memory units is not specified.'],
  ['--mem-util --disk-space-units=', 'Value of disk space units is not specified.'],
  [
    '--mem-util --memory-units=megs',
    "Unsupported memory units 'megs'. Use Bytes, Kilobytes, Megabytes, or Gigabytes.",
  ],
  [
    '--mem-util --disk-space-units=foo',
    "Unsupported disk space units 'foo'. Use Bytes, Kilobytes, Megabytes, or Gigabytes.",
  ],
  ['--mem-util --disk-path', 'Value of disk path is not specified.'],
  [
    '--mem-util --disk-space-util --disk-path=/nope',
    "Disk file path '/nope' does not exist or cannot be accessed.",
  ],
  [
    '--mem-util --disk-path=/',
    'Disk path is provided but metrics to report disk space are not specified.',
  ],
  [
    '--mem-util --disk-space-used',
    'Metrics to report disk space are provided but disk path is not specified.',
  ],
  ['--verify', 'No metrics specified for collection and submission to CloudWatch.'],
  ['--mem-util --heartbeat=0,abc', 'Value of heartbeat is not SHARD,HASH,NONCE.'],
  ['--mem-util --heartbeat', 'Value of heartbeat is not SHARD,HASH,NONCE.'],
  ['--mem-util --heartbeat=0,a"b,c', 'Value of heartbeat is not SHARD,HASH,NONCE.'],
  ['--mem-util --heartbeat=0,a,b --period=5', "Unsupported period '5'. Use 60 or 300."],
  ['-mem-util', 'Unknown option: -mem-util'],
  ['--mem-ut', 'Unknown option: mem-ut'],
  ['--mem-util --aws-credential-file', 'Path to AWS credential file is not provided.'],
  ['--mem-util --aws-access-key-id=', 'Value of AWS access key id is not specified.'],
  ['--mem-util --aws-secret-key', 'Value of AWS secret key is not specified.'],
  ['--mem-util --aws-iam-role=', 'Value of AWS IAM role is not specified.'],
  ['--mem-util --memory-units --aws-iam-role', 'Value of memory units is not specified.'],
  [
    '--mem-util --aws-credential-file=f --aws-access-key-id=k',
    'Do not provide AWS credential file and AWS access key id options together.',
  ],
  [
    '--mem-util --aws-credential-file=f --aws-secret-key=k',
    'Do not provide AWS credential file and AWS secret key options together.',
  ],
  ['--mem-util --aws-access-key-id=k', 'AWS secret key is not specified.'],
  ['--mem-util --aws-secret-key=k', 'AWS access key id is not specified.'],
  [
    '--mem-util --aws-iam-role=r --aws-credential-file=f',
    'Do not provide AWS IAM role and AWS credential file options together.',
  ],
  [
    '--mem-util --aws-iam-role=r --aws-access-key-id=k --aws-secret-key=k',
    'Do not provide AWS IAM role and AWS access key id/secret key options together.',
  ],
  ['--mem-util --available=cached', "Unsupported available memory 'cached'. Use kernel."],
  [
    '--mem-util --available=kernel --mem-used-incl-cache-buff',
    'Do not provide available and mem-used-incl-cache-buff options together.',
  ],
  ['--mem-util --high-resolution', 'Value of high resolution is not specified.'],
  [
    '--mem-util --high-resolution=7',
    "Unsupported high resolution '7'. Use 1, 2, 3, 5, 6, 10, 12, 15, 20 or 30.",
  ],
  ['--mem-util --spool=', 'Path to spool directory is not provided.'],
  ['--mem-util --spool=here', "Spool directory 'here' is not an absolute path."],
];

describe.each(shells)('options under %s', (shell) => {
  let tree: InstanceTree;
  beforeEach(() => {
    tree = createTree();
  });
  afterEach(() => tree[Symbol.dispose]());

  it.each(refusals)('refuses %s', async (words, message) => {
    const result = await tree.run(shell, [agentScript, ...words.split(' ')]);
    expect(result).toEqual({ code: 1, stdout: '', stderr: `\nERROR: ${message}${hint}` });
    expect(tree.syslog()).toBe('');
  });

  it('prints its version as the original does', async () => {
    const result = await tree.run(shell, [agentScript, '--help', '--version']);
    const stdout = '\nCloudWatch-PutInstanceData version 1.2.2\n\n';
    expect(result).toEqual({ code: 0, stdout, stderr: '' });
  });

  it.each(['', '--help', '-?'])('prints how it is used for "%s"', async (word) => {
    const { code, stdout } = await tree.run(shell, [agentScript, ...(word ? [word] : [])]);
    expect(code).toBe(0);
    expect(stdout).toContain('--mem-used-incl-cache-buff');
  });

  it('tells syslog, not cron, when it is started by cron', async () => {
    const words = ['--from-cron', '--verbose', '--disk-path=/nope', '--disk-space-util'];
    const result = await tree.run(shell, [agentScript, ...words]);
    expect(result).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(tree.syslog()).toBe(
      "-t CloudWatch-PutInstanceData -p user.err Disk file path '/nope' does not exist or cannot be accessed.\n",
    );
  });
});
