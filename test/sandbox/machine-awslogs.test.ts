import { describe, expect, it } from 'vitest';
import { AwsError } from '../../sandbox/errors.ts';
import { type RecordedCall, startMachine, type TestMachineOptions } from './machine-fixture.ts';

const configure = `
yum install -y awslogs >/dev/null
sed -i 's/us-east-1/ap-northeast-2/' "$ROOT/etc/awslogs/awscli.conf"
`;

async function startAwslogs(options: TestMachineOptions = {}, more = '') {
  const started = await startMachine(options);
  await started.sh(`${configure}${more}\nsystemctl enable --now awslogsd`);
  return started;
}

function messages(calls: readonly RecordedCall[]): string[] {
  return calls
    .filter(({ operation }) => operation === 'PutLogEvents')
    .flatMap(({ input }) => input.logEvents as { message: string; timestamp: number }[])
    .map(({ message }) => message);
}

describe('awslogs', () => {
  it('ships what is there and what comes, stamped with the time in the line', async () => {
    const { clock, calls, sh } = await startAwslogs();
    await clock.advance(5_000);
    const [first] = calls;
    expect(first).toMatchObject({
      region: 'ap-northeast-2',
      operation: 'PutLogEvents',
      input: { logGroupName: '/var/log/messages', logStreamName: 'i-0123456789abcdef0' },
    });
    expect(messages(calls)[0]).toContain('kernel: Linux version 5.10');
    const before = messages(calls).length;
    await clock.advance(60_000);
    await sh('logger -t wizard hello');
    await clock.advance(5_000);
    expect(messages(calls).slice(before)).toEqual(['Nov  3 02:40:35 ip-10-0-0-12 wizard: hello']);
    expect(calls.at(-1)?.input.logEvents).toMatchObject([
      { timestamp: Date.UTC(2026, 10, 3, 2, 40, 35) },
    ]);
  });

  it.each([
    ['(?<level>error)', undefined],
    ['(?i:error)', undefined],
    ['(?i)^(?P<level>error)(?!x)', ['ERROR 1\n  at a', 'error 2']],
  ])('reads the pattern %s as Python does', async (pattern, expected) => {
    const { clock, calls, sh } = await startAwslogs(
      {},
      `printf '%s\n' '[a]' 'file = /var/log/a' 'log_group_name = a' 'log_stream_name = a' \\
        'multi_line_start_pattern = ${pattern}' >>"$ROOT/etc/awslogs/awslogs.conf"
      printf 'ERROR 1\n  at a\nerror 2\n' >"$ROOT/var/log/a"`,
    );
    await clock.advance(5_000);
    const shipped = calls.filter(({ input }) => input.logGroupName === 'a');
    expect(messages(shipped)).toEqual(expected ?? []);
    const { stdout } = await sh('systemctl is-active awslogsd');
    expect(stdout.trim()).toBe(expected ? 'active' : 'failed');
  });

  it('calls nobody when nothing is new', async () => {
    const { clock, calls } = await startAwslogs();
    await clock.advance(5_000);
    const before = calls.length;
    await clock.advance(600_000);
    expect(calls.length).toBe(before);
  });

  it('goes to us-east-1 as it ships', async () => {
    const { clock, calls, sh } = await startMachine();
    await sh('yum install -y awslogs; systemctl start awslogsd');
    await clock.advance(5_000);
    expect(calls[0]?.region).toBe('us-east-1');
  });

  it('makes group and stream when they are not there', async () => {
    const seen: string[] = [];
    const call = async (_r: string, _s: string, operation: string) => {
      seen.push(operation);
      if (seen.length === 1) throw new AwsError('ResourceNotFoundException', 'no such group');
      if (operation === 'CreateLogGroup') throw new AwsError('ResourceAlreadyExistsException', '');
      return {};
    };
    const { clock } = await startAwslogs({ host: { call } });
    await clock.advance(5_000);
    expect(seen).toEqual(['PutLogEvents', 'CreateLogGroup', 'CreateLogStream', 'PutLogEvents']);
  });

  it.each([
    ['an instance that insists on IMDSv2', { metadataV1: () => false }],
    ['an instance without a role', { rolePrincipal: () => undefined }],
  ])('gets no credentials on %s, and says so in its log', async (_, host) => {
    const { clock, calls, read } = await startAwslogs({ host });
    await clock.advance(600_000);
    expect(calls).toEqual([]);
    const log = read('var/log/awslogs.log');
    expect(log).toContain('NoCredentialsError: Unable to locate credentials');
    // Once a minute after the first, not once a round.
    expect(log.trim().split('\n').length).toBeLessThan(16);
  });

  it('sends again what could not be sent, and loses nothing', async () => {
    let isDenied = true;
    const sent: RecordedCall[] = [];
    const call: NonNullable<TestMachineOptions['host']>['call'] = async (
      region,
      _,
      operation,
      input,
    ) => {
      if (isDenied)
        throw new AwsError('AccessDeniedException', 'not authorized to logs:PutLogEvents');
      sent.push({ region, operation, input: input as RecordedCall['input'] });
      return {};
    };
    const { clock, sh, read } = await startAwslogs({ host: { call } });
    await clock.advance(60_000);
    await sh('logger during');
    expect(read('var/log/awslogs.log')).toContain('AccessDeniedException: not authorized');
    isDenied = false;
    await clock.advance(60_000);
    await sh('logger after');
    await clock.advance(10_000);
    const texts = messages(sent);
    expect(texts[0]).toContain('Linux version');
    expect(texts.filter((text) => text.endsWith('root: during'))).toHaveLength(1);
    expect(texts.at(-1)).toMatch(/root: after$/);
  });

  it('follows a file that is rotated, and one that is truncated', async () => {
    const { clock, calls, sh } = await startAwslogs();
    await clock.advance(5_000);
    const before = messages(calls).length;
    await sh(
      `logger one; mv "$ROOT/var/log/messages" "$ROOT/var/log/messages-20261103"; logger two`,
    );
    await clock.advance(10_000);
    await sh(': >"$ROOT/var/log/messages"');
    await clock.advance(5_000);
    await sh('logger three');
    await clock.advance(10_000);
    const texts = messages(calls)
      .slice(before)
      .map((text) => text.replace(/.*root: /, ''));
    expect(texts).toEqual(['one', 'two', 'three']);
  });

  it('waits for the end of a line, and goes on where it was after a restart', async () => {
    const { clock, calls, sh } = await startAwslogs();
    await sh(`printf 'Nov  3 02:39:31 host half' >>"$ROOT/var/log/messages"`);
    await clock.advance(5_000);
    expect(messages(calls).join()).not.toContain('half');
    await sh('echo " and half" >>"$ROOT/var/log/messages"; systemctl stop awslogsd');
    await clock.advance(30_000);
    const before = messages(calls).length;
    await sh('systemctl start awslogsd');
    await clock.advance(5_000);
    expect(messages(calls).slice(before)[0]).toBe('Nov  3 02:39:31 host half and half');
    expect(messages(calls).filter((text) => text.includes('Linux version'))).toHaveLength(1);
  });

  it('begins anew when its state is deleted', async () => {
    const { clock, calls, sh } = await startAwslogs();
    await clock.advance(5_000);
    await sh(
      'systemctl stop awslogsd; rm "$ROOT/var/lib/awslogs/agent-state"; systemctl start awslogsd',
    );
    await clock.advance(5_000);
    expect(messages(calls).filter((text) => text.includes('Linux version'))).toHaveLength(2);
  });

  it('starts at the end, and joins lines to an event, when a stream says so', async () => {
    const section = `
printf '[app]\\nfile = /var/log/app.log\\nlog_group_name = app\\nlog_stream_name = {hostname}/{ip_address}\\ninitial_position = end_of_file\\n' >"$ROOT/etc/awslogs/config/app.conf"
echo old >"$ROOT/var/log/app.log"`;
    const { clock, calls, sh } = await startAwslogs({}, section);
    await clock.advance(5_000);
    await sh(`printf 'Error\\n  at one\\n  at two\\nnext\\n' >>"$ROOT/var/log/app.log"`);
    await clock.advance(5_000);
    const toApp = calls.filter(({ input }) => input.logGroupName === 'app');
    expect(messages(toApp)).toEqual(['Error\n  at one\n  at two', 'next']);
    const stream = 'ip-10-0-0-12.ap-northeast-2.compute.internal/10.0.0.12';
    expect(toApp[0]?.input.logStreamName).toBe(stream);
  });

  it('fails when its configuration lacks something, and reads it again at the next start', async () => {
    const { machine, clock, calls, sh, read } = await startMachine();
    await sh(
      `${configure} sed -i '/^log_group_name/d' "$ROOT/etc/awslogs/awslogs.conf"; systemctl start awslogsd`,
    );
    await clock.advance(5_000);
    expect((await sh('systemctl is-active awslogsd')).stdout).toBe('failed\n');
    expect(read('var/log/awslogs.log')).toContain(
      'log_group_name is not set in [/var/log/messages]',
    );
    await sh(
      'echo "log_group_name = mended" >>"$ROOT/etc/awslogs/awslogs.conf"; systemctl restart awslogsd',
    );
    await clock.advance(5_000);
    expect(machine.activeUnits()).toContain('awslogsd.service');
    expect(calls[0]?.input.logGroupName).toBe('mended');
  });

  it('passes over lines that CloudWatch would not take', async () => {
    const { clock, calls, sh, read } = await startAwslogs();
    await sh(
      `printf 'Oct  3 02:39:31 host ancient\\nNov  3 09:00:00 host early\\n' >>"$ROOT/var/log/messages"`,
    );
    await clock.advance(5_000);
    expect(messages(calls).join()).not.toMatch(/ancient|early/);
    expect(read('var/log/awslogs.log')).toContain('older than 14 days, skipped');
  });

  it('splits what is more than one request may hold', async () => {
    const { clock, calls, sh } = await startAwslogs();
    await sh(`yes 'Nov  3 02:39:31 h x' | head -n 25000 >>"$ROOT/var/log/messages"`);
    await clock.advance(5_000);
    const sizes = calls.map(({ input }) => (input.logEvents as object[]).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000);
    expect(messages(calls).filter((text) => text.endsWith('h x'))).toHaveLength(25_000);
  });
});
