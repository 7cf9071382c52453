import { EventEmitter } from 'node:events';
import { AwsError } from '../../errors.ts';
import type { Input } from '../../input.ts';

/** Tables and items of one Region. */
export interface Store {
  /** @throws AwsError what DynamoDB would say */
  call(operation: string, input: Input): Promise<Readonly<Record<string, unknown>>>;
}

/** dynalite, in memory. It is a server that never listens: requests are handed to it in process. */
export async function openStore(): Promise<Store> {
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return {
    call: async (operation, input) => {
      const { status, body } = await hand(server, operation, JSON.stringify(input));
      const answer = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
      if (status === 200) return answer;
      const code = String(answer.__type).replace(/^.*#/, '');
      throw new AwsError(code, String(answer.message ?? answer.Message ?? ''), status);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The sandbox has checked the signature; the header below only gets past dynalite's own look. */
function hand(server: EventEmitter, operation: string, body: string): Promise<Answer> {
  return new Promise((resolve) => {
    const request = Object.assign(new EventEmitter(), {
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20000101T000000Z',
        authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f',
      },
    });
    const response = {
      statusCode: 200,
      setHeader: () => {},
      end: (text: string) => resolve({ status: response.statusCode, body: text }),
    };
    server.emit('request', request, response);
    request.emit('data', Buffer.from(body));
    request.emit('end');
  });
}
