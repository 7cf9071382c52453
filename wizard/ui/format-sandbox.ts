/** What a sandbox says of itself; structural, so that nothing here depends on it. */
export interface SandboxSeen {
  readonly url: string;
  readonly accountId: string;
  readonly region: string;
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly instances: readonly {
    readonly id: string;
    readonly os: string;
    readonly tags: ReadonlyMap<string, string>;
  }[];
}

/** What makes any AWS tool call the sandbox. */
export function variablesOf({ url, region, keys }: SandboxSeen): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    // Version 1 of the AWS CLI knows only this name.
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  };
}

/** These would go before or along with the keys, to an account that does not know them. */
export const variablesInTheWay = ['AWS_PROFILE', 'AWS_SESSION_TOKEN'];

/** Lines for a shell, so that they can be pasted, or read by `eval`. */
export function describeSandbox(sandbox: SandboxSeen): string[] {
  const { instances } = sandbox;
  const [first] = instances;
  return [
    `unset ${variablesInTheWay.join(' ')}`,
    ...Object.entries(variablesOf(sandbox)).map(([name, value]) => `export ${name}=${value}`),
    ...instances.map(({ id, os, tags }) => `# ${id}  ${os}  ${tags.get('Name') ?? ''}`),
    `# mail: ${mailboxOf(sandbox)}`,
    `# cloudwatch-wizard setup --instance-id ${first?.id ?? 'i-…'}`,
  ];
}

/** Where all its mail can be read, by a browser or curl. */
export function mailboxOf({ url }: Pick<SandboxSeen, 'url'>): string {
  return `${url}/sandbox/mailbox`;
}

export function sandboxAsJson(sandbox: SandboxSeen): object {
  const { url, accountId, region, keys, instances } = sandbox;
  return {
    schemaVersion: 1,
    endpoint: url,
    accountId,
    region,
    ...keys,
    mailbox: mailboxOf(sandbox),
    instances: instances.map(({ id, os, tags }) => ({
      instanceId: id,
      os,
      name: tags.get('Name'),
    })),
  };
}
