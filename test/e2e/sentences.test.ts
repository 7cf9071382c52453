import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { createUserKeys } from '../../sandbox/services/iam/user-keys.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { type Env, emptyEnv, envOn, runProgram } from '../support/program.ts';

const hourMs = 60 * 60_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({
    delayScale: 0,
    instances: [
      { os: 'amazon-linux-2023', name: 'web-1' },
      { os: 'amazon-linux-2023', name: '멈춤-1', state: 'stopped' },
      { os: 'amazon-linux-2023', name: 'gone-1', state: 'terminated' },
      { os: 'amazon-linux-2023', name: 'deaf-1', httpEndpoint: 'disabled' },
      { os: 'amazon-linux-2023', name: 'app-1', applicationRole: true },
      { os: 'windows-2022', name: 'desk-1' },
    ],
  });
});

afterEach(() => sandbox.world.faults.clear());

afterAll(() => sandbox.dispose());

function idOf(name: string): string {
  const found = sandbox.instances.find(({ tags }) => tags.get('Name') === name);
  if (!found) throw new Error(`no instance ${name}`);
  return found.id;
}

/** A failure that is met before anything is changed. */
interface Case {
  readonly title: string;
  /** Left out: signed in to the sandbox. */
  readonly env?: () => Env;
  /** `web-1` unless given. */
  readonly instance?: string;
  readonly flags?: readonly string[];
  readonly exitCode: number;
  /** All of stderr, below the line that names the account; ID stands for the instance's. */
  readonly says: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: 'no credentials',
    env: () => ({ ...emptyEnv(), AWS_REGION: 'ap-northeast-2' }),
    exitCode: 4,
    says: [
      '✖ No AWS credentials were found. Could not load credentials from any providers',
      '  → Sign in (aws configure, or aws sso login) and add --profile where it is not the default; or try everything without an account: cloudwatch-wizard sandbox. [no-credentials]',
    ],
  },
  {
    title: 'a profile that is not there',
    env: () => ({ ...emptyEnv(), AWS_REGION: 'ap-northeast-2' }),
    flags: ['--profile', 'wrok'],
    exitCode: 4,
    says: [
      '✖ No AWS credentials were found for the profile wrok. Could not load credentials from any providers',
      '  → Check its name (aws configure list-profiles), or sign in: aws sso login --profile wrok [no-credentials]',
    ],
  },
  {
    title: 'an SSO profile that nobody has signed in to',
    env: () => signedOutOfSso(),
    flags: ['--profile', 'work'],
    exitCode: 4,
    says: [
      "✖ The credentials have expired (sts:GetCallerIdentity): The SSO session token associated with profile=work was not found or is invalid. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      '  → Sign in again (aws sso login --profile work, or new keys) and run the same command. [credentials-expired]',
    ],
  },
  {
    title: 'an SSO session that has expired',
    env: () => signedOutOfSso({ expiresAt: '2020-01-01T00:00:00Z' }),
    flags: ['--profile', 'work'],
    exitCode: 4,
    says: [
      "✖ The credentials have expired (sts:GetCallerIdentity): Value not present for 'clientId' in SSO Token. Cannot refresh. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      '  → Sign in again (aws sso login --profile work, or new keys) and run the same command. [credentials-expired]',
    ],
  },
  {
    title: 'keys that have expired',
    env: () => withExpiredKeys(),
    exitCode: 4,
    says: [
      '✖ The credentials have expired (sts:GetCallerIdentity): The security token included in the request is expired',
      '  → Sign in again (aws sso login, or new keys) and run the same command. [credentials-expired]',
    ],
  },
  {
    title: 'an endpoint that does not answer',
    env: () => ({ ...envOn(sandbox), AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }),
    exitCode: 4,
    says: [
      '✖ sts:GetCallerIdentity got no answer: connect ECONNREFUSED 127.0.0.1:9',
      '  → Check the network, the proxy (NODE_EXTRA_CA_CERTS for one with its own certificate), the Region (ap-northeast-2), and AWS_ENDPOINT_URL if it is set. [endpoint-unreachable]',
    ],
  },
  {
    title: 'a Region that there is not, or that is not enabled',
    flags: ['--region', 'ap-northeast-9', '--no-alerts'],
    exitCode: 4,
    says: [
      '✖ AWS refused the credentials at sts:GetCallerIdentity: InvalidClientTokenId: The security token included in the request is invalid.',
      '  → Check the Region: AWS answers so where ap-northeast-9 is not enabled for the account. Else check the keys or the profile; a secret that was rotated has to be replaced here too. [credentials-refused]',
    ],
  },
  {
    title: 'the wrong Region',
    flags: ['--region', 'eu-west-1', '--no-alerts'],
    exitCode: 4,
    says: [
      '✖ There is no instance ID in eu-west-1.',
      '  → Check the id, the account above, and --region. cloudwatch-wizard status lists what there is. [no-such-instance]',
    ],
  },
  {
    title: 'a stopped instance',
    instance: '멈춤-1',
    exitCode: 4,
    says: [
      '✖ ID is stopped: nothing can be done on it now.',
      '  → Start it, then run the same command: aws ec2 start-instances --instance-ids ID --region ap-northeast-2 [instance-stopped]',
    ],
  },
  {
    title: 'a terminated instance',
    instance: 'gone-1',
    exitCode: 4,
    says: [
      '✖ ID is terminated.',
      '  → Choose another instance: cloudwatch-wizard status lists them. [instance-terminated]',
    ],
  },
  {
    title: 'Windows',
    instance: 'desk-1',
    exitCode: 4,
    says: [
      '✖ ID runs Windows. Metrics agent and log agent are for Linux.',
      '  → On Windows use the CloudWatch agent. [instance-windows]',
    ],
  },
  {
    title: 'a metadata service that is switched off',
    instance: 'deaf-1',
    exitCode: 4,
    says: [
      "✖ The metadata service of ID is switched off: its role's credentials cannot reach it.",
      '  → Switch it on: aws ec2 modify-instance-metadata-options --instance-id ID --http-endpoint enabled --http-tokens required --region ap-northeast-2 [metadata-off]',
    ],
  },
  {
    title: "an application's role",
    instance: 'app-1',
    exitCode: 4,
    says: [
      "✖ ID already has a role (arn:aws:iam::111122223333:instance-profile/app-role). An instance has only one: attaching another would take its application's permissions away.",
      '  → Choose an instance without a role, or detach this one yourself first. Extending a role that is there comes in a later version; CustomMonitoringRole was not attached. [instance-has-other-role]',
    ],
  },
  {
    title: 'a right that is missing',
    env: () => asReader(),
    exitCode: 4,
    says: [
      '✖ iam:CreateRole is not allowed: User: arn:aws:iam::111122223333:user/reader is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/CustomMonitoringRole because no identity-based policy allows the iam:CreateRole action',
      '  → Have an administrator allow iam:CreateRole to the principal above, then run the same command. [access-denied]',
    ],
  },
  {
    title: 'a service that throttles for ever',
    env: () => throttled(),
    exitCode: 1,
    says: [
      '✖ AWS throttled iam:CreateRole again and again: Rate exceeded',
      '  → Run the same command again; it continues where this one stopped. [throttled]',
    ],
  },
];

describe('set-up stops, and says what is next, at', () => {
  it.each(cases)('$title', async (one) => {
    const instanceId = idOf(one.instance ?? 'web-1');
    const env = one.env?.() ?? envOn(sandbox);
    const argv = [
      'setup',
      '--instance-id',
      instanceId,
      '--no-alerts',
      '--yes',
      ...(one.flags ?? []),
    ];
    const { exitCode, stderr } = await runProgram(argv, env);
    const lines = stderr.trimEnd().replaceAll(instanceId, 'ID').split('\n');
    const below = lines[0]?.startsWith('Account ') ? lines.slice(1) : lines;
    expect({ exitCode, below }).toEqual({ exitCode: one.exitCode, below: one.says });
    expect(changingCalls(sandbox)).toEqual([]);
  });
});

describe('where the locale shows nothing but ASCII', () => {
  const elsewhere = () => [
    'setup',
    '--instance-id',
    idOf('web-1'),
    '--region',
    'eu-west-1',
    '--no-alerts',
  ];
  const inC = () => ({ ...envOn(sandbox), LANG: 'C' });

  it('nothing else is written', async () => {
    const { stderr } = await runProgram(elsewhere(), inC());
    expect(stderr).toMatch(/^x There is no instance .*\n {2}-> Check the id/m);
    const { stdout } = await runProgram(['status'], inC());
    expect(stdout).toMatch(/ - \?\?\?\?-1 - stopped - /);
    expect(stderr + stdout).toMatch(/^\p{ASCII}*$/u);
  });

  it('Korean that is asked for is written all the same', async () => {
    const { stderr } = await runProgram([...elsewhere(), '--lang', 'ko'], inC());
    expect(stderr).toMatch(/^✖ .*\p{Script=Hangul}/mu);
  });

  it('JSON has every letter', async () => {
    const { stdout } = await runProgram(['status', '--json'], inC());
    expect(stdout).toContain('"name": "멈춤-1"');
  });
});

/** An SSO profile `work`. @param token of an earlier sign-in; left out, there was none */
function signedOutOfSso(token?: { readonly expiresAt: string }): Env {
  const env = emptyEnv();
  const directory = join(env.HOME ?? '', '.aws');
  mkdirSync(join(directory, 'sso', 'cache'), { recursive: true });
  const config = [
    '[profile work]',
    'sso_session = corp',
    'sso_account_id = 111122223333',
    'sso_role_name = Admin',
    'region = ap-northeast-2',
    '[sso-session corp]',
    'sso_region = us-east-1',
    'sso_start_url = https://example.awsapps.com/start',
  ];
  writeFileSync(join(directory, 'config'), config.join('\n'));
  if (token) {
    // The SDK finds it by the SHA-1 of the session's name.
    const file = `${createHash('sha1').update('corp').digest('hex')}.json`;
    const content = JSON.stringify({ accessToken: 'of-2020', ...token });
    writeFileSync(join(directory, 'sso', 'cache', file), content);
  }
  return env;
}

function withExpiredKeys(): Env {
  const { credentials } = sandbox.world;
  const keys = createUserKeys(sandbox.world, 'administrator', 'administrator');
  const sessionToken = 'issued-yesterday';
  const expiresAt = sandbox.clock.now() - hourMs;
  credentials.set(keys.accessKeyId, { ...keys, sessionToken, expiresAt });
  return { ...signedInWith(keys), AWS_SESSION_TOKEN: sessionToken };
}

/** Somebody who may look at everything. */
function asReader(): Env {
  const Action = [
    'ec2:Describe*',
    'iam:Get*',
    'iam:List*',
    'ssm:Describe*',
    'ssm:Get*',
    'logs:Describe*',
  ];
  const rights = [
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
  ] as const;
  return signedInWith(createUserKeys(sandbox.world, 'reader', rights));
}

function signedInWith(keys: Pick<Sandbox['keys'], 'accessKeyId' | 'secretAccessKey'>): Env {
  const { accessKeyId, secretAccessKey } = keys;
  return {
    ...envOn(sandbox),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

/** The SDK's own patience is left out. */
function throttled(): Env {
  sandbox.world.faults.add({ service: 'iam', operation: 'CreateRole', effect: 'throttle' });
  return { ...envOn(sandbox), AWS_MAX_ATTEMPTS: '1' };
}
