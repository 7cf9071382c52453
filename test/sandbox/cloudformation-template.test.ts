import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../sandbox/services/cloudformation/content.ts';
import { readParameters } from '../../sandbox/services/cloudformation/template/parameters.ts';
import { creationOrder } from '../../sandbox/services/cloudformation/template/references.ts';
import {
  resolveValue,
  type Scope,
} from '../../sandbox/services/cloudformation/template/resolve.ts';

const scope: Scope = {
  ref: (name) =>
    (({ Name: 'alpha', List: ['a', 'b'], 'AWS::Region': 'eu-west-1' }) as Record<string, unknown>)[
      name
    ],
  attribute: (id, name) => `${id}/${name}`,
  condition: (name) => name === 'Yes',
};

describe('functions', () => {
  it.each([
    [{ Ref: 'Name' }, 'alpha'],
    [{ 'Fn::GetAtt': ['One', 'Arn'] }, 'One/Arn'],
    [{ 'Fn::GetAtt': 'One.Arn' }, 'One/Arn'],
    [
      { 'Fn::Sub': `\${Name} \${One.Arn} \${AWS::Region} \${!Kept}` },
      `alpha One/Arn eu-west-1 \${Kept}`,
    ],
    [{ 'Fn::Sub': [`\${a}-\${Name}`, { a: { Ref: 'Name' } }] }, 'alpha-alpha'],
    [{ 'Fn::Join': ['-', ['x', { Ref: 'Name' }]] }, 'x-alpha'],
    [{ 'Fn::Select': ['1', { Ref: 'List' }] }, 'b'],
    [{ 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
    [{ 'Fn::If': ['Yes', 1, 2] }, 1],
    [
      { a: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, b: [{ Ref: 'AWS::NoValue' }, 2] },
      { b: [2] },
    ],
    [{ 'Fn::Equals': [{ Ref: 'Name' }, 'alpha'] }, true],
    [{ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ Condition: 'No' }] }] }, true],
    [{ 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': ['a', 'b'] }] }, false],
  ])('%j', (value, expected) => {
    expect(resolveValue(value, scope)).toEqual(expected);
  });

  it.each([{ 'Fn::ImportValue': 'x' }, { Ref: 'None' }, { 'Fn::Select': [5, ['a']] }])(
    'refuses %j',
    (value) => {
      expect(() => resolveValue(value, scope)).toThrow('Template error');
    },
  );
});

const topic = { Type: 'AWS::SNS::Topic' };
const queue = (Properties: object = {}, more: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties,
  ...more,
});
const bodyOf = (Resources: object, more: object = {}) => JSON.stringify({ Resources, ...more });

describe('a template', () => {
  it.each([
    ['YAML', 'Resources:\n  A: {}', 'JSON templates only'],
    ['bad JSON', '{"Resources": ', 'JSON not well-formed'],
    ['nothing in it', bodyOf({}), 'At least one Resources member'],
    ['too much of it', bodyOf({ A: topic }, { Description: 'x'.repeat(51_200) }), '51200'],
    ['a type nobody knows', bodyOf({ A: { Type: 'AWS::S3::Bucket' } }), '[AWS::S3::Bucket]'],
    ['an unknown section', bodyOf({ A: topic }, { Resource: {} }), '[Resource]'],
    ['a section not modelled', bodyOf({ A: topic }, { Mappings: {} }), 'Mappings'],
    ['a loose end', bodyOf({ A: queue({ QueueName: { Ref: 'B' } }) }), '[B] in the Resources'],
    [
      'a loose output',
      bodyOf({ A: topic }, { Outputs: { O: { Value: { Ref: 'B' } } } }),
      'Outputs',
    ],
    [
      'an odd attribute',
      bodyOf({ A: topic, B: queue({ QueueName: { 'Fn::GetAtt': 'A.Arn' } }) }),
      'Arn',
    ],
    [
      'a circle',
      bodyOf({ A: queue({}, { DependsOn: 'B' }), B: queue({ QueueName: { Ref: 'A' } }) }),
      'Circular dependency between resources: [A, B]',
    ],
    ['an unknown condition', bodyOf({ A: { ...topic, Condition: 'C' } }), 'condition dependency C'],
  ])('with %s is refused', (_what, body, message) => {
    expect(() => readTemplate(body)).toThrow(message);
  });

  it('is made in the order of what needs what', () => {
    const template = readTemplate(
      bodyOf({
        C: queue({ QueueName: { 'Fn::Sub': `\${B.QueueName}x` } }),
        B: queue({}, { DependsOn: ['A'] }),
        A: topic,
      }),
    );
    expect(creationOrder(template)).toEqual(['A', 'B', 'C']);
  });
});

describe('parameters', () => {
  const template = readTemplate(
    bodyOf(
      { A: topic },
      {
        Parameters: {
          Period: { Type: 'String', AllowedValues: ['60', '300'], Default: '300' },
          Word: { Type: 'String', AllowedPattern: '[a-z]*', ConstraintDescription: 'letters' },
          Size: { Type: 'Number', MinValue: 1, Default: 1 },
        },
      },
    ),
  );
  const read = (sent: Record<string, string>) =>
    readParameters(
      template,
      Object.entries(sent).map(([key, value]) => ({ key, value })),
      new Map(),
    );

  it('have defaults', () => {
    expect(Object.fromEntries(read({ Word: 'abc' }))).toEqual({
      Period: '300',
      Word: 'abc',
      Size: '1',
    });
  });

  it.each([
    [{}, 'Parameters: [Word] must have values'],
    [{ Word: 'a', Period: '61' }, "Parameter 'Period' must be one of AllowedValues"],
    [{ Word: 'A' }, 'Parameter Word failed to satisfy constraint: letters'],
    [{ Word: 'a', Size: '0' }, "Parameter 'Size' must be a number not less than 1"],
    [{ Word: 'a', Other: 'x' }, 'Parameters: [Other] do not exist in the template'],
  ])('%j', (sent, message) => {
    expect(() => read(sent)).toThrow(message);
  });
});
