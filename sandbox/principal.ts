/** Who signed a call. */
export type Principal =
  | {
      /** A person's or pipeline's own keys. */
      readonly kind: 'user';
      readonly arn: string;
      readonly userId: string;
      readonly accountId: string;
      /** Policy documents in force; `administrator` may do everything. */
      readonly rights: 'administrator' | readonly PolicyDocument[];
    }
  | {
      /** A pretend instance with its role's credentials: what the role may do is looked up per call. */
      readonly kind: 'instance-role';
      readonly arn: string;
      readonly userId: string;
      readonly accountId: string;
      readonly roleName: string;
      readonly instanceId: string;
    };

export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** One set of keys. Issued ones stay valid until they expire, whatever happens to the role. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Virtual time; `undefined` never expires. */
  readonly expiresAt?: number;
  readonly principal: Principal;
}
