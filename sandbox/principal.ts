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
    }
  | {
      /** A service at work with a role it was given, such as a function or a schedule. */
      readonly kind: 'service-role';
      readonly arn: string;
      readonly userId: string;
      readonly accountId: string;
      readonly roleName: string;
    }
  | {
      /** A service in its own name, e.g. `sns.amazonaws.com`: only policies of resources allow it. */
      readonly kind: 'service';
      /** Its name, which stands where others have an ARN. */
      readonly arn: string;
      readonly userId: string;
      readonly accountId: string;
    };

export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  /** In trust policies and policies of resources only. */
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
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
