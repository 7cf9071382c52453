// wizard/ui/format-sandbox.ts
function describeSandbox({ url, region, keys, instances }) {
  const [first] = instances;
  return [
    `export AWS_ENDPOINT_URL=${url}`,
    `export AWS_REGION=${region}`,
    `export AWS_ACCESS_KEY_ID=${keys.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${keys.secretAccessKey}`,
    ...instances.map(({ id, os, tags }) => `# ${id}  ${os}  ${tags.get("Name") ?? ""}`),
    `# cloudwatch-wizard setup --instance-id ${first?.id ?? "i-\u2026"}`
  ];
}
function sandboxAsJson({ url, accountId, region, keys, instances }) {
  return {
    schemaVersion: 1,
    endpoint: url,
    accountId,
    region,
    ...keys,
    instances: instances.map(({ id, os, tags }) => ({
      instanceId: id,
      os,
      name: tags.get("Name")
    }))
  };
}
export {
  describeSandbox,
  sandboxAsJson
};
