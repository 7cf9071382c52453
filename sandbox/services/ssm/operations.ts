import { type Input, text, texts } from '../../input.ts';
import type { Call, Required, Service } from '../../service.ts';
import { describeInstanceAssociationsStatus } from './associations.ts';
import {
  cancelCommand,
  getCommandInvocation,
  listCommandInvocations,
  listCommands,
} from './command-operations.ts';
import {
  describeInstanceInformation,
  getConnectionStatus,
} from './describe-instance-information.ts';
import { sendCommand } from './send-command.ts';
import {
  getServiceSetting,
  resetServiceSetting,
  updateServiceSetting,
} from './service-settings.ts';

export const ssm: Service = {
  signingName: 'ssm',
  iamPrefix: 'ssm',
  protocols: ['json-1.1'],
  operations: {
    CancelCommand: cancelCommand,
    DescribeInstanceAssociationsStatus: describeInstanceAssociationsStatus,
    DescribeInstanceInformation: describeInstanceInformation,
    GetCommandInvocation: getCommandInvocation,
    GetConnectionStatus: getConnectionStatus,
    GetServiceSetting: getServiceSetting,
    ListCommandInvocations: listCommandInvocations,
    ListCommands: listCommands,
    ResetServiceSetting: resetServiceSetting,
    SendCommand: sendCommand,
    UpdateServiceSetting: updateServiceSetting,
  },
  required: requiredFor,
};

/**
 * AWS asks for SendCommand on the document and on each instance; here the first instance is
 * judged. Without one named, the document is.
 */
function requiredFor(operation: string, input: Input, call: Call): Required {
  const action = `ssm:${operation}`;
  const { partition, accountId } = call.world;
  const arn = (service: string, account: string, rest: string) =>
    `arn:${partition}:${service}:${call.region.name}:${account}:${rest}`;
  const [instanceId] = texts(input, 'InstanceIds');
  if (operation === 'SendCommand') {
    const document = arn('ssm', '', `document/${text(input, 'DocumentName') ?? ''}`);
    return {
      action,
      resource: instanceId ? arn('ec2', accountId, `instance/${instanceId}`) : document,
    };
  }
  const setting = text(input, 'SettingId');
  if (setting === undefined) return { action, resource: '*' };
  const resource = setting.startsWith('arn:')
    ? setting
    : arn('ssm', accountId, `servicesetting${setting}`);
  return { action, resource };
}
