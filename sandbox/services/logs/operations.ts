import { type Input, text } from '../../input.ts';
import type { Call, Required, Service } from '../../service.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import {
  createLogGroup,
  deleteLogGroup,
  deleteRetentionPolicy,
  describeLogGroups,
  putRetentionPolicy,
} from './log-groups.ts';
import { createLogStream, deleteLogStream, describeLogStreams } from './log-streams.ts';
import { groupArn } from './lookup.ts';
import { putLogEvents } from './put-log-events.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

export const logs: Service = {
  signingName: 'logs',
  iamPrefix: 'logs',
  protocols: ['json-1.1'],
  operations: {
    CreateLogGroup: createLogGroup,
    DeleteLogGroup: deleteLogGroup,
    DescribeLogGroups: describeLogGroups,
    PutRetentionPolicy: putRetentionPolicy,
    DeleteRetentionPolicy: deleteRetentionPolicy,
    CreateLogStream: createLogStream,
    DeleteLogStream: deleteLogStream,
    DescribeLogStreams: describeLogStreams,
    PutLogEvents: putLogEvents,
    GetLogEvents: getLogEvents,
    FilterLogEvents: filterLogEvents,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsForResource: listTagsForResource,
  },
  required: requiredFor,
};

const tagOperations = ['TagResource', 'UntagResource', 'ListTagsForResource'];

/**
 * The ARN as AWS writes it in its refusals: `…:log-group:NAME:log-stream:STREAM`, the stream empty
 * for what concerns a group. So a policy for a group needs `:*` behind its name, as on AWS.
 */
function requiredFor(operation: string, input: Input, call: Call): Required {
  const action = `logs:${operation}`;
  if (tagOperations.includes(operation))
    return { action, resource: text(input, 'resourceArn') ?? '*' };
  const group = text(input, 'logGroupIdentifier') ?? text(input, 'logGroupName') ?? '';
  const arn = group.startsWith('arn:') ? group.replace(/:\*$/, '') : groupArn(group, call);
  const stream = text(input, 'logStreamName') ?? '';
  return { action, resource: `${arn}:log-stream:${stream}` };
}
