import { expect, it } from 'vitest';
import { renderTemplate, templateLimit } from '../../lambda/stack/template.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is to come through as it is.
const code = 'exports.handler=async()=>"한글 ${x} \\" \\n"';
const text = renderTemplate({ code, version: '1.2.3' });
const template = JSON.parse(text);

it('gives the function exactly the code it was given', () => {
  expect(template.Resources.Function.Properties.Code).toEqual({ ZipFile: code });
});

it('is ASCII, and says its version in metadata and output', () => {
  expect(text).toMatch(/^[\x20-\x7e]*$/);
  expect(template.Metadata.Version).toBe('1.2.3');
  expect(template.Outputs.Version.Value).toBe('1.2.3');
});

it('refers only to what is in it', () => {
  const known = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters)]);
  const named = [
    ...text.matchAll(/\{"Ref":"([^"]+)"\}/g),
    ...text.matchAll(/"Fn::GetAtt":\["([^"]+)"/g),
    ...text.matchAll(/"DependsOn":"([^"]+)"/g),
  ].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !known.has(name) && !name.startsWith('AWS::'))).toEqual([]);
});

it('names no partition, Region or account', () => {
  expect(text).not.toMatch(/arn:aws|us-east-1|\d{12}/);
});

it('makes a topic only where none was named, and never encrypts it with a key alarms cannot use', () => {
  expect(template.Resources.Topic).toEqual({ Type: 'AWS::SNS::Topic', Condition: 'MakesTopic' });
  expect(template.Conditions.MakesTopic).toEqual({
    'Fn::Equals': [{ Ref: 'ExistingTopicArn' }, ''],
  });
});

it('lets every alarm tell the topic that the verifier tells', () => {
  const alarms = Object.values<{ Type: string; Properties: { AlarmActions: unknown } }>(
    template.Resources,
  ).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  expect(alarms).toHaveLength(4);
  for (const alarm of alarms)
    expect(alarm.Properties.AlarmActions).toEqual([
      template.Resources.Function.Properties.Environment.Variables.TOPIC_ARN,
    ]);
});

it('hides the webhook, and leaves room for the code', () => {
  expect(template.Parameters.WebhookUrl.NoEcho).toBe(true);
  expect(Buffer.byteLength(text)).toBeLessThan(templateLimit / 4);
});
