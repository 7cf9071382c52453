import { AwsError } from '../../errors.ts';
import { type Input, textOrThrow } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import type { SsmState } from './state.ts';

const hostManagement = '/ssm/managed-instance/default-ec2-instance-management-role';

/** Settings that are modelled, with the values AWS gives them. `$None` means off. */
const defaults: Readonly<Record<string, string>> = { [hostManagement]: '$None' };

/** The role of Default Host Management; `undefined` while it is off. */
export function hostManagementRole(ssm: SsmState): string | undefined {
  return ssm.settings.get(hostManagement)?.value;
}

export const getServiceSetting: Operation = (input, call) => {
  const id = settingOrThrow(input);
  const custom = call.region.ssm.settings.get(id);
  const { partition, accountId } = call.world;
  return {
    ServiceSetting: {
      SettingId: id,
      SettingValue: custom?.value ?? defaults[id],
      LastModifiedDate: new Date(custom?.modifiedAt ?? Date.UTC(2023, 1, 16)),
      LastModifiedUser: custom?.modifiedBy ?? 'System',
      ARN: `arn:${partition}:ssm:${call.region.name}:${accountId}:servicesetting${id}`,
      Status: custom ? 'Customized' : 'Default',
    },
  };
};

export const updateServiceSetting: Operation = (input, call) => {
  const id = settingOrThrow(input);
  const value = textOrThrow(input, 'SettingValue', 'ValidationException');
  const setting = { value, modifiedAt: call.now, modifiedBy: call.caller.arn };
  if (value === defaults[id]) call.region.ssm.settings.delete(id);
  else call.region.ssm.settings.set(id, setting);
  return {};
};

export const resetServiceSetting: Operation = (input: Input, call: Call) => {
  call.region.ssm.settings.delete(settingOrThrow(input));
  return getServiceSetting(input, call);
};

/** Callers may name a setting by its ARN. */
function settingOrThrow(input: Input): string {
  const asked = textOrThrow(input, 'SettingId', 'ValidationException');
  const id = asked.replace(/^arn:[^:]*:ssm:[^:]*:[^:]*:servicesetting/, '');
  if (!Object.hasOwn(defaults, id))
    throw new AwsError('ServiceSettingNotFound', `Service setting ${asked} was not found.`);
  return id;
}
