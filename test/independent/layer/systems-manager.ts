import { randomUUID } from 'node:crypto';
import type { Machine, RunResult } from '../../../sandbox/machine/machine.ts';
import { type Answer, type Call, json } from './call.ts';
import type { InstanceRole } from './role-on-instance.ts';

/** Systems Manager of one instance. moto keeps commands and runs none of them. */
export interface SystemsManager {
  describeInstanceInformation(): Promise<Answer>;
  /** Nothing is associated with it. */
  describeInstanceAssociationsStatus(): Answer;
  /** AWS-RunShellScript; the script really runs in the machine. */
  sendCommand(call: Call): Promise<Answer>;
  getCommandInvocation(call: Call): Answer;
}

export function systemsManagerOf(machine: Machine, role: InstanceRole): SystemsManager {
  const { instanceId } = machine;
  /** By command id. */
  const results = new Map<string, RunResult>();
  return {
    describeInstanceInformation: async () => {
      const node = {
        InstanceId: instanceId,
        PingStatus: 'Online',
        PlatformType: 'Linux',
        PlatformName: 'Amazon Linux',
        PlatformVersion: '2023',
        ResourceType: 'EC2Instance',
      };
      return json({ InstanceInformationList: (await role.mayRegister()) ? [node] : [] });
    },
    describeInstanceAssociationsStatus: () => json({ InstanceAssociationStatusInfos: [] }),
    sendCommand: async ({ input }) => {
      const { DocumentName, InstanceIds, Parameters } = input as unknown as SentCommand;
      if (DocumentName !== 'AWS-RunShellScript') throw new Error(`no ${DocumentName} here`);
      if (InstanceIds.join() !== instanceId || !(await role.mayRegister()))
        return json({ __type: 'InvalidInstanceId' }, 400);
      const CommandId = randomUUID();
      // The answer comes when the script has ended, as in a sandbox without delays.
      results.set(
        CommandId,
        await machine.run(Parameters.commands.join('\n'), { timeoutMs: 60_000 }),
      );
      return json({ Command: { CommandId, DocumentName, Status: 'Pending' } });
    },
    getCommandInvocation: ({ input }) => {
      const { CommandId } = input as { CommandId: string };
      const result = results.get(CommandId);
      if (!result) return json({ __type: 'InvocationDoesNotExist' }, 400);
      const status = result.exitCode === 0 ? 'Success' : 'Failed';
      return json({
        CommandId,
        InstanceId: instanceId,
        Status: status,
        StatusDetails: status,
        ResponseCode: result.exitCode,
        StandardOutputContent: result.stdout.slice(0, 24_000),
        StandardErrorContent: result.stderr.slice(0, 8_000),
      });
    },
  };
}

interface SentCommand {
  readonly DocumentName: string;
  readonly InstanceIds: readonly string[];
  readonly Parameters: { readonly commands: readonly string[] };
}
