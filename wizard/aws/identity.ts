import { ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { problem, WizardError } from '../errors.ts';
import type { AwsClients } from './clients.ts';
import { type CredentialSource, credentialSource } from './credential-source.ts';
import { explainError } from './explain-error.ts';

/** Whose account this is: shown before anything else. */
export interface Identity {
  readonly accountId: string;
  /** `undefined` when there is none, or it may not be read. */
  readonly alias: string | undefined;
  readonly principal: string;
  readonly partition: string;
  readonly region: string;
  readonly source: CredentialSource;
}

/** @throws what the SDK throws, or `no-region` when neither flag, environment nor profile has one. */
export async function readIdentity(
  aws: AwsClients,
  env: Readonly<Record<string, string | undefined>>,
  profile: string | undefined,
): Promise<Identity> {
  const region = await aws.region();
  const source = credentialSource(env, profile);
  const caller = await aws.sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
    throw namingPlace(explainError(error), region, source.profile);
  });
  const principal = caller.Arn ?? '';
  return {
    accountId: caller.Account ?? '',
    alias: await accountAlias(aws),
    principal,
    partition: principal.split(':')[1] ?? 'aws',
    region,
    source,
  };
}

/** The SDK does not say which Region and profile it looked for, and a name can be mistyped. */
function namingPlace(error: unknown, region: string, profile: string | undefined): unknown {
  if (!(error instanceof WizardError)) return error;
  const [{ id, values }] = error.problems;
  const named = profile === undefined ? { region } : { region, profile };
  return problem(id, { ...values, ...named }, { cause: error.cause });
}

/** A courtesy: without the right to read it the account's number has to do. */
async function accountAlias(aws: AwsClients): Promise<string | undefined> {
  try {
    const { AccountAliases } = await aws.iam.send(new ListAccountAliasesCommand({}));
    return AccountAliases?.[0];
  } catch {
    return undefined;
  }
}
