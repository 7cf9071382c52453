import { change } from '../aws/change.ts';
import type { AwsCall } from '../engine/action.ts';

export const executionSeconds = 600;
/** Not much longer than the shortest that SSM takes (30): an agent that is online needs seconds. */
export const deliverySeconds = 60;

/** The planned call that runs a script as root on one instance. */
export function commandCall(instanceId: string, comment: string, script: string): AwsCall {
  return change({
    service: 'ssm',
    operation: 'SendCommand',
    input: {
      DocumentName: 'AWS-RunShellScript',
      InstanceIds: [instanceId],
      // Both time-outs: without them a dead instance is waited for for two hours.
      TimeoutSeconds: deliverySeconds,
      Comment: comment,
      Parameters: { commands: [script], executionTimeout: [String(executionSeconds)] },
    },
  });
}

/**
 * The planned call that has AWS's own package of the CloudWatch agent installed or removed: only
 * Amazon Linux has it in its repository.
 */
export function packageCall(instanceId: string, action: 'Install' | 'Uninstall'): AwsCall {
  return change({
    service: 'ssm',
    operation: 'SendCommand',
    input: {
      DocumentName: 'AWS-ConfigureAWSPackage',
      InstanceIds: [instanceId],
      TimeoutSeconds: deliverySeconds,
      Comment: `cloudwatch-wizard: ${action.toLowerCase()} the CloudWatch agent`,
      Parameters: { action: [action], name: ['AmazonCloudWatchAgent'] },
    },
  });
}
