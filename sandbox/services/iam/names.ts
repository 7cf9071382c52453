import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';

const limits = {
  RoleName: 64,
  InstanceProfileName: 128,
  PolicyName: 128,
} as const;

/** @throws AwsError `ValidationError` when it is missing, too long or has characters IAM refuses. */
export function nameOrThrow(input: Input, member: keyof typeof limits): string {
  const name = text(input, member) ?? '';
  const shown = member.charAt(0).toLowerCase() + member.slice(1);
  const fail = (constraint: string) =>
    new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${name}' at '${shown}' failed to satisfy constraint: Member must ${constraint}`,
    );
  if (name === '') throw fail('have length greater than or equal to 1');
  if (name.length > limits[member])
    throw fail(`have length less than or equal to ${limits[member]}`);
  if (!/^[\w+=,.@-]+$/.test(name))
    throw new AwsError(
      'ValidationError',
      `The specified value for ${shown} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  return name;
}

/** `/` unless one was given. @throws AwsError `ValidationError` */
export function pathOrThrow(input: Input): string {
  const path = text(input, 'Path') ?? '/';
  if (path.length <= 512 && /^\/(?:[\x21-\x7e]*\/)?$/.test(path)) return path;
  throw new AwsError(
    'ValidationError',
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  );
}
