import { capabilityFor } from './content.ts';
import { declared, type Stack, type StackEvent, type StackResource } from './state.ts';
import { shown } from './template/parameters.ts';
import type { Template } from './template/parse.ts';

export function stackView(stack: Stack): object {
  const { content } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: content.template.description,
    Parameters: [...content.parameters].map(([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue: shown(value, declared(content.template, ParameterKey)),
    })),
    CreationTime: new Date(stack.createdAt),
    ...dates(stack),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    NotificationARNs: [],
    Capabilities: content.capabilities,
    Outputs: stack.outputs.map(({ key, value, description }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
    })),
    Tags: content.tags,
    EnableTerminationProtection: stack.isProtected,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

export function stackSummary(stack: Stack): object {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.content.template.description,
    CreationTime: new Date(stack.createdAt),
    ...dates(stack),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function dates({ updatedAt, deletedAt }: Stack): object {
  return {
    ...(updatedAt === undefined ? {} : { LastUpdatedTime: new Date(updatedAt) }),
    ...(deletedAt === undefined ? {} : { DeletionTime: new Date(deletedAt) }),
  };
}

export function eventView(stack: Stack, event: StackEvent): object {
  return {
    StackId: stack.id,
    EventId: event.id,
    StackName: stack.name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties && JSON.stringify(event.properties),
    ClientRequestToken: event.token,
  };
}

export function resourceView(stack: Stack, resource: StackResource): object {
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: new Date(resource.updatedAt),
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

export function resourceSummary(resource: StackResource): object {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    LastUpdatedTimestamp: new Date(resource.updatedAt),
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

/** What ValidateTemplate tells of a template. */
export function templateView(template: Template): object {
  const capability = capabilityFor(template);
  return {
    Description: template.description,
    ...(capability === undefined
      ? {}
      : {
          Capabilities: [capability],
          CapabilitiesReason: `The following resource(s) require capabilities: [${iamTypes(template).join(', ')}]`,
        }),
    Parameters: Object.entries(template.parameters).map(([ParameterKey, parameter]) => ({
      ParameterKey,
      DefaultValue: parameter.Default,
      NoEcho: String(parameter.NoEcho ?? false),
      Description: parameter.Description,
    })),
  };
}

export function templateSummary(template: Template): object {
  return {
    ...templateView(template),
    Parameters: Object.entries(template.parameters).map(([ParameterKey, parameter]) => ({
      ParameterKey,
      DefaultValue: parameter.Default,
      ParameterType: parameter.Type,
      NoEcho: String(parameter.NoEcho ?? false),
      Description: parameter.Description,
      ParameterConstraints: { AllowedValues: parameter.AllowedValues },
    })),
    ResourceTypes: [...new Set(Object.values(template.resources).map(({ type }) => type))],
    Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
    Version: '2010-09-09',
  };
}

function iamTypes({ resources }: Template): string[] {
  const types = Object.values(resources).map(({ type }) => type);
  return [...new Set(types.filter((type) => type.startsWith('AWS::IAM::')))];
}
