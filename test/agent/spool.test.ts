import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentScript, createTree, type InstanceTree, shellKinds } from './agent-run.ts';
import { failure, type RecordingAws, startRecordingAws, tagAnswer } from './recording-aws.ts';

const spool = 'var/spool/cloudwatch-wizard';
const down = 'http://127.0.0.1:1';
const start = 1_780_000_000;

describe.each(shellKinds)('the spool under %s', (shell) => {
  let aws: RecordingAws;
  let tree: InstanceTree;
  let now: number;
  beforeEach(async () => {
    aws = await startRecordingAws({ expiration: '2030-01-01T00:00:00Z' });
    tree = createTree();
    tree.write(`${spool}/.keep`, '');
    tree.command('date', `cat '${tree.root}/now'`);
    now = start;
  });
  afterEach(async () => {
    tree[Symbol.dispose]();
    await aws[Symbol.asyncDispose]();
  });

  const words = ['--mem-util', '--mem-avail', `--spool=/${spool}`, '--heartbeat=0,abc,n'];
  const sendUnder = (command: string, options: string[]) => {
    // Not while other runs read it.
    if (tree.read('now') !== `${now}\n`) tree.write('now', `${now}\n`);
    return tree.run(command, [agentScript, ...words, ...options], aws.env);
  };
  const send = (...options: string[]) => sendUnder(shell, options);
  /** Where no file can be larger: what goes beyond is torn off, as on a full disk. */
  const sendWithin = (kilobytes: number) => {
    const limit = `trap "" XFSZ; ulimit -f ${kilobytes * 2}`;
    tree.write('limited', `#!/bin/sh\n${limit}\nexec ${shell} "$@"\n`, 0o755);
    return sendUnder(join(tree.root, 'limited'), []);
  };
  const toward = (url: string) => {
    aws.env.AWS_ENDPOINT_URL_CLOUDWATCH = url;
  };
  const segments = () => readdirSync(join(tree.root, spool)).filter((name) => /^\d/.test(name));
  const kept = () =>
    segments()
      .map((name) => tree.read(`${spool}/${name}`))
      .join('');
  const received = () =>
    aws.puts.map(({ data }) =>
      data.map(({ MetricName, Timestamp }) => `${MetricName} ${Timestamp - start}`),
    );
  const line = (at: number, value = 1) =>
    `{"MetricName":"MemoryUsed","Unit":"Megabytes","Value":${value},"Dimensions":[{"Name":"InstanceId","Value":"i-1"}],"Timestamp":${at}}\n`;

  it('keeps what could not be sent and sends it first, with its own time and without heartbeat', async () => {
    await send();
    toward(down);
    now += 300;
    const { code, stderr } = await send();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('Failed to call CloudWatch: curl: (7)'),
    });
    now += 300;
    await send();
    expect(statSync(join(tree.root, spool, segments()[0] ?? '')).mode & 0o777).toBe(0o600);
    toward(aws.url);
    now += 300;
    expect((await send()).code).toBe(0);
    expect(received().slice(1)).toEqual([
      [
        'MemoryUtilization 300',
        'MemoryAvailable 300',
        'MemoryUtilization 600',
        'MemoryAvailable 600',
      ],
      [
        'MemoryUtilization 900',
        'MemoryAvailable 900',
        `WizardHeartbeat ${Math.floor((start + 900) / 300) * 300 - start}`,
      ],
    ]);
    expect(segments()).toEqual([]);
  });

  it.each([
    ['503', { status: 503 }, true],
    ['throttling', failure(400, 'ThrottlingException', 'Rate exceeded'), true],
    [
      'a missing right',
      failure(400, 'AccessDenied', 'User: x is not authorized to perform: y'),
      true,
    ],
    ['what AWS will never take', failure(400, 'InvalidParameterValueException', 'no'), false],
  ])('after %s', async (_name, answer, isKept) => {
    aws.behaviour.answer = () => answer;
    await send();
    expect(segments()).toHaveLength(isKept ? 1 : 0);
    aws.behaviour.answer = () => ({ status: 200 });
    const before = aws.puts.length;
    now += 60;
    await send();
    expect(aws.puts.length - before).toBe(isKept ? 2 : 1);
  });

  it('keeps it too when there are no credentials, or the run is ended from outside', async () => {
    aws.behaviour.roles = [];
    await send();
    aws.behaviour.roles = ['web-role'];
    tree.command('curl', `kill -TERM $PPID; sleep 0.2`);
    now += 300;
    await send();
    expect(kept().split('\n').filter(Boolean)).toHaveLength(4);
  });

  it('keeps it too when a run of a known instance is ended before it got to measuring', async () => {
    await send();
    tree.command('sleep', 'kill $PPID');
    now += 300;
    expect((await send('--from-cron', '--aggregated=only')).code).toBe(1);
    // Without an image and a type in the cache it is not known well enough.
    expect(segments()).toEqual([]);
    expect((await send('--from-cron')).code).toBe(1);
    expect(kept()).toContain(`"Timestamp":${start + 300}}`);
    expect(kept().split('\n').filter(Boolean)).toHaveLength(2);
    expect(aws.puts).toHaveLength(1);
  });

  it.each([100, 30_000])(
    'keeps it when there are no credentials to ask for a group %d s old',
    async (age) => {
      await send('--auto-scaling');
      const credentials = 'run/cloudwatch-wizard/credentials';
      tree.write(
        credentials,
        tree.read(credentials).replace(/^(expires|fresh_until) .*$/gm, '$1 1'),
      );
      aws.behaviour.roles = [];
      now += age;
      expect(await send('--auto-scaling')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('No IAM role is associated with this EC2 instance.'),
      });
      expect(kept().match(/AutoScalingGroupName","Value":"web-asg"/g)).toHaveLength(2);
    },
  );

  it('keeps nothing for a group alone that is not known', async () => {
    aws.behaviour.tags = () => tagAnswer(undefined);
    await send('--aggregated', '--auto-scaling=only');
    expect(segments()).toEqual([]);
  });

  it('keeps nothing where somebody else measures', async () => {
    toward(down);
    await send();
    now += 300;
    const alone = ['--heartbeat=0,abc,n', `--spool=/${spool}`];
    await tree.run(shell, [agentScript, ...alone], aws.env);
    expect(kept().split('\n').filter(Boolean)).toHaveLength(2);
  });

  it.each([
    ['may not write to /run', () => tree.write('run/cloudwatch-wizard', 'a file in the way')],
    ['finds no /run', () => rmSync(join(tree.root, 'run'), { recursive: true })],
    [
      'finds /var/run only',
      () => {
        rmSync(join(tree.root, 'run'), { recursive: true });
        mkdirSync(join(tree.root, 'var/run'));
      },
    ],
  ])('is sent by a run that %s, too', async (_name, prepare) => {
    prepare();
    toward(down);
    await send();
    now += 300;
    await send();
    expect(segments()).toHaveLength(1);
    toward(aws.url);
    now += 300;
    await send();
    expect(received().map(([first]) => first)).toEqual([
      'MemoryUtilization 0',
      'MemoryUtilization 600',
    ]);
    expect(segments()).toEqual([]);
  });

  it('fills a segment to what fits into one request', async () => {
    toward(down);
    tree.write(`${spool}/${start - 7200}`, line(start - 7200).repeat(998));
    await send();
    expect(segments()).toEqual([String(start - 7200)]);
    now += 300;
    await send();
    expect(segments()).toEqual([String(start - 7200), String(start + 300)]);
  });

  it('sends nothing newer while more is kept than one run sends', async () => {
    const oldest = start - 30_000;
    for (let at = oldest; at < oldest + 25_000; at += 1000)
      tree.write(`${spool}/${at}`, line(at) + line(at + 1));
    expect((await send()).code).toBe(0);
    expect(aws.puts).toHaveLength(20);
    expect(tree.syslog()).toContain(' ok=0 ');
    now += 300;
    await send();
    const times = aws.puts.flatMap(({ data }) => data.map(({ Timestamp }) => Timestamp));
    expect(times.filter((time) => time < start)).toHaveLength(50);
    const measured = times.slice(0, -1);
    expect(measured).toEqual([...measured].sort((one, other) => one - other));
    expect(received().slice(-2)).toEqual([
      ['MemoryUsed -6000', 'MemoryUsed -5999', 'MemoryUtilization 0', 'MemoryAvailable 0'],
      ['MemoryUtilization 300', 'MemoryAvailable 300', expect.stringMatching('WizardHeartbeat')],
    ]);
    expect(segments()).toEqual([]);
  });

  it('does not hold up what is new where nothing of it gets through', async () => {
    for (let at = start - 2500; at < start; at += 100) tree.write(`${spool}/${at}`, line(at));
    aws.behaviour.answer = (index) => ({ status: index < 20 ? 400 : 200, body: '{}' });
    await send();
    expect(received().at(-1)?.[0]).toBe('MemoryUtilization 0');
    expect(segments()).toHaveLength(25);
  });

  it.each([
    ['its turn', ['--from-cron'], () => undefined],
    ['the next try', [], () => toward(down)],
    ['the next sample', ['--high-resolution=30'], () => undefined],
  ])(
    'stays away when uninstall comes while a run waits for %s',
    async (_name, options, prepare) => {
      mkdirSync(join(tree.root, 'opt'));
      const installed = join(tree.root, 'opt/agent');
      copyFileSync(agentScript, installed);
      const all = [installed, ...words, ...options];
      tree.write('now', `${now}\n`);
      const first = await tree.run(shell, [installed, ...words], aws.env);
      expect(first.code).toBe(0);
      const lines = tree.syslog();
      prepare();
      const ours = ['opt/agent', 'run/cloudwatch-wizard', spool].map((path) =>
        join(tree.root, path),
      );
      tree.command('sleep', `rm -rf ${ours.join(' ')}`);
      const { code, stderr } = await tree.run(shell, all, aws.env);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(ours.filter((path) => existsSync(path))).toEqual([]);
      expect(aws.puts).toHaveLength(1);
      expect(tree.syslog()).toBe(lines);
    },
  );

  it('is left alone by a verification', async () => {
    tree.write(`${spool}/${start - 60}`, line(start - 60));
    await send('--verify');
    expect(segments()).toEqual([String(start - 60)]);
  });

  it('sends whole data only, of times that CloudWatch takes', async () => {
    const good = [line(start - 1_200_000), line(start - 60), line(start - 59, 2.5)];
    const bad = [
      line(start - 1_209_600),
      line(start + 7300),
      `${line(start - 50).slice(0, -20)}\n`,
      'garbage \0\x01"\n',
      line(start - 40).replace('1,', 'NaN,'),
      `${line(start - 30)
        .trimEnd()
        .slice(3)}\n`,
    ];
    tree.write(
      `${spool}/${start - 1000}`,
      [good[0], bad[0], bad[1], bad[2], good[1], ...bad.slice(3), good[2]].join(''),
    );
    tree.write(`${spool}/${start - 900}`, bad.join(''));
    await send();
    expect(received()[0]).toEqual(['MemoryUsed -1200000', 'MemoryUsed -60', 'MemoryUsed -59']);
    expect(aws.puts).toHaveLength(2);
    expect(segments()).toEqual([]);
  });

  it('sends a large segment in requests of 1,000, and forgets each as it is sent', async () => {
    const lines = Array.from({ length: 2500 }, (_, index) => line(start - 5000 + index));
    tree.write(`${spool}/${start - 5000}`, lines.join(''));
    aws.behaviour.answer = (index) => ({ status: index === 1 ? 400 : 200, body: '{}' });
    await send();
    expect(kept().split('\n').filter(Boolean)).toHaveLength(1500);
    await send();
    expect(received().map(({ length }) => length)).toEqual([1000, 1000, 3, 1000, 500, 3]);
    expect(aws.puts[3]?.data[0]?.Timestamp).toBe(start - 4000);
    expect(segments()).toEqual([]);
  });

  it('loses nothing where a shortened segment cannot be written, and sends all of it in one run', async () => {
    const lines = Array.from({ length: 2500 }, (_, index) => line(start - 5000 + index)).join('');
    tree.write(`${spool}/${start - 5000}`, lines);
    // Room for a request, but not for the 1,500 that are left after the first.
    aws.behaviour.answer = (index) => ({ status: index === 1 ? 400 : 200, body: '{}' });
    await sendWithin(160);
    expect(kept() === lines).toBe(true);
    expect(readdirSync(join(tree.root, spool)).sort()).toEqual(['.keep', String(start - 5000)]);
    await sendWithin(160);
    expect(received().map(({ length }) => length)).toEqual([1000, 1000, 3, 1000, 1000, 500, 3]);
    expect(segments()).toEqual([]);
  });

  it('sends no part of a request that it could not write down', async () => {
    tree.write(`${spool}/${start - 600}`, line(start - 600).repeat(900));
    await sendWithin(50);
    expect(received().map(({ length }) => length)).toEqual([3]);
    expect(segments()).toEqual([String(start - 600)]);
  });

  it('sets aside what CloudWatch refuses, and goes on with the rest', async () => {
    tree.write(`${spool}/${start - 600}`, line(start - 600));
    tree.write(`${spool}/${start - 300}`, line(start - 300));
    aws.behaviour.answer = (index) =>
      index === 0 ? failure(400, 'InvalidParameterValueException', 'bad') : { status: 200 };
    const { code, stdout } = await send();
    expect(code).toBe(0);
    expect(stdout).toContain('WARNING: CloudWatch refuses data that was kept');
    expect(received().map(([first]) => first)).toEqual([
      'MemoryUsed -600',
      'MemoryUsed -300',
      'MemoryUtilization 0',
    ]);
    expect(tree.read(`${spool}/refused`)).toBe(line(start - 600));
  });

  it('judges no age by a clock that AWS has not confirmed', async () => {
    tree.write(`${spool}/${start - 60}`, line(start - 60));
    const years = 100_000_000;
    now += years;
    toward(down);
    await send();
    expect(segments()).toContain(String(start - 60));
    toward(aws.url);
    let real = start + 100;
    aws.behaviour.answer = (_index, { headers }) => {
      const signed = String(headers['x-amz-date']).replace(
        /(....)(..)(..)T(..)(..)(..)Z/,
        '$1-$2-$3T$4:$5:$6Z',
      );
      const date = { headers: { date: new Date(real * 1000).toUTCString() } };
      return Math.abs(Date.parse(signed) / 1000 - real) < 300
        ? { status: 200, ...date }
        : { ...failure(403, 'InvalidSignatureException', 'Signature expired: x'), ...date };
    };
    await send();
    expect(segments()).toEqual([String(start - 60)]);
    // Somebody sets it right.
    for (const seconds of [160, 220]) {
      real = start + seconds;
      now = real;
      await send();
    }
    expect(received().flat()).toContain('MemoryUsed -60');
    expect(segments()).toEqual([]);
  });

  it('goes where there is room on a full disk, and comes from there too', async () => {
    toward(down);
    tree.command('mv', `case "$*" in *${spool}*) exit 1 ;; esac; exec /bin/mv "$@"`);
    await send();
    expect(segments()).toEqual([]);
    toward(aws.url);
    now += 300;
    await send();
    expect(received()[0]).toEqual(['MemoryUtilization 0', 'MemoryAvailable 0']);
    expect(readdirSync(join(tree.root, 'run/cloudwatch-wizard/spool'))).toEqual([]);
  });

  it('says so when there is room nowhere', async () => {
    toward(down);
    tree.command('mv', 'exit 1');
    const { stdout, code } = await send();
    expect(code).toBe(1);
    expect(stdout).toContain('WARNING: What could not be sent cannot be kept in');
  });

  it('loses nothing of runs that overlap, and sends nothing twice', async () => {
    toward(down);
    const runs = await Promise.all([send(), send(), send()]);
    expect(runs.map(({ stderr }) => stderr)).toEqual(
      Array(3).fill(expect.stringContaining('curl: (7)')),
    );
    toward(aws.url);
    now += 300;
    await send();
    expect(
      received()
        .flat()
        .filter((each) => each === 'MemoryUtilization 0'),
    ).toHaveLength(3);
    expect(segments()).toEqual([]);
  });

  it('is bounded: the oldest goes first', async () => {
    toward(down);
    tree.write(`${spool}/${start - 9000}`, 'x'.repeat(9_000_000));
    tree.write(`${spool}/${start - 8000}`, 'x'.repeat(9_000_000));
    await send();
    expect(segments()).toEqual([String(start - 8000), String(start)]);
  });
});

describe.each([
  ['dash', 120],
  ['bash', 10],
] as const)('an outage under %s of %d minutes', (shell, outage) => {
  it('loses no data point, doubles none, and keeps their order and times', {
    timeout: 180_000,
  }, async () => {
    await using aws = await startRecordingAws({ expiration: '2030-01-01T00:00:00Z' });
    using tree = createTree();
    tree.write(`${spool}/.keep`, '');
    tree.command('date', `cat '${tree.root}/now'`);
    const minutes = outage + 5;
    for (let minute = 0; minute < minutes; minute += 1) {
      tree.write('now', `${start + minute * 60}\n`);
      tree.write(
        'proc/meminfo',
        `MemTotal: 1000 kB\nMemFree: ${minute} kB\nBuffers: 0 kB\nCached: 0 kB\n`,
      );
      aws.env.AWS_ENDPOINT_URL_CLOUDWATCH = minute >= 2 && minute < outage + 2 ? down : aws.url;
      await tree.run(
        shell,
        [agentScript, '--mem-avail', '--memory-units=kilobytes', `--spool=/${spool}`],
        aws.env,
      );
    }
    const points = aws.puts.flatMap(({ data }) =>
      data.map(({ Timestamp, Value }) => [Timestamp, Value]),
    );
    expect(points).toEqual(
      Array.from({ length: minutes }, (_, minute) => [start + minute * 60, minute]),
    );
    expect(aws.puts.length).toBeLessThan(8);
  });
});
