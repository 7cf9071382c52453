import { type Input, text } from '../../input.ts';
import type { Call, Required } from '../../service.ts';

/** What a caller needs for an operation of IAM, on the role, profile or policy it names. */
export function requiredForIam(operation: string, input: Input, call: Call): Required {
  return { action: `iam:${operation}`, resource: resourceOf(operation, input, call) };
}

function resourceOf(operation: string, input: Input, { world }: Call): string {
  const account = `arn:${world.partition}:iam::${world.accountId}`;
  const profile = text(input, 'InstanceProfileName');
  if (profile !== undefined)
    return (
      world.iam.profiles.get(profile.toLowerCase())?.arn ?? `${account}:instance-profile/${profile}`
    );
  const role = text(input, 'RoleName');
  if (role !== undefined)
    return world.iam.roles.get(role.toLowerCase())?.arn ?? `${account}:role/${role}`;
  if (operation === 'ListRoles') return `${account}:role/`;
  if (operation === 'ListInstanceProfiles') return `${account}:instance-profile/`;
  return text(input, 'PolicyArn') ?? text(input, 'PolicySourceArn') ?? '*';
}
