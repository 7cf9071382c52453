import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../sandbox/clock.ts';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { os } from './backend.ts';
import { openAccount } from './moto-account.ts';
import { hasMoto, type Moto, startMoto } from './moto-server.ts';
import { cloudWatchCalls } from './probing/cloudwatch.ts';
import { ec2Calls } from './probing/ec2.ts';
import { iamCalls } from './probing/iam.ts';
import { logsCalls } from './probing/logs.ts';
import type { Asked } from './probing/probing-call.ts';

/**
 * Where the two differ, who is right, and by whom. `ok` on the right is moto taking anything. A
 * difference that is not in here is a defect of the sandbox until somebody has looked it up.
 */
const differences: Readonly<Record<string, readonly [sandbox: string, moto: string]>> = {
  // API_CreateRole: MalformedPolicyDocument; RoleName `[\w+=,.@-]+`.
  'a role whose trust is no JSON': ['MalformedPolicyDocumentException', 'ok'],
  'a role whose name has a blank': ['ValidationError', 'ok'],
  // API_ListInstanceProfilesForRole: NoSuchEntity.
  'profiles of a role that is not there': ['NoSuchEntityException', 'ok'],
  // EC2 error codes: "The specified instance ID is malformed".
  'an instance id that is none': ['InvalidInstanceID.Malformed', 'InvalidInstanceID.NotFound'],
  // NoSuchEntity is IAM's code; EC2's answer is known from the retries of Terraform and Packer.
  'a profile that is not there, attached': ['InvalidParameterValue', 'NoSuchEntity'],
  'tags on an instance that is not there': ['InvalidInstanceID.NotFound', 'ok'],
  // Using_Tags: the prefix is reserved.
  'a tag that begins with aws:': ['InvalidParameterValue', 'ok'],
  // API_CreateLogGroup: `[\.\-_/#A-Za-z0-9]+`; API_PutRetentionPolicy lists the values.
  'a group whose name has a blank': ['InvalidParameterException', 'ok'],
  'a retention that cannot be had': ['InvalidParameterException', 'ok'],
  // API_PutMetricData and API_MetricDatum.
  'a datum of 31 dimensions': ['InvalidParameterValueException', 'ok'],
  'a dimension without a value': ['MissingRequiredParameterException', 'ok'],
  'a datum older than two weeks': ['InvalidParameterValueException', 'ok'],
  'a datum three hours ahead': ['InvalidParameterValueException', 'ok'],
  'a unit that is none': ['InvalidParameterValueException', 'ok'],
  'a datum in the namespace of AWS': ['InvalidParameterValueException', 'ok'],
  // As aws-sdk-go issue 332 and LocalStack's tests that were run on AWS quote it.
  'a value and values': ['InvalidParameterCombinationException', 'InvalidParameterValueException'],
  // API_GetMetricStatistics: a multiple of 60.
  'statistics of a period that is no whole minute': ['InvalidParameterValueException', 'ok'],
};

describe.runIf(hasMoto())('the sandbox answers as moto does, but for what is known, to', () => {
  let sandbox: Sandbox;
  let moto: Moto;
  let onSandbox: Asked;
  let onMoto: Asked;
  beforeAll(async () => {
    moto = await startMoto(createClock({ rate: 1 }));
    const { instanceId, ...account } = await openAccount(moto);
    const once = { maxAttempts: 1 };
    sandbox = await startSandbox({ rate: 1, delayScale: 0, instances: [{ os }] });
    onSandbox = {
      clients: sandboxClients(sandbox, once),
      instanceId: sandbox.instances[0]?.id ?? '',
    };
    onMoto = { clients: sandboxClients(account, once), instanceId };
  });
  afterAll(async () => {
    await sandbox?.dispose();
    await moto?.[Symbol.asyncDispose]();
  });

  it.each([...iamCalls, ...ec2Calls, ...logsCalls, ...cloudWatchCalls])(
    '%s',
    async (what, call) => {
      const seen = [await outcome(call(onSandbox)), await outcome(call(onMoto))];
      if (Object.hasOwn(differences, what)) expect(seen).toEqual(differences[what]);
      else expect(seen[0]).toBe(seen[1]);
    },
  );
});

async function outcome(call: Promise<object>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    return (error as Error).name;
  }
}
