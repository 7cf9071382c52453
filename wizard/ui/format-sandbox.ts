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

/** Lines for a shell, so that they can be pasted, or read by `eval`. */
export function describeSandbox({ url, region, keys, instances }: SandboxSeen): string[] {
  const [first] = instances;
  return [
    // Both would go before or along with the keys below, to an account that does not know them.
    'unset AWS_PROFILE AWS_SESSION_TOKEN',
    `export AWS_ENDPOINT_URL=${url}`,
    `export AWS_REGION=${region}`,
    // Version 1 of the AWS CLI knows only this name.
    `export AWS_DEFAULT_REGION=${region}`,
    `export AWS_ACCESS_KEY_ID=${keys.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${keys.secretAccessKey}`,
    ...instances.map(({ id, os, tags }) => `# ${id}  ${os}  ${tags.get('Name') ?? ''}`),
    `# cloudwatch-wizard setup --instance-id ${first?.id ?? 'i-…'}`,
  ];
}

export function sandboxAsJson({ url, accountId, region, keys, instances }: SandboxSeen): object {
  return {
    schemaVersion: 1,
    endpoint: url,
    accountId,
    region,
    ...keys,
    instances: instances.map(({ id, os, tags }) => ({
      instanceId: id,
      os,
      name: tags.get('Name'),
    })),
  };
}
