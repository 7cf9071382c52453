import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  paginateListRoles,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { roleDocuments } from '../../sandbox/services/iam/state.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});
const rights = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' },
});
const fullAccess = 'arn:aws:iam::aws:policy/CloudWatchFullAccess';
const fullAccessV2 = 'arn:aws:iam::aws:policy/CloudWatchFullAccessV2';

let sandbox: Sandbox;
let iam: ReturnType<typeof sandboxClients>['iam'];
beforeEach(async () => {
  sandbox = await startSandbox();
  iam = sandboxClients(sandbox, { maxAttempts: 1 }).iam;
});
afterEach(() => sandbox.dispose());

const createRole = (RoleName: string, more: { Path?: string } = {}) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, ...more }));

describe('a role', () => {
  it('is given back as it was made', async () => {
    const Tags = [
      { Key: 'owner', Value: 'a b @ 1' },
      { Key: '이름', Value: '' },
    ];
    const { Role: made } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'web',
        Path: '/app/',
        Description: '<a & b>\nline 2',
        AssumeRolePolicyDocument: trust,
        Tags,
      }),
    );
    expect(made).toMatchObject({
      RoleName: 'web',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${sandbox.accountId}:role/app/web`,
      CreateDate: new Date(Math.floor(sandbox.clock.now())),
    });
    const { Role: found } = await iam.send(new GetRoleCommand({ RoleName: 'web' }));
    expect(found).toMatchObject({
      RoleId: made?.RoleId,
      Tags,
      MaxSessionDuration: 3600,
      Description: '<a & b>\nline 2',
    });
    const document = found?.AssumeRolePolicyDocument ?? '';
    expect(document).toMatch(/^%7B%22Version/);
    expect(decodeURIComponent(document)).toBe(trust);
  });

  it('has a name that no other has, whatever its case', async () => {
    await createRole('CustomMonitoringRole');
    expect(await errorOf(createRole('custommonitoringrole'))).toEqual({
      name: 'EntityAlreadyExistsException',
      message: 'Role with name custommonitoringrole already exists.',
      status: 409,
    });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'CUSTOMMONITORINGROLE' }));
    expect(Role?.RoleName).toBe('CustomMonitoringRole');
  });

  it.each([
    ['', 'ValidationError', /at 'roleName' failed to satisfy constraint/],
    ['a'.repeat(65), 'ValidationError', /length less than or equal to 64/],
    ['a b', 'ValidationError', /The specified value for roleName is invalid/],
  ])('cannot be called "%s"', async (RoleName, name, message) => {
    expect(await errorOf(createRole(RoleName))).toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['{', 'This policy contains invalid Json'],
    ['{}', 'Syntax errors in policy.'],
    [rights, 'Has prohibited field Resource'],
    [trust.replace('Principal', 'Principle'), 'Missing required field Principal'],
    [trust.replace('"Allow"', '"Maybe"'), 'Syntax errors in policy.'],
  ])('cannot trust by %s', async (AssumeRolePolicyDocument, message) => {
    const call = iam.send(new CreateRoleCommand({ RoleName: 'a', AssumeRolePolicyDocument }));
    expect(await errorOf(call)).toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message,
    });
  });

  it('that is not there is a NoSuchEntity', async () => {
    expect(await errorOf(iam.send(new GetRoleCommand({ RoleName: 'none' })))).toEqual({
      name: 'NoSuchEntityException',
      message: 'The role with name none cannot be found.',
      status: 404,
    });
  });

  it('takes another trust policy', async () => {
    await createRole('web');
    const PolicyDocument = trust.replace('ec2.', 'lambda.');
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'web', PolicyDocument }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'web' }));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(PolicyDocument);
  });

  it('is tagged and untagged', async () => {
    await createRole('web');
    const tag = (Key: string, Value: string) =>
      iam.send(new TagRoleCommand({ RoleName: 'web', Tags: [{ Key, Value }] }));
    await tag('a', '1');
    await tag('b', '2');
    await tag('a', '3');
    await iam.send(new UntagRoleCommand({ RoleName: 'web', TagKeys: ['b', 'never there'] }));
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: 'web' }));
    expect(Tags).toEqual([{ Key: 'a', Value: '3' }]);
  });

  it('is deleted only when nothing hangs on it', async () => {
    await createRole('web');
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName: 'web' }));
    const policy = { RoleName: 'web', PolicyName: 'inline' };
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'web', PolicyArn: fullAccess }));
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: rights }));
    expect(await errorOf(remove())).toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
      status: 409,
    });
    await iam.send(new DetachRolePolicyCommand({ RoleName: 'web', PolicyArn: fullAccess }));
    expect((await errorOf(remove())).message).toBe(
      'Cannot delete entity, must delete policies first.',
    );
    await iam.send(new DeleteRolePolicyCommand(policy));
    await remove();
    expect((await errorOf(remove())).name).toBe('NoSuchEntityException');
  });
});

describe('lists', () => {
  it('come in pages, sorted by name', async () => {
    for (const name of ['c', 'a', 'e', 'b', 'd']) await createRole(name);
    const first = await iam.send(new ListRolesCommand({ MaxItems: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, Marker: expect.any(String) });
    const names: (string | undefined)[] = [];
    for await (const page of paginateListRoles({ client: iam, pageSize: 2 }, {}))
      names.push(...(page.Roles ?? []).map((role) => role.RoleName));
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('can be of one path', async () => {
    await createRole('a');
    await createRole('b', { Path: '/app/' });
    const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: '/app/' }));
    expect(Roles?.map((role) => role.RoleName)).toEqual(['b']);
  });

  it.each([{ MaxItems: 0 }, { MaxItems: 1001 }, { Marker: 'nonsense' }])(
    'refuse %j',
    async (input) => {
      expect((await errorOf(iam.send(new ListRolesCommand(input)))).name).toBe('ValidationError');
    },
  );

  it('tell the account alias', async () => {
    const { AccountAliases } = await iam.send(new ListAccountAliasesCommand());
    expect(AccountAliases).toEqual(['sandbox']);
  });
});

describe('policies of a role', () => {
  beforeEach(() => createRole('web'));
  const attach = (PolicyArn: string) =>
    iam.send(new AttachRolePolicyCommand({ RoleName: 'web', PolicyArn }));

  it('are attached and detached, twice without harm to attach', async () => {
    await attach(fullAccess);
    await attach(fullAccess);
    const { AttachedPolicies } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: 'web' }),
    );
    expect(AttachedPolicies).toEqual([
      { PolicyName: 'CloudWatchFullAccess', PolicyArn: fullAccess },
    ]);
    const detach = () =>
      iam.send(new DetachRolePolicyCommand({ RoleName: 'web', PolicyArn: fullAccess }));
    await detach();
    expect(await errorOf(detach())).toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${fullAccess} was not found.`,
    });
  });

  it('that are deprecated stay, but are not attached anew', async () => {
    await attach(fullAccess);
    await createRole('late');
    sandbox.world.iam.unattachable.add(fullAccess);
    const late = new AttachRolePolicyCommand({ RoleName: 'late', PolicyArn: fullAccess });
    expect(await errorOf(iam.send(late))).toEqual({
      name: 'NoSuchEntityException',
      message: `Policy ${fullAccess} does not exist or is not attachable.`,
      status: 404,
    });
    await attach(fullAccess);
    await attach(fullAccessV2);
    expect(roleDocuments(sandbox.world.iam, 'web')).toHaveLength(2);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: fullAccess }));
    expect(Policy).toMatchObject({ IsAttachable: false, AttachmentCount: 1 });
  });

  it('that AWS does not have cannot be attached', async () => {
    const error = await errorOf(attach('arn:aws:iam::aws:policy/NoSuchPolicy'));
    expect(error.message).toBe(
      'Policy arn:aws:iam::aws:policy/NoSuchPolicy does not exist or is not attachable.',
    );
  });

  it('can be inline, and come back URL-encoded', async () => {
    const put = (PolicyDocument: string) =>
      iam.send(new PutRolePolicyCommand({ RoleName: 'web', PolicyName: 'own', PolicyDocument }));
    await put(rights.replace('logs:', 'sns:'));
    await put(rights);
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName: 'web' }));
    expect(PolicyNames).toEqual(['own']);
    const found = await iam.send(new GetRolePolicyCommand({ RoleName: 'web', PolicyName: 'own' }));
    expect(found.PolicyDocument).not.toContain('*');
    expect(decodeURIComponent(found.PolicyDocument ?? '')).toBe(rights);
    expect(await errorOf(put(trust))).toMatchObject({ name: 'MalformedPolicyDocumentException' });
    expect(await errorOf(put(rights.replace('logs:', '')))).toMatchObject({
      message: 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    });
  });

  it('of AWS can be read', async () => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: fullAccess }));
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn: fullAccess, VersionId: Policy?.DefaultVersionId }),
    );
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('"cloudwatch:*"');
  });
});
