import { createHash, createHmac } from 'node:crypto';

/** Where and when a signature counts: `20260101/ap-northeast-2/logs/aws4_request`. */
export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  /** Signing name of the service. */
  readonly service: string;
}

export function formatScope({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

/** The signature of a string to sign, as hex digits. */
export function sign(secret: string, scope: CredentialScope, stringToSign: string): string {
  return hmac(signingKey(secret, scope), stringToSign).toString('hex');
}

export function sha256Hex(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function signingKey(secret: string, { date, region, service }: CredentialScope): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
