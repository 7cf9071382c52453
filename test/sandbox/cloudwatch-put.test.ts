import { gunzipSync } from 'node:zlib';
import { type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ delayScale: 0 });
});
afterAll(() => sandbox.dispose());

const put = (data: MetricDatum[] | undefined, namespace = 'System/Linux') =>
  sandboxClients(sandbox).cloudwatch.send(
    new PutMetricDataCommand({ Namespace: namespace, MetricData: data }),
  );

const datum = (over: Partial<MetricDatum> = {}): MetricDatum => ({
  MetricName: 'MemoryUtilization',
  Value: 1,
  ...over,
});
const without = (name: keyof MetricDatum, over: Partial<MetricDatum> = {}): MetricDatum => {
  const { [name]: _, ...rest } = datum(over);
  return rest as MetricDatum;
};
const dimensions = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Name: `Name${index}`, Value: 'x' }));

describe('PutMetricData refuses', () => {
  it.each([
    ['a namespace of AWS', 'AWS/EC2', 'The value AWS/ for parameter Namespace is invalid.'],
    ['a namespace with a colon in front', ':x', 'The value :x for parameter Namespace is invalid.'],
    ['a namespace that is not ASCII', '시스템', 'parameter Namespace must contain only ASCII'],
    ['a namespace that is too long', 'x'.repeat(256), 'Namespace must be shorter than 256'],
  ])('%s', async (_, namespace, message) => {
    const error = await errorOf(put([datum()], namespace));
    expect(error).toMatchObject({ name: 'InvalidParameterValueException', status: 400 });
    expect(error.message).toContain(message);
  });

  const first = 'MetricData.member.1.';
  it.each<[string, MetricDatum, string]>([
    ['NaN', datum({ Value: Number.NaN }), `The value NaN for parameter ${first}Value is invalid.`],
    ['infinity', datum({ Value: Number.POSITIVE_INFINITY }), `parameter ${first}Value is invalid.`],
    ['a value above 2^360', datum({ Value: 2 ** 361 }), `parameter ${first}Value is invalid.`],
    [
      'more than 150 values',
      without('Value', { Values: Array.from({ length: 151 }, (_, index) => index) }),
      `The collection ${first}Values must not have a size greater than 150.`,
    ],
    [
      'counts that do not fit the values',
      without('Value', { Values: [1, 2], Counts: [1] }),
      `The parameters ${first}Values and ${first}Counts must be of the same size.`,
    ],
    [
      'more than 30 dimensions',
      datum({ Dimensions: dimensions(31) }),
      `The collection ${first}Dimensions must not have a size greater than 30.`,
    ],
    [
      'the same dimension twice',
      datum({ Dimensions: [...dimensions(1), ...dimensions(1)] }),
      'No Metric may specify the same dimension twice.',
    ],
    [
      'another resolution',
      datum({ StorageResolution: 10 }),
      'must be a value in the set [ 1, 60 ]',
    ],
    [
      'another unit',
      datum({ Unit: 'Furlongs' as 'Count' }),
      'must be a value in the set [ Seconds',
    ],
    [
      'a statistic set whose maximum is below its minimum',
      without('Value', {
        StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 2, Maximum: 1 },
      }),
      `${first}StatisticValues.Maximum must be greater than ${first}StatisticValues.Minimum.`,
    ],
  ])('%s', async (_, bad, message) => {
    const error = await errorOf(put([bad]));
    expect(error.name).toBe('InvalidParameterValueException');
    expect(error.message).toContain(message);
  });

  it.each<[string, MetricDatum[] | undefined, string]>([
    ['no data', undefined, 'The parameter MetricData is required.'],
    ['an empty list', [], 'The parameter MetricData is required.'],
    ['no value', [without('Value')], 'At least one of the parameters'],
    [
      'an empty dimension value, and names the datum',
      [datum(), datum({ Dimensions: [{ Name: 'InstanceId', Value: '' }] })],
      'The parameter MetricData.member.2.Dimensions.member.1.Value is required.',
    ],
  ])('%s', async (_, data, message) => {
    const error = await errorOf(put(data));
    expect(error.name).toBe('MissingRequiredParameterException');
    expect(error.message).toContain(message);
  });

  it('a value beside a statistic set', async () => {
    const set = { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 };
    expect(await errorOf(put([datum({ StatisticValues: set })]))).toMatchObject({
      name: 'InvalidParameterCombinationException',
      message:
        'The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.',
    });
  });

  it('more than 1000 datums', async () => {
    const error = await errorOf(put(Array.from({ length: 1_001 }, () => datum())));
    expect(error.message).toBe('The collection MetricData must not have a size greater than 1000.');
  });

  it('times before two weeks ago and after two hours from now, and nothing in between', async () => {
    const now = sandbox.clock.now();
    const at = (ms: number) => put([datum({ Timestamp: new Date(now + ms) })]);
    expect((await errorOf(at(-14 * dayMs - 1_000))).message).toContain('within the past two weeks');
    expect((await errorOf(at(2 * hourMs + 1_000))).message).toContain('two hours in the future');
    await at(-14 * dayMs + 1_000);
    await at(2 * hourMs - 1_000);
  });

  it('the whole request for one bad datum', async () => {
    const good = datum({ MetricName: 'NeverStored' });
    await errorOf(put([good, datum({ Value: Number.NaN })]));
    const stored = [...sandbox.world.region(sandbox.region).cloudwatch.metrics.values()];
    expect(stored.map(({ metricName }) => metricName)).not.toContain('NeverStored');
  });
});

it('takes a thousand datums, which the SDK sends compressed', async () => {
  const { cloudwatch } = sandboxClients(sandbox);
  let compressed: Uint8Array = new Uint8Array();
  cloudwatch.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { headers: Record<string, string>; body: Uint8Array };
      if (request.headers['content-encoding'] === 'gzip') compressed = request.body;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'seeCompressed' },
  );
  const data = Array.from({ length: 1_000 }, (_, index) => datum({ MetricName: `Many${index}` }));
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Many', MetricData: data }));
  expect(JSON.parse(gunzipSync(compressed).toString()).MetricData).toHaveLength(1_000);
  const stored = [...sandbox.world.region(sandbox.region).cloudwatch.metrics.values()];
  expect(stored.filter(({ namespace }) => namespace === 'Many')).toHaveLength(1_000);
});
