import {
  AssociateIamInstanceProfileCommand,
  DisassociateIamInstanceProfileCommand,
  ReplaceIamInstanceProfileAssociationCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import type { Ec2Instance } from '../../sandbox/services/ec2/state.ts';
import { createInstanceProfile, createInstanceRole } from '../support/instance-role.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const hourMs = 3_600_000;

let sandbox: Sandbox;
let clients: ReturnType<typeof sandboxClients>;
let instance: Ec2Instance;

async function start(httpTokens: 'optional' | 'required') {
  sandbox = await startSandbox({ instances: [{ os: 'amazon-linux-2023', httpTokens }] });
  clients = sandboxClients(sandbox);
  const [launched] = sandbox.instances;
  if (!launched) throw new Error('The sandbox has no instance.');
  instance = launched;
}

const end = () => sandbox.dispose();

function ask(method: string, path: string, headers: Record<string, string> = {}) {
  return fetch(`${sandbox.url}/_imds/${instance.id}/latest/${path}`, { method, headers });
}

async function token(ttlSeconds = 21_600) {
  const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': String(ttlSeconds) };
  return (await ask('PUT', 'api/token', headers)).text();
}

async function get(path: string, heldToken = '') {
  const held = heldToken || (await token());
  const answer = await ask('GET', path, { 'x-aws-ec2-metadata-token': held });
  return answer.ok ? answer.text() : answer.status;
}

describe('the session token', () => {
  beforeAll(() => start('required'));
  afterAll(end);

  it('opens the metadata, several at a time, each until its own end', async () => {
    const short = await token(60);
    const long = await token(3600);
    expect(await get('meta-data/instance-id', short)).toBe(instance.id);
    expect(await get('meta-data/instance-id', long)).toBe(instance.id);
    await sandbox.clock.advance(60_000);
    expect(await get('meta-data/instance-id', short)).toBe(401);
    expect(await get('meta-data/instance-id', long)).toBe(instance.id);
  });

  it.each(['', '0', '21601', 'soon', '-1'])('is not given for %j seconds', async (ttl) => {
    const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': ttl };
    expect((await ask('PUT', 'api/token', headers)).status).toBe(400);
  });

  it('is not given through a proxy', async () => {
    const headers = {
      'x-aws-ec2-metadata-token-ttl-seconds': '60',
      'x-forwarded-for': '10.0.0.1',
    };
    expect((await ask('PUT', 'api/token', headers)).status).toBe(403);
  });

  it('cannot be left out where it is required', async () => {
    expect((await ask('GET', 'meta-data/instance-id')).status).toBe(401);
  });
});

describe('the options', () => {
  beforeEach(() => start('optional'));
  afterEach(end);

  it('let it answer without a token, yet not with a wrong one', async () => {
    expect(await (await ask('GET', 'meta-data/instance-id')).text()).toBe(instance.id);
    expect(await get('meta-data/instance-id', 'wrong')).toBe(401);
  });

  it('have it refuse everything while its endpoint is disabled', async () => {
    instance.metadataOptions = { ...instance.metadataOptions, httpEndpoint: 'disabled' };
    expect((await ask('GET', 'meta-data/instance-id')).status).toBe(403);
    expect((await ask('PUT', 'api/token')).status).toBe(403);
  });
});

describe('the tree', () => {
  beforeAll(() => start('required'));
  afterAll(end);

  it('lists a branch, with a slash behind what goes on', async () => {
    expect(await get('meta-data/placement/')).toBe('availability-zone\nregion');
    expect(String(await get('meta-data')).split('\n')).toContain('placement/');
  });

  it.each([
    ['meta-data/placement/region', 'ap-northeast-2'],
    ['meta-data/placement/availability-zone', 'ap-northeast-2a'],
    ['meta-data/services/domain', 'amazonaws.com'],
    ['meta-data/instance-type', 't3.micro'],
    ['meta-data/instance-life-cycle', 'on-demand'],
    ['meta-data/no-such-thing', 404],
    ['meta-data/iam/info', 404],
    ['meta-data/iam/security-credentials/', 404],
  ])('answers %s', async (path, expected) => {
    expect(await get(path)).toBe(expected);
  });

  it('has the identity document', async () => {
    const document = JSON.parse(String(await get('dynamic/instance-identity/document')));
    expect(document).toMatchObject({
      instanceId: instance.id,
      region: 'ap-northeast-2',
      accountId: '111122223333',
    });
  });
});

describe('the role', () => {
  beforeEach(() => start('required'));
  afterEach(end);

  const credentials = async (name = 'App') =>
    JSON.parse(String(await get(`meta-data/iam/security-credentials/${name}`)));
  const info = async () => JSON.parse(String(await get('meta-data/iam/info')));

  async function createProfile(trusted = 'ec2.amazonaws.com') {
    await createInstanceRole(clients.iam, { name: 'App', trusted });
    await sandbox.clock.advance(8_000);
  }

  async function attach() {
    const answer = await clients.ec2.send(
      new AssociateIamInstanceProfileCommand({
        InstanceId: instance.id,
        IamInstanceProfile: { Name: 'App' },
      }),
    );
    await sandbox.clock.advance(5_000);
    return answer.IamInstanceProfileAssociation?.AssociationId;
  }

  const identity = (document: { AccessKeyId: string; SecretAccessKey: string; Token: string }) =>
    sandboxClients(sandbox, {
      keys: {
        accessKeyId: document.AccessKeyId,
        secretAccessKey: document.SecretAccessKey,
        sessionToken: document.Token,
      },
    }).sts.send(new GetCallerIdentityCommand({}));

  it('is served a moment after it was associated, with keys that work', async () => {
    await createProfile();
    await attach();
    expect(await get('meta-data/iam/security-credentials/')).toBe('App');
    expect(await info()).toMatchObject({ Code: 'Success' });
    const caller = await identity(await credentials());
    expect(caller.Arn).toBe(`arn:aws:sts::111122223333:assumed-role/App/${instance.id}`);
  });

  it('keeps its keys until shortly before they end, then has new ones beside them', async () => {
    await createProfile();
    await attach();
    const first = await credentials();
    await sandbox.clock.advance(5 * hourMs);
    expect((await credentials()).AccessKeyId).toBe(first.AccessKeyId);
    await sandbox.clock.advance(50 * 60_000);
    const second = await credentials();
    expect(second.AccessKeyId).not.toBe(first.AccessKeyId);
    expect((await identity(first)).Account).toBe('111122223333');
    await sandbox.clock.advance(10 * 60_000);
    expect((await errorOf(identity(first))).name).toMatch(/^ExpiredToken/);
    expect((await identity(second)).Account).toBe('111122223333');
  });

  it('is gone after a detach, while keys given out go on working', async () => {
    await createProfile();
    const AssociationId = await attach();
    const held = await credentials();
    await clients.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
    expect(await get('meta-data/iam/info')).toBe(404);
    expect((await identity(held)).Account).toBe('111122223333');
  });

  it('is the old one for a moment after it was replaced', async () => {
    await createProfile();
    const AssociationId = await attach();
    await createInstanceRole(clients.iam, { name: 'Other' });
    await sandbox.clock.advance(8_000);
    await clients.ec2.send(
      new ReplaceIamInstanceProfileAssociationCommand({
        AssociationId,
        IamInstanceProfile: { Name: 'Other' },
      }),
    );
    await sandbox.clock.advance(4_000);
    expect(await get('meta-data/iam/security-credentials/')).toBe('App');
    await sandbox.clock.advance(1_000);
    expect(await get('meta-data/iam/security-credentials/')).toBe('Other');
    expect(await credentials('Other')).toMatchObject({ Code: 'Success' });
  });

  it('cannot be taken on where its trust is not for EC2', async () => {
    await createProfile('lambda.amazonaws.com');
    await attach();
    expect(await credentials()).toMatchObject({ Code: 'AssumeRoleUnauthorizedAccess' });
    expect(await info()).toMatchObject({ Code: 'Success' });
  });

  it('is missing from an emptied profile, and a profile made again is not found', async () => {
    await createProfile();
    await attach();
    const { iam } = clients;
    const pair = { InstanceProfileName: 'App', RoleName: 'App' };
    await iam.send(new RemoveRoleFromInstanceProfileCommand(pair));
    expect((await info()).Message).toMatch(/^Instance Profile does not contain a role/);
    expect(await get('meta-data/iam/security-credentials/')).toBe(404);
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: 'App' }));
    await createInstanceProfile(iam, 'App');
    await sandbox.clock.advance(8_000);
    expect(await info()).toMatchObject({ Code: 'InstanceProfileNotFound' });
  });
});
