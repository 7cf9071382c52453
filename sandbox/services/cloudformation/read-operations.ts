import { type Input, text, texts } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { readTemplate } from './content.ts';
import { type Stack, stackOrThrow } from './state.ts';
import { invalid, type Template } from './template/parse.ts';
import {
  eventView,
  resourceSummary,
  resourceView,
  stackSummary,
  stackView,
  templateSummary,
  templateView,
} from './views.ts';

const eventsPage = 100;

export const readOperations: Readonly<Record<string, Operation>> = {
  DescribeStacks: (input, { region }) => {
    const name = text(input, 'StackName');
    const all = [...region.cloudformation.stacks.values()];
    const found = name
      ? [stackOrThrow(region.cloudformation, name)]
      : all.filter(({ status }) => status !== 'DELETE_COMPLETE');
    return { Stacks: found.map(stackView) };
  },

  ListStacks: (input, { region }) => {
    const wanted = texts(input, 'StackStatusFilter');
    const found = [...region.cloudformation.stacks.values()]
      .filter(({ status }) => wanted.length === 0 || wanted.includes(status))
      .reverse();
    return { StackSummaries: found.map(stackSummary) };
  },

  // Newest first.
  DescribeStackEvents: (input, call) => {
    const stack = named(input, call);
    const start = Number(text(input, 'NextToken') ?? 0);
    if (!Number.isInteger(start) || start < 0) throw invalid('NextToken is invalid.');
    const events = [...stack.events].reverse();
    const end = start + eventsPage;
    return {
      StackEvents: events.slice(start, end).map((event) => eventView(stack, event)),
      NextToken: end < events.length ? String(end) : undefined,
    };
  },

  DescribeStackResources: (input, call) => {
    const stack = named(input, call);
    const logicalId = text(input, 'LogicalResourceId');
    const found = [...stack.resources.values()].filter(
      (resource) => logicalId === undefined || resource.logicalId === logicalId,
    );
    return { StackResources: found.map((resource) => resourceView(stack, resource)) };
  },

  ListStackResources: (input, call) => ({
    StackResourceSummaries: [...named(input, call).resources.values()].map(resourceSummary),
  }),

  GetTemplate: (input, call) => ({
    TemplateBody: named(input, call).content.body,
    StagesAvailable: ['Original', 'Processed'],
  }),

  GetTemplateSummary: (input, call) => templateSummary(templateOf(input, call)),

  ValidateTemplate: (input, call) => templateView(templateOf(input, call)),
};

function named(input: Input, { region }: Call): Stack {
  return stackOrThrow(region.cloudformation, text(input, 'StackName') ?? '');
}

function templateOf(input: Input, call: Call): Template {
  const body = text(input, 'TemplateBody');
  if (body !== undefined) return readTemplate(body);
  if (text(input, 'StackName') === undefined)
    throw invalid('Either Template URL or Template Body must be specified.');
  return named(input, call).content.template;
}
