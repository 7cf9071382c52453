import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ConnectionDropped, dispatch, errorCode, logRequest } from './dispatch.ts';
import { AwsError } from './errors.ts';
import type { Input } from './input.ts';
import { type Protocol, protocolOf, type WireAnswer } from './protocols/protocol.ts';
import { header, type WireRequest } from './protocols/wire-request.ts';
import type { Service } from './service.ts';
import { allServices } from './services/all-services.ts';
import { enabledRegions } from './services/ec2/places.ts';
import { findScope } from './signature/authorization-header.ts';
import { type Signer, unknownKey, verifySignature } from './signature/verify-signature.ts';
import type { World } from './world.ts';

/** What a small zipped body may grow to. */
const largestUnzippedBytes = 16 * 1024 * 1024;

/**
 * Answers one signed HTTP request. Whatever is wrong with it becomes an error answer in its own
 * protocol. Throws only ConnectionDropped.
 */
export async function answerCall(world: World, request: WireRequest): Promise<WireAnswer> {
  const requestId = world.ids.uuid();
  const scope = findScope(header(request, 'authorization'));
  const service = allServices.find(({ signingName }) => signingName === scope?.service);
  const protocol = protocolOf(request, service);
  const operation = protocol.operation(request);
  try {
    const { signer, input } = await acceptOrLog(world, request, protocol, service);
    const output = await dispatch(world, allServices, {
      caller: signer.credential.principal,
      region: signer.scope.region,
      service: signer.scope.service,
      operation,
      input,
      requestId,
      isInternal: false,
    });
    return protocol.answer(output, operation, requestId, service);
  } catch (error) {
    if (error instanceof ConnectionDropped) throw error;
    return protocol.error(asAwsError(error), requestId, service);
  }
}

interface Accepted {
  readonly signer: Signer;
  readonly input: Input;
}

/** A refused request gets no further, so it is logged here. */
async function acceptOrLog(
  world: World,
  request: WireRequest,
  protocol: Protocol,
  service: Service | undefined,
): Promise<Accepted> {
  try {
    const signer = verifySignature(request, world.credentials, world.clock.now());
    checkEnabled(world, signer.scope.region);
    return { signer, input: protocol.input(await unzip(request)) };
  } catch (error) {
    const scope = findScope(header(request, 'authorization'));
    const entry = logRequest(world, {
      service: scope?.service ?? '',
      operation: protocol.operation(request),
      region: scope?.region ?? '',
      caller: '',
      input: {},
    });
    entry.error = errorCode(error, service);
    throw error;
  }
}

/** A Region that is not enabled knows no key of the account. */
function checkEnabled(world: World, region: string): void {
  if (!enabledRegions(world).includes(region)) throw unknownKey();
}

/** The signature is over the body as sent; operations want it unzipped. */
async function unzip(request: WireRequest): Promise<WireRequest> {
  if (header(request, 'content-encoding') !== 'gzip') return request;
  try {
    const body = await promisify(gunzip)(request.body, { maxOutputLength: largestUnzippedBytes });
    return { ...request, body };
  } catch {
    throw new AwsError('SerializationException', 'The request body is not gzip, or is too large.');
  }
}

/** Anything but an AwsError is a defect of the sandbox; its text is worth more than AWS's own. */
function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError('InternalFailure', `Defect in the sandbox: ${text}`, 500);
}
