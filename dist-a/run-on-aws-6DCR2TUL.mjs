import {
  formatProblem,
  paintFor,
  schemaVersion,
  signsFor,
  sparkline
} from "./chunk-6WF5ZBED.mjs";
import {
  didBegin,
  forgetKind,
  isChange,
  journalOf,
  lineOf,
  rememberKind,
  runFor,
  sendChange,
  sha256
} from "./chunk-QFOYTXKG.mjs";
import {
  explainError,
  plainText
} from "./chunk-6OGJ7IQA.mjs";
import {
  CancelledError,
  WizardError,
  exitCodes,
  problem,
  withChanges
} from "./chunk-OHCQFU2G.mjs";

// wizard/ui/format-status.ts
function formatStatus(statuses, region, messages, style) {
  if (statuses.length === 0) return [messages.ui["status-none"]({ region })];
  return statuses.flatMap((status) => [
    headline(status, messages, style),
    ...details(status, messages, style)
  ]);
}
function headline(status, messages, { paint, signs }) {
  const { instanceId, name, state, profileArn, coverage, healthy } = status;
  const words = [
    paint.bold(instanceId),
    ...name ? [plainText(name, 40)] : [],
    state,
    profileArn?.split("/").at(-1) ?? messages.ui["status-no-role"]({}),
    messages.ui[`status-${coverage}`]({})
  ];
  return `${mark(coverage, healthy, { paint, signs })} ${words.join(" \xB7 ")}`;
}
function mark(coverage, healthy, {
  paint,
  signs
}) {
  if (!healthy) return paint.bad(signs.bad);
  return coverage === "set-up" ? paint.good(signs.done) : paint.dim(signs.same);
}
function details(status, messages, { paint, signs }) {
  const { drift, missing, arrived: arrived2 } = status;
  const memory2 = arrived2.find(({ values }) => values.metric === "MemoryUtilization");
  const points = Array.isArray(memory2?.values.points) ? memory2.values.points.map(Number) : [];
  const lines = [
    ...drift.map(
      (one) => paint.warn(messages.ui["status-drift"]({ what: sentence(one, messages) }))
    ),
    ...missing.length > 0 ? [paint.bad(messages.ui["status-missing"]({ missing }))] : [],
    ...memory2 ? [`MemoryUtilization ${sparkline(points, signs.bars)} ${memoryNow(memory2, messages)}`] : []
  ];
  return lines.map((line) => `    ${line}`);
}
function memoryNow({ values }, messages) {
  const ageSeconds = values.ageSeconds ?? 0;
  return `${Number(values.value).toFixed(1)} %, ${messages.ui.ago({ ageSeconds })}`;
}
function sentence(one, messages) {
  return "kind" in one ? messages.actions[one.kind](one.values) : messages.problems[one.id].what(one.values);
}

// agent/monitoring-spec.ts
import { createHash } from "node:crypto";
var systemLog = {
  file: "/var/log/messages",
  group: "/var/log/messages",
  stream: "{instance_id}"
};
function specHash(spec) {
  return hashOf(spec);
}
function logsHash(spec) {
  return hashOf(spec.logs);
}
function hashOf(value) {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 12);
}
function canonicalJson(value) {
  return JSON.stringify(
    value,
    (_key, member) => member !== null && typeof member === "object" && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => a < b ? -1 : 1)) : member
  );
}
function streamName(log, instanceId) {
  return log.stream.replaceAll("{instance_id}", instanceId);
}

// wizard/build-spec.ts
function buildSpec(instanceId, said, recorded) {
  return {
    schemaVersion: 1,
    instanceId,
    period: said.period ?? recorded?.period ?? 300,
    swap: said.swap ?? recorded?.swap ?? true,
    diskPaths: said.diskPaths ?? recorded?.diskPaths ?? ["/"],
    detailedMonitoring: said.detailedMonitoring ?? recorded?.detailedMonitoring ?? false,
    logs: recorded?.logs ?? [systemLog]
  };
}

// agent/metric-catalogue.ts
var namespace = "System/Linux";
var memory = ["MemoryUtilization", "MemoryUsed", "MemoryAvailable"];
var swap = ["SwapUtilization", "SwapUsed"];
var diskSpace = ["DiskSpaceUtilization", "DiskSpaceUsed", "DiskSpaceAvailable"];
function metricsOf(spec, disks) {
  const instance = { name: "InstanceId", value: spec.instanceId };
  const plain = [...memory, ...spec.swap ? swap : []].map((name) => ({
    name,
    dimensions: [instance]
  }));
  const mounts = new Map(disks.map((disk) => [`${disk.filesystem} ${disk.mountPath}`, disk]));
  const perDisk = [...mounts.values()].flatMap(
    (disk) => diskSpace.map((name) => ({
      name,
      dimensions: [
        { name: "Filesystem", value: disk.filesystem },
        instance,
        { name: "MountPath", value: disk.mountPath }
      ]
    }))
  );
  return [...plain, ...perDisk];
}
function countMetrics(spec) {
  return memory.length + (spec.swap ? swap.length : 0) + diskSpace.length * spec.diskPaths.length;
}
function agentOptions(spec) {
  return [
    "--mem-util",
    "--mem-used",
    "--mem-avail",
    ...spec.swap ? ["--swap-util", "--swap-used"] : [],
    ...spec.diskPaths.map((path) => `--disk-path=${path}`),
    "--disk-space-util",
    "--disk-space-used",
    "--disk-space-avail"
  ];
}

// agent/role-rules.ts
var roleName = "CustomMonitoringRole";
var ourPolicies = [
  "CloudWatchFullAccess",
  "CloudWatchFullAccessV2",
  "AmazonSSMManagedInstanceCore"
];
function isOurPolicy(arn) {
  return ourPolicies.includes(awsPolicy(arn));
}
function managedPolicyArn(partition, policy) {
  return `arn:${partition}:iam::aws:policy/${policy}`;
}
function instanceProfileArn(partition, accountId) {
  return `arn:${partition}:iam::${accountId}:instance-profile/${roleName}`;
}
var ec2Trust = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }
  ]
};
function roleDrift(role, profile) {
  const drift = [];
  if (!role) drift.push("role-missing");
  if (role && !trustsEc2(role.trust)) drift.push("trust-not-ec2");
  if (role && !hasCloudWatchRights(role.attached)) drift.push("cloudwatch-policy-detached");
  if (role && !hasSsmRights(role.attached)) drift.push("ssm-policy-detached");
  if (!profile) drift.push("profile-missing");
  else if (profile.roleName === void 0) drift.push("profile-empty");
  else if (profile.roleName !== roleName) drift.push("profile-holds-other-role");
  return drift;
}
function explainsSilence(drift) {
  return drift.some((one) => one !== "ssm-policy-detached");
}
var cloudWatchRights = ["CloudWatchFullAccess", "CloudWatchFullAccessV2", "AdministratorAccess"];
var ssmRights = [
  "AmazonSSMManagedInstanceCore",
  "AmazonSSMManagedEC2InstanceDefaultPolicy",
  "service-role/AmazonEC2RoleforSSM",
  "AdministratorAccess"
];
function hasCloudWatchRights(attached) {
  return attached.some((arn) => cloudWatchRights.includes(awsPolicy(arn)));
}
function hasSsmRights(attached) {
  return attached.some((arn) => ssmRights.includes(awsPolicy(arn)));
}
function awsPolicy(arn) {
  return /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1] ?? "";
}
function trustsEc2(trust) {
  return statementsOf(trust).some(
    (statement) => statement.Effect === "Allow" && oneOrMany(statement.Action).includes("sts:AssumeRole") && oneOrMany(serviceOf(statement.Principal)).some(
      (name) => /^ec2\.amazonaws\.com(\.cn)?$/.test(name)
    )
  );
}
function statementsOf(trust) {
  const statement = trust?.Statement;
  return Array.isArray(statement) ? statement : statement ? [statement] : [];
}
function serviceOf(principal) {
  return principal?.Service;
}
function oneOrMany(value) {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
}

// wizard/look/associations.ts
import {
  DescribeRegionsCommand,
  paginateDescribeIamInstanceProfileAssociations,
  paginateDescribeInstances
} from "@aws-sdk/client-ec2";
async function findAssociations(aws, instanceId) {
  const seen2 = [];
  const pages = paginateDescribeIamInstanceProfileAssociations(
    { client: aws.ec2 },
    { Filters: [{ Name: "instance-id", Values: [instanceId] }] }
  );
  for await (const page of pages) {
    for (const found of page.IamInstanceProfileAssociations ?? []) {
      if (found.State !== "associating" && found.State !== "associated") continue;
      seen2.push({
        id: found.AssociationId ?? "",
        profileArn: found.IamInstanceProfile?.Arn ?? "",
        profileId: found.IamInstanceProfile?.Id ?? "",
        state: found.State
      });
    }
  }
  return seen2;
}
async function findProfileUsers(aws, homeRegion, profileArn) {
  const { Regions } = await aws.ec2.send(new DescribeRegionsCommand({}));
  const names = (Regions ?? []).flatMap(({ RegionName }) => RegionName ? [RegionName] : []);
  const instances = [];
  const unreadable = [];
  for (const region of /* @__PURE__ */ new Set([homeRegion, ...names])) {
    try {
      const ids = await usersIn(aws, region, profileArn);
      instances.push(...ids.map((id) => region === homeRegion ? id : `${region}/${id}`));
    } catch {
      unreadable.push(region);
    }
  }
  return { instances, unreadable };
}
async function usersIn(aws, region, profileArn) {
  const client = aws.ec2In(region);
  try {
    const ids = [];
    const filter = { Name: "iam-instance-profile.arn", Values: [profileArn] };
    for await (const page of paginateDescribeInstances({ client }, { Filters: [filter] })) {
      const found = (page.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []);
      const living = found.filter(({ State }) => State?.Name !== "terminated");
      ids.push(...living.map(({ InstanceId }) => InstanceId ?? ""));
    }
    return ids;
  } finally {
    client.destroy();
  }
}

// wizard/look/datapoints.ts
import { paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
var awsMetrics = [
  { name: "CPUUtilization", period: 300 },
  { name: "NetworkIn", period: 300 },
  { name: "NetworkOut", period: 300 },
  { name: "DiskReadBytes", period: 300 },
  { name: "DiskWriteBytes", period: 300 },
  // One-minute also without detailed monitoring.
  { name: "StatusCheckFailed", period: 60 }
];
var windowMs = 3 * 36e5;
async function readDatapoints(aws, instanceId, metrics) {
  const own = awsMetrics.map(({ name }) => ofInstance(name, instanceId));
  const queries = [
    ...metrics.map((metric, i) => query(`c${i}`, namespace, metric, 60, "Average")),
    ...own.map(
      (metric, i) => query(`a${i}`, "AWS/EC2", metric, awsMetrics[i]?.period ?? 300, "Average")
    ),
    ...metrics.slice(0, 1).map((metric) => query("samples", namespace, metric, 60, "SampleCount"))
  ];
  const found = await run(aws, queries);
  const series = (id, metric) => ({ metric, points: found.get(id) ?? [] });
  const samples = found.get("samples") ?? [];
  return {
    custom: metrics.map((metric, i) => series(`c${i}`, metric)),
    aws: own.map((metric, i) => series(`a${i}`, metric)),
    samples: samples === "unknown" ? [] : samples
  };
}
function ofInstance(name, instanceId) {
  return { name, dimensions: [{ name: "InstanceId", value: instanceId }] };
}
function query(id, space, metric, period, stat) {
  const Dimensions = metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value }));
  const Metric = { Namespace: space, MetricName: metric.name, Dimensions };
  return { Id: id, MetricStat: { Metric, Period: period, Stat: stat } };
}
async function run(aws, queries) {
  const now = aws.now();
  const found = /* @__PURE__ */ new Map();
  const pages = paginateGetMetricData(
    { client: aws.cloudwatch },
    {
      MetricDataQueries: [...queries],
      StartTime: new Date(now - windowMs),
      // The end is exclusive, and an instance's clock may run a little ahead.
      EndTime: new Date(now + 3e5),
      ScanBy: "TimestampDescending"
    }
  );
  for await (const page of pages) {
    for (const { Id = "", StatusCode, Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
      const soFar = found.get(Id) ?? [];
      const points = Timestamps.map((at, i) => ({
        at: at.getTime(),
        value: Values[i] ?? Number.NaN
      }));
      const failed = StatusCode === "InternalError" || StatusCode === "Forbidden";
      found.set(Id, failed || soFar === "unknown" ? "unknown" : [...soFar, ...points]);
    }
  }
  return found;
}

// wizard/look/heartbeats.ts
import {
  paginateFilterLogEvents,
  ResourceNotFoundException
} from "@aws-sdk/client-cloudwatch-logs";

// agent/heartbeat.ts
import { createHash as createHash2 } from "node:crypto";
function fingerprint(instanceId) {
  const digest = createHash2("sha256").update(instanceId).digest("hex");
  return Number.parseInt(digest.slice(0, 8), 16);
}
function heartbeatOption({ shard, specHash: specHash2, nonce }) {
  return `--heartbeat=${shard},${specHash2},${nonce}`;
}
function parseHeartbeatLine(line) {
  const [, text] = /\bcwhb(?:\[\d+\])?:? (v=1 .*)$/s.exec(line) ?? [];
  const fields = new Map(
    [...(text ?? "").matchAll(/(\w+)=([\w.]+)/g)].map(([, k2 = "", v]) => [k2, v])
  );
  const [k, ag, n] = ["k", "ag", "n"].map((key) => fields.get(key));
  const [sh = Number.NaN, fp = Number.NaN] = ["sh", "fp"].map((key) => Number(fields.get(key)));
  if (Number.isNaN(sh + fp) || !k || !ag || !n) return void 0;
  return {
    shard: sh,
    fingerprint: fp,
    ok: fields.get("ok") === "1",
    specHash: k,
    agentVersion: ag,
    nonce: n
  };
}

// wizard/look/heartbeats.ts
var pageLimit = 20;
async function readHeartbeats(aws, group, stream, sinceMs) {
  const seen2 = [];
  let pages = 0;
  try {
    const found = paginateFilterLogEvents(
      { client: aws.logs },
      { logGroupName: group, logStreamNames: [stream], startTime: sinceMs, filterPattern: "cwhb" }
    );
    for await (const { events = [], nextToken } of found) {
      for (const { message = "", timestamp = 0 } of events) {
        const line = parseHeartbeatLine(message);
        if (line) seen2.push({ ...line, at: timestamp });
      }
      if (++pages >= pageLimit && nextToken) return "could-not-look";
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
  return seen2;
}

// wizard/look/instance.ts
import {
  DescribeInstancesCommand,
  paginateDescribeInstances as paginateDescribeInstances2
} from "@aws-sdk/client-ec2";

// agent/pointer-tag.ts
var pointerTagKey = "cloudwatch-wizard";
var ownerTag = { key: "cloudwatch-wizard:owner", value: "v1" };
function formatPointer({ instanceId, specHash: specHash2, shard }) {
  return `v=1 id=${instanceId} k=${specHash2} sh=${shard}`;
}
function parsePointer(value) {
  const fields = new Map(
    value.trim().split(/ +/).map((word) => splitOnce(word))
  );
  const [v, id, k, sh] = ["v", "id", "k", "sh"].map((key) => fields.get(key) ?? "");
  if (v !== "1" || !/^i-[0-9a-f]{8,17}$/.test(id ?? "") || !/^[0-9a-f]{12}$/.test(k ?? ""))
    return void 0;
  if (!/^\d{1,4}$/.test(sh ?? "")) return void 0;
  return { instanceId: id ?? "", specHash: k ?? "", shard: Number(sh) };
}
function splitOnce(word) {
  const at = word.indexOf("=");
  return at === -1 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
}

// wizard/look/instance.ts
async function findInstance(aws, instanceId) {
  try {
    const found = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
    return instancesOf(found)[0];
  } catch (error) {
    const name = error.name;
    if (name === "InvalidInstanceID.NotFound" || name === "InvalidInstanceID.Malformed")
      return void 0;
    throw error;
  }
}
async function listInstances(aws) {
  const seen2 = [];
  for await (const page of paginateDescribeInstances2({ client: aws.ec2, pageSize: 1e3 }, {}))
    seen2.push(...instancesOf(page));
  return seen2.filter(({ state }) => state !== "terminated");
}
function instancesOf(page) {
  return (page.Reservations ?? []).flatMap(({ Instances }) => (Instances ?? []).map(seen));
}
function seen(instance) {
  const tags2 = Object.fromEntries(
    (instance.Tags ?? []).map(({ Key, Value }) => [Key, Value ?? ""])
  );
  const profile = instance.IamInstanceProfile;
  return {
    id: instance.InstanceId ?? "",
    name: tags2.Name,
    state: instance.State?.Name ?? "unknown",
    windows: instance.Platform === "Windows",
    instanceType: instance.InstanceType ?? "unknown",
    monitoring: instance.Monitoring?.State ?? "disabled",
    httpTokens: instance.MetadataOptions?.HttpTokens ?? "optional",
    metadataEnabled: instance.MetadataOptions?.HttpEndpoint !== "disabled",
    profile: profile?.Id && profile.Arn ? { id: profile.Id, arn: profile.Arn } : void 0,
    tags: tags2,
    launchedAt: instance.LaunchTime?.getTime() ?? 0
  };
}
function isSetUpByTag({ id, tags: tags2 }) {
  return parsePointer(tags2[pointerTagKey] ?? "")?.instanceId === id;
}
function instanceProblem(instanceId, region, instance) {
  const values = { instanceId, region, state: instance?.state ?? "" };
  if (!instance) return { id: "no-such-instance", values };
  if (instance.windows) return { id: "instance-windows", values };
  if (instance.state === "running") return void 0;
  if (instance.state === "pending") return { id: "instance-not-running-yet", values };
  const gone = instance.state === "terminated" || instance.state === "shutting-down";
  return { id: gone ? "instance-terminated" : "instance-stopped", values };
}

// wizard/look/managed-node.ts
import {
  DescribeInstanceInformationCommand,
  GetServiceSettingCommand,
  InvalidInstanceId
} from "@aws-sdk/client-ssm";
async function findManagedNode(aws, instanceId) {
  const info = await informationOf(aws, instanceId);
  if (!info) return { ping: "absent", platformName: void 0, platformVersion: void 0 };
  return {
    ping: info.PingStatus === "Online" ? "online" : "lost",
    platformName: info.PlatformName,
    platformVersion: info.PlatformVersion
  };
}
async function informationOf(aws, instanceId) {
  try {
    const { InstanceInformationList } = await aws.ssm.send(
      new DescribeInstanceInformationCommand({
        Filters: [{ Key: "InstanceIds", Values: [instanceId] }]
      })
    );
    return InstanceInformationList?.[0];
  } catch (error) {
    if (error instanceof InvalidInstanceId) return void 0;
    throw error;
  }
}
async function hasDefaultHostManagement(aws) {
  const { ServiceSetting } = await aws.ssm.send(
    new GetServiceSettingCommand({
      SettingId: "/ssm/managed-instance/default-ec2-instance-management-role"
    })
  );
  const role = ServiceSetting?.SettingValue;
  return role !== void 0 && role !== "" && role !== "$None";
}

// wizard/look/role.ts
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  NoSuchEntityException,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies
} from "@aws-sdk/client-iam";
async function findRole(aws, name) {
  const found = await orUndefined(aws.iam.send(new GetRoleCommand({ RoleName: name })));
  if (!found?.Role) return void 0;
  const attached = [];
  const pages = paginateListAttachedRolePolicies({ client: aws.iam }, { RoleName: name });
  for await (const page of pages)
    attached.push(...(page.AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn ?? ""));
  return {
    ours: isOurs(found.Role.Tags),
    trust: parsed(found.Role.AssumeRolePolicyDocument),
    attached,
    inline: await inlinePolicies(aws, name)
  };
}
async function inlinePolicies(aws, name) {
  const names = [];
  for await (const page of paginateListRolePolicies({ client: aws.iam }, { RoleName: name }))
    names.push(...page.PolicyNames ?? []);
  return names;
}
async function findProfile(aws, name) {
  const command = new GetInstanceProfileCommand({ InstanceProfileName: name });
  const profile = (await orUndefined(aws.iam.send(command)))?.InstanceProfile;
  if (!profile) return void 0;
  return {
    id: profile.InstanceProfileId ?? "",
    ours: isOurs(profile.Tags),
    roleName: profile.Roles?.[0]?.RoleName
  };
}
function isOurs(tags2) {
  return (tags2 ?? []).some(({ Key, Value }) => Key === ownerTag.key && Value === ownerTag.value);
}
function parsed(document) {
  try {
    return JSON.parse(decodeURIComponent(document ?? ""));
  } catch {
    return void 0;
  }
}
async function orUndefined(asked) {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return void 0;
    throw error;
  }
}

// wizard/look/look-at.ts
function lookAt(run2) {
  const { aws, identity, spec } = run2;
  const { instanceId } = spec;
  return {
    instance: once(() => findInstance(aws, instanceId)),
    role: once(() => findRole(aws, roleName)),
    profile: once(() => findProfile(aws, roleName)),
    associations: once(() => findAssociations(aws, instanceId)),
    managedNode: once(() => findManagedNode(aws, instanceId)),
    defaultHostManagement: once(() => hasDefaultHostManagement(aws)),
    datapoints: once(() => readDatapoints(aws, instanceId, expectedMetrics(run2))),
    heartbeats: once(async () => {
      const [log] = spec.logs;
      return log ? readHeartbeats(aws, log.group, streamName(log, instanceId), windowStart(run2)) : [];
    }),
    profileUsers: once(() => {
      const arn = instanceProfileArn(identity.partition, identity.accountId);
      return findProfileUsers(aws, identity.region, arn);
    })
  };
}
function expectedMetrics(run2) {
  return metricsOf(run2.spec, run2.history().record?.agent?.disks ?? []);
}
function windowStart({ aws, spec }) {
  return aws.now() - (3 * spec.period + 900) * 1e3;
}
function once(ask) {
  let asked;
  return () => {
    asked ??= ask();
    return asked;
  };
}

// wizard/engine/apply.ts
var replanForwards = (step, run2) => step.planNow(lookAt(run2), run2);
var replanBackwards = (step, run2) => step.planUndoNow(lookAt(run2), run2.history(), run2);
async function applyAll(steps, planned, run2, replan) {
  for (const { step: id, plan } of planned) {
    const step = steps.find((one) => one.id === id);
    if (step && plan.outcome === "change") await applyStep(step, plan.actions, run2, replan);
  }
}
async function applyStep(step, confirmed, run2, replan) {
  for (const action of confirmed) {
    run2.signal.throwIfAborted();
    run2.reporter.actionStarted(step.id, action);
    const current = stillNeeded(step.id, action, confirmed, await replan(step, run2));
    if (current) await carryOut(step, current, run2, replan);
    run2.reporter.actionDone(step.id, current ?? action, resultOf(current));
  }
}
function resultOf(action) {
  if (!action) return "unchanged";
  return isChange(action.kind) ? "changed" : "done";
}
function stillNeeded(step, confirmed, all, now) {
  if (now.outcome === "blocked") throw new WizardError(now.problem);
  if (now.outcome === "in-sync") return void 0;
  const stranger = now.actions.find((action) => !all.some((known) => covers(known, action)));
  if (stranger) {
    const id = all.some(({ assumed }) => assumed) ? "differs-from-assumed" : "changed-under-us";
    throw problem(id, { step, action: stranger.kind });
  }
  return now.actions.find((action) => covers(confirmed, action));
}
function covers(confirmed, action) {
  if (confirmed.assumed)
    return confirmed.kind === action.kind || (confirmed.alternatives ?? []).includes(action.kind);
  return confirmed.kind === action.kind && canonicalJson(confirmed.calls) === canonicalJson(action.calls);
}
async function carryOut(step, action, run2, replan) {
  run2.journal.append(lineOf(run2.aws.now(), step.id, action, "planned"));
  const learned = await applyOnce(step, action, run2, replan);
  const at = run2.aws.now();
  if (isChange(action.kind)) {
    run2.changedAt = at;
    run2.changes += 1;
  }
  run2.journal.append(lineOf(at, step.id, action, "done", learned));
}
async function applyOnce(step, action, run2, replan) {
  try {
    return await step.apply(action, run2);
  } catch (error) {
    if (error instanceof WizardError || error instanceof CancelledError) throw error;
    const now = await replan(step, run2);
    const isOpen = now.outcome === "change" && now.actions.some((one) => covers(action, one));
    if (isOpen || now.outcome === "blocked") throw error;
    return void 0;
  }
}

// wizard/engine/plan-all.ts
async function planAll(steps, run2) {
  const look = lookAt(run2);
  const planned = [];
  for (const step of steps) planned.push({ step: step.id, plan: await step.planNow(look, run2) });
  return planned;
}
async function planUndoAll(steps, run2) {
  const look = lookAt(run2);
  const history = run2.history();
  const planned = [];
  for (const step of steps.toReversed())
    planned.push({ step: step.id, plan: await step.planUndoNow(look, history, run2) });
  return planned;
}
function refuseIfBlocked(planned) {
  const problems = planned.flatMap(
    ({ plan }) => plan.outcome === "blocked" ? [plan.problem] : []
  );
  const [first, ...rest] = problems;
  if (first) throw new WizardError([first, ...rest]);
}
function countActions(planned) {
  return planned.reduce(
    (sum, { plan }) => sum + (plan.outcome === "change" ? plan.actions.length : 0),
    0
  );
}

// wizard/engine/evidence.ts
async function waitForEvidence(look, { timeoutMs, intervalMs, onWait }, clock, signal) {
  const deadline = clock.now() + timeoutMs;
  for (; ; ) {
    const seen2 = await look();
    const left = deadline - clock.now();
    if (seen2.outcome !== "waiting" || left < intervalMs) return seen2;
    onWait?.(seen2.awaited, left);
    await clock.sleep(intervalMs, signal);
  }
}
async function retryWhile(attempt, retryable, { timeoutMs, intervalMs, onWait }, clock, signal) {
  const deadline = clock.now() + timeoutMs;
  for (; ; ) {
    try {
      return await attempt();
    } catch (error) {
      const left = deadline - clock.now();
      if (!retryable(error) || left < intervalMs) throw error;
      onWait?.([], left);
      await clock.sleep(intervalMs, signal);
    }
  }
}

// wizard/engine/settle.ts
var settleMs = 2 * 6e4;
async function waitUntilSettled(plan, run2) {
  const seen2 = await waitForEvidence(
    async () => {
      const planned = await plan();
      refuseIfBlocked(planned);
      const open = planned.filter(({ plan: { outcome } }) => outcome === "change");
      return open.length === 0 ? { outcome: "verified", notes: [] } : { outcome: "waiting", awaited: open.map(({ step }) => step), notes: [] };
    },
    {
      timeoutMs: settleMs,
      intervalMs: 5e3,
      onWait: (steps, leftMs) => run2.reporter.waiting({ id: "waiting-to-settle", values: { steps } }, leftMs)
    },
    run2.clock,
    run2.signal
  );
  if (seen2.outcome === "waiting") throw problem("not-settled", { steps: seen2.awaited });
}

// wizard/on-instance/silence.ts
var deadlineMs = 18e4;
function freshForMs({
  periodSeconds,
  missedTicks: missedTicks2
}) {
  return periodSeconds * missedTicks2 * 1e3 + deadlineMs;
}
function isSilent(facts) {
  const { now, newest: newest2, lastChange, explained } = facts;
  if (explained || newest2 === "unknown") return false;
  return now - Math.max(newest2 ?? 0, lastChange ?? 0) > freshForMs(facts);
}
function missedTicks(periodSeconds) {
  return periodSeconds === 60 ? 3 : 2;
}
var missedLogTicks = 3;

// wizard/engine/verify-all.ts
async function verifyAll(steps, run2) {
  const shared = lookAt(run2);
  for (const step of steps) {
    let look = shared;
    const seen2 = await waitForEvidence(
      async () => {
        const evidence = await step.verifyNow(look ?? lookAt(run2), run2);
        look = void 0;
        return evidence ?? { outcome: "verified", notes: [] };
      },
      {
        timeoutMs: run2.timeoutMs ?? patienceMs(run2),
        intervalMs: 15e3,
        onWait: (awaited, leftMs) => run2.reporter.waiting({ id: "waiting-for-data", values: { awaited } }, leftMs)
      },
      run2.clock,
      run2.signal
    );
    if (seen2.outcome === "failed") throw new WizardError(seen2.problem);
    run2.reporter.evidence(step.id, seen2.notes);
    if (seen2.outcome === "waiting")
      throw problem("arrival-late", { instanceId: run2.spec.instanceId, missing: seen2.awaited });
  }
}
function patienceMs({ spec }) {
  return freshForMs({ periodSeconds: spec.period, missedTicks: missedTicks(spec.period) }) + 12e4;
}

// wizard/engine/action.ts
function planOf(actions, notes = []) {
  const [first, ...rest] = actions;
  return first ? { outcome: "change", actions: [first, ...rest], notes } : { outcome: "in-sync", notes };
}

// wizard/engine/step.ts
function defineStep(spec) {
  return {
    id: spec.id,
    planNow: async (look, run2) => spec.plan(await spec.inspect(look, run2), run2),
    planUndoNow: async (look, history, run2) => spec.planUndo ? spec.planUndo(await (spec.inspectUndo ?? spec.inspect)(look, run2), history, run2) : { outcome: "in-sync" },
    apply: async (action, run2) => spec.apply ? spec.apply(action, run2) : run2.callAll(action.calls),
    verifyNow: async (look, run2) => spec.verify?.(look, run2)
  };
}

// wizard/steps/arrival/judge.ts
var minute = 6e4;
function judgeArrival(facts) {
  const { custom, samples } = facts.datapoints;
  const missing = custom.filter((series) => !newestProof(series, facts)).map(({ metric }) => metric.name);
  const line = facts.log ? newestLine(facts.log.heartbeats, facts) : void 0;
  const awaited = [...new Set(missing), ...facts.log && !line ? ["log-heartbeat"] : []];
  const notes = [
    ...custom.flatMap((series) => arrived(series, facts)),
    ...facts.log && line ? [heartbeat(facts.log.group, line, facts)] : [],
    ...secondSender(samples, facts)
  ];
  return awaited.length > 0 ? { outcome: "waiting", awaited, notes } : { outcome: "verified", notes };
}
function isProof(at, { since, now }, freshMs) {
  return since === void 0 ? now - at <= freshMs : at > Math.floor(since / minute) * minute;
}
function isProofLine(at, { since, now, logsFreshForMs }) {
  return since === void 0 ? now - at <= logsFreshForMs : at > since;
}
function newestProof({ points }, facts) {
  if (points === "unknown") return void 0;
  const [newest2] = points;
  return newest2 && isProof(newest2.at, facts, facts.freshForMs) ? newest2 : void 0;
}
function newestLine(lines, facts) {
  if (lines === "could-not-look") return void 0;
  const ours = lines.filter(
    ({ nonce, fingerprint: fingerprint2, ok }) => ok && nonce === facts.nonce && fingerprint2 === facts.fingerprint
  );
  const newest2 = ours.at(-1);
  return newest2 && isProofLine(newest2.at, facts) ? newest2 : void 0;
}
function arrived(series, facts) {
  const newest2 = newestProof(series, facts);
  if (!newest2 || series.points === "unknown") return [];
  const { metric, points } = series;
  const mount = metric.dimensions.find(({ name }) => name === "MountPath")?.value;
  return [
    {
      id: "metric-arrived",
      values: {
        metric: metric.name,
        ...mount ? { mountPath: mount } : {},
        value: newest2.value,
        ageSeconds: age(newest2.at, facts),
        points: points.map(({ value }) => value).reverse()
      }
    }
  ];
}
function heartbeat(group, line, facts) {
  return { id: "heartbeat-arrived", values: { group, ageSeconds: age(line.at, facts) } };
}
function secondSender(samples, facts) {
  const twice = samples.find(({ at, value }) => value > 1 && isProof(at, facts, facts.freshForMs));
  return twice ? [{ id: "sent-twice", values: { samples: twice.value } }] : [];
}
function age(at, { now }) {
  return Math.max(0, Math.round((now - at) / 1e3));
}

// wizard/steps/arrival/index.ts
var arrivalStep = defineStep({
  id: "arrival",
  inspect: async () => void 0,
  plan: () => planOf([]),
  verify: async (look, run2) => {
    const { spec } = run2;
    const agent = run2.history().record?.agent;
    const [log] = spec.logs;
    return judgeArrival({
      now: run2.aws.now(),
      since: run2.changedAt,
      freshForMs: freshForMs({ periodSeconds: spec.period, missedTicks: missedTicks(spec.period) }),
      logsFreshForMs: freshForMs({ periodSeconds: spec.period, missedTicks: missedLogTicks }),
      datapoints: await look.datapoints(),
      log: log && { group: log.group, heartbeats: await look.heartbeats() },
      nonce: agent?.nonce ?? "",
      fingerprint: fingerprint(spec.instanceId)
    });
  }
});

// wizard/aws/change.ts
function change(call) {
  return call;
}

// wizard/steps/attachment/plan.ts
function planAttachment(actual) {
  const { association, profile, instanceId } = actual;
  if (!association) return planOf([associate(instanceId)]);
  if (profile && association.profileId === profile.id) return planOf([]);
  if (nameOf(association.profileArn) !== roleName) {
    const values = { instanceId, profileArn: association.profileArn, roleName };
    return { outcome: "blocked", problem: { id: "instance-has-other-role", values } };
  }
  return planOf([replace(actual, association)]);
}
function associate(instanceId) {
  const input = { InstanceId: instanceId, IamInstanceProfile: { Name: roleName } };
  return {
    kind: "attach-role",
    values: { roleName, instanceId },
    calls: [change({ service: "ec2", operation: "AssociateIamInstanceProfile", input })],
    undo: { kind: "detach-role", values: { roleName, instanceId } }
  };
}
function replace({ instanceId }, { id }) {
  const input = { AssociationId: id, IamInstanceProfile: { Name: roleName } };
  return {
    kind: "reattach-role",
    values: { roleName, instanceId },
    calls: [change({ service: "ec2", operation: "ReplaceIamInstanceProfileAssociation", input })],
    undo: { kind: "detach-role", values: { roleName, instanceId } }
  };
}
function planUndoAttachment(actual, history) {
  const { association, instanceId } = actual;
  const attached = didBegin(history, "attach-role") || didBegin(history, "reattach-role");
  if (!attached || !association || nameOf(association.profileArn) !== roleName) return planOf([]);
  const input = { AssociationId: association.id };
  return planOf([
    {
      kind: "detach-role",
      values: { roleName, instanceId },
      calls: [change({ service: "ec2", operation: "DisassociateIamInstanceProfile", input })],
      undo: { kind: "none", values: {} }
    }
  ]);
}
function nameOf(profileArn) {
  return profileArn.split("/").at(-1) ?? "";
}

// wizard/steps/attachment/index.ts
var propagationMs = 2 * 6e4;
var attachmentStep = defineStep({
  id: "attachment",
  inspect: async (look, { spec }) => ({
    instanceId: spec.instanceId,
    profile: await look.profile(),
    association: (await look.associations())[0]
  }),
  plan: planAttachment,
  planUndo: planUndoAttachment,
  apply: async (action, run2) => {
    try {
      await whileNotVisible(() => run2.callAll(action.calls), run2);
    } catch (error) {
      if (isNotVisibleYet(error))
        throw problem("profile-not-visible", action.values, { cause: error });
      throw error;
    }
    return void 0;
  }
});
async function whileNotVisible(attempt, run2) {
  const onWait = (_, leftMs) => run2.reporter.waiting({ id: "waiting-for-iam", values: {} }, leftMs);
  const patience = { timeoutMs: propagationMs, intervalMs: 5e3, onWait };
  await retryWhile(attempt, isNotVisibleYet, patience, run2.clock, run2.signal);
}
function isNotVisibleYet(error) {
  const { name, message } = error;
  return name === "InvalidParameterValue" && /Invalid IAM Instance Profile/i.test(message);
}

// wizard/steps/aws-metrics/index.ts
var awsMetricsStep = defineStep({
  id: "aws-metrics",
  inspect: async () => void 0,
  plan: () => planOf([]),
  verify: async (look, { aws }) => {
    const { aws: series } = await look.datapoints();
    return { outcome: "verified", notes: series.map((one) => newest(one, aws.now())) };
  }
});
function newest({ metric, points }, now) {
  if (points === "unknown") return { id: "metric-unknown", values: { metric: metric.name } };
  const [first] = points;
  if (!first) return { id: "metric-without-data", values: { metric: metric.name } };
  const ageSeconds = Math.max(0, Math.round((now - first.at) / 1e3));
  return { id: "metric-newest", values: { metric: metric.name, value: first.value, ageSeconds } };
}

// wizard/on-instance/inspect.ts
async function inspectOnInstance(look, run2) {
  const { record, lastDoneAt } = run2.history();
  const quietUntilNow = {
    now: run2.aws.now(),
    lastChange: lastDoneAt,
    periodSeconds: run2.spec.period,
    // Before the first set-up nothing is expected, so nothing has to be read either.
    explained: !record?.agent || await driftExplains(look)
  };
  return {
    spec: run2.spec,
    record,
    probe: run2.probe,
    node: await look.managedNode(),
    httpTokens: (await look.instance())?.httpTokens ?? "required",
    programSha: sha256(run2.agentFiles.program),
    nonce: run2.nonce,
    metricsSilent: await metricsSilent(look, quietUntilNow),
    logsSilent: run2.spec.logs.length > 0 && await logsSilent(look, quietUntilNow)
  };
}
async function metricsSilent(look, known) {
  if (known.explained) return false;
  const newest2 = oldestNewest((await look.datapoints()).custom);
  return isSilent({ ...known, newest: newest2, missedTicks: missedTicks(known.periodSeconds) });
}
async function logsSilent(look, known) {
  if (known.explained) return false;
  const lines = await look.heartbeats();
  const newest2 = lines === "could-not-look" ? "unknown" : lines.at(-1)?.at;
  return isSilent({ ...known, newest: newest2, missedTicks: missedLogTicks });
}
function oldestNewest(series) {
  const points = series.map(({ points: points2 }) => points2);
  if (points.includes("unknown")) return "unknown";
  const newest2 = points.map(([first]) => first?.at);
  return newest2.includes(void 0) ? void 0 : Math.min(...newest2);
}
async function driftExplains(look) {
  const profile = await look.profile();
  if (explainsSilence(roleDrift(await look.role(), profile))) return true;
  const [association] = await look.associations();
  return !association?.profileArn.endsWith(`/${roleName}`) || association.profileId !== profile?.id;
}

// agent/cron-entry.ts
var agentPath = "/usr/local/libexec/cloudwatch-wizard/mon-put-instance-data";
function cronEntry(spec, heartbeat2) {
  const every = spec.period === 60 ? "* * * * *" : `*/${spec.period / 60} * * * *`;
  const options = [
    ...agentOptions(spec).map(cronWord),
    "--from-cron",
    heartbeatOption(heartbeat2),
    `--period=${spec.period}`
  ];
  return [
    "# Written by cloudwatch-wizard: a change by hand is drift, and the next repair undoes it.",
    'MAILTO=""',
    `${every} root "$ROOT"${agentPath} ${options.join(" ")}`,
    ""
  ].join("\n");
}
function cronWord(word) {
  if (/^[\w@+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''").replaceAll("%", "\\%")}'`;
}

// agent/log-shipper.ts
function chooseShipper(facts) {
  const source = sourceOf(facts);
  if (!source) return { shipper: void 0, reason: "no-system-log" };
  if (!hasAwslogs(facts)) {
    return { shipper: "amazon-cloudwatch-agent", source, reason: "no-awslogs-on-this-os" };
  }
  if (facts.httpTokens === "required" || source.kind === "journald") {
    return { shipper: "amazon-cloudwatch-agent", source, reason: "imdsv2-required" };
  }
  return { shipper: "awslogs", source, reason: "awslogs-works-here" };
}
function sourceOf({ syslogFile, journald }) {
  if (syslogFile) return { kind: "file", path: syslogFile };
  return journald ? { kind: "journald" } : void 0;
}
function hasAwslogs({ osId, osVersion }) {
  return osId === "amzn" && (osVersion === "2" || osVersion.startsWith("2018."));
}
function readsJournald(version) {
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  return major > 1 || major === 1 && minor >= 300070;
}
function awslogsSections(logs, source) {
  return logs.map(
    (log) => [
      `[${log.group}]`,
      "datetime_format = %b %d %H:%M:%S",
      `file = ${pathOf(log, source)}`,
      "buffer_duration = 5000",
      `log_stream_name = ${log.stream}`,
      "initial_position = start_of_file",
      `log_group_name = ${log.group}`,
      ""
    ].join("\n")
  ).join("\n");
}
function cloudWatchAgentConfig(logs, source) {
  const collected = source.kind === "journald" ? { journald: { collect_list: logs.map(journaldItem) } } : { files: { collect_list: logs.map((log) => fileItem(log, source)) } };
  return `${JSON.stringify(JSON.parse(canonicalJson({ logs: { logs_collected: collected } })), null, 2)}
`;
}
function journaldItem(log) {
  return { log_group_name: log.group, log_stream_name: log.stream };
}
function fileItem(log, source) {
  return {
    file_path: pathOf(log, source),
    log_group_name: log.group,
    log_stream_name: log.stream,
    timestamp_format: "%b %d %H:%M:%S",
    timezone: "Local"
  };
}
function pathOf(log, source) {
  return log.file === systemLog.file && source.kind === "file" ? source.path : log.file;
}

// wizard/on-instance/on-instance.ts
function needsAgent(seen2) {
  const { record, probe, programSha, metricsSilent: metricsSilent2 } = seen2;
  if (!record?.agent) return true;
  if (!probe) return record.agent.sha256 !== programSha || metricsSilent2;
  if (probe.agentSha !== programSha) return true;
  return metricsSilent2 && cronIsRight(seen2, probe);
}
function needsCron(seen2) {
  const { record, probe, metricsSilent: metricsSilent2 } = seen2;
  if (probe) return !cronIsRight(seen2, probe);
  return record?.cron?.sha256 !== cronSha(seen2) || metricsSilent2;
}
function cronIsRight(seen2, probe) {
  return probe.cronEntrySha === cronSha(seen2) && probe.cronActive;
}
function cronSha(seen2) {
  return sha256(wantedCronEntry(seen2));
}
function wantedCronEntry(seen2) {
  const { spec, record, nonce } = seen2;
  const installed = agentIsInPlace(seen2) ? record?.agent?.nonce : void 0;
  return cronEntry(spec, { shard: 0, specHash: specHash(spec), nonce: installed ?? nonce });
}
function agentIsInPlace({ record, probe, programSha }) {
  const sha = probe ? probe.agentSha : record?.agent?.sha256;
  return record?.agent !== void 0 && sha === programSha;
}
function needsLogs(seen2) {
  const { spec, record, probe, logsSilent: logsSilent2 } = seen2;
  if (spec.logs.length === 0) return false;
  if (!probe) return record?.logs?.wishHash !== logsHash(spec) || logsSilent2;
  const wanted = wantedLogConfig(seen2);
  if (!wanted) return true;
  return probe.logConfigSha !== sha256(wanted.config) || !isActive(probe, wanted.shipper);
}
function isActive({ shippers }, shipper) {
  return shipper === "awslogs" ? shippers.awslogs : shippers.cloudWatchAgent;
}
function wantedLogConfig(seen2) {
  const choice = shipperChoice(seen2);
  if (!choice.shipper) return void 0;
  const write = choice.shipper === "awslogs" ? awslogsSections : cloudWatchAgentConfig;
  return { shipper: choice.shipper, config: write(seen2.spec.logs, choice.source) };
}
function shipperChoice({ probe, node, httpTokens }) {
  if (probe) return chooseShipper({ ...probe, httpTokens });
  const osVersion = node.platformVersion ?? (httpTokens === "required" ? "2023" : "2");
  return chooseShipper({
    osId: node.platformName === void 0 || /^amazon linux/i.test(node.platformName) ? "amzn" : "other",
    osVersion,
    httpTokens,
    syslogFile: osVersion === "2023" ? void 0 : "/var/log/messages",
    journald: true,
    cloudWatchAgent: void 0
  });
}
function needsWork(seen2) {
  return needsAgent(seen2) || needsCron(seen2) || needsLogs(seen2);
}

// wizard/on-instance/run-command.ts
import {
  GetCommandInvocationCommand,
  InvocationDoesNotExist
} from "@aws-sdk/client-ssm";

// wizard/on-instance/command-call.ts
var executionSeconds = 600;
var deliverySeconds = 60;
function commandCall(instanceId, comment, script) {
  return change({
    service: "ssm",
    operation: "SendCommand",
    input: {
      DocumentName: "AWS-RunShellScript",
      InstanceIds: [instanceId],
      // Both time-outs: without them a dead instance is waited for for two hours.
      TimeoutSeconds: deliverySeconds,
      Comment: comment,
      Parameters: { commands: [script], executionTimeout: [String(executionSeconds)] }
    }
  });
}

// wizard/on-instance/probe-facts.ts
function parseInstallerOutput(stdout) {
  const facts = /* @__PURE__ */ new Map();
  const changed = [];
  let sentAt;
  let error;
  for (const line of stdout.split("\n")) {
    const [, word, rest = ""] = /^cwz (\w+) ?(.*)$/.exec(line) ?? [];
    if (word === "fact") addFact(facts, rest);
    if (word === "changed") changed.push(plainText(rest, 200));
    if (word === "sent" && /^\d{9,11}$/.test(rest)) sentAt = Number(rest);
    if (word === "error") error = splitError(rest);
  }
  return { facts, changed, sentAt, error };
}
function addFact(facts, rest) {
  const at = rest.indexOf("=");
  if (at <= 0) return;
  const key = rest.slice(0, at);
  facts.set(key, [...facts.get(key) ?? [], plainText(rest.slice(at + 1), 300)]);
}
function splitError(rest) {
  const [id = "", ...words] = rest.split(" ");
  return { id: plainText(id, 60), text: plainText(words.join(" ")) };
}
function probeFacts({ facts }) {
  const one = (key) => facts.get(key)?.[0] ?? "";
  const nothing = ["", "none", "absent", "unknown"];
  const known = (key) => nothing.includes(one(key)) ? void 0 : one(key);
  return {
    osId: one("os_id"),
    osVersion: one("os_version"),
    syslogFile: known("syslog_file"),
    journald: one("journald") === "1",
    cloudWatchAgent: known("cwagent"),
    cronActive: one("cron_active") === "1",
    shippers: {
      awslogs: one("awslogs") === "active",
      cloudWatchAgent: one("cwagent_active") === "1"
    },
    agentSha: known("agent_sha"),
    cronEntrySha: known("cron_entry_sha"),
    logConfigSha: known("log_config_sha"),
    foreignSenders: facts.get("foreign_sender") ?? []
  };
}
function disksOf({ facts }) {
  return (facts.get("disk") ?? []).flatMap((text) => {
    const [path, filesystem, mountPath, more] = text.split(" ");
    return path && filesystem && mountPath && !more ? [{ path, filesystem, mountPath }] : [];
  });
}

// wizard/on-instance/run-command.ts
async function runCommand(run2, call) {
  const sent = await sendChange(run2.aws, call);
  const commandId = sent.Command?.CommandId ?? "";
  const ended = await waitForEnd(run2, commandId);
  const output = parseInstallerOutput(ended.StandardOutputContent ?? "");
  if (ended.Status === "Success" && !output.error) return output;
  throw failure(ended, output, commandId);
}
var StillRunning = class extends Error {
};
function waitForEnd(run2, commandId) {
  const InstanceId = run2.spec.instanceId;
  return retryWhile(
    async () => {
      const command = new GetCommandInvocationCommand({ CommandId: commandId, InstanceId });
      const seen2 = await run2.aws.ssm.send(command);
      if (["Pending", "InProgress", "Delayed", "Cancelling"].includes(seen2.Status ?? ""))
        throw new StillRunning();
      return seen2;
    },
    // Right after SendCommand the invocation may not be there yet (AWS: eventual consistency).
    (error) => error instanceof StillRunning || error instanceof InvocationDoesNotExist,
    { timeoutMs: (executionSeconds + deliverySeconds + 60) * 1e3, intervalMs: 2e3 },
    run2.clock,
    run2.signal
  );
}
function failure(ended, output, commandId) {
  const values = {
    instanceId: ended.InstanceId ?? "",
    commandId,
    status: ended.StatusDetails ?? ended.Status ?? "",
    exitCode: ended.ResponseCode ?? -1
  };
  if (ended.ResponseCode === -1 && !output.error) return problem("command-not-delivered", values);
  const text = [ended.StandardOutputContent, ended.StandardErrorContent].join("\n").trim();
  return problem("command-failed", {
    ...values,
    errorId: output.error?.id ?? "script-failed",
    answer: output.error?.text ?? "",
    output: lastLines(text),
    // SSM keeps 24,000 characters of the output and says nothing of the rest.
    cut: (ended.StandardOutputContent?.length ?? 0) >= 24e3 || text.split("\n").length > outputLines
  });
}
var outputLines = 20;
function lastLines(text) {
  return text.split("\n").slice(-outputLines).map((line) => plainText(line, 300));
}

// wizard/on-instance/script.ts
import { gzipSync } from "node:zlib";
function buildScript(verb, files) {
  const blocks = Object.entries(files).map(([name, content]) => {
    const packed = gzipSync(content, { level: 9 }).toString("base64");
    return `unpack ${name} ${sha256(content)} '${packed}'`;
  });
  return [
    `# cloudwatch-wizard ${verb}`,
    "set -eu",
    "umask 077",
    `dir=$(mktemp -d "\${ROOT:-}/tmp/cloudwatch-wizard.XXXXXX")`,
    `trap 'rm -rf "$dir"' EXIT`,
    'cd "$dir"',
    "unpack() {",
    `  printf %s "$3" | base64 -d | gzip -dc >"$1" &&`,
    `    printf '%s  %s\\n' "$2" "$1" | sha256sum -c - >/dev/null ||`,
    `    { echo "cwz error payload-damaged $1"; exit 1; }`,
    "}",
    ...blocks,
    "status=0",
    `sh ./installer ${verb} || status=$?`,
    'exit "$status"',
    ""
  ].join("\n");
}

// wizard/steps/cron-entry/plan.ts
function planCron(seen2, script) {
  if (!needsCron(seen2)) return planOf([]);
  const { instanceId, period } = seen2.spec;
  return planOf([
    {
      kind: "install-cron",
      values: { instanceId, minutes: period / 60 },
      calls: [commandCall(instanceId, "cloudwatch-wizard: install the cron entry", script)],
      undo: { kind: "uninstall", values: { instanceId } },
      ...seen2.probe ? {} : { assumed: true }
    }
  ]);
}

// wizard/steps/cron-entry/index.ts
var cronEntryStep = defineStep({
  id: "cron-entry",
  inspect: inspectOnInstance,
  plan: (seen2, { agentFiles }) => {
    const files = { installer: agentFiles.installer, "cron-entry": wantedCronEntry(seen2) };
    return planCron(seen2, buildScript("install-cron", files));
  },
  apply: async (action, run2) => {
    const wanted = wantedCronEntry(await inspectOnInstance(lookAt(run2), run2));
    for (const call of action.calls) await runCommand(run2, call);
    if (run2.probe) run2.probe = { ...run2.probe, cronEntrySha: sha256(wanted), cronActive: true };
    return { cron: { sha256: sha256(wanted) } };
  }
});

// wizard/prices.ts
var metricMonthUsd = 0.3;
var detailedMonitoringMetrics = 7;
var detailedMonitoringPrice = priceOf(detailedMonitoringMetrics);
function priceOf(metrics) {
  return { metrics, monthlyUsd: Math.round(metrics * metricMonthUsd * 100) / 100 };
}

// wizard/steps/detailed-monitoring/plan.ts
function planMonitoring({ instanceId, monitoring, history }, wanted) {
  const on = monitoring === "enabled" || monitoring === "pending";
  if (wanted && !on) return planOf([enable(instanceId)]);
  if (!wanted && on && isOurs2(history)) return planOf([disable(instanceId)]);
  return planOf([], !wanted && on ? [{ id: "monitoring-already-on", values: { instanceId } }] : []);
}
function planUndoMonitoring({ instanceId, monitoring }, history) {
  const on = monitoring === "enabled" || monitoring === "pending";
  return planOf(on && isOurs2(history) ? [disable(instanceId)] : []);
}
function isOurs2({ actions }) {
  const last = actions.findLast(
    ({ action, state }) => action.kind === "enable-detailed-monitoring" || action.kind === "disable-detailed-monitoring" && state === "done"
  );
  return last?.action.kind === "enable-detailed-monitoring";
}
function enable(instanceId) {
  const input = { InstanceIds: [instanceId] };
  return {
    kind: "enable-detailed-monitoring",
    values: { instanceId },
    calls: [change({ service: "ec2", operation: "MonitorInstances", input })],
    price: detailedMonitoringPrice,
    undo: { kind: "disable-detailed-monitoring", values: { instanceId } }
  };
}
function disable(instanceId) {
  const input = { InstanceIds: [instanceId] };
  return {
    kind: "disable-detailed-monitoring",
    values: { instanceId },
    calls: [change({ service: "ec2", operation: "UnmonitorInstances", input })],
    undo: { kind: "none", values: {} }
  };
}

// wizard/steps/detailed-monitoring/index.ts
var detailedMonitoringStep = defineStep({
  id: "detailed-monitoring",
  inspect: async (look, run2) => ({
    instanceId: run2.spec.instanceId,
    monitoring: (await look.instance())?.monitoring ?? "disabled",
    history: run2.history()
  }),
  plan: (actual, { spec }) => planMonitoring(actual, spec.detailedMonitoring),
  planUndo: planUndoMonitoring
});

// wizard/steps/log-agent/plan.ts
var kinds = {
  awslogs: "install-awslogs",
  "amazon-cloudwatch-agent": "install-cloudwatch-agent"
};
function planLogs(seen2, script) {
  if (!needsLogs(seen2)) return planOf([]);
  const { spec, probe } = seen2;
  const choice = shipperChoice(seen2);
  const [log] = spec.logs;
  const values = { instanceId: spec.instanceId, group: log?.group ?? "" };
  if (!choice.shipper || !log)
    return { outcome: "blocked", problem: { id: "no-system-log", values } };
  const tooOld = probe?.cloudWatchAgent && !readsJournald(probe.cloudWatchAgent);
  if (choice.source.kind === "journald" && tooOld) {
    const versions = { ...values, version: probe.cloudWatchAgent ?? "" };
    return { outcome: "blocked", problem: { id: "journald-needs-newer-agent", values: versions } };
  }
  const kind = kinds[choice.shipper];
  const source = choice.source.kind === "file" ? choice.source.path : "journald";
  return planOf([
    {
      kind,
      values: {
        ...values,
        stream: streamName(log, spec.instanceId),
        source,
        reason: choice.reason
      },
      calls: [commandCall(spec.instanceId, `cloudwatch-wizard: install ${choice.shipper}`, script)],
      undo: { kind: "uninstall", values: { instanceId: spec.instanceId } },
      ...probe ? {} : { assumed: true, alternatives: Object.values(kinds).filter((one) => one !== kind) }
    }
  ]);
}

// wizard/steps/log-agent/index.ts
var logAgentStep = defineStep({
  id: "log-agent",
  inspect: inspectOnInstance,
  plan: (seen2, run2) => planLogs(seen2, installScript(seen2, run2)),
  apply: async (action, run2) => {
    const wanted = wantedLogConfig(await inspectOnInstance(lookAt(run2), run2));
    for (const call of action.calls) await runCommand(run2, call);
    if (!wanted) return void 0;
    const sha = sha256(wanted.config);
    if (run2.probe) {
      const shippers = { ...run2.probe.shippers, [shipperKey[wanted.shipper]]: true };
      run2.probe = { ...run2.probe, logConfigSha: sha, shippers };
    }
    const wishHash = logsHash(run2.spec);
    return { logs: { sha256: sha, shipper: wanted.shipper, wishHash } };
  }
});
var shipperKey = { awslogs: "awslogs", "amazon-cloudwatch-agent": "cloudWatchAgent" };
function installScript(seen2, { agentFiles, identity }) {
  const wanted = wantedLogConfig(seen2);
  if (!wanted) return "";
  return buildScript(`install-logs ${wanted.shipper}`, {
    installer: agentFiles.installer,
    "log-config": wanted.config,
    "log-region": `${identity.region}
`
  });
}

// wizard/steps/managed-node/plan.ts
var agentSleepMs = 31 * 6e4;
function planManagedNode(seen2, probeScript) {
  if (!needsWork(seen2)) return planOf([]);
  const { instanceId } = seen2.spec;
  return planOf([
    ...seen2.node.ping === "online" ? [] : [waitForNode(instanceId)],
    ...seen2.probe ? [] : [lookInside(instanceId, probeScript)]
  ]);
}
function waitForNode(instanceId) {
  return {
    kind: "wait-for-managed-node",
    values: { instanceId, minutes: agentSleepMs / 6e4 },
    calls: [],
    undo: { kind: "none", values: {} }
  };
}
function lookInside(instanceId, script) {
  return {
    kind: "look-inside",
    values: { instanceId },
    calls: [commandCall(instanceId, "cloudwatch-wizard: look inside (read-only)", script)],
    undo: { kind: "none", values: {} }
  };
}

// wizard/steps/managed-node/index.ts
var managedNodeStep = defineStep({
  id: "managed-node",
  inspect: inspectOnInstance,
  plan: (seen2, { agentFiles }) => planManagedNode(seen2, buildScript("probe", { installer: agentFiles.installer })),
  apply: async (action, run2) => {
    if (action.kind === "wait-for-managed-node") await waitUntilOnline(run2);
    for (const call of action.calls) {
      run2.probe = probeFacts(await runCommand(run2, call));
      for (const sender of run2.probe.foreignSenders)
        run2.reporter.note({ id: "second-sender", values: { sender } });
    }
    return void 0;
  }
});
async function waitUntilOnline(run2) {
  const { instanceId } = run2.spec;
  const seen2 = await waitForEvidence(
    async () => {
      const { ping } = await findManagedNode(run2.aws, instanceId);
      return ping === "online" ? { outcome: "verified", notes: [] } : { outcome: "waiting", awaited: [], notes: [] };
    },
    {
      timeoutMs: run2.timeoutMs ?? agentSleepMs,
      intervalMs: 1e4,
      onWait: (_, leftMs) => run2.reporter.waiting({ id: "waiting-for-ssm", values: {} }, leftMs)
    },
    run2.clock,
    run2.signal
  );
  if (seen2.outcome !== "verified") throw problem("managed-node-late", { instanceId });
}

// wizard/steps/metrics-agent/plan.ts
function planAgent(seen2, script) {
  if (!needsAgent(seen2)) return planOf([]);
  const { instanceId } = seen2.spec;
  const metrics = countMetrics(seen2.spec) + 1;
  return planOf([
    {
      kind: "install-agent",
      values: { instanceId, metrics },
      calls: [commandCall(instanceId, "cloudwatch-wizard: install the metrics agent", script)],
      ...seen2.record?.agent ? {} : { price: priceOf(metrics) },
      undo: { kind: "uninstall", values: { instanceId } },
      ...seen2.probe ? {} : { assumed: true }
    }
  ]);
}
function planUninstall(actual, history, script) {
  const { instanceId, instanceState, online } = actual;
  if (!isInstalled(history) || instanceState === "terminated") return planOf([]);
  if (instanceState !== "running")
    return {
      outcome: "blocked",
      problem: { id: "instance-stopped", values: { instanceId, region: "", state: instanceState } }
    };
  if (!online)
    return { outcome: "blocked", problem: { id: "managed-node-lost", values: { instanceId } } };
  return planOf([
    {
      kind: "uninstall",
      values: { instanceId },
      calls: [commandCall(instanceId, "cloudwatch-wizard: uninstall", script)],
      undo: { kind: "none", values: {} }
    }
  ]);
}
var installs = ["install-agent", "install-cron", "install-awslogs", "install-cloudwatch-agent"];
function isInstalled({ actions }) {
  const last = actions.findLast(
    ({ action, state }) => installs.includes(action.kind) || action.kind === "uninstall" && state === "done"
  );
  return last !== void 0 && last.action.kind !== "uninstall";
}

// wizard/steps/metrics-agent/index.ts
var metricsAgentStep = defineStep({
  id: "metrics-agent",
  inspect: async (look, run2) => ({ seen: await inspectOnInstance(look, run2) }),
  plan: (actual, run2) => "seen" in actual ? planAgent(actual.seen, installScript2(run2)) : { outcome: "in-sync" },
  inspectUndo: async (look, { spec }) => ({
    uninstall: {
      instanceId: spec.instanceId,
      instanceState: (await look.instance())?.state ?? "terminated",
      online: (await look.managedNode()).ping === "online"
    }
  }),
  planUndo: (actual, history, { agentFiles }) => "uninstall" in actual ? planUninstall(
    actual.uninstall,
    history,
    buildScript("uninstall", { installer: agentFiles.installer })
  ) : { outcome: "in-sync" },
  apply: install
});
function installScript2({ agentFiles, spec }) {
  return buildScript("install-agent", {
    installer: agentFiles.installer,
    "mon-put-instance-data": agentFiles.program,
    "spec.json": `${canonicalJson(spec)}
`,
    "test-flags": `${agentOptions(spec).join("\n")}
`
  });
}
async function install(action, run2) {
  const [call] = action.calls;
  if (!call) return void 0;
  const output = await runCommand(run2, call);
  if (action.kind === "uninstall") return void 0;
  const sha = sha256(run2.agentFiles.program);
  if (run2.probe) run2.probe = { ...run2.probe, agentSha: sha };
  const sentAt = output.sentAt ?? Math.floor(run2.aws.now() / 1e3);
  return { agent: { sha256: sha, nonce: run2.nonce, sentAt, disks: disksOf(output) } };
}

// wizard/steps/record/plan.ts
function planRecord({ instanceId, tag }, spec) {
  const value = formatPointer({ instanceId, specHash: specHash(spec), shard: 0 });
  if (tag === value) return planOf([]);
  const input = { Resources: [instanceId], Tags: [{ Key: pointerTagKey, Value: value }] };
  return planOf([
    {
      kind: "tag-instance",
      values: { instanceId, key: pointerTagKey, value },
      calls: [change({ service: "ec2", operation: "CreateTags", input })],
      undo: { kind: "untag-instance", values: { instanceId, key: pointerTagKey } }
    }
  ]);
}
function planUndoRecord({ instanceId, tag }, history) {
  if (tag === void 0 || !didBegin(history, "tag-instance")) return planOf([]);
  const input = { Resources: [instanceId], Tags: [{ Key: pointerTagKey }] };
  return planOf([
    {
      kind: "untag-instance",
      values: { instanceId, key: pointerTagKey },
      calls: [change({ service: "ec2", operation: "DeleteTags", input })],
      undo: { kind: "none", values: {} }
    }
  ]);
}

// wizard/steps/record/index.ts
var recordStep = defineStep({
  id: "record",
  inspect: async (look, { spec }) => ({
    instanceId: spec.instanceId,
    tag: (await look.instance())?.tags[pointerTagKey]
  }),
  plan: (actual, { spec }) => planRecord(actual, spec),
  planUndo: planUndoRecord
});

// wizard/steps/role/index.ts
import { NoSuchEntityException as NoSuchEntityException2 } from "@aws-sdk/client-iam";

// wizard/steps/role/plan.ts
var tags = [{ Key: ownerTag.key, Value: ownerTag.value }];
var byName = { RoleName: roleName };
var profileByName = { InstanceProfileName: roleName };
function planRole(actual, { partition, instanceId }) {
  const drift = roleDrift(actual.role, actual.profile);
  const refused = refusal(actual, drift);
  if (refused)
    return {
      outcome: "blocked",
      problem: { id: refused, values: { roleName, partition, instanceId } }
    };
  const needed = drift.filter((one) => one !== "ssm-policy-detached" || !actual.managedWithoutRole);
  const missing = new Set(needed);
  const newRole = missing.has("role-missing");
  const attach = (policy) => attachPolicy(partition, policy);
  return planOf(
    [
      ...newRole ? [createRole()] : [],
      ...newRole || missing.has("cloudwatch-policy-detached") ? [attach("CloudWatchFullAccess")] : [],
      ...newRole && !actual.managedWithoutRole || missing.has("ssm-policy-detached") ? [attach("AmazonSSMManagedInstanceCore")] : [],
      ...missing.has("profile-missing") ? [createProfile()] : [],
      ...missing.has("profile-missing") || missing.has("profile-empty") ? [fillProfile()] : []
    ],
    actual.role && !actual.role.ours ? [{ id: "role-not-ours", values: { roleName } }] : []
  );
}
function refusal({ role, profile, managedWithoutRole }, drift) {
  const has = (one) => drift.includes(one);
  if (has("profile-holds-other-role")) return "profile-holds-other-role";
  if (has("profile-empty") && !profile?.ours) return "profile-empty-not-ours";
  if (has("trust-not-ec2")) return "role-trust-wrong";
  if (!role || role.ours) return void 0;
  if (has("cloudwatch-policy-detached")) return "role-lacks-cloudwatch";
  if (has("ssm-policy-detached") && !managedWithoutRole) return "role-lacks-ssm";
  return void 0;
}
function createRole() {
  const input = {
    ...byName,
    AssumeRolePolicyDocument: JSON.stringify(ec2Trust),
    Description: "Lets an EC2 instance send metrics and logs to CloudWatch",
    Tags: tags
  };
  return {
    kind: "create-role",
    values: { roleName },
    calls: [change({ service: "iam", operation: "CreateRole", input })],
    undo: { kind: "delete-role", values: { roleName } }
  };
}
function attachPolicy(partition, policy) {
  const input = { ...byName, PolicyArn: managedPolicyArn(partition, policy) };
  return {
    kind: "attach-policy",
    values: { roleName, policy },
    calls: [change({ service: "iam", operation: "AttachRolePolicy", input })],
    undo: { kind: "detach-policy", values: { roleName, policy } }
  };
}
function createProfile() {
  const input = { ...profileByName, Tags: tags };
  return {
    kind: "create-instance-profile",
    values: { roleName },
    calls: [change({ service: "iam", operation: "CreateInstanceProfile", input })],
    undo: { kind: "delete-instance-profile", values: { roleName } }
  };
}
function fillProfile() {
  const input = { ...profileByName, ...byName };
  return {
    kind: "add-role-to-instance-profile",
    values: { roleName },
    calls: [change({ service: "iam", operation: "AddRoleToInstanceProfile", input })],
    undo: { kind: "remove-role-from-instance-profile", values: { roleName } }
  };
}
function planUndoRole({ role, profile, users }, { instanceId }) {
  if (!role?.ours && !profile?.ours) return planOf([]);
  const others = users.instances.filter((id) => id !== instanceId);
  if (others.length > 0)
    return planOf([], [{ id: "role-in-use", values: { roleName, instances: others } }]);
  if (users.unreadable.length > 0)
    return planOf(
      [],
      [{ id: "role-perhaps-in-use", values: { roleName, regions: users.unreadable } }]
    );
  const added = role?.ours ? foreignPolicies(role) : [];
  if (added.length > 0)
    return planOf([], [{ id: "role-has-other-policies", values: { roleName, policies: added } }]);
  return planOf([
    ...profile?.ours && profile.roleName === roleName ? [emptyProfile()] : [],
    ...profile?.ours ? [deleteProfile()] : [],
    ...role?.ours ? role.attached.map(detachPolicy) : [],
    ...role?.ours ? [deleteRole()] : []
  ]);
}
function foreignPolicies({ attached, inline }) {
  const names = attached.filter((arn) => !isOurPolicy(arn)).map(nameOf2);
  return [...names, ...inline];
}
var noUndo = { kind: "none", values: {} };
function emptyProfile() {
  const input = { ...profileByName, ...byName };
  return {
    kind: "remove-role-from-instance-profile",
    values: { roleName },
    calls: [change({ service: "iam", operation: "RemoveRoleFromInstanceProfile", input })],
    undo: noUndo
  };
}
function deleteProfile() {
  return {
    kind: "delete-instance-profile",
    values: { roleName },
    calls: [change({ service: "iam", operation: "DeleteInstanceProfile", input: profileByName })],
    undo: noUndo
  };
}
function detachPolicy(arn) {
  const input = { ...byName, PolicyArn: arn };
  return {
    kind: "detach-policy",
    values: { roleName, policy: nameOf2(arn) },
    calls: [change({ service: "iam", operation: "DetachRolePolicy", input })],
    undo: noUndo
  };
}
function deleteRole() {
  return {
    kind: "delete-role",
    values: { roleName },
    calls: [change({ service: "iam", operation: "DeleteRole", input: byName })],
    undo: noUndo
  };
}
function nameOf2(arn) {
  return arn.split("/").at(-1) ?? arn;
}

// wizard/steps/role/index.ts
var roleStep = defineStep({
  id: "role",
  inspect: async (look) => {
    const [role, profile] = [await look.role(), await look.profile()];
    const lacksSsm = !role || roleDrift(role, profile).includes("ssm-policy-detached");
    return {
      role,
      profile,
      managedWithoutRole: lacksSsm && await look.defaultHostManagement(),
      users: { instances: [], unreadable: [] }
    };
  },
  plan: (actual, run2) => planRole(actual, wishOf(run2)),
  inspectUndo: async (look) => ({
    role: await look.role(),
    profile: await look.profile(),
    managedWithoutRole: false,
    users: await look.profileUsers()
  }),
  planUndo: (actual, _history, run2) => planUndoRole(actual, wishOf(run2)),
  apply: soonAfterCreation
});
function wishOf({ identity, spec }) {
  return { partition: identity.partition, instanceId: spec.instanceId };
}
async function soonAfterCreation(action, run2) {
  await retryWhile(
    () => callOrFallBack(action, run2),
    (error) => error instanceof NoSuchEntityException2 && action.undo.kind !== "none",
    { timeoutMs: 2e4, intervalMs: 2e3 },
    run2.clock,
    run2.signal
  );
  return void 0;
}
async function callOrFallBack(action, run2) {
  try {
    await run2.callAll(action.calls);
  } catch (error) {
    const retired = error instanceof NoSuchEntityException2 && /attachable/i.test(error.message);
    if (!retired || action.values.policy !== "CloudWatchFullAccess") throw error;
    run2.reporter.note({ id: "policy-retired", values: action.values });
    const PolicyArn = managedPolicyArn(run2.identity.partition, "CloudWatchFullAccessV2");
    const input = { RoleName: String(action.values.roleName), PolicyArn };
    await run2.callAll([change({ service: "iam", operation: "AttachRolePolicy", input })]);
  }
}

// wizard/steps/all.ts
var allSteps = [
  roleStep,
  attachmentStep,
  detailedMonitoringStep,
  awsMetricsStep,
  managedNodeStep,
  metricsAgentStep,
  cronEntryStep,
  logAgentStep,
  recordStep,
  arrivalStep
];

// wizard/verbs/confirm.ts
async function confirmPlan(session, planned) {
  if (session.flags.yes) return;
  if (!session.prompts) throw problem("needs-confirmation");
  const question = session.messages.ui.confirm({ count: countActions(planned) });
  if (!await session.prompts.confirm(question)) throw new CancelledError();
}

// wizard/verbs/set-up.ts
async function setUp(session, verb, instanceId) {
  const journal = journalOf(session, instanceId);
  const recorded = journal.history().record?.spec;
  if (verb === "repair" && !recorded)
    throw problem("no-record", { instanceId, path: journal.path });
  await refuseUnfit(session, instanceId);
  const run2 = runFor(session, buildSpec(instanceId, session.flags, recorded), journal);
  if (session.flags.dryRun) {
    session.reporter.plan(verb, instanceId, await planAll(allSteps, run2));
    return;
  }
  const unlock = journal.lock();
  try {
    await planAndApply(session, run2, verb);
    await verifyAll(allSteps, run2);
    session.reporter.finished(verb, instanceId, run2.changes);
  } catch (error) {
    throw withChanges(error, run2.changes);
  } finally {
    unlock();
  }
}
async function refuseUnfit({ aws, identity }, instanceId) {
  const unfit = instanceProblem(instanceId, identity.region, await findInstance(aws, instanceId));
  if (unfit) throw new WizardError(unfit);
}
async function planAndApply(session, run2, verb) {
  for (; ; ) {
    const planned = await planAll(allSteps, run2);
    refuseIfBlocked(planned);
    session.reporter.plan(verb, run2.spec.instanceId, planned);
    if (countActions(planned) === 0) break;
    await confirmPlan(session, planned);
    rememberSpec(run2);
    if (await appliedAsAssumed(session, planned, run2)) break;
  }
  if (run2.changes > 0) await waitUntilSettled(() => planAll(allSteps, run2), run2);
}
async function appliedAsAssumed(session, planned, run2) {
  try {
    await applyAll(allSteps, planned, run2, replanForwards);
    return true;
  } catch (error) {
    const differs = error instanceof WizardError && error.problems[0].id === "differs-from-assumed";
    if (differs && session.prompts && !session.flags.yes) return false;
    throw error;
  }
}
function rememberSpec(run2) {
  const recorded = run2.history().record?.spec;
  if (recorded && specHash(recorded) === specHash(run2.spec)) return;
  run2.journal.append({
    t: run2.aws.now(),
    step: "record",
    action: { kind: rememberKind, values: {} },
    undo: { kind: "none", values: {} },
    state: "done",
    learned: { schemaVersion: 1, spec: run2.spec, shard: 0 }
  });
}

// wizard/verbs/status.ts
async function readStatus(session) {
  const { instanceIds } = session.flags;
  const found = await listInstances(session.aws);
  const wanted = instanceIds.length === 0 ? found : found.filter(({ id }) => instanceIds.includes(id));
  const statuses = [];
  for (const instance of wanted) statuses.push(await statusOf(session, instance));
  return [
    ...statuses,
    ...instanceIds.filter((id) => !found.some((one) => one.id === id)).map(absent)
  ];
}
async function statusOf(session, instance) {
  const journal = journalOf(session, instance.id);
  const spec = journal.history().record?.spec;
  if (!spec) return bare(instance, isSetUpByTag(instance) ? "elsewhere" : "not-set-up");
  if (instance.state !== "running") return bare(instance, "set-up");
  const run2 = runFor(session, spec, journal);
  const drift = (await planAll(allSteps, run2)).flatMap(driftOf);
  const evidence = await arrivalStep.verifyNow(lookAt(run2), run2);
  const arrived2 = evidence && evidence.outcome !== "failed" ? evidence.notes : [];
  const missing = evidence?.outcome === "waiting" ? evidence.awaited : [];
  return {
    ...bare(instance, "set-up"),
    drift,
    arrived: arrived2,
    missing,
    healthy: drift.length === 0 && missing.length === 0
  };
}
function bare(instance, coverage) {
  return {
    instanceId: instance.id,
    name: instance.name,
    state: instance.state,
    profileArn: instance.profile?.arn,
    coverage,
    drift: [],
    arrived: [],
    missing: [],
    healthy: true
  };
}
function absent(instanceId) {
  return {
    instanceId,
    name: void 0,
    state: "absent",
    profileArn: void 0,
    coverage: "not-set-up",
    drift: [],
    arrived: [],
    missing: [],
    healthy: false
  };
}
function driftOf({ plan }) {
  if (plan.outcome === "blocked") return [plan.problem];
  if (plan.outcome === "in-sync") return [];
  return plan.actions.map(({ kind, values }) => ({ kind, values }));
}

// wizard/verbs/undo.ts
async function undo(session, instanceId) {
  const journal = journalOf(session, instanceId);
  const spec = journal.history().record?.spec;
  if (!spec) {
    await refuseIfSetUpElsewhere(session, instanceId, journal.path);
    session.reporter.finished("undo", instanceId, 0);
    return;
  }
  const run2 = runFor(session, spec, journal);
  const planned = await planUndoAll(allSteps, run2);
  session.reporter.plan("undo", instanceId, planned);
  if (session.flags.dryRun) return;
  refuseIfBlocked(planned);
  const unlock = journal.lock();
  try {
    if (countActions(planned) > 0) {
      await confirmPlan(session, planned);
      await applyAll(allSteps, planned, run2, replanBackwards);
      await waitUntilSettled(() => planUndoAll(allSteps, run2), run2);
    }
    forget(run2);
    session.reporter.finished("undo", instanceId, run2.changes);
  } catch (error) {
    throw withChanges(error, run2.changes);
  } finally {
    unlock();
  }
}
async function refuseIfSetUpElsewhere({ aws }, instanceId, path) {
  const instance = await findInstance(aws, instanceId);
  if (instance && isSetUpByTag(instance)) throw problem("no-record", { instanceId, path });
}
function forget(run2) {
  run2.journal.append({
    t: run2.aws.now(),
    step: "record",
    action: { kind: forgetKind, values: {} },
    undo: { kind: "none", values: {} },
    state: "done"
  });
}

// wizard/verbs/run-on-aws.ts
async function runOnAws(verb, session) {
  if (verb === "status") return showStatus(session);
  const once2 = (instanceId) => verb === "undo" ? undo(session, instanceId) : setUp(session, verb === "repair" ? "repair" : "setup", instanceId);
  const [only, ...others] = session.flags.instanceIds;
  if (only !== void 0 && others.length === 0) {
    await once2(only);
    return exitCodes.ok;
  }
  return eachInTurn(session, once2);
}
async function eachInTurn(session, once2) {
  const done = [];
  const failed = [];
  let exitCode = exitCodes.ok;
  for (const instanceId of session.flags.instanceIds) {
    try {
      await once2(instanceId);
      done.push(instanceId);
    } catch (thrown) {
      const error = explainError(thrown);
      if (!(error instanceof WizardError)) throw error;
      showFailure(session, instanceId, error);
      failed.push(instanceId);
      exitCode = error.exitCode;
    }
  }
  if (failed.length === 0 || done.length === 0) return exitCode;
  const { terminal, messages, flags } = session;
  if (!flags.json) terminal.err(`${messages.ui.partial({ done, failed })}
`);
  return exitCodes.partial;
}
function showFailure({ terminal, messages, flags }, instanceId, error) {
  const { problems, exitCode } = error;
  if (flags.json) {
    terminal.out(
      `${JSON.stringify({ type: "error", schemaVersion, instanceId, problems, exitCode })}
`
    );
    return;
  }
  for (const one of problems)
    terminal.err(`${formatProblem(one, messages, signsFor(terminal)).join("\n")}
`);
}
async function showStatus(session) {
  const { terminal, messages, identity, flags } = session;
  const instances = await readStatus(session);
  if (flags.json) {
    const { accountId, region } = identity;
    terminal.out(`${JSON.stringify({ schemaVersion, accountId, region, instances }, null, 2)}
`);
  } else {
    const style = { paint: paintFor(terminal, "out"), signs: signsFor(terminal) };
    for (const line of formatStatus(instances, identity.region, messages, style))
      terminal.out(`${line}
`);
  }
  const unhealthy = instances.some(({ healthy }) => !healthy);
  return flags.fail && unhealthy ? exitCodes.unhealthy : exitCodes.ok;
}
export {
  runOnAws
};
