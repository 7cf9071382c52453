import { appendFileSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startMachine } from './machine-fixture.ts';

const lines = 1_000_000;
const rotatedAt = 600_000;
const minute = 60_000;

/** Nine bytes each: a burst as an application writes it that logs in a loop. */
function burst(from: number, to: number): string {
  const parts: string[] = [];
  for (let n = from; n < to; n++) parts.push(`n${String(n).padStart(7, '0')}`);
  return `${parts.join('\n')}\n`;
}

const agent = JSON.stringify({
  logs: { logs_collected: { files: { collect_list: [{ file_path: '/var/log/burst.log' }] } } },
  metrics: {
    metrics_collected: {
      mem: { measurement: [{ name: 'used_percent' }], metrics_collection_interval: 60 },
    },
  },
});
const section = [
  '',
  '[burst]',
  'file = /var/log/burst.log',
  'log_group_name = burst',
  'log_stream_name = burst',
  '',
].join('\n');

/** What is written where, and what starts it. */
const shippers = {
  'amazon-cloudwatch-agent': {
    file: 'tmp/agent.json',
    config: agent,
    start: 'amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/tmp/agent.json',
  },
  awslogs: {
    file: 'etc/awslogs/awslogs.conf',
    config: section,
    start: 'systemctl start awslogsd',
  },
} as const;

/** Counts how often each line came. */
function counter() {
  const seen = new Uint8Array(lines);
  const count = ({ message }: { message: string }) => {
    const number = /^n(\d{7})$/.exec(message)?.[1];
    if (number !== undefined) seen[Number(number)] = (seen[Number(number)] ?? 0) + 1;
  };
  return { seen, count };
}

it.each(Object.entries(shippers))(
  '%s ships a million lines and a rotation without losing or doubling one, while measuring goes on',
  async (name, { file, config, start }) => {
    const { seen, count } = counter();
    let metrics = 0;
    const { clock, machine, sh } = await startMachine({
      os: 'amazon-linux-2',
      host: {
        call: async (_region, _service, operation, input) => {
          if (operation === 'PutMetricData') metrics += 1;
          if (operation === 'PutLogEvents')
            (input as { logEvents: { message: string }[] }).logEvents.forEach(count);
          return {};
        },
      },
    });
    const inside = (path: string) => join(machine.root, path);
    await sh(`yum -y install ${name}`);
    appendFileSync(inside(file), config);
    const entry = '* * * * * root echo measured >>"$ROOT/tmp/measured"';
    await sh(`${start}; echo '${entry}' >"$ROOT/etc/cron.d/measure"`);

    appendFileSync(inside('var/log/burst.log'), burst(0, rotatedAt / 2));
    await clock.advance(5_000);
    appendFileSync(inside('var/log/burst.log'), burst(rotatedAt / 2, rotatedAt));
    renameSync(inside('var/log/burst.log'), inside('var/log/burst.log.1'));
    appendFileSync(inside('var/log/burst.log'), burst(rotatedAt, lines));
    await clock.advance(3 * minute);

    expect(seen.every((times) => times === 1)).toBe(true);
    expect(readFileSync(inside('tmp/measured'), 'utf8').match(/measured/g)).toHaveLength(3);
    expect(metrics).toBe(name === 'awslogs' ? 0 : 3);
  },
);
