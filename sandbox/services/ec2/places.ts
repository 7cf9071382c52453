import { AwsError } from '../../errors.ts';
import { texts } from '../../input.ts';
import type { Operation } from '../../service.ts';
import type { World } from '../../world.ts';

/** Regions that are enabled in every account. */
const regionNames = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/** Those, and the one that the sandbox was started in. In any other nobody has credentials. */
export function enabledRegions(world: World): string[] {
  const own = world.regions().map(({ name }) => name);
  return [...new Set([...regionNames, ...own])].sort();
}

export const describeRegions: Operation = (input, { world }) => {
  const enabled = enabledRegions(world);
  const asked = texts(input, 'RegionName');
  const unknown = asked.filter((name) => !enabled.includes(name));
  if (unknown.length > 0)
    throw new AwsError('InvalidParameterValue', `Invalid region provided: ${unknown.join(', ')}`);
  return {
    regionInfo: (asked.length > 0 ? asked : enabled).map((regionName) => ({
      regionName,
      regionEndpoint: `ec2.${regionName}.amazonaws.com`,
      optInStatus: regionNames.includes(regionName) ? 'opt-in-not-required' : 'opted-in',
    })),
  };
};
