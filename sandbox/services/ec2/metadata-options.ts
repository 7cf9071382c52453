import { AwsError } from '../../errors.ts';
import { type Input, number, text } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { instanceOrThrow } from './find-instances.ts';
import { metadataOptionsView } from './instance-view.ts';

export const modifyInstanceMetadataOptions: Operation = (input, call) => {
  const instance = instanceOrThrow(text(input, 'InstanceId'), call);
  const before = instance.metadataOptions;
  const hopLimit = number(input, 'HttpPutResponseHopLimit') ?? before.hopLimit;
  if (!(hopLimit >= 1 && hopLimit <= 64))
    throw invalid('HttpPutResponseHopLimit', String(hopLimit));
  instance.metadataOptions = {
    httpTokens: choice(input, 'HttpTokens', ['optional', 'required']) ?? before.httpTokens,
    httpEndpoint: choice(input, 'HttpEndpoint', ['enabled', 'disabled']) ?? before.httpEndpoint,
    hopLimit,
    instanceMetadataTags:
      choice(input, 'InstanceMetadataTags', ['enabled', 'disabled']) ?? before.instanceMetadataTags,
  };
  return {
    instanceId: instance.id,
    instanceMetadataOptions: metadataOptionsView(instance.metadataOptions, 'pending'),
  };
};

function choice<Choice extends string>(
  input: Input,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = text(input, name);
  if (value === undefined) return undefined;
  const found = choices.find((each) => each === value);
  if (found === undefined) throw invalid(name, value);
  return found;
}

function invalid(name: string, value: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter ${name} is invalid.`,
  );
}
