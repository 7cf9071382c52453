import {
  AwsError,
  createFaults
} from "./chunk-DX6O2UUD.mjs";

// sandbox/main.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join6 } from "node:path";

// sandbox/clock.ts
function createClock(options = {}) {
  const rate = options.rate ?? 0;
  const queue = [];
  let base = options.startAt ?? Date.now();
  let realBase = performance.now();
  let order = 0;
  let timer;
  let advancing = Promise.resolve();
  let disposed = false;
  const now = () => Math.floor(base + (performance.now() - realBase) * rate);
  const setTo = (at2) => {
    base = at2;
    realBase = performance.now();
  };
  const run = async (work) => {
    try {
      await work();
    } catch (error) {
      if (!options.onError) throw error;
      options.onError(error);
    }
  };
  const takeDue = (until) => {
    const next = queue[0];
    if (!next || next.at > until) return void 0;
    return queue.shift();
  };
  const tick = () => {
    for (let due = takeDue(now()); due; due = takeDue(now())) void run(due.work);
    arm();
  };
  const arm = () => {
    clearTimeout(timer);
    const next = queue[0];
    if (disposed || rate === 0 || !next) return;
    timer = setTimeout(tick, Math.min(Math.max(0, (next.at - now()) / rate), 2 ** 30));
    timer.unref();
  };
  const at = (time, work) => {
    const due = { at: time, order: order++, work };
    const index = queue.findIndex((other) => other.at > time);
    queue.splice(index === -1 ? queue.length : index, 0, due);
    arm();
    return () => {
      const found = queue.indexOf(due);
      if (found !== -1) queue.splice(found, 1);
    };
  };
  const advanceTo = async (target) => {
    clearTimeout(timer);
    for (let due = takeDue(target); due; due = takeDue(target)) {
      setTo(Math.max(due.at, now()));
      await run(due.work);
    }
    setTo(Math.max(target, now()));
    arm();
  };
  return {
    rate,
    now,
    at,
    every: (periodMs2, work) => repeat({ now, at }, periodMs2, work),
    // Two callers at once move the clock one after the other, never through each other.
    advance: (ms) => {
      const next = advancing.then(() => advanceTo(now() + ms));
      advancing = next.catch(() => {
      });
      return next;
    },
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      queue.length = 0;
    }
  };
}
function repeat(clock, periodMs2, work) {
  let cancel2 = () => {
  };
  const schedule = (after2) => {
    const next = (Math.floor(after2 / periodMs2) + 1) * periodMs2;
    cancel2 = clock.at(next, () => {
      schedule(next);
      return work(next);
    });
  };
  schedule(clock.now());
  return () => cancel2();
}

// sandbox/delays.ts
var typical = {
  iamPropagationMs: 8e3,
  associationMs: 3e3,
  monitoringMs: 3e3,
  instanceStateMs: 2e4,
  ssmRetryMs: 27 * 6e4,
  commandDeliveryMs: 500,
  datapointVisibleMs: 15e3,
  metricListedMs: 3 * 6e4,
  streamTimestampMs: 20 * 6e4,
  roleOnInstanceMs: 2e3
};
function scaledDelays(scale) {
  const scaled = Object.entries(typical).map(([name, ms]) => [name, Math.round(ms * scale)]);
  return Object.fromEntries(scaled);
}

// sandbox/services/iam/managed-policies.ts
var managedPolicies = [
  awsPolicy(
    "CloudWatchFullAccess",
    "v4",
    ["2015-02-06", "2022-11-27"],
    [
      allow(
        "autoscaling:Describe*",
        "cloudwatch:*",
        "logs:*",
        "sns:*",
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "iam:GetRole",
        "oam:ListSinks"
      )
    ]
  ),
  awsPolicy(
    "CloudWatchFullAccessV2",
    "v15",
    ["2023-08-01", "2026-02-12"],
    [
      allow(
        "application-autoscaling:DescribeScalingPolicies",
        "application-signals:*",
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribePolicies",
        "cloudwatch:*",
        "logs:*",
        "sns:CreateTopic",
        "sns:ListSubscriptions",
        "sns:ListSubscriptionsByTopic",
        "sns:ListTopics",
        "sns:Subscribe",
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "iam:GetRole",
        "oam:ListSinks",
        "rum:*",
        "synthetics:*",
        "xray:*"
      )
    ]
  ),
  awsPolicy(
    "CloudWatchAgentServerPolicy",
    "v3",
    ["2018-03-07", "2024-02-06"],
    [
      allow(
        "cloudwatch:PutMetricData",
        "ec2:DescribeVolumes",
        "ec2:DescribeTags",
        "logs:PutLogEvents",
        "logs:PutRetentionPolicy",
        "logs:DescribeLogStreams",
        "logs:DescribeLogGroups",
        "logs:CreateLogStream",
        "logs:CreateLogGroup",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:GetSamplingStatisticSummaries"
      ),
      {
        Effect: "Allow",
        Action: ["ssm:GetParameter"],
        Resource: "arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*"
      }
    ]
  ),
  awsPolicy(
    "AmazonSSMManagedInstanceCore",
    "v2",
    ["2019-03-15", "2019-05-23"],
    [allow(...agentActions(), "ssm:GetParameter", "ssm:GetParameters")]
  ),
  awsPolicy(
    "AmazonSSMManagedEC2InstanceDefaultPolicy",
    "v2",
    ["2022-08-30", "2024-07-16"],
    [allow(...agentActions())]
  )
];
function agentActions() {
  return [
    "ssm:DescribeAssociation",
    "ssm:GetDeployablePatchSnapshotForInstance",
    "ssm:GetDocument",
    "ssm:DescribeDocument",
    "ssm:GetManifest",
    "ssm:ListAssociations",
    "ssm:ListInstanceAssociations",
    "ssm:PutInventory",
    "ssm:PutComplianceItems",
    "ssm:PutConfigurePackageResult",
    "ssm:UpdateAssociationStatus",
    "ssm:UpdateInstanceAssociationStatus",
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
    "ec2messages:AcknowledgeMessage",
    "ec2messages:DeleteMessage",
    "ec2messages:FailMessage",
    "ec2messages:GetEndpoint",
    "ec2messages:GetMessages",
    "ec2messages:SendReply"
  ];
}
function findManagedPolicy(arn) {
  return managedPolicies.find((policy) => policy.arn === withoutPartition(arn));
}
function withoutPartition(arn) {
  return arn.replace(/^arn:aws[\w-]*:/, "arn:aws:");
}
function allow(...actions) {
  return { Effect: "Allow", Action: actions, Resource: "*" };
}
function awsPolicy(name, version, [createdOn, updatedOn], statements) {
  return {
    name,
    arn: `arn:aws:iam::aws:policy/${name}`,
    // Not AWS's ids, which nothing reads; only their shape.
    id: `ANPA${Buffer.from(name).toString("hex").toUpperCase().slice(-17)}`,
    path: "/",
    version,
    createdAt: new Date(createdOn),
    updatedAt: new Date(updatedOn),
    document: { Version: "2012-10-17", Statement: statements }
  };
}

// sandbox/services/iam/state.ts
function createIamState() {
  return { roles: /* @__PURE__ */ new Map(), profiles: /* @__PURE__ */ new Map(), unattachable: /* @__PURE__ */ new Set() };
}
function roleOrThrow(iam2, name) {
  const role = iam2.roles.get(name.toLowerCase());
  if (!role) throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
  return role;
}
function profileOrThrow(iam2, name) {
  const profile = iam2.profiles.get(name.toLowerCase());
  if (!profile)
    throw new AwsError("NoSuchEntity", `Instance Profile ${name} cannot be found.`, 404);
  return profile;
}
function findProfileForEc2(world, nameOrArn) {
  const profile = [...world.iam.profiles.values()].find(
    (each) => each.name === nameOrArn || each.arn === nameOrArn
  );
  if (!profile) return void 0;
  const age = world.clock.now() - profile.createdAt;
  return age < world.delays.iamPropagationMs ? void 0 : profile;
}
function roleDocuments(iam2, roleName) {
  const role = iam2.roles.get(roleName.toLowerCase());
  if (!role) return [];
  const managed = [...role.attached].flatMap((arn) => findManagedPolicy(arn)?.document ?? []);
  return [...managed, ...[...role.inline.values()].map(({ document }) => document)];
}
function trustsEc2(role) {
  return role.trust.document.Statement.some((statement) => {
    const { Effect, Action, Principal } = statement;
    if (Effect !== "Allow" || typeof Principal !== "object") return false;
    const services = [Principal.Service ?? []].flat();
    return [Action ?? []].flat().some(isAssumeRole) && services.some(isEc2);
  });
}
function isAssumeRole(action) {
  return ["sts:AssumeRole", "sts:*", "*"].includes(action);
}
function isEc2(service2) {
  return /^ec2\.amazonaws\.com(\.cn)?$/.test(service2);
}

// sandbox/authorization/wildcard.ts
function matchesWildcard(pattern, text2) {
  let [at, star, retry] = [0, -1, 0];
  let i = 0;
  while (i < text2.length) {
    if (pattern[at] === "*") {
      star = at++;
      retry = i;
    } else if (pattern[at] === "?" || pattern[at] === text2[i]) {
      at++;
      i++;
    } else if (star !== -1) {
      at = star + 1;
      i = ++retry;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

// sandbox/authorization/conditions.ts
var operators = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  StringLike: matchesWildcard
};
function conditionsHold(statement, context) {
  const actualOf = new Map(Object.entries(context).map(([key, v]) => [key.toLowerCase(), v]));
  return Object.entries(statement.Condition ?? {}).every(([operator, wanted]) => {
    const test = operators[operator];
    if (!test) return statement.Effect === "Deny";
    return Object.entries(wanted).every(([key, values]) => {
      const actual = actualOf.get(key.toLowerCase());
      return actual !== void 0 && [values].flat().some((value) => test(value, actual));
    });
  });
}

// sandbox/authorization/policy.ts
function evaluatePolicies(documents, required) {
  const statements = documents.flatMap((document) => document.Statement).filter((statement) => isAbout(statement, required));
  if (statements.some(({ Effect }) => Effect === "Deny")) return "explicitDeny";
  return statements.some(({ Effect }) => Effect === "Allow") ? "allowed" : "implicitDeny";
}
function isAbout(statement, required) {
  return namesAction(statement, required.action) && namesResource(statement, required.resource) && conditionsHold(statement, required.context ?? {});
}
function namesAction({ Action, NotAction }, action) {
  const lower = (patterns) => [patterns].flat().map((pattern) => pattern.toLowerCase());
  if (NotAction !== void 0) return !isListed(lower(NotAction), action.toLowerCase());
  return isListed(lower(Action ?? []), action.toLowerCase());
}
function namesResource({ Resource, NotResource }, resource) {
  if (NotResource !== void 0) return !isListed([NotResource].flat(), resource);
  return isListed([Resource ?? []].flat(), resource);
}
function isListed(patterns, text2) {
  return patterns.some((pattern) => matchesWildcard(pattern, text2));
}

// sandbox/authorization/authorize.ts
var free = /* @__PURE__ */ new Set(["sts:GetCallerIdentity"]);
function assertAllowed(world, caller, required) {
  const decision = decide(world, caller, required);
  if (decision !== "allowed")
    throw new AwsError("AccessDeniedException", denialText(caller, required, decision));
}
function isAllowed(world, caller, required) {
  return decide(world, caller, required) === "allowed";
}
function decide(world, caller, required) {
  if (free.has(required.action)) return "allowed";
  const documents = documentsOf(world, caller);
  return documents === "administrator" ? "allowed" : evaluatePolicies(documents, required);
}
function documentsOf(world, caller) {
  return caller.kind === "user" ? caller.rights : roleDocuments(world.iam, caller.roleName);
}
function denialText(caller, { action, resource }, decision) {
  const where = resource === "*" ? "" : ` on resource: ${resource}`;
  const why = decision === "explicitDeny" ? "with an explicit deny in an identity-based policy" : `because no identity-based policy allows the ${action} action`;
  return `User: ${caller.arn} is not authorized to perform: ${action}${where} ${why}`;
}

// sandbox/protocols/error-names.ts
var spellings = {
  AccessDeniedException: {
    query: { code: "AccessDenied", status: 403 },
    ec2: {
      code: "UnauthorizedOperation",
      status: 403,
      message: (message) => `You are not authorized to perform this operation. ${message}`
    }
  },
  ThrottlingException: {
    query: { code: "Throttling", status: 400 },
    ec2: {
      code: "RequestLimitExceeded",
      status: 503,
      message: () => "Request limit exceeded."
    }
  },
  InternalFailure: {
    query: { code: "InternalFailure", status: 500 },
    ec2: {
      code: "InternalError",
      status: 500,
      message: () => "An internal error has occurred"
    }
  },
  UnrecognizedClientException: {
    query: { code: "InvalidClientTokenId", status: 403 },
    ec2: authFailure()
  },
  InvalidSignatureException: {
    query: { code: "SignatureDoesNotMatch", status: 403 },
    ec2: authFailure()
  },
  // Not an AWS code: an InvalidSignatureException that only EC2 tells apart.
  SignatureExpired: {
    query: { code: "SignatureDoesNotMatch", status: 403 },
    ec2: requestExpired()
  },
  ExpiredTokenException: {
    query: { code: "ExpiredToken", status: 403 },
    ec2: requestExpired()
  },
  MissingAuthenticationTokenException: {
    query: {
      code: "MissingAuthenticationToken",
      status: 403,
      message: () => "Request is missing Authentication Token"
    }
  },
  IncompleteSignatureException: { query: { code: "IncompleteSignature", status: 403 } },
  SerializationException: { query: { code: "MalformedQueryString", status: 400 } },
  ...cloudWatchNames()
};
function familyOf(service2) {
  const [first = "json-1.1"] = service2?.protocols ?? [];
  if (first === "ec2-query") return "ec2";
  return first === "query" ? "query" : "json";
}
function spellError(error, family) {
  const { code, status, message } = error;
  const both = family === "json" ? void 0 : spellings[code];
  const spelling = family === "ec2" ? both?.ec2 ?? both?.query : both?.query;
  if (spelling)
    return { ...spelling, message: spelling.message ? spelling.message(message) : message };
  return {
    code: code === "SignatureExpired" ? "InvalidSignatureException" : code,
    status,
    message
  };
}
function authFailure() {
  return {
    code: "AuthFailure",
    status: 401,
    message: () => "AWS was not able to validate the provided access credentials"
  };
}
function requestExpired() {
  return { code: "RequestExpired", status: 400, message: () => "Request has expired." };
}
function cloudWatchNames() {
  const name = (code, status = 400) => ({ query: { code, status } });
  return {
    InvalidParameterValueException: name("InvalidParameterValue"),
    InvalidParameterCombinationException: name("InvalidParameterCombination"),
    MissingRequiredParameterException: name("MissingParameter"),
    LimitExceededFault: name("LimitExceeded"),
    InvalidFormatFault: name("InvalidFormat"),
    DashboardInvalidInputError: name("InvalidParameterInput"),
    DashboardNotFoundError: name("ResourceNotFound", 404),
    InternalServiceFault: name("InternalServiceError", 500)
  };
}

// sandbox/dispatch.ts
var ConnectionDropped = class extends AwsError {
  constructor() {
    super("ConnectionDropped", "The connection was closed without an answer.", 500);
  }
};
async function dispatch(world, services, request) {
  const log = logRequest(world, { ...request, caller: request.caller.arn });
  const named2 = services.find(({ signingName }) => signingName === request.service);
  try {
    const { service: service2, run } = operationOrThrow(named2, request);
    const call = callOf(world, request);
    const required = requiredFor(service2, request, call);
    const fault = world.faults.strike(request.service, request.operation, request.input);
    if (fault) await strikeBefore(fault, world, request, required);
    assertAllowed(world, request.caller, required);
    const output = await run(request.input, call);
    if (fault?.effect === "after-effect") throw internalFailure();
    return output;
  } catch (error) {
    log.error = errorCode(error, named2);
    throw error;
  }
}
function errorCode(error, service2) {
  if (!(error instanceof AwsError)) return "InternalFailure";
  return spellError(error, familyOf(service2)).code;
}
function logRequest(world, request) {
  const { service: service2, operation, region, caller, input } = request;
  const entry = {
    at: world.clock.now(),
    service: service2,
    operation,
    region,
    caller,
    input
  };
  world.requests.add(entry);
  return entry;
}
function operationOrThrow(service2, { service: signingName, operation }) {
  const run = service2 && Object.hasOwn(service2.operations, operation) ? service2.operations[operation] : void 0;
  if (service2 && run) return { service: service2, run };
  const what = service2 ? `${signingName}:${operation || "(no operation named)"}` : `The service ${signingName}${operation && ` (${operation})`}`;
  throw new AwsError("NotImplemented", `${what} is not modelled by this sandbox.`, 501);
}
function callOf(world, { region, caller, requestId }) {
  return { world, region: world.region(region), caller, requestId, now: world.clock.now() };
}
function requiredFor(service2, { operation, input }, call) {
  if (service2.required) return service2.required(operation, input, call);
  return { action: `${service2.iamPrefix}:${operation}`, resource: "*" };
}
async function strikeBefore(fault, world, request, required) {
  switch (fault.effect) {
    case "throttle":
      throw new AwsError("ThrottlingException", "Rate exceeded");
    case "deny":
      throw new AwsError(
        "AccessDeniedException",
        denialText(request.caller, required, "implicitDeny")
      );
    case "fail":
      throw internalFailure();
    case "drop":
      throw new ConnectionDropped();
    case "delay":
      if (!request.isInternal) await passes(world, fault.delayMs ?? 0);
      return;
    case "after-effect":
      return;
  }
}
function passes(world, ms) {
  return new Promise((resolve) => {
    world.clock.at(world.clock.now() + ms, resolve);
  });
}
function internalFailure() {
  return new AwsError(
    "InternalFailure",
    "The request processing has failed because of an unknown error, exception or failure.",
    500
  );
}

// sandbox/ids.ts
import { createHash } from "node:crypto";
function createIds(seed = "sandbox") {
  let counter = 0;
  const bytes = () => createHash("sha256").update(`${seed}/${counter++}`).digest();
  const hexDigits = (digits) => {
    let text2 = "";
    while (text2.length < digits) text2 += bytes().toString("hex");
    return text2.slice(0, digits);
  };
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return {
    hex: (prefix, digits) => prefix + hexDigits(digits),
    upper: (prefix, length) => {
      let text2 = prefix;
      while (text2.length < length) for (const b of bytes()) text2 += alphabet[b % 32];
      return text2.slice(0, length);
    },
    uuid: () => hexDigits(32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5"),
    below: (limit3) => bytes().readUInt32BE(0) % limit3
  };
}

// sandbox/request-log.ts
function createRequestLog(limit3 = 1e4) {
  let entries = [];
  return {
    add: (request) => {
      entries.push(request);
      if (entries.length > limit3 * 2) entries = entries.slice(-limit3);
    },
    all: () => entries.slice(-limit3),
    clear: () => {
      entries = [];
    }
  };
}

// sandbox/input.ts
function text(input, name) {
  const value = input[name];
  return value === void 0 || value === null ? void 0 : String(value);
}
function textOrThrow(input, name, code = "MissingParameter") {
  const value = text(input, name);
  if (value === void 0 || value === "")
    throw new AwsError(code, `The request must contain the parameter ${name}`);
  return value;
}
function number(input, name) {
  const value = text(input, name);
  return value === void 0 ? void 0 : Number(value);
}
function flag(input, name) {
  const value = text(input, name);
  return value === void 0 ? void 0 : value === "true";
}
function list(input, name) {
  const value = input[name];
  return Array.isArray(value) ? value : [];
}
function texts(input, name) {
  return list(input, name).map(String);
}
function structures(input, name) {
  return list(input, name).filter(
    (value) => typeof value === "object" && value !== null
  );
}

// sandbox/services/cloudwatch/parameters.ts
function invalidValue(message) {
  return new AwsError("InvalidParameterValueException", message);
}
function missing(parameter) {
  return new AwsError(
    "MissingRequiredParameterException",
    `The parameter ${parameter} is required.`
  );
}
function notModelled(what) {
  return new AwsError("ValidationError", `The sandbox does not model ${what}.`);
}
var units = [
  ...["Seconds", "Microseconds", "Milliseconds"],
  ...["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"],
  ...["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits", "Percent", "Count"],
  ...["Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second"],
  ...["Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second"],
  ...["Gigabits/Second", "Terabits/Second", "Count/Second", "None"]
];
function readUnit(input, path = "") {
  const unit2 = text(input, "Unit");
  if (unit2 !== void 0 && !units.includes(unit2))
    throw invalidValue(
      `The parameter ${path}Unit must be a value in the set [ ${units.join(", ")} ].`
    );
  return unit2;
}
function readName(input, name, limit3, path = "") {
  const value = text(input, name);
  const parameter = path + name;
  if (value === void 0 || value.trim() === "") throw missing(parameter);
  if (value.length > limit3)
    throw invalidValue(`The parameter ${parameter} must be shorter than ${limit3 + 1} characters.`);
  if (!/^[\x20-\x7e]*$/.test(value))
    throw invalidValue(`The parameter ${parameter} must contain only ASCII characters.`);
  return value;
}
function readNamespace(input, path = "") {
  const namespace = readName(input, "Namespace", 255, path);
  if (namespace.startsWith(":"))
    throw invalidValue(`The value ${namespace} for parameter ${path}Namespace is invalid.`);
  return namespace;
}
var maxDimensions = 30;
function readDimensions(input, path = "") {
  const list2 = `${path}Dimensions`;
  const sent = structures(input, "Dimensions");
  if (sent.length > maxDimensions)
    throw invalidValue(
      `The collection ${list2} must not have a size greater than ${maxDimensions}.`
    );
  const dimensions = sent.map((dimension, index) => {
    const member2 = `${list2}.member.${index + 1}.`;
    const Name = readName(dimension, "Name", 255, member2);
    if (Name.startsWith(":"))
      throw invalidValue(`The value ${Name} for parameter ${member2}Name is invalid.`);
    return { Name, Value: readName(dimension, "Value", 1024, member2) };
  });
  if (new Set(dimensions.map(({ Name }) => Name)).size < dimensions.length)
    throw invalidValue("No Metric may specify the same dimension twice.");
  return dimensions;
}
function readTime(input, name) {
  const value = input[name];
  if (value === void 0 || value === null) return void 0;
  const seconds = Number(value);
  const at = Number.isNaN(seconds) ? Date.parse(String(value)) : Math.round(seconds * 1e3);
  if (Number.isNaN(at)) throw new AwsError("MalformedInput", "timestamp must follow ISO8601");
  return at;
}
function readPeriod(input, path = "") {
  const value = text(input, "Period");
  if (value === void 0) throw missing(`${path}Period`);
  const period = Number(value);
  const isKnown = [1, 5, 10, 20, 30].includes(period) || period > 0 && period % 60 === 0;
  if (!isKnown)
    throw invalidValue(`The parameter ${path}Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
  return period;
}

// sandbox/services/cloudwatch/statistics.ts
var maxDistinctValues = 500;
function summaryOf(values, counts) {
  return values.map((value, index) => repeated(value, counts?.[index] ?? 1)).reduce((one, other) => mergeSummaries(one, other));
}
function repeated(value, count) {
  return { sampleCount: count, sum: value * count, minimum: value, maximum: value };
}
function mergeSummaries(one, other) {
  const values = mergeValues(valuesOf(one), valuesOf(other));
  return {
    sampleCount: one.sampleCount + other.sampleCount,
    sum: one.sum + other.sum,
    minimum: Math.min(one.minimum, other.minimum),
    maximum: Math.max(one.maximum, other.maximum),
    ...values && values.length > 1 ? { values } : {}
  };
}
function valuesOf(summary) {
  if (summary.minimum === summary.maximum) return [[summary.minimum, summary.sampleCount]];
  return summary.values;
}
function mergeValues(one, other) {
  if (!one || !other) return void 0;
  const merged = new Map(one);
  for (const [value, count] of other) merged.set(value, (merged.get(value) ?? 0) + count);
  return merged.size > maxDistinctValues ? void 0 : [...merged];
}
function parsePercentile(name) {
  const match = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name);
  const percent = Number(match?.[1]);
  return match && percent <= 100 ? percent : void 0;
}
function percentileOf(summary, percent) {
  const values = valuesOf(summary);
  if (!values || summary.minimum < 0) return void 0;
  const rank = Math.max(percent / 100 * summary.sampleCount, Number.MIN_VALUE);
  let seen = 0;
  for (const [value, count] of [...values].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= rank) return value;
  }
  return summary.maximum;
}
var plainStatistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
function isPlainStatistic(name) {
  return plainStatistics.some((known) => known === name);
}
function statisticOf(summary, name) {
  if (isPlainStatistic(name)) return plainStatisticOf(summary, name);
  const percent = parsePercentile(name);
  return percent === void 0 ? void 0 : percentileOf(summary, percent);
}
function plainStatisticOf(summary, name) {
  switch (name) {
    case "SampleCount":
      return summary.sampleCount;
    case "Average":
      return summary.sum / summary.sampleCount;
    case "Sum":
      return summary.sum;
    case "Minimum":
      return summary.minimum;
    case "Maximum":
      return summary.maximum;
  }
}

// sandbox/services/cloudwatch/data-query.ts
var maxQueries = 500;
function readQueries(input) {
  const sent = structures(input, "MetricDataQueries");
  if (sent.length === 0) throw missing("MetricDataQueries");
  if (sent.length > maxQueries)
    throw invalidValue(
      `The collection MetricDataQueries must not have a size greater than ${maxQueries}.`
    );
  const queries = sent.map(
    (query2, index) => readQuery(query2, `MetricDataQueries.member.${index + 1}.`)
  );
  if (new Set(queries.map(({ id }) => id)).size < queries.length)
    throw invalidValue("The values for parameter id in MetricDataQueries are not unique.");
  return queries;
}
function readQuery(query2, path) {
  const id = text(query2, "Id") ?? "";
  if (!/^[a-z]\w{0,254}$/.test(id))
    throw invalidValue(`The value ${id} for parameter ${path}Id is invalid.`);
  if (text(query2, "Expression") !== void 0)
    throw notModelled(`metric math and Metrics Insights (${path}Expression)`);
  if (text(query2, "AccountId") !== void 0)
    throw notModelled(`other accounts (${path}AccountId)`);
  const metricStat = member(query2, "MetricStat");
  if (!metricStat) throw missing(`${path}MetricStat`);
  if (text(query2, "Period") !== void 0)
    throw invalidValue(
      `The parameters ${path}Period and ${path}MetricStat are mutually exclusive and you have specified both.`
    );
  return {
    id,
    returnData: flag(query2, "ReturnData") ?? true,
    ...readMetricStat(metricStat, `${path}MetricStat.`, text(query2, "Label"))
  };
}
function readMetricStat(metricStat, path, label) {
  const metric = member(metricStat, "Metric") ?? {};
  const inMetric = `${path}Metric.`;
  const metricName = readName(metric, "MetricName", 255, inMetric);
  return {
    // AWS tells several queries of one call apart by more than the name; the sandbox does not.
    label: label ?? metricName,
    metric: {
      namespace: readNamespace(metric, inMetric),
      metricName,
      dimensions: readDimensions(metric, inMetric),
      unit: readUnit(metricStat, path)
    },
    periodMs: readPeriod(metricStat, path) * 1e3,
    stat: readStat(metricStat, path)
  };
}
function readStat(metricStat, path) {
  const stat = readName(metricStat, "Stat", 255, path);
  if (isPlainStatistic(stat) || parsePercentile(stat) !== void 0) return stat;
  if (/^(tm|wm|tc|ts|pr|iqm)/i.test(stat)) throw notModelled(`the statistic ${stat}`);
  throw invalidValue(`The value ${stat} for parameter ${path}Stat is not supported.`);
}
function member(input, name) {
  return structures({ only: [input[name]] }, "only")[0];
}

// sandbox/services/cloudwatch/point.ts
function pointWeight(point) {
  return 1 + (point.summary.values?.length ?? 0);
}

// sandbox/services/cloudwatch/retention.ts
var hourMs = 36e5;
var dayMs = 24 * hourMs;
var tiers = [
  { resolutionMs: 1e3, keepMs: 3 * hourMs },
  { resolutionMs: 6e4, keepMs: 15 * dayMs },
  { resolutionMs: 3e5, keepMs: 63 * dayMs }
];
function finestResolutionMs(ageMs) {
  return tiers.find(({ keepMs }) => ageMs <= keepMs)?.resolutionMs;
}
function boundPoints(state, now) {
  if (now - state.sweptAt >= hourMs) {
    state.sweptAt = now;
    replacePoints(state, (points) => rollUp(points, now));
  }
  if (state.pointWeight > state.maxPointWeight) replacePoints(state, withoutOldestTenth);
}
function replacePoints(state, change) {
  let weight = 0;
  for (const [key, metric] of state.metrics) {
    for (const [unit2, points] of metric.pointsByUnit) {
      const kept = change(points);
      for (const point of kept) weight += pointWeight(point);
      if (kept.length > 0) metric.pointsByUnit.set(unit2, kept);
      else metric.pointsByUnit.delete(unit2);
    }
    if (metric.pointsByUnit.size === 0) state.metrics.delete(key);
  }
  state.pointWeight = weight;
}
function rollUp(points, now) {
  const kept = [];
  const rolled = /* @__PURE__ */ new Map();
  for (const point of points) {
    const resolutionMs = finestResolutionMs(now - point.at);
    if (resolutionMs === void 0) continue;
    if (resolutionMs <= point.resolutionMs) {
      kept.push(point);
      continue;
    }
    const at = Math.floor(point.at / resolutionMs) * resolutionMs;
    const key = `${resolutionMs}/${at}`;
    const other = rolled.get(key);
    rolled.set(key, {
      at,
      resolutionMs,
      receivedAt: Math.max(point.receivedAt, other?.receivedAt ?? 0),
      summary: other ? mergeSummaries(other.summary, point.summary) : point.summary
    });
  }
  return [...rolled.values(), ...kept];
}
function withoutOldestTenth(points) {
  const byAge = [...points].sort((one, other) => one.at - other.at);
  return byAge.slice(Math.ceil(byAge.length / 10));
}

// sandbox/services/cloudwatch/state.ts
var forgottenAfterMs = 14 * 24 * 36e5;
function createCloudWatchState(maxPointWeight = 5e5) {
  return { metrics: /* @__PURE__ */ new Map(), pointWeight: 0, maxPointWeight, sweptAt: 0 };
}
function metricKey(namespace, metricName, dimensions) {
  const pairs2 = dimensions.map(({ Name, Value }) => [Name, Value]);
  pairs2.sort(([one = ""], [other = ""]) => one < other ? -1 : 1);
  return JSON.stringify([namespace, metricName, pairs2]);
}
function putDatum(state, datum) {
  const metric = metricOf(state, datum);
  const resolutionMs = (datum.storageResolution ?? 60) * 1e3;
  const point = {
    at: Math.floor(datum.at / resolutionMs) * resolutionMs,
    resolutionMs,
    receivedAt: datum.receivedAt,
    summary: datum.summary ?? summaryOf([datum.value])
  };
  const unit2 = datum.unit ?? "None";
  const points = metric.pointsByUnit.get(unit2);
  if (points) points.push(point);
  else metric.pointsByUnit.set(unit2, [point]);
  state.pointWeight += pointWeight(point);
  boundPoints(state, datum.receivedAt);
}
function metricOf(state, datum) {
  const { namespace, metricName, dimensions, receivedAt } = datum;
  const key = metricKey(namespace, metricName, dimensions);
  const known = state.metrics.get(key);
  if (known) {
    if (receivedAt - known.lastReceivedAt > forgottenAfterMs) known.firstReceivedAt = receivedAt;
    known.lastReceivedAt = receivedAt;
    return known;
  }
  const metric = {
    namespace,
    metricName,
    dimensions: [...dimensions],
    firstReceivedAt: receivedAt,
    lastReceivedAt: receivedAt,
    pointsByUnit: /* @__PURE__ */ new Map()
  };
  state.metrics.set(key, metric);
  return metric;
}

// sandbox/services/cloudwatch/datapoints.ts
function visiblePoints({ namespace, metricName, dimensions, unit: unit2 }, { region, world, now }) {
  const metric = region.cloudwatch.metrics.get(metricKey(namespace, metricName, dimensions));
  const visibleUntil = now - world.delays.datapointVisibleMs;
  return [...metric?.pointsByUnit ?? []].filter(([known]) => unit2 === void 0 || known === unit2).map(([known, points]) => ({
    unit: known,
    points: points.filter(({ receivedAt }) => receivedAt <= visibleUntil)
  }));
}
function byPeriod(points, window, now) {
  const { start, end, periodMs: periodMs2 } = window;
  const periods = /* @__PURE__ */ new Map();
  for (const point of points) {
    if (point.at < start || point.at >= end || !isKept(point, periodMs2, now)) continue;
    const at = start + Math.floor((point.at - start) / periodMs2) * periodMs2;
    const other = periods.get(at);
    periods.set(at, other ? mergeSummaries(other, point.summary) : point.summary);
  }
  return [...periods].sort(([one], [other]) => one - other);
}
function isKept(point, periodMs2, now) {
  const finestMs = finestResolutionMs(now - point.at);
  if (finestMs === void 0) return false;
  return periodMs2 % Math.max(finestMs, point.resolutionMs) === 0;
}
function roundedStart(start, periodMs2, now) {
  const minuteMs3 = 6e4;
  if (periodMs2 < minuteMs3) return Math.floor(start / periodMs2) * periodMs2;
  const stepMs = Math.max(minuteMs3, finestResolutionMs(now - start) ?? 36e5);
  return Math.floor(start / stepMs) * stepMs;
}

// sandbox/services/cloudwatch/token.ts
function tokenOf(offset) {
  return Buffer.from(`offset=${offset}`).toString("base64url");
}
function offsetOf(token, refuse) {
  if (token === void 0) return 0;
  const text2 = Buffer.from(token, "base64url").toString();
  const offset = /^offset=(\d{1,15})$/.exec(text2)?.[1];
  if (offset === void 0) throw refuse("The parameter NextToken is invalid.");
  return Number(offset);
}

// sandbox/services/cloudwatch/get-metric-data.ts
var maxDatapoints = 100800;
function getMetricData(input, call) {
  const { range, queries, pageSize: pageSize5 } = asValidationErrors(() => ({
    range: readRange(input),
    queries: readQueries(input),
    pageSize: readPageSize(input)
  }));
  const series = queries.map((query2) => valuesOf2(query2, range, call));
  const offset = offsetOf(text(input, "NextToken"), (message) => {
    return new AwsError("InvalidNextToken", message);
  });
  const end = offset + pageSize5;
  let before = 0;
  const results = queries.map((query2, index) => {
    const values = series[index] ?? [];
    const page = values.slice(Math.max(0, offset - before), Math.max(0, end - before));
    before += values.length;
    return {
      Id: query2.id,
      Label: query2.label,
      Timestamps: page.map(([at]) => new Date(at)),
      Values: page.map(([, value]) => value),
      StatusCode: before > end ? "PartialData" : "Complete"
    };
  });
  return {
    MetricDataResults: results.filter((_, index) => queries[index]?.returnData),
    NextToken: before > end ? tokenOf(end) : void 0,
    Messages: []
  };
}
function asValidationErrors(read2) {
  try {
    return read2();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError("ValidationError", error.message);
  }
}
function readRange(input) {
  const start = readTime(input, "StartTime");
  const end = readTime(input, "EndTime");
  if (start === void 0) throw missing("StartTime");
  if (end === void 0) throw missing("EndTime");
  if (start >= end)
    throw invalidValue("The parameter StartTime must be less than the parameter EndTime.");
  const order = text(input, "ScanBy") ?? "TimestampDescending";
  if (order !== "TimestampDescending" && order !== "TimestampAscending")
    throw invalidValue(`The value ${order} for parameter ScanBy is invalid.`);
  return { start, end, isNewestFirst: order === "TimestampDescending" };
}
function readPageSize(input) {
  const asked = number(input, "MaxDatapoints") ?? maxDatapoints;
  if (!(asked >= 1 && asked <= maxDatapoints))
    throw invalidValue(`The parameter MaxDatapoints must be between 1 and ${maxDatapoints}.`);
  return asked;
}
function valuesOf2(query2, range, call) {
  if (!query2.returnData) return [];
  const { periodMs: periodMs2, stat } = query2;
  const start = Math.floor(range.start / periodMs2) * periodMs2;
  const points = visiblePoints(query2.metric, call).flatMap((unit2) => unit2.points);
  const values = byPeriod(points, { start, end: range.end, periodMs: periodMs2 }, call.now).flatMap(
    ([at, summary]) => {
      const value = statisticOf(summary, stat);
      return value === void 0 ? [] : [[at, value]];
    }
  );
  return range.isNewestFirst ? values.reverse() : values;
}

// sandbox/services/cloudwatch/get-metric-statistics.ts
var maxDatapoints2 = 1440;
function getMetricStatistics(input, call) {
  const reference = {
    namespace: readNamespace(input),
    metricName: readName(input, "MetricName", 255),
    dimensions: readDimensions(input),
    unit: readUnit(input)
  };
  const wanted = readStatistics(input);
  const window = readWindow(input, call.now);
  const datapoints = visiblePoints(reference, call).flatMap(
    ({ unit: unit2, points }) => byPeriod(points, window, call.now).map(([at, summary]) => ({
      Timestamp: new Date(at),
      ...statistics(summary, wanted),
      Unit: unit2
    }))
  );
  return { Label: reference.metricName, Datapoints: shuffled(datapoints) };
}
function readStatistics(input) {
  const plain = texts(input, "Statistics");
  const extended = texts(input, "ExtendedStatistics");
  if (plain.length === 0 && extended.length === 0)
    throw new AwsError(
      "InvalidParameterCombinationException",
      "Must specify either Statistics or ExtendedStatistics"
    );
  const unknown = plain.findIndex((name) => !isPlainStatistic(name));
  if (unknown !== -1)
    throw invalidValue(
      `The parameter Statistics.member.${unknown + 1} must be a value in the set [ ${plainStatistics.join(", ")} ].`
    );
  const odd = extended.find((name) => parsePercentile(name) === void 0);
  if (odd !== void 0)
    throw invalidValue(`The value ${odd} for parameter ExtendedStatistics is not supported.`);
  return { plain, extended };
}
function readWindow(input, now) {
  const start = readTime(input, "StartTime");
  const end = readTime(input, "EndTime");
  if (start === void 0) throw missing("StartTime");
  if (end === void 0) throw missing("EndTime");
  const periodMs2 = readPeriod(input) * 1e3;
  if (start >= end)
    throw invalidValue("The parameter StartTime must be less than the parameter EndTime.");
  const asked = Math.floor((end - start) / periodMs2);
  if (asked > maxDatapoints2)
    throw new AwsError(
      "InvalidParameterCombinationException",
      `You have requested up to ${asked.toLocaleString("en-US")} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`
    );
  return { start: roundedStart(start, periodMs2, now), end, periodMs: periodMs2 };
}
function statistics(summary, { plain, extended }) {
  const pairs2 = (names) => Object.fromEntries(names.map((name) => [name, statisticOf(summary, name)]));
  return {
    ...pairs2(plain),
    ...extended.length > 0 ? { ExtendedStatistics: pairs2(extended) } : {}
  };
}
function shuffled(items) {
  const odd = items.filter((_, index) => index % 2 === 1);
  const even = items.filter((_, index) => index % 2 === 0);
  return [...odd.reverse(), ...even];
}

// sandbox/services/cloudwatch/list-metrics.ts
var pageSize = 500;
var maxFilters = 10;
var recentMs = 3 * 36e5;
function listMetrics(input, { world, region, now }) {
  if (flag(input, "IncludeLinkedAccounts") || text(input, "OwningAccount") !== void 0)
    throw notModelled("metrics of other accounts");
  const namespace = text(input, "Namespace");
  const metricName = text(input, "MetricName");
  const filters2 = readFilters(input);
  const activeSince = now - readSilence(input);
  const listedFrom = now - world.delays.metricListedMs;
  const found = [...region.cloudwatch.metrics.values()].filter(
    (metric) => metric.firstReceivedAt <= listedFrom && metric.lastReceivedAt >= activeSince && (namespace === void 0 || metric.namespace === namespace) && (metricName === void 0 || metric.metricName === metricName) && filters2.every((filter) => hasDimension(metric, filter))
  );
  const offset = offsetOf(text(input, "NextToken"), invalidValue);
  const end = offset + pageSize;
  return {
    Metrics: found.slice(offset, end).map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.metricName,
      Dimensions: metric.dimensions
    })),
    NextToken: end < found.length ? tokenOf(end) : void 0
  };
}
function readFilters(input) {
  const sent = structures(input, "Dimensions");
  if (sent.length > maxFilters)
    throw invalidValue(
      `The collection Dimensions must not have a size greater than ${maxFilters}.`
    );
  return sent.map((filter, index) => ({
    name: readName(filter, "Name", 255, `Dimensions.member.${index + 1}.`),
    value: text(filter, "Value")
  }));
}
function readSilence(input) {
  const recently = text(input, "RecentlyActive");
  if (recently === void 0) return forgottenAfterMs;
  if (recently !== "PT3H")
    throw invalidValue("The parameter RecentlyActive must be a value in the set [ PT3H ].");
  return recentMs;
}
function hasDimension(metric, filter) {
  return metric.dimensions.some(
    ({ Name, Value }) => Name === filter.name && (filter.value === void 0 || Value === filter.value)
  );
}

// sandbox/services/cloudwatch/datum-values.ts
var limit = 2 ** 360;
var maxValues = 150;
function readSummary(datum, path) {
  const sent = ["Value", "Values", "StatisticValues"].filter((name) => isSent(datum, name));
  const [form, other] = sent;
  if (other)
    throw new AwsError(
      "InvalidParameterCombinationException",
      `The parameters ${path}${form} and ${path}${other} are mutually exclusive and you have specified both.`
    );
  if (form === "Value") return summaryOf([readValue(datum, "Value", path)]);
  if (form === "Values") return readValues(datum, path);
  if (form === "StatisticValues") return readStatisticSet(datum, path);
  throw new AwsError(
    "MissingRequiredParameterException",
    `At least one of the parameters ${path}Value, ${path}Values or ${path}StatisticValues must be specified.`
  );
}
function isSent(datum, name) {
  const value = datum[name];
  return Array.isArray(value) ? value.length > 0 : text(datum, name) !== void 0;
}
function checkValue(value, parameter) {
  const number2 = value === "" ? Number.NaN : Number(value);
  if (!(Math.abs(number2) <= limit))
    throw invalidValue(`The value ${value} for parameter ${parameter} is invalid.`);
  return number2;
}
function readValue(input, name, path) {
  if (text(input, name) === void 0) throw missing(path + name);
  return checkValue(input[name], path + name);
}
function readValues(datum, path) {
  const values = list(datum, "Values").map(
    (value, index) => checkValue(value, `${path}Values.member.${index + 1}`)
  );
  if (values.length > maxValues)
    throw invalidValue(
      `The collection ${path}Values must not have a size greater than ${maxValues}.`
    );
  const counts = list(datum, "Counts").map(
    (count, index) => checkCount(count, `${path}Counts.member.${index + 1}`)
  );
  if (counts.length > 0 && counts.length !== values.length)
    throw invalidValue(`The parameters ${path}Values and ${path}Counts must be of the same size.`);
  return summaryOf(values, counts);
}
function checkCount(value, parameter) {
  const count = checkValue(value, parameter);
  if (count <= 0) throw invalidValue(`The parameter ${parameter} must be greater than 0.`);
  return count;
}
function readStatisticSet(datum, path) {
  const set = structures({ sets: [datum.StatisticValues] }, "sets")[0] ?? {};
  const inside = `${path}StatisticValues.`;
  const maximum = readValue(set, "Maximum", inside);
  const minimum = readValue(set, "Minimum", inside);
  const sum = readValue(set, "Sum", inside);
  const sampleCount = checkCount(readValue(set, "SampleCount", inside), `${inside}SampleCount`);
  if (maximum < minimum)
    throw invalidValue(`The parameter ${inside}Maximum must be greater than ${inside}Minimum.`);
  return { sampleCount, sum, minimum, maximum };
}

// sandbox/services/cloudwatch/put-metric-data.ts
var maxDatums = 1e3;
var hourMs2 = 36e5;
var oldestMs = 14 * 24 * hourMs2;
var newestMs = 2 * hourMs2;
function putMetricData(input, { region, now }) {
  const namespace = readNamespace(input);
  if (namespace.startsWith("AWS/"))
    throw invalidValue("The value AWS/ for parameter Namespace is invalid.");
  if (input.EntityMetricData !== void 0) throw notModelled("EntityMetricData");
  const sent = structures(input, "MetricData");
  if (sent.length === 0) throw missing("MetricData");
  if (sent.length > maxDatums)
    throw invalidValue(`The collection MetricData must not have a size greater than ${maxDatums}.`);
  const datums = sent.map(
    (datum, index) => readDatum(datum, `MetricData.member.${index + 1}.`, namespace, now)
  );
  for (const datum of datums) putDatum(region.cloudwatch, datum);
  return {};
}
function readDatum(input, path, namespace, now) {
  const metricName = readName(input, "MetricName", 255, path);
  const dimensions = readDimensions(input, path);
  const at = readTime(input, "Timestamp") ?? now;
  if (at > now + newestMs)
    throw invalidValue(
      `The parameter ${path}Timestamp must specify a time no more than two hours in the future.`
    );
  if (at < now - oldestMs)
    throw invalidValue(
      `The parameter ${path}Timestamp must specify a time within the past two weeks.`
    );
  const unit2 = readUnit(input, path) ?? "None";
  const summary = readSummary(input, path);
  const storageResolution = readResolution(input, path);
  return {
    namespace,
    metricName,
    dimensions,
    unit: unit2,
    at,
    summary,
    storageResolution,
    receivedAt: now
  };
}
function readResolution(input, path) {
  const sent = text(input, "StorageResolution") ?? "60";
  if (sent !== "1" && sent !== "60")
    throw invalidValue(
      `The parameter ${path}StorageResolution must be a value in the set [ 1, 60 ].`
    );
  return Number(sent);
}

// sandbox/services/cloudwatch/operations.ts
var cloudwatch = {
  signingName: "monitoring",
  iamPrefix: "cloudwatch",
  protocols: ["json-1.0", "query"],
  xmlNamespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
  operations: {
    PutMetricData: putMetricData,
    ListMetrics: listMetrics,
    GetMetricStatistics: getMetricStatistics,
    GetMetricData: getMetricData
  },
  required: (operation, input) => {
    const action = `cloudwatch:${operation}`;
    if (operation !== "PutMetricData") return { action, resource: "*" };
    const namespace = text(input, "Namespace") ?? "";
    return { action, resource: "*", context: { "cloudwatch:namespace": namespace } };
  }
};

// sandbox/services/ec2/associations.ts
function associationStateAt(association, now, delays) {
  if (association.endedAt !== void 0)
    return now < association.endedAt + delays.associationMs ? "disassociating" : "disassociated";
  return now < association.startedAt + delays.associationMs ? "associating" : "associated";
}
function listedAssociations(ec22, now, delays) {
  return ec22.associations.filter(
    (association) => associationStateAt(association, now, delays) !== "disassociated"
  );
}
function currentAssociation(ec22, instanceId) {
  return ec22.associations.find(
    (association) => association.instanceId === instanceId && association.endedAt === void 0
  );
}
function servedAssociation(ec22, instanceId, now, delays) {
  const [latest, previous] = ec22.associations.filter((association) => association.instanceId === instanceId).reverse();
  if (!latest || latest.endedAt !== void 0) return void 0;
  if (now >= latest.startedAt + delays.associationMs + delays.roleOnInstanceMs) return latest;
  return previous?.replaced ? previous : void 0;
}
function putAssociation(ec22, { id, instanceId, profile, startedAt }) {
  const association = {
    id,
    instanceId,
    profile: { name: profile.name, arn: profile.arn, id: profile.id },
    startedAt,
    endedAt: void 0,
    replaced: false
  };
  const older = ec22.associations.filter((other) => other.instanceId === instanceId).slice(0, -1);
  ec22.associations = ec22.associations.filter((other) => !older.includes(other));
  ec22.associations.push(association);
  return association;
}
function endAssociation(association, now, replaced = false) {
  association.endedAt = now;
  association.replaced = replaced;
}

// sandbox/services/ec2/filters.ts
function filterOf(input, rules) {
  const tests = structures(input, "Filter").map((filter) => {
    const read2 = readerOf(text(filter, "Name") ?? "", rules);
    const patterns = texts(filter, "Value").map(patternOf);
    return (resource) => read2(resource).some((value) => patterns.some((pattern) => pattern.test(value)));
  });
  return (resource) => tests.every((test) => test(resource));
}
function readerOf(name, { values, tags }) {
  if (tags && name === "tag-key") return (resource) => [...tags(resource).keys()];
  if (tags && name.startsWith("tag:"))
    return (resource) => {
      const value = tags(resource).get(name.slice("tag:".length));
      return value === void 0 ? [] : [value];
    };
  const read2 = Object.hasOwn(values, name) ? values[name] : void 0;
  if (!read2) throw new AwsError("InvalidParameterValue", `The filter '${name}' is invalid`);
  return read2;
}
function patternOf(value) {
  const source = value.replace(/\\?[\s\S]/g, (part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    return escaped(part.length === 2 ? part.slice(1) : part);
  });
  return new RegExp(`^${source}$`, "s");
}
function escaped(character) {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

// sandbox/services/ec2/state.ts
function createEc2State() {
  return { instances: /* @__PURE__ */ new Map(), associations: [] };
}
function stateAt(transition, now) {
  return now < transition.settledAt ? transition.passing : transition.settled;
}
function settled(name) {
  return { passing: name, settled: name, settledAt: 0 };
}

// sandbox/services/ec2/find-instances.ts
var terminatedListedMs = 60 * 6e4;
function listedInstances(ec22, now) {
  return [...ec22.instances.values()].filter((instance) => isListed2(instance, now));
}
function namedInstances(input, call) {
  return instancesOrThrow(texts(input, "InstanceId"), call);
}
function instancesOrThrow(ids, call) {
  const malformed2 = ids.find((id) => !isInstanceId(id));
  if (malformed2 !== void 0)
    throw new AwsError("InvalidInstanceID.Malformed", `Invalid id: "${malformed2}"`);
  const { instances } = call.region.ec2;
  const found = ids.map((id) => instances.get(id)).filter((instance) => instance !== void 0);
  const present = found.filter((instance) => isListed2(instance, call.now));
  const missing2 = ids.filter((id) => !present.some((instance) => instance.id === id));
  if (missing2.length === 0) return present;
  throw new AwsError(
    "InvalidInstanceID.NotFound",
    missing2.length === 1 ? `The instance ID '${missing2[0]}' does not exist` : `The instance IDs '${missing2.join(", ")}' do not exist`
  );
}
function instanceOrThrow(id, call) {
  const [instance] = id ? instancesOrThrow([id], call) : [];
  if (!instance)
    throw new AwsError("MissingParameter", "The request must contain the parameter InstanceId");
  return instance;
}
function isInstanceId(text2) {
  return /^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text2);
}
function isListed2({ state }, now) {
  return stateAt(state, now) !== "terminated" || now < state.settledAt + terminatedListedMs;
}
function requireState(instance, now, allowed, purpose) {
  if (!allowed.includes(stateAt(instance.state, now)))
    throw new AwsError(
      "IncorrectInstanceState",
      `The instance '${instance.id}' is not in a state from which it can be ${purpose}.`
    );
}

// sandbox/services/ec2/instance-view.ts
var stateCodes = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80
};
function instanceState(name) {
  return { code: stateCodes[name], name };
}
function instanceView(ec22, instance, now) {
  const state = stateAt(instance.state, now);
  const profile = currentAssociation(ec22, instance.id)?.profile;
  return {
    instanceId: instance.id,
    imageId: instance.imageId,
    instanceState: instanceState(state),
    amiLaunchIndex: 0,
    instanceType: instance.instanceType,
    launchTime: new Date(instance.launchedAt),
    placement: { availabilityZone: instance.availabilityZone, groupName: "", tenancy: "default" },
    monitoring: { state: stateAt(instance.monitoring, now) },
    architecture: "x86_64",
    rootDeviceType: "ebs",
    rootDeviceName: "/dev/xvda",
    virtualizationType: "hvm",
    hypervisor: "xen",
    platformDetails: "Linux/UNIX",
    usageOperation: "RunInstances",
    ...state !== "terminated" && network(instance),
    ...profile && { iamInstanceProfile: { arn: profile.arn, id: profile.id } },
    metadataOptions: metadataOptionsView(instance.metadataOptions, "applied"),
    tagSet: [...instance.tags].map(([key, value]) => ({ key, value }))
  };
}
function network(instance) {
  return {
    privateIpAddress: instance.privateIp,
    privateDnsName: instance.hostname,
    subnetId: "subnet-0a1b2c3d4e5f60718",
    vpcId: "vpc-0a1b2c3d4e5f60718",
    sourceDestCheck: true
  };
}
function metadataOptionsView(options, state) {
  return {
    state,
    httpTokens: options.httpTokens,
    httpPutResponseHopLimit: options.hopLimit,
    httpEndpoint: options.httpEndpoint,
    httpProtocolIpv6: "disabled",
    instanceMetadataTags: options.instanceMetadataTags
  };
}

// sandbox/services/ec2/page.ts
function pageOf(all, request, code) {
  const from = request.token === void 0 ? 0 : offsetIn(request.token);
  if (from === void 0) throw new AwsError(code, "The specified token is invalid");
  const to = request.maxResults === void 0 ? all.length : from + request.maxResults;
  return {
    items: all.slice(from, to),
    nextToken: to < all.length ? Buffer.from(`from:${to}`).toString("base64") : void 0
  };
}
function offsetIn(token) {
  const found = /^from:(\d+)$/.exec(Buffer.from(token, "base64").toString());
  return found ? Number(found[1]) : void 0;
}

// sandbox/services/ec2/describe-instances.ts
var initializingMs = 2 * 6e4;
var describeInstances = (input, call) => {
  const page = pageOf(selected(input, call), pageRequest(input, 5), "InvalidParameterValue");
  return {
    reservationSet: page.items.map((instance) => ({
      reservationId: `r-${instance.id.slice(2)}`,
      ownerId: call.world.accountId,
      groupSet: [],
      instancesSet: [instanceView(call.region.ec2, instance, call.now)]
    })),
    nextToken: page.nextToken
  };
};
var describeInstanceStatus = (input, call) => {
  const all = flag(input, "IncludeAllInstances") === true;
  const found = selected(input, call).filter(
    (instance) => all || stateAt(instance.state, call.now) === "running"
  );
  const page = pageOf(found, pageRequest(input, 5), "InvalidParameterValue");
  return {
    instanceStatusSet: page.items.map((instance) => statusView(instance, call.now)),
    nextToken: page.nextToken
  };
};
function pageRequest(input, least) {
  const maxResults = number(input, "MaxResults");
  const token = text(input, "NextToken");
  if (maxResults === void 0) return { maxResults, token };
  if (texts(input, "InstanceId").length > 0)
    throw new AwsError(
      "InvalidParameterCombination",
      "The parameter instancesSet cannot be used with the parameter maxResults"
    );
  if (!(maxResults >= least && maxResults <= 1e3))
    throw new AwsError(
      "InvalidParameterValue",
      `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value between ${least} and 1000.`
    );
  return { maxResults, token };
}
function selected(input, call) {
  const named2 = namedInstances(input, call);
  const from = named2.length > 0 ? named2 : listedInstances(call.region.ec2, call.now);
  return from.filter(filterOf(input, instanceFilters(call)));
}
function instanceFilters(call) {
  const { region, now } = call;
  const profile = (instance) => currentAssociation(region.ec2, instance.id)?.profile;
  const stateName = (instance) => stateAt(instance.state, now);
  return {
    tags: (instance) => instance.tags,
    values: {
      "instance-id": (instance) => [instance.id],
      "instance-state-name": (instance) => [stateName(instance)],
      "instance-state-code": (instance) => [String(instanceState(stateName(instance)).code)],
      "instance-type": (instance) => [instance.instanceType],
      "image-id": (instance) => [instance.imageId],
      "availability-zone": (instance) => [instance.availabilityZone],
      "private-ip-address": (instance) => [instance.privateIp],
      "private-dns-name": (instance) => [instance.hostname],
      "monitoring-state": (instance) => [stateAt(instance.monitoring, now)],
      "platform-details": () => ["Linux/UNIX"],
      "metadata-options.http-tokens": (instance) => [instance.metadataOptions.httpTokens],
      "iam-instance-profile.arn": (instance) => [profile(instance)?.arn ?? []].flat(),
      "iam-instance-profile.id": (instance) => [profile(instance)?.id ?? []].flat(),
      "iam-instance-profile.name": (instance) => [profile(instance)?.name ?? []].flat()
    }
  };
}
function statusView(instance, now) {
  const name = stateAt(instance.state, now);
  const status = statusOf(name, now - instance.launchedAt);
  const reachability = { ok: "passed", initializing: "initializing" }[status] ?? status;
  const summary = { status, details: [{ name: "reachability", status: reachability }] };
  return {
    instanceId: instance.id,
    availabilityZone: instance.availabilityZone,
    instanceState: instanceState(name),
    instanceStatus: summary,
    systemStatus: summary
  };
}
function statusOf(state, upMs) {
  if (state !== "running") return "not-applicable";
  return upMs < initializingMs ? "initializing" : "ok";
}

// sandbox/services/ec2/association-operations.ts
var describeIamInstanceProfileAssociations = (input, call) => {
  const ids = texts(input, "AssociationId");
  const listed = listedAssociations(call.region.ec2, call.now, call.world.delays);
  const unknown = ids.find((id) => !listed.some((association) => association.id === id));
  if (unknown !== void 0) throw unknownAssociation(unknown);
  const rules = {
    values: {
      "instance-id": (association) => [association.instanceId],
      state: (association) => [associationStateAt(association, call.now, call.world.delays)]
    }
  };
  const found = listed.filter((association) => ids.length === 0 || ids.includes(association.id)).filter(filterOf(input, rules));
  const page = pageOf(found, pageRequest(input, 5), "InvalidParameterValue");
  return {
    iamInstanceProfileAssociationSet: page.items.map((each) => associationView(each, call)),
    nextToken: page.nextToken
  };
};
var associateIamInstanceProfile = (input, call) => {
  const instance = instanceOrThrow(text(input, "InstanceId"), call);
  requireState(instance, call.now, ["pending", "running", "stopping", "stopped"], "associated");
  const profile = profileToPass(input, call);
  const { ec2: ec22 } = call.region;
  const inTheWay = listedAssociations(ec22, call.now, call.world.delays).some(
    (association) => association.instanceId === instance.id
  );
  if (inTheWay)
    throw new AwsError(
      "IncorrectState",
      `There is an existing association for instance ${instance.id}`
    );
  return changed(begin(call, instance.id, profile), "associating");
};
var disassociateIamInstanceProfile = (input, call) => {
  const association = activeOrThrow(input, call);
  endAssociation(association, call.now);
  return changed(association, "disassociating");
};
var replaceIamInstanceProfileAssociation = (input, call) => {
  const old = activeOrThrow(input, call);
  const { ec2: ec22 } = call.region;
  const instance = ec22.instances.get(old.instanceId);
  if (!instance || stateAt(instance.state, call.now) !== "running") throw notActive(old.id);
  const profile = profileToPass(input, call);
  endAssociation(old, call.now, true);
  return changed(begin(call, old.instanceId, profile), "associating");
};
function begin({ world, region, now }, instanceId, profile) {
  const id = world.ids.hex("iip-assoc-", 17);
  return putAssociation(region.ec2, { id, instanceId, profile, startedAt: now });
}
function activeOrThrow(input, call) {
  const id = textOrThrow(input, "AssociationId");
  const { ec2: ec22 } = call.region;
  const listed = listedAssociations(ec22, call.now, call.world.delays);
  const association = listed.find((each) => each.id === id);
  if (!association) throw unknownAssociation(id);
  if (currentAssociation(ec22, association.instanceId) !== association) throw notActive(id);
  return association;
}
function profileToPass(input, call) {
  const named2 = input.IamInstanceProfile ?? {};
  const member2 = text(named2, "Arn") === void 0 ? "Name" : "Arn";
  const value = textOrThrow(named2, member2);
  const profile = findProfileForEc2(call.world, value);
  if (!profile)
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${value}) for parameter iamInstanceProfile.${member2.toLowerCase()} is invalid. Invalid IAM Instance Profile ${member2 === "Arn" ? "ARN" : "name"}`
    );
  const role = profile.role && call.world.iam.roles.get(profile.role.name.toLowerCase());
  const pass2 = { action: "iam:PassRole", resource: role?.arn ?? "*" };
  if (role && !isAllowed(call.world, call.caller, pass2))
    throw new AwsError(
      "UnauthorizedOperation",
      `You are not authorized to perform this operation. User: ${call.caller.arn} is not authorized to perform: iam:PassRole on resource: ${role.arn} because no identity-based policy allows the iam:PassRole action`,
      403
    );
  return profile;
}
function changed(association, state) {
  return { iamInstanceProfileAssociation: view(association, state) };
}
function associationView(association, { now, world }) {
  return view(association, associationStateAt(association, now, world.delays));
}
function view({ id, instanceId, profile, startedAt }, state) {
  return {
    associationId: id,
    instanceId,
    iamInstanceProfile: { arn: profile.arn, id: profile.id },
    state,
    timestamp: new Date(startedAt)
  };
}
function unknownAssociation(id) {
  return new AwsError(
    "InvalidAssociationID.NotFound",
    `An invalid association-id of '${id}' was given`
  );
}
function notActive(id) {
  return new AwsError("IncorrectState", `The association ${id} is not the active association`);
}

// sandbox/machine/os.ts
var operatingSystems = {
  "amazon-linux-2": {
    platformName: "Amazon Linux",
    platformVersion: "2",
    imageName: "amzn2-ami-hvm-2.0.20260601.0-x86_64-gp2",
    kernel: "5.10.240-238.966.amzn2.x86_64",
    httpTokens: "optional",
    hopLimit: 1,
    ssmAgentVersion: "3.3.2299.0"
  },
  "amazon-linux-2023": {
    platformName: "Amazon Linux",
    platformVersion: "2023",
    imageName: "al2023-ami-2023.9.20261110.0-kernel-6.1-x86_64",
    kernel: "6.1.158-178.288.amzn2023.x86_64",
    httpTokens: "required",
    hopLimit: 2,
    ssmAgentVersion: "3.3.3050.0"
  }
};

// sandbox/services/ec2/instance-role.ts
function findInstance(world, instanceId) {
  for (const region of world.regions()) {
    const instance = region.ec2.instances.get(instanceId);
    if (instance) return instance;
  }
  return void 0;
}
function roleOnInstance(world, instance) {
  const { ec2: ec22 } = world.region(instance.region);
  const now = world.clock.now();
  const association = servedAssociation(ec22, instance.id, now, world.delays);
  if (!association) return { kind: "no-profile" };
  const { profile } = association;
  const current = findProfileForEc2(world, profile.arn);
  if (current?.id !== profile.id) return { kind: "profile-not-found", profile };
  const inside = current.role;
  const isSeen = inside && now >= inside.since + world.delays.iamPropagationMs;
  const role = isSeen ? world.iam.roles.get(inside.name.toLowerCase()) : void 0;
  if (!role) return { kind: "empty-profile", profile };
  return { kind: trustsEc2(role) ? "role" : "not-assumable", profile, role };
}
function instanceRolePrincipal(world, instance) {
  const found = roleOnInstance(world, instance);
  return found.kind === "role" ? rolePrincipal(world, instance.id, found.role) : void 0;
}
function rolePrincipal(world, instanceId, role) {
  return {
    kind: "instance-role",
    arn: `arn:${world.partition}:sts::${world.accountId}:assumed-role/${role.name}/${instanceId}`,
    userId: `${role.id}:${instanceId}`,
    accountId: world.accountId,
    roleName: role.name,
    instanceId
  };
}

// sandbox/services/ssm/deliver.ts
var cutMark = "--output truncated--";
var killedExitCode = 137;
async function deliverPending(world, instance) {
  for (const command of world.region(instance.region).ssm.commands.values()) {
    const invocation = command.invocations.get(instance.id);
    if (invocation) await deliver(world, instance.region, command, invocation);
  }
}
async function deliver(world, regionName, command, invocation) {
  const agent = world.region(regionName).ssm.agents.get(invocation.instanceId);
  const machine = world.machines.get(invocation.instanceId);
  if (invocation.status !== "Pending" || !agent?.online || !machine) return;
  setStatus(invocation, "InProgress");
  invocation.startedAt = world.clock.now();
  const result = await runScript(machine, command);
  invocation.endedAt = world.clock.now();
  invocation.exitCode = result.timedOut ? killedExitCode : result.exitCode;
  invocation.stdout = cut(result.stdout, 24e3);
  invocation.stderr = cut(stderrOf(result), 8e3);
  finish(invocation, result);
}
function expire(world, invocation) {
  if (invocation.status !== "Pending") return;
  setStatus(invocation, "TimedOut", "DeliveryTimedOut");
  invocation.endedAt = world.clock.now();
}
function cancel(world, invocation) {
  if (invocation.status === "InProgress") setStatus(invocation, "Cancelling");
  if (invocation.status !== "Pending") return;
  setStatus(invocation, "Cancelled");
  invocation.endedAt = world.clock.now();
}
function runScript(machine, command) {
  const { commands = [], workingDirectory = [] } = command.parameters;
  const [directory] = workingDirectory;
  const enter = directory ? [`cd "$ROOT"${quoted(directory)} || exit 1`] : [];
  const shell = shellOf(commands[0] ?? "");
  return machine.run([...enter, ...commands].join("\n"), {
    timeoutMs: command.executionTimeoutSeconds * 1e3,
    ...shell !== void 0 && { shell: [shell] }
  });
}
function shellOf(script) {
  return /^#! *(?:\S*\/env +)?(?:\S*\/)?(sh|bash|dash)\s/.exec(`${script}
`)?.[1];
}
function quoted(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
function finish(invocation, result) {
  if (invocation.status === "Cancelling") setStatus(invocation, "Cancelled");
  else if (result.timedOut) setStatus(invocation, "TimedOut", "ExecutionTimedOut");
  else setStatus(invocation, result.exitCode === 0 ? "Success" : "Failed");
}
function setStatus(invocation, status, details = status) {
  invocation.status = status;
  invocation.statusDetails = details;
}
function stderrOf({ stderr, exitCode, timedOut }) {
  if (timedOut || exitCode === 0) return stderr;
  return `${stderr}failed to run commands: exit status ${exitCode}`;
}
function cut(output, limit3) {
  return output.length <= limit3 ? output : output.slice(0, limit3 - cutMark.length) + cutMark;
}

// sandbox/services/ssm/service-settings.ts
var hostManagement = "/ssm/managed-instance/default-ec2-instance-management-role";
var defaults = { [hostManagement]: "$None" };
function hostManagementRole(ssm2) {
  return ssm2.settings.get(hostManagement)?.value;
}
var getServiceSetting = (input, call) => {
  const id = settingOrThrow(input);
  const custom = call.region.ssm.settings.get(id);
  const { partition, accountId } = call.world;
  return {
    ServiceSetting: {
      SettingId: id,
      SettingValue: custom?.value ?? defaults[id],
      LastModifiedDate: new Date(custom?.modifiedAt ?? Date.UTC(2023, 1, 16)),
      LastModifiedUser: custom?.modifiedBy ?? "System",
      ARN: `arn:${partition}:ssm:${call.region.name}:${accountId}:servicesetting${id}`,
      Status: custom ? "Customized" : "Default"
    }
  };
};
var updateServiceSetting = (input, call) => {
  const id = settingOrThrow(input);
  const value = textOrThrow(input, "SettingValue", "ValidationException");
  const setting = { value, modifiedAt: call.now, modifiedBy: call.caller.arn };
  if (value === defaults[id]) call.region.ssm.settings.delete(id);
  else call.region.ssm.settings.set(id, setting);
  return {};
};
var resetServiceSetting = (input, call) => {
  call.region.ssm.settings.delete(settingOrThrow(input));
  return getServiceSetting(input, call);
};
function settingOrThrow(input) {
  const asked = textOrThrow(input, "SettingId", "ValidationException");
  const id = asked.replace(/^arn:[^:]*:ssm:[^:]*:[^:]*:servicesetting/, "");
  if (!Object.hasOwn(defaults, id))
    throw new AwsError("ServiceSettingNotFound", `Service setting ${asked} was not found.`);
  return id;
}

// sandbox/services/ssm/agent.ts
var pingMs = 5 * 6e4;
var credentialsCachedMs = 30 * 6e4;
var leastRetryMs = 6e4;
async function startAgent(world, instance) {
  if (operatingSystems[instance.os].ssmAgentVersion === void 0) return;
  const { agents } = world.region(instance.region).ssm;
  const agent = agents.get(instance.id) ?? newAgent(instance.id);
  agents.set(instance.id, agent);
  await look(world, instance, agent);
}
function stopAgent(world, instance) {
  const agent = world.region(instance.region).ssm.agents.get(instance.id);
  if (!agent) return;
  agent.cancelNextLook();
  agent.online = false;
}
async function lookAtOnceWithoutDelays(world, regionName) {
  if (world.delays.ssmRetryMs > 0) return;
  const { ec2: ec22, ssm: ssm2 } = world.region(regionName);
  for (const agent of ssm2.agents.values()) {
    const instance = ec22.instances.get(agent.instanceId);
    const up = instance && stateAt(instance.state, world.clock.now()) === "running";
    if (up && !agent.online) await look(world, instance, agent);
  }
}
async function look(world, instance, agent) {
  const now = world.clock.now();
  const wasOnline = agent.online;
  if (!wasOnline || now - agent.fetchedAt >= credentialsCachedMs)
    fetchCredentials(world, instance, agent);
  const allowed = agent.caller !== void 0 && mayRegister(world, agent.caller);
  agent.online = allowed && isRunning(world, instance);
  if (agent.online) agent.lastPingAt = now;
  agent.cancelNextLook();
  const next = agent.online ? pingMs : retryMs(world);
  agent.cancelNextLook = world.clock.at(now + next, () => look(world, instance, agent));
  if (agent.online && !wasOnline) await deliverPending(world, instance);
}
function fetchCredentials(world, instance, agent) {
  agent.fetchedAt = world.clock.now();
  agent.hostManagementRole = void 0;
  agent.caller = void 0;
  if (instance.metadataOptions.httpEndpoint === "disabled") return;
  agent.caller = instanceRolePrincipal(world, instance);
  if (agent.caller && mayRegister(world, agent.caller)) return;
  const name = hostManagementRole(world.region(instance.region).ssm);
  const role = name && world.iam.roles.get(name.split("/").at(-1)?.toLowerCase() ?? "");
  if (!role) return;
  agent.hostManagementRole = name;
  agent.caller = rolePrincipal(world, instance.id, role);
}
function mayRegister(world, caller) {
  return isAllowed(world, caller, { action: "ssm:UpdateInstanceInformation", resource: "*" });
}
function isRunning(world, instance) {
  const machine = world.machines.get(instance.id);
  return machine?.activeUnits().includes("amazon-ssm-agent.service") === true;
}
function retryMs(world) {
  const minuteMs3 = world.delays.ssmRetryMs / 27;
  const jittered = 25 * minuteMs3 + world.ids.below(Math.max(1, Math.round(5 * minuteMs3)));
  return Math.max(leastRetryMs, Math.round(jittered));
}
function newAgent(instanceId) {
  return {
    instanceId,
    online: false,
    lastPingAt: void 0,
    caller: void 0,
    fetchedAt: Number.NEGATIVE_INFINITY,
    hostManagementRole: void 0,
    cancelNextLook: () => {
    }
  };
}

// sandbox/services/ec2/after.ts
async function after(world, delayMs, work) {
  if (delayMs === 0) await work();
  else world.clock.at(world.clock.now() + delayMs, work);
}

// sandbox/services/ec2/lifecycle.ts
var stopInstances = stateOperation(
  ["running", "stopping", "stopped"],
  "stopped",
  async (world, instance) => {
    if (stateAt(instance.state, world.clock.now()) !== "running") return;
    stopAgent(world, instance);
    await pass(world, instance, "stopping", "stopped", () => haltMachine(world, instance));
  }
);
var startInstances = stateOperation(
  ["pending", "running", "stopped"],
  "started",
  async (world, instance) => {
    if (stateAt(instance.state, world.clock.now()) !== "stopped") return;
    instance.launchedAt = world.clock.now();
    await pass(world, instance, "pending", "running", () => bootMachine(world, instance));
  }
);
var terminateInstances = stateOperation(
  ["pending", "running", "stopping", "stopped", "shutting-down", "terminated"],
  "terminated",
  async (world, instance) => {
    if (["shutting-down", "terminated"].includes(stateAt(instance.state, world.clock.now())))
      return;
    stopAgent(world, instance);
    const { ec2: ec22 } = world.region(instance.region);
    const association = currentAssociation(ec22, instance.id);
    if (association) endAssociation(association, world.clock.now());
    await pass(world, instance, "shutting-down", "terminated", async () => {
      const machine = world.machines.get(instance.id);
      world.machines.delete(instance.id);
      await machine?.dispose();
    });
  }
);
var rebootInstances = async (input, call) => {
  const instances = namedInstances(input, call);
  for (const instance of instances) requireState(instance, call.now, ["running"], "rebooted");
  for (const instance of instances) {
    stopAgent(call.world, instance);
    const { state } = instance;
    await after(call.world, call.world.delays.instanceStateMs, async () => {
      if (instance.state !== state) return;
      await haltMachine(call.world, instance);
      await bootMachine(call.world, instance);
    });
  }
  return { return: true };
};
async function bootMachine(world, instance) {
  await world.machines.get(instance.id)?.boot();
  await startAgent(world, instance);
}
async function haltMachine(world, instance) {
  await world.machines.get(instance.id)?.halt();
}
function stateOperation(allowed, purpose, change) {
  return async (input, call) => {
    const instances = namedInstances(input, call);
    for (const instance of instances) requireState(instance, call.now, allowed, purpose);
    const changes = [];
    for (const instance of instances) {
      const previous = stateAt(instance.state, call.now);
      const before = instance.state;
      await change(call.world, instance);
      const current = instance.state === before ? previous : instance.state.passing;
      changes.push({
        instanceId: instance.id,
        currentState: instanceState(current),
        previousState: instanceState(previous)
      });
    }
    return { instancesSet: changes };
  };
}
async function pass(world, instance, passing, settled2, end) {
  const { instanceStateMs } = world.delays;
  const transition = { passing, settled: settled2, settledAt: world.clock.now() + instanceStateMs };
  instance.state = transition;
  await after(world, instanceStateMs, async () => {
    if (instance.state === transition) await end();
  });
}

// sandbox/services/ec2/metadata-options.ts
var modifyInstanceMetadataOptions = (input, call) => {
  const instance = instanceOrThrow(text(input, "InstanceId"), call);
  const before = instance.metadataOptions;
  const hopLimit = number(input, "HttpPutResponseHopLimit") ?? before.hopLimit;
  if (!(hopLimit >= 1 && hopLimit <= 64))
    throw invalid("HttpPutResponseHopLimit", String(hopLimit));
  instance.metadataOptions = {
    httpTokens: choice(input, "HttpTokens", ["optional", "required"]) ?? before.httpTokens,
    httpEndpoint: choice(input, "HttpEndpoint", ["enabled", "disabled"]) ?? before.httpEndpoint,
    hopLimit,
    instanceMetadataTags: choice(input, "InstanceMetadataTags", ["enabled", "disabled"]) ?? before.instanceMetadataTags
  };
  return {
    instanceId: instance.id,
    instanceMetadataOptions: metadataOptionsView(instance.metadataOptions, "pending")
  };
};
function choice(input, name, choices) {
  const value = text(input, name);
  if (value === void 0) return void 0;
  const found = choices.find((each) => each === value);
  if (found === void 0) throw invalid(name, value);
  return found;
}
function invalid(name, value) {
  return new AwsError(
    "InvalidParameterValue",
    `Value (${value}) for parameter ${name} is invalid.`
  );
}

// sandbox/services/ec2/monitoring.ts
function monitoringOperation(passing, end) {
  return (input, call) => {
    const instances = namedInstances(input, call);
    for (const instance of instances)
      requireState(instance, call.now, ["pending", "running", "stopping", "stopped"], "monitored");
    return {
      instancesSet: instances.map((instance) => {
        const before = instance.monitoring;
        const changing = before.settled !== end;
        if (changing)
          instance.monitoring = {
            passing,
            settled: end,
            settledAt: call.now + call.world.delays.monitoringMs
          };
        const state = changing ? passing : stateAt(before, call.now);
        return { instanceId: instance.id, monitoring: { state } };
      })
    };
  };
}
var monitorInstances = monitoringOperation("pending", "enabled");
var unmonitorInstances = monitoringOperation("disabling", "disabled");

// sandbox/services/ec2/places.ts
var regionNames = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2"
];
var describeRegions = (input) => {
  const asked = texts(input, "RegionName");
  const unknown = asked.filter((name) => !regionNames.includes(name));
  if (unknown.length > 0)
    throw new AwsError("InvalidParameterValue", `Invalid region provided: ${unknown.join(", ")}`);
  return {
    regionInfo: (asked.length > 0 ? asked : regionNames).map((regionName) => ({
      regionName,
      regionEndpoint: `ec2.${regionName}.amazonaws.com`,
      optInStatus: "opt-in-not-required"
    }))
  };
};

// sandbox/services/ec2/tags.ts
var tagLimit = 50;
var createTags = (input, call) => {
  const instances = taggedInstances(input, call);
  const tags = structures(input, "Tag").map((tag) => checkedTag(tag));
  for (const instance of instances) requireRoom(instance, tags);
  for (const instance of instances)
    for (const { key, value } of tags) instance.tags.set(key, value);
  return { return: true };
};
var deleteTags = (input, call) => {
  const named2 = structures(input, "Tag").map((tag) => ({
    key: text(tag, "Key") ?? "",
    value: text(tag, "Value")
  }));
  for (const { tags } of taggedInstances(input, call)) {
    if (named2.length === 0) tags.clear();
    for (const { key, value } of named2)
      if (value === void 0 || tags.get(key) === value) tags.delete(key);
  }
  return { return: true };
};
var describeTags = (input, call) => {
  const all = listedInstances(call.region.ec2, call.now).flatMap(
    (instance) => [...instance.tags].map(([key, value]) => ({ instanceId: instance.id, key, value }))
  );
  const rules = {
    tags: ({ key, value }) => /* @__PURE__ */ new Map([[key, value]]),
    values: {
      "resource-id": ({ instanceId }) => [instanceId],
      "resource-type": () => ["instance"],
      key: ({ key }) => [key],
      value: ({ value }) => [value]
    }
  };
  const found = all.filter(filterOf(input, rules));
  const page = pageOf(found, pageRequest(input, 5), "InvalidParameterValue");
  return {
    tagSet: page.items.map(({ instanceId, key, value }) => ({
      resourceId: instanceId,
      resourceType: "instance",
      key,
      value
    })),
    nextToken: page.nextToken
  };
};
function taggedInstances(input, call) {
  const ids = texts(input, "ResourceId");
  const other = ids.find((id) => !isInstanceId(id));
  if (other !== void 0) throw new AwsError("InvalidID", `The ID '${other}' is not valid`);
  return instancesOrThrow(ids, call);
}
function checkedTag(tag) {
  const key = text(tag, "Key") ?? "";
  const value = text(tag, "Value") ?? "";
  if (key === "" || key.length > 128)
    throw new AwsError("InvalidParameterValue", "Tag keys have 1 to 128 characters");
  if (value.length > 256)
    throw new AwsError("InvalidParameterValue", "Tag values have at most 256 characters");
  if (/^aws:/i.test(key))
    throw new AwsError(
      "InvalidParameterValue",
      `Value ( ${key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`
    );
  return { key, value };
}
function requireRoom(instance, added) {
  const keys = /* @__PURE__ */ new Set([...instance.tags.keys(), ...added.map(({ key }) => key)]);
  if (keys.size > tagLimit)
    throw new AwsError("TagLimitExceeded", "The maximum number of Tags for a resource is 50");
}

// sandbox/services/ec2/operations.ts
var ec2 = {
  signingName: "ec2",
  iamPrefix: "ec2",
  protocols: ["ec2-query"],
  xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
  operations: withDryRun({
    AssociateIamInstanceProfile: associateIamInstanceProfile,
    CreateTags: createTags,
    DeleteTags: deleteTags,
    DescribeIamInstanceProfileAssociations: describeIamInstanceProfileAssociations,
    DescribeInstanceStatus: describeInstanceStatus,
    DescribeInstances: describeInstances,
    DescribeRegions: describeRegions,
    DescribeTags: describeTags,
    DisassociateIamInstanceProfile: disassociateIamInstanceProfile,
    ModifyInstanceMetadataOptions: modifyInstanceMetadataOptions,
    MonitorInstances: monitorInstances,
    RebootInstances: rebootInstances,
    ReplaceIamInstanceProfileAssociation: replaceIamInstanceProfileAssociation,
    StartInstances: startInstances,
    StopInstances: stopInstances,
    TerminateInstances: terminateInstances,
    UnmonitorInstances: unmonitorInstances
  }),
  required: requiredFor2
};
function withDryRun(operations) {
  const wrapped = Object.entries(operations).map(([name, operation]) => [
    name,
    (input, call) => {
      if (flag(input, "DryRun"))
        throw new AwsError(
          "DryRunOperation",
          "Request would have succeeded, but DryRun flag is set.",
          412
        );
      return operation(input, call);
    }
  ]);
  return Object.fromEntries(wrapped);
}
function requiredFor2(operation, input, call) {
  const action = `ec2:${operation}`;
  const id = operation.startsWith("Describe") ? void 0 : subject(input, call);
  if (!id) return { action, resource: "*" };
  const { partition, accountId } = call.world;
  const instance = call.region.ec2.instances.get(id);
  const tags = [...instance?.tags ?? []].map(([key, value]) => [`ec2:ResourceTag/${key}`, value]);
  return {
    action,
    resource: `arn:${partition}:ec2:${call.region.name}:${accountId}:instance/${id}`,
    context: Object.fromEntries(tags)
  };
}
function subject(input, call) {
  const { associations } = call.region.ec2;
  const byAssociation = associations.find(({ id }) => id === text(input, "AssociationId"));
  const single = Array.isArray(input.InstanceId) ? void 0 : text(input, "InstanceId");
  return byAssociation?.instanceId ?? single ?? texts(input, "InstanceId")[0] ?? texts(input, "ResourceId")[0];
}

// sandbox/services/iam/names.ts
var limits = {
  RoleName: 64,
  InstanceProfileName: 128,
  PolicyName: 128
};
function nameOrThrow(input, member2) {
  const name = text(input, member2) ?? "";
  const shown = member2.charAt(0).toLowerCase() + member2.slice(1);
  const fail = (constraint3) => new AwsError(
    "ValidationError",
    `1 validation error detected: Value '${name}' at '${shown}' failed to satisfy constraint: Member must ${constraint3}`
  );
  if (name === "") throw fail("have length greater than or equal to 1");
  if (name.length > limits[member2])
    throw fail(`have length less than or equal to ${limits[member2]}`);
  if (!/^[\w+=,.@-]+$/.test(name))
    throw new AwsError(
      "ValidationError",
      `The specified value for ${shown} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`
    );
  return name;
}
function pathOrThrow(input) {
  const path = text(input, "Path") ?? "/";
  if (path.length <= 512 && /^\/(?:[\x21-\x7e]*\/)?$/.test(path)) return path;
  throw new AwsError(
    "ValidationError",
    "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters."
  );
}

// sandbox/services/iam/pages.ts
function pageOf2(all, input) {
  const size = number(input, "MaxItems") ?? 100;
  if (!Number.isInteger(size) || size < 1 || size > 1e3)
    throw new AwsError(
      "ValidationError",
      `1 validation error detected: Value '${text(input, "MaxItems")}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000`
    );
  const start = startOf(text(input, "Marker"), all.length);
  const next = start + size;
  return {
    entries: all.slice(start, next),
    end: next < all.length ? { IsTruncated: true, Marker: Buffer.from(String(next)).toString("base64") } : { IsTruncated: false }
  };
}
function startOf(marker, length) {
  if (marker === void 0) return 0;
  const start = Number(Buffer.from(marker, "base64").toString());
  if (!Number.isInteger(start) || start < 1 || start > length)
    throw new AwsError("ValidationError", "Invalid Marker.");
  return start;
}

// sandbox/services/iam/policy-document.ts
function parseRightsPolicy(text2) {
  return parse(text2, (statement) => {
    if (statement.Principal !== void 0)
      throw malformed("Policy document should not specify a principal.");
    if (statement.Resource === void 0 && statement.NotResource === void 0)
      throw malformed("Policy statement must contain resources.");
  });
}
function parseTrustPolicy(text2) {
  return parse(text2, (statement) => {
    if (statement.Resource !== void 0) throw malformed("Has prohibited field Resource");
    if (statement.Principal === void 0) throw malformed("Missing required field Principal");
  });
}
function encodeDocument(text2) {
  return encodeURIComponent(text2).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
}
function parse(text2, check2) {
  const document = parseJsonOrThrow(text2);
  const written = document.Statement;
  const statements = Array.isArray(written) ? written : [written];
  for (const statement of statements) {
    if (!isStatement(statement)) throw malformed("Syntax errors in policy.");
    checkActions(statement);
    check2(statement);
  }
  return { text: text2, document: { ...document, Statement: statements } };
}
function parseJsonOrThrow(text2) {
  let value;
  try {
    value = JSON.parse(text2);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
  if (typeof value !== "object" || value === null || !("Statement" in value))
    throw malformed("Syntax errors in policy.");
  return value;
}
function isStatement(value) {
  if (typeof value !== "object" || value === null || !("Effect" in value)) return false;
  return value.Effect === "Allow" || value.Effect === "Deny";
}
function checkActions(statement) {
  const actions = [statement.Action ?? statement.NotAction ?? []].flat();
  if (actions.length === 0) throw malformed("Policy statement must contain actions.");
  if (actions.some((action) => action !== "*" && !/^[\w-]+:.+$/.test(action)))
    throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
}
function malformed(message) {
  return new AwsError("MalformedPolicyDocument", message);
}

// sandbox/services/iam/tags.ts
var limit2 = 50;
function putTags(tags, input) {
  const given = structures(input, "Tags").map(
    (tag) => [text(tag, "Key") ?? "", text(tag, "Value") ?? ""]
  );
  for (const [key, value] of given) check(key, value, given);
  const after2 = /* @__PURE__ */ new Set([...tags.keys(), ...given.map(([key]) => key)]);
  if (after2.size > limit2)
    throw new AwsError("LimitExceeded", `The number of tags has reached the maximum limit.`, 409);
  for (const [key, value] of given) tags.set(key, value);
}
function removeTags(tags, input) {
  for (const key of texts(input, "TagKeys")) tags.delete(key);
}
function tagList(tags) {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
function check(key, value, all) {
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  if (key === "" || key.length > 128 || value.length > 256 || !allowed.test(key + value))
    throw new AwsError("ValidationError", `The tag ${key} is not valid.`);
  if (all.filter(([other]) => other.toLowerCase() === key.toLowerCase()).length > 1)
    throw new AwsError(
      "InvalidInput",
      "Duplicate tag keys found. Please note that Tag keys are case insensitive."
    );
}

// sandbox/services/iam/roles.ts
var roleOperations = {
  CreateRole: (input, call) => {
    const { iam: iam2 } = call.world;
    const name = nameOrThrow(input, "RoleName");
    if (iam2.roles.has(name.toLowerCase()))
      throw new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`, 409);
    const path = pathOrThrow(input);
    const description = text(input, "Description");
    const role = {
      name,
      id: call.world.ids.upper("AROA", 21),
      arn: `arn:${call.world.partition}:iam::${call.world.accountId}:role${path}${name}`,
      path,
      createdAt: call.now,
      ...description === void 0 ? {} : { description },
      maxSessionSeconds: number(input, "MaxSessionDuration") ?? 3600,
      trust: parseTrustPolicy(text(input, "AssumeRolePolicyDocument") ?? ""),
      tags: /* @__PURE__ */ new Map(),
      attached: /* @__PURE__ */ new Set(),
      inline: /* @__PURE__ */ new Map()
    };
    putTags(role.tags, input);
    iam2.roles.set(name.toLowerCase(), role);
    return { Role: { ...roleSummary(role), ...tagMember(role) } };
  },
  GetRole: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    return {
      Role: {
        ...roleSummary(role),
        Description: role.description,
        MaxSessionDuration: role.maxSessionSeconds,
        ...tagMember(role),
        RoleLastUsed: {}
      }
    };
  },
  DeleteRole: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    refuseWhileInUse(world.iam, role);
    world.iam.roles.delete(role.name.toLowerCase());
    return {};
  },
  UpdateAssumeRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    role.trust = parseTrustPolicy(text(input, "PolicyDocument") ?? "");
    return {};
  },
  ListRoles: (input, { world }) => {
    const prefix = text(input, "PathPrefix") ?? "/";
    const roles = byName(world.iam.roles).filter((role) => role.path.startsWith(prefix));
    const { entries, end } = pageOf2(roles, input);
    return {
      Roles: entries.map((role) => ({
        ...roleSummary(role),
        Description: role.description,
        MaxSessionDuration: role.maxSessionSeconds
      })),
      ...end
    };
  },
  TagRole: (input, { world }) => {
    putTags(roleOrThrow(world.iam, nameOrThrow(input, "RoleName")).tags, input);
    return {};
  },
  UntagRole: (input, { world }) => {
    removeTags(roleOrThrow(world.iam, nameOrThrow(input, "RoleName")).tags, input);
    return {};
  },
  ListRoleTags: (input, { world }) => {
    const { tags } = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    const { entries, end } = pageOf2(tagList(tags), input);
    return { Tags: entries, ...end };
  }
};
function roleSummary(role) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trust.text)
  };
}
function byName(all) {
  return [...all.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}
function tagMember({ tags }) {
  return tags.size === 0 ? {} : { Tags: tagList(tags) };
}
function refuseWhileInUse(iam2, role) {
  const conflict = (what) => new AwsError("DeleteConflict", `Cannot delete entity, must ${what} first.`, 409);
  if ([...iam2.profiles.values()].some((profile) => profile.role?.name === role.name))
    throw conflict("remove roles from instance profile");
  if (role.attached.size > 0) throw conflict("detach all policies");
  if (role.inline.size > 0) throw conflict("delete policies");
}

// sandbox/services/iam/instance-profiles.ts
var instanceProfileOperations = {
  CreateInstanceProfile: (input, { world, now }) => {
    const name = nameOrThrow(input, "InstanceProfileName");
    if (world.iam.profiles.has(name.toLowerCase()))
      throw new AwsError("EntityAlreadyExists", `Instance Profile ${name} already exists.`, 409);
    const path = pathOrThrow(input);
    const profile = {
      name,
      id: world.ids.upper("AIPA", 21),
      arn: `arn:${world.partition}:iam::${world.accountId}:instance-profile${path}${name}`,
      path,
      createdAt: now,
      tags: /* @__PURE__ */ new Map()
    };
    putTags(profile.tags, input);
    world.iam.profiles.set(name.toLowerCase(), profile);
    return { InstanceProfile: describe(world.iam, profile) };
  },
  GetInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, "InstanceProfileName"));
    return { InstanceProfile: describe(world.iam, profile) };
  },
  DeleteInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, "InstanceProfileName"));
    if (profile.role)
      throw new AwsError(
        "DeleteConflict",
        "Cannot delete entity, must remove roles from instance profile first.",
        409
      );
    world.iam.profiles.delete(profile.name.toLowerCase());
    return {};
  },
  ListInstanceProfiles: (input, { world }) => {
    const prefix = text(input, "PathPrefix") ?? "/";
    const profiles = byName(world.iam.profiles).filter(({ path }) => path.startsWith(prefix));
    return profilePage(world.iam, profiles, input);
  },
  ListInstanceProfilesForRole: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    const profiles = byName(world.iam.profiles).filter(
      (profile) => profile.role?.name === role.name
    );
    return profilePage(world.iam, profiles, input);
  },
  AddRoleToInstanceProfile: (input, { world, caller, now }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, "InstanceProfileName"));
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    assertAllowed(world, caller, { action: "iam:PassRole", resource: role.arn });
    if (profile.role)
      throw new AwsError(
        "LimitExceeded",
        "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
        409
      );
    profile.role = { name: role.name, since: now };
    return {};
  },
  RemoveRoleFromInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, "InstanceProfileName"));
    const name = nameOrThrow(input, "RoleName");
    if (profile.role?.name.toLowerCase() !== name.toLowerCase())
      throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
    delete profile.role;
    return {};
  },
  TagInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, "InstanceProfileName"));
    putTags(profile.tags, input);
    return {};
  },
  UntagInstanceProfile: (input, { world }) => {
    const profile = profileOrThrow(world.iam, nameOrThrow(input, "InstanceProfileName"));
    removeTags(profile.tags, input);
    return {};
  },
  ListInstanceProfileTags: (input, { world }) => {
    const { tags } = profileOrThrow(world.iam, nameOrThrow(input, "InstanceProfileName"));
    const { entries, end } = pageOf2(tagList(tags), input);
    return { Tags: entries, ...end };
  }
};
function profilePage(iam2, profiles, input) {
  const { entries, end } = pageOf2(profiles, input);
  return { InstanceProfiles: entries.map((profile) => describe(iam2, profile)), ...end };
}
function describe(iam2, profile) {
  const role = profile.role && iam2.roles.get(profile.role.name.toLowerCase());
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: new Date(profile.createdAt),
    Roles: role ? [roleSummary(role)] : [],
    Tags: profile.tags.size > 0 ? tagList(profile.tags) : void 0
  };
}

// sandbox/services/iam/policies.ts
var policyOperations = {
  GetPolicy: (input, { world }) => {
    const policy = policyOrThrow(input);
    return {
      Policy: {
        PolicyName: policy.name,
        PolicyId: policy.id,
        Arn: text(input, "PolicyArn"),
        Path: policy.path,
        DefaultVersionId: policy.version,
        AttachmentCount: attachments(world.iam, text(input, "PolicyArn") ?? ""),
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: !world.iam.unattachable.has(policy.arn),
        CreateDate: policy.createdAt,
        UpdateDate: policy.updatedAt
      }
    };
  },
  GetPolicyVersion: (input) => {
    const policy = policyOrThrow(input);
    const version = text(input, "VersionId") ?? "";
    if (version !== policy.version)
      throw new AwsError(
        "NoSuchEntity",
        `Policy ${policy.arn} version ${version} does not exist or is not attachable.`,
        404
      );
    return {
      PolicyVersion: {
        Document: encodeDocument(JSON.stringify(policy.document)),
        VersionId: policy.version,
        IsDefaultVersion: true,
        CreateDate: policy.updatedAt
      }
    };
  }
};
function policyOrThrow(input) {
  const arn = text(input, "PolicyArn") ?? "";
  const policy = findManagedPolicy(arn);
  if (!policy) throw new AwsError("NoSuchEntity", `Policy ${arn} was not found.`, 404);
  return policy;
}
function attachments(iam2, arn) {
  return [...iam2.roles.values()].filter((role) => role.attached.has(arn)).length;
}

// sandbox/services/iam/required.ts
function requiredForIam(operation, input, call) {
  return { action: `iam:${operation}`, resource: resourceOf(operation, input, call) };
}
function resourceOf(operation, input, { world }) {
  const account = `arn:${world.partition}:iam::${world.accountId}`;
  const profile = text(input, "InstanceProfileName");
  if (profile !== void 0)
    return world.iam.profiles.get(profile.toLowerCase())?.arn ?? `${account}:instance-profile/${profile}`;
  const role = text(input, "RoleName");
  if (role !== void 0)
    return world.iam.roles.get(role.toLowerCase())?.arn ?? `${account}:role/${role}`;
  if (operation === "ListRoles") return `${account}:role/`;
  if (operation === "ListInstanceProfiles") return `${account}:instance-profile/`;
  return text(input, "PolicyArn") ?? text(input, "PolicySourceArn") ?? "*";
}

// sandbox/services/iam/role-policies.ts
var attachedLimit = 10;
var rolePolicyOperations = {
  AttachRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    const arn = text(input, "PolicyArn") ?? "";
    if (role.attached.has(arn)) return {};
    if (!findManagedPolicy(arn) || world.iam.unattachable.has(arn))
      throw new AwsError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`, 404);
    if (role.attached.size >= attachedLimit)
      throw new AwsError(
        "LimitExceeded",
        `Cannot exceed quota for PoliciesPerRole: ${attachedLimit}`,
        409
      );
    role.attached.add(arn);
    return {};
  },
  DetachRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    const arn = text(input, "PolicyArn") ?? "";
    if (!role.attached.delete(arn))
      throw new AwsError("NoSuchEntity", `Policy ${arn} was not found.`, 404);
    return {};
  },
  ListAttachedRolePolicies: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    const { entries, end } = pageOf2([...role.attached], input);
    return {
      AttachedPolicies: entries.map((arn) => ({
        PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
        PolicyArn: arn
      })),
      ...end
    };
  },
  PutRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    const name = nameOrThrow(input, "PolicyName");
    role.inline.set(name, parseRightsPolicy(text(input, "PolicyDocument") ?? ""));
    return {};
  },
  GetRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    const name = nameOrThrow(input, "PolicyName");
    const policy = role.inline.get(name);
    if (!policy) throw noInlinePolicy(name);
    return {
      RoleName: role.name,
      PolicyName: name,
      PolicyDocument: encodeDocument(policy.text)
    };
  },
  DeleteRolePolicy: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    const name = nameOrThrow(input, "PolicyName");
    if (!role.inline.delete(name)) throw noInlinePolicy(name);
    return {};
  },
  ListRolePolicies: (input, { world }) => {
    const role = roleOrThrow(world.iam, nameOrThrow(input, "RoleName"));
    const { entries, end } = pageOf2([...role.inline.keys()].sort(), input);
    return { PolicyNames: entries, ...end };
  }
};
function noInlinePolicy(name) {
  return new AwsError("NoSuchEntity", `The role policy with name ${name} cannot be found.`, 404);
}

// sandbox/services/iam/simulate.ts
var simulateOperations = {
  SimulatePrincipalPolicy: (input, { world }) => {
    const judge = judgeFor(world, text(input, "PolicySourceArn") ?? "");
    const resources = texts(input, "ResourceArns");
    const context = contextOf(input);
    const { entries, end } = pageOf2(texts(input, "ActionNames"), input);
    const results = entries.map((action) => {
      if (!/^[\w-]+:[\w*]+$/.test(action))
        throw new AwsError("InvalidInput", `Invalid Action name: ${action}`);
      return evaluate(action, resources.length > 0 ? resources : ["*"], context, judge);
    });
    return { EvaluationResults: results, ...end };
  }
};
function evaluate(action, resources, context, judge) {
  const single = resources.map((resource) => ({
    EvalResourceName: resource,
    EvalResourceDecision: judge({ action, resource, context }),
    MatchedStatements: [],
    MissingContextValues: []
  }));
  const strictest = ["explicitDeny", "implicitDeny"].find(
    (decision) => single.some((result) => result.EvalResourceDecision === decision)
  );
  return {
    EvalActionName: action,
    EvalResourceName: resources[0],
    EvalDecision: strictest ?? "allowed",
    MatchedStatements: [],
    MissingContextValues: [],
    ResourceSpecificResults: resources[0] === "*" ? void 0 : single
  };
}
function judgeFor(world, arn) {
  const role = [...world.iam.roles.values()].find((each) => each.arn === arn);
  if (role) return (required) => evaluatePolicies(roleDocuments(world.iam, role.name), required);
  const user = [...world.credentials.values()].find(
    ({ principal }) => principal.kind === "user" && principal.arn === arn
  );
  if (user) return (required) => decide(world, user.principal, required);
  if (!/^arn:[\w-]+:iam::\d{12}:(role|user)\//.test(arn))
    throw new AwsError(
      "InvalidInput",
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`
    );
  throw new AwsError("NoSuchEntity", `The entity ${arn} cannot be found.`, 404);
}
function contextOf(input) {
  const entries = structures(input, "ContextEntries").map((entry) => [
    text(entry, "ContextKeyName") ?? "",
    texts(entry, "ContextKeyValues")[0] ?? ""
  ]);
  return Object.fromEntries(entries);
}

// sandbox/services/iam/operations.ts
var iam = {
  signingName: "iam",
  iamPrefix: "iam",
  protocols: ["query"],
  xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
  required: requiredForIam,
  operations: {
    ...roleOperations,
    ...rolePolicyOperations,
    ...instanceProfileOperations,
    ...policyOperations,
    ...simulateOperations,
    ListAccountAliases: (input, { world }) => {
      const { entries, end } = pageOf2(world.accountAlias ? [world.accountAlias] : [], input);
      return { AccountAliases: entries, ...end };
    }
  }
};

// sandbox/services/logs/parameters.ts
var groupNamePattern = "[\\.\\-_/#A-Za-z0-9]+";
var streamNamePattern = "[^:*]*";
var maxNameLength = 512;
function invalid2(message) {
  return new AwsError("InvalidParameterException", message);
}
function refuseUnmodelled(input, ...members) {
  const sent = members.find((name) => input[name] !== void 0 && input[name] !== false);
  if (sent) throw invalid2(`The sandbox does not model ${sent}.`);
}
function constraint(value, at, rule) {
  const shown = value === void 0 ? "null" : `'${value}'`;
  return invalid2(
    `1 validation error detected: Value ${shown} at '${at}' failed to satisfy constraint: Member must ${rule}`
  );
}
function readGroupName(input, name = "logGroupName") {
  return readName2(input, name, groupNamePattern);
}
function readStreamName(input, name = "logStreamName") {
  return readName2(input, name, streamNamePattern);
}
function readName2(input, name, pattern) {
  const value = text(input, name);
  if (value === void 0) throw constraint(value, name, "not be null");
  if (value === "") throw constraint(value, name, "have length greater than or equal to 1");
  if (value.length > maxNameLength)
    throw constraint(value, name, `have length less than or equal to ${maxNameLength}`);
  if (!new RegExp(`^${pattern}$`).test(value))
    throw constraint(value, name, `satisfy regular expression pattern: ${pattern}`);
  return value;
}
function readLimit(input, most) {
  const limit3 = number(input, "limit");
  if (limit3 === void 0) return most;
  if (!(limit3 >= 1)) throw constraint(limit3, "limit", "have value greater than or equal to 1");
  if (limit3 > most) throw constraint(limit3, "limit", `have value less than or equal to ${most}`);
  return limit3;
}
function readEnum(input, name, values) {
  const value = text(input, name);
  if (value !== void 0 && !values.includes(value))
    throw constraint(value, name, `satisfy enum value set: [${values.join(", ")}]`);
  return value;
}

// sandbox/services/logs/filter-pattern.ts
function parseFilterPattern(pattern) {
  const trimmed = pattern.trim();
  if (/^[{[%]/.test(trimmed) || /(^|\s)\?/.test(trimmed))
    throw invalid2(
      `The sandbox models plain, quoted and excluded terms in a filter pattern, not ${trimmed}`
    );
  const terms = splitTerms(trimmed);
  return (message) => terms.every(({ term, isExcluded }) => message.includes(term) !== isExcluded);
}
function splitTerms(pattern) {
  const term = /(-?)(?:"((?:[^"\\]|\\.)*)"|(\w+))(?:\s+|$)/y;
  const terms = [];
  while (term.lastIndex < pattern.length) {
    const match = term.exec(pattern);
    if (!match) throw invalid2("Invalid filter pattern");
    const quoted2 = match[2]?.replace(/\\(.)/g, "$1");
    terms.push({ term: quoted2 ?? match[3] ?? "", isExcluded: match[1] === "-" });
  }
  return terms;
}

// sandbox/services/logs/lookup.ts
function groupArn(name, { world, region }) {
  return `arn:${world.partition}:logs:${region.name}:${world.accountId}:log-group:${name}`;
}
function groupOrThrow(name, { region }) {
  const group = region.logs.groups.get(name);
  if (!group) throw notFound("log group");
  return group;
}
function streamOrThrow(group, name) {
  const stream = group.streams.get(name);
  if (!stream) throw notFound("log stream");
  return stream;
}
function notFound(what) {
  return new AwsError("ResourceNotFoundException", `The specified ${what} does not exist.`);
}
function identifiedGroupName(input) {
  const identifier = text(input, "logGroupIdentifier");
  if (identifier === void 0) return readGroupName(input);
  if (text(input, "logGroupName") !== void 0)
    throw invalid2("LogGroup name and LogGroup ARN are mutually exclusive parameters.");
  const fromArn = /^arn:[^:]+:logs:[^:]*:\d*:log-group:([^:]+)(?::\*)?$/.exec(identifier)?.[1];
  return readGroupName({ logGroupIdentifier: fromArn ?? identifier }, "logGroupIdentifier");
}
function groupOf(input, call) {
  return groupOrThrow(identifiedGroupName(input), call);
}
function streamOf(input, call) {
  const groupName = identifiedGroupName(input);
  const streamName = readStreamName(input);
  const group = groupOrThrow(groupName, call);
  return { group, stream: streamOrThrow(group, streamName) };
}

// sandbox/services/logs/state.ts
var overheadBytes = 26;
var dayMs2 = 24 * 36e5;
function createLogsState(maxStoredBytes = 128 * 1024 * 1024) {
  return { groups: /* @__PURE__ */ new Map(), storedBytes: 0, maxStoredBytes, eventCount: 0 };
}
function eventBytes(event) {
  return Buffer.byteLength(event.message) + overheadBytes;
}
function retainedFrom(group, now) {
  return group.retentionInDays === void 0 ? 0 : now - group.retentionInDays * dayMs2;
}
function addEvents(state, { group, stream }, events, now) {
  for (const { timestamp, message } of events) {
    const event = { id: eventId(timestamp, state.eventCount++), timestamp, message };
    insert(stream.events, { ...event, ingestionTime: now });
    state.storedBytes += eventBytes(event);
  }
  const retained = retainedFrom(group, now);
  if ((stream.events[0]?.timestamp ?? retained) < retained)
    dropEvents(state, stream, ({ timestamp }) => timestamp < retained);
  if (state.storedBytes > state.maxStoredBytes) dropOldestTenth(state);
}
function forgetEvents(state, stream) {
  dropEvents(state, stream, () => true);
}
var idDigits = 56;
var timestampDigits = 19;
function eventId(timestamp, order) {
  const head = `3${String(timestamp).padStart(timestampDigits, "0")}`;
  return head + String(order).padStart(idDigits - head.length, "0");
}
var firstId = "0".repeat(idDigits);
function nextId(id) {
  return (BigInt(id) + 1n).toString().padStart(idDigits, "0");
}
function insert(events, event) {
  let index = events.length;
  while (index > 0 && (events[index - 1]?.id ?? "") > event.id) index -= 1;
  events.splice(index, 0, event);
}
function dropOldestTenth(state) {
  for (const group of state.groups.values())
    for (const stream of group.streams.values()) {
      const oldestKept = stream.events[Math.ceil(stream.events.length / 10)]?.id ?? "9";
      dropEvents(state, stream, ({ id }) => id < oldestKept);
    }
}
function dropEvents(state, stream, isDropped) {
  const kept = [];
  for (const event of stream.events) {
    if (isDropped(event)) state.storedBytes -= eventBytes(event);
    else kept.push(event);
  }
  stream.events = kept;
}

// sandbox/services/logs/pages.ts
var maxPageBytes = 1048576;
function fittingPage(events, limit3) {
  let bytes = 0;
  const page = [];
  for (const event of events) {
    bytes += eventBytes(event);
    if (page.length === limit3 || bytes > maxPageBytes) break;
    page.push(event);
  }
  return page;
}
function namedPage(items, keyOf2, input, limit3) {
  const token = text(input, "nextToken");
  const start = token === void 0 ? 0 : indexBehind(items.map(keyOf2), token);
  const page = items.slice(start, start + limit3);
  const last = page.at(-1);
  const goesOn = last !== void 0 && start + limit3 < items.length;
  return {
    page,
    nextToken: goesOn ? Buffer.from(keyOf2(last)).toString("base64url") : void 0
  };
}
function indexBehind(keys, token) {
  const index = keys.indexOf(Buffer.from(token, "base64url").toString());
  if (index === -1) throw invalid2("The specified nextToken is invalid.");
  return index + 1;
}

// sandbox/services/logs/filter-log-events.ts
var maxEvents = 1e4;
var maxStreamNames = 100;
var scannedPerPage = 1e4;
function filterLogEvents(input, call) {
  refuseUnmodelled(input, "unmask");
  const limit3 = readLimit(input, maxEvents);
  const isMatch = parseFilterPattern(text(input, "filterPattern") ?? "");
  const group = groupOf(input, call);
  const waiting = eventsFrom(readStreams(input, group), readRange2(input, group, call));
  const scanned = waiting.slice(0, scannedPerPage);
  const matches = scanned.filter(({ message }) => isMatch(message));
  const page = fittingPage(matches, limit3);
  const lastSeen = page.length < matches.length ? page.at(-1) : scanned.at(-1);
  const goesOn = lastSeen !== void 0 && lastSeen.id !== waiting.at(-1)?.id;
  return {
    events: page.map(({ id, ...event }) => ({ ...event, eventId: id })),
    searchedLogStreams: [],
    nextToken: goesOn ? tokenOf2(nextId(lastSeen.id)) : void 0
  };
}
function readStreams(input, group) {
  const names = texts(input, "logStreamNames");
  const hasPrefix = text(input, "logStreamNamePrefix") !== void 0;
  if (names.length > 0 && hasPrefix)
    throw invalid2("logStreamNamePrefix and logStreamNames are mutually exclusive parameters.");
  if (names.length > maxStreamNames)
    throw constraint(
      `[${names}]`,
      "logStreamNames",
      `have length less than or equal to ${maxStreamNames}`
    );
  if (names.length > 0) return names.map((name) => streamOrThrow(group, name));
  const prefix = hasPrefix ? readStreamName(input, "logStreamNamePrefix") : "";
  return [...group.streams.values()].filter(({ name }) => name.startsWith(prefix));
}
function readRange2(input, group, call) {
  return {
    from: Math.max(number(input, "startTime") ?? 0, retainedFrom(group, call.now)),
    until: number(input, "endTime") ?? Number.POSITIVE_INFINITY,
    firstId: readToken(input) ?? ""
  };
}
function eventsFrom(streams, { from, until, firstId: firstId2 }) {
  return streams.flatMap(
    (stream) => stream.events.filter(({ id, timestamp }) => id >= firstId2 && timestamp >= from && timestamp <= until).map((event) => ({ ...event, logStreamName: stream.name }))
  ).sort((one, other) => one.id < other.id ? -1 : 1);
}
function tokenOf2(id) {
  return Buffer.from(id).toString("base64url");
}
function readToken(input) {
  const token = text(input, "nextToken");
  if (token === void 0) return void 0;
  const id = Buffer.from(token, "base64url").toString();
  if (!/^\d{56}$/.test(id)) throw invalid2("The specified nextToken is invalid.");
  return id;
}

// sandbox/services/logs/get-log-events.ts
var maxEvents2 = 1e4;
function getLogEvents(input, call) {
  refuseUnmodelled(input, "unmask");
  const { group, stream } = streamOf(input, call);
  const limit3 = readLimit(input, maxEvents2);
  const from = Math.max(number(input, "startTime") ?? 0, retainedFrom(group, call.now));
  const until = number(input, "endTime") ?? Number.POSITIVE_INFINITY;
  const inRange = stream.events.filter(({ timestamp }) => timestamp >= from && timestamp < until);
  const place = readPlace(input);
  const isForward = place?.isForward ?? flag(input, "startFromHead") ?? false;
  const page = isForward ? fittingPage(place ? inRange.filter(({ id }) => id >= place.id) : inRange, limit3) : lastPage(place ? inRange.filter(({ id }) => id < place.id) : inRange, limit3);
  const [first, last] = [page[0], page.at(-1)];
  const here = place?.id ?? firstId;
  return {
    events: page.map(({ timestamp, message, ingestionTime }) => ({
      timestamp,
      message,
      ingestionTime
    })),
    nextForwardToken: `f/${last ? nextId(last.id) : here}/s`,
    nextBackwardToken: `b/${first ? first.id : here}/s`
  };
}
function readPlace(input) {
  const token = text(input, "nextToken");
  if (token === void 0) return void 0;
  const [, direction, id] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (id === void 0) throw invalid2("The specified nextToken is invalid.");
  return { id, isForward: direction === "f" };
}
function lastPage(events, limit3) {
  return fittingPage([...events].reverse(), limit3).reverse();
}

// sandbox/services/logs/tags.ts
var maxTags = 50;
function readTags(input) {
  const sent = input.tags;
  if (sent === void 0 || sent === null) return /* @__PURE__ */ new Map();
  const tags = new Map(Object.entries(sent).map(([key, value]) => [key, String(value)]));
  for (const [key, value] of tags) {
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key))
      throw constraint(key, "tags", "satisfy constraint for tag keys");
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value))
      throw constraint(value, "tags", "satisfy constraint for tag values");
    if (/^aws:/i.test(key)) throw invalid2("Tag keys starting with aws: are reserved.");
  }
  checkTagCount(tags);
  return tags;
}
function checkTagCount(tags) {
  if (tags.size > maxTags)
    throw new AwsError("TooManyTagsException", `A resource can have no more than ${maxTags} tags.`);
}
function tagResource(input, call) {
  const group = taggedGroup(input, call);
  const tags = readTags(input);
  if (tags.size === 0) throw constraint(void 0, "tags", "not be null");
  checkTagCount(new Map([...group.tags, ...tags]));
  for (const [key, value] of tags) group.tags.set(key, value);
  return {};
}
function untagResource(input, call) {
  const group = taggedGroup(input, call);
  for (const key of texts(input, "tagKeys")) group.tags.delete(key);
  return {};
}
function listTagsForResource(input, call) {
  return { tags: Object.fromEntries(taggedGroup(input, call).tags) };
}
function taggedGroup(input, call) {
  const arn = text(input, "resourceArn");
  if (arn === void 0) throw constraint(arn, "resourceArn", "not be null");
  const pattern = "[\\w+=/:,.@-]*";
  if (!new RegExp(`^${pattern}$`).test(arn))
    throw constraint(arn, "resourceArn", `satisfy regular expression pattern: ${pattern}`);
  const ours = groupArn("", call);
  if (!arn.startsWith(ours)) throw invalid2(`The sandbox tags log groups only, not ${arn}.`);
  return groupOrThrow(arn.slice(ours.length), call);
}

// sandbox/services/logs/log-groups.ts
var pageSize2 = 50;
var groupClasses = ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"];
var retentionDays = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557],
  ...[2922, 3288, 3653]
];
function createLogGroup(input, { region, now }) {
  const name = readGroupName(input);
  refuseUnmodelled(input, "kmsKeyId", "deletionProtectionEnabled");
  const logGroupClass = readEnum(input, "logGroupClass", groupClasses) ?? "STANDARD";
  const tags = readTags(input);
  if (region.logs.groups.has(name))
    throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
  region.logs.groups.set(name, {
    name,
    creationTime: now,
    logGroupClass,
    retentionInDays: void 0,
    tags,
    streams: /* @__PURE__ */ new Map()
  });
  return {};
}
function deleteLogGroup(input, call) {
  const group = groupOf(input, call);
  for (const stream of group.streams.values()) forgetEvents(call.region.logs, stream);
  call.region.logs.groups.delete(group.name);
  return {};
}
function describeLogGroups(input, call) {
  refuseUnmodelled(input, "accountIdentifiers", "includeLinkedAccounts", "logGroupIdentifiers");
  const logGroupClass = readEnum(input, "logGroupClass", groupClasses);
  const isNamed = readNameFilter(input);
  const isBrief = text(input, "logGroupNamePattern") !== void 0;
  const found = [...call.region.logs.groups.values()].filter(({ name }) => isNamed(name)).filter((group) => logGroupClass === void 0 || group.logGroupClass === logGroupClass).sort((one, other) => one.name < other.name ? -1 : 1);
  const limit3 = readLimit(input, pageSize2);
  const { page, nextToken } = namedPage(found, ({ name }) => name, input, limit3);
  return { logGroups: page.map((group) => describe2(group, isBrief, call)), nextToken };
}
function readNameFilter(input) {
  const pattern = text(input, "logGroupNamePattern");
  const hasPrefix = text(input, "logGroupNamePrefix") !== void 0;
  if (pattern !== void 0 && hasPrefix)
    throw invalid2(
      "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."
    );
  if (pattern !== void 0) return (name) => name.includes(pattern);
  if (!hasPrefix) return () => true;
  const prefix = readGroupName(input, "logGroupNamePrefix");
  return (name) => name.startsWith(prefix);
}
function describe2(group, isBrief, call) {
  const arn = groupArn(group.name, call);
  const brief = { logGroupName: group.name, creationTime: group.creationTime, arn: `${arn}:*` };
  if (isBrief) return brief;
  return {
    ...brief,
    logGroupArn: arn,
    retentionInDays: group.retentionInDays,
    metricFilterCount: 0,
    storedBytes: storedBytes(group),
    logGroupClass: group.logGroupClass
  };
}
function storedBytes(group) {
  const events = [...group.streams.values()].flatMap((stream) => stream.events);
  return events.reduce((sum, event) => sum + eventBytes(event), 0);
}
function putRetentionPolicy(input, call) {
  const name = readGroupName(input);
  const days = number(input, "retentionInDays");
  if (days === void 0) throw constraint(days, "retentionInDays", "not be null");
  if (!retentionDays.includes(days))
    throw constraint(
      days,
      "retentionInDays",
      `satisfy enum value set: [${retentionDays.join(", ")}]`
    );
  groupOf({ logGroupName: name }, call).retentionInDays = days;
  return {};
}
function deleteRetentionPolicy(input, call) {
  groupOf(input, call).retentionInDays = void 0;
  return {};
}

// sandbox/services/logs/log-streams.ts
var pageSize3 = 50;
function createLogStream(input, call) {
  const groupName = readGroupName(input);
  const name = readStreamName(input);
  const group = groupOrThrow(groupName, call);
  if (group.streams.has(name))
    throw new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
  group.streams.set(name, { name, creationTime: call.now, events: [] });
  return {};
}
function deleteLogStream(input, call) {
  const { group, stream } = streamOf(input, call);
  forgetEvents(call.region.logs, stream);
  group.streams.delete(stream.name);
  return {};
}
function describeLogStreams(input, call) {
  const order = readEnum(input, "orderBy", ["LogStreamName", "LastEventTime"]);
  const isByTime = order === "LastEventTime";
  const hasPrefix = text(input, "logStreamNamePrefix") !== void 0;
  if (isByTime && hasPrefix)
    throw invalid2("Cannot order by LastEventTime with a logStreamNamePrefix.");
  const prefix = hasPrefix ? readStreamName(input, "logStreamNamePrefix") : "";
  const limit3 = readLimit(input, pageSize3);
  const group = groupOf(input, call);
  const described = [...group.streams.values()].filter(({ name }) => name.startsWith(prefix)).map((stream) => describe3(group, stream, call)).sort(isByTime ? byLastEvent : byName2);
  if (flag(input, "descending")) described.reverse();
  const { page, nextToken } = namedPage(described, (one) => one.logStreamName, input, limit3);
  return { logStreams: page, nextToken };
}
function describe3(group, stream, call) {
  const reportedUntil = call.now - call.world.delays.streamTimestampMs;
  const reported = stream.events.filter(({ ingestionTime }) => ingestionTime <= reportedUntil);
  const last = reported.at(-1);
  const first = stream.events[0];
  return {
    logStreamName: stream.name,
    creationTime: stream.creationTime,
    arn: `${groupArn(group.name, call)}:log-stream:${stream.name}`,
    storedBytes: 0,
    ...first ? { firstEventTimestamp: first.timestamp } : {},
    ...last ? {
      lastEventTimestamp: last.timestamp,
      lastIngestionTime: reported.reduce((at, event) => Math.max(at, event.ingestionTime), 0)
    } : {}
  };
}
function byName2(one, other) {
  return one.logStreamName < other.logStreamName ? -1 : 1;
}
function byLastEvent(one, other) {
  return (one.lastEventTimestamp ?? 0) - (other.lastEventTimestamp ?? 0) || byName2(one, other);
}

// sandbox/services/logs/put-log-events.ts
var maxEvents3 = 1e4;
var maxBatchBytes = 1048576;
var oldestMs2 = 14 * dayMs2;
var newestMs2 = 2 * 36e5;
function putLogEvents(input, call) {
  refuseUnmodelled(input, "entity");
  const place = streamOf(input, call);
  const events = readEvents(input);
  checkBatch(events);
  const rejected = findRejected(events, place.group, call.now);
  const accepted = events.slice(rejected.start, rejected.end);
  checkSpan(accepted);
  addEvents(call.region.logs, place, accepted, call.now);
  return {
    // Ignored by AWS since 2023, and still sent.
    nextSequenceToken: firstId,
    rejectedLogEventsInfo: rejected.told
  };
}
function readEvents(input) {
  const sent = structures(input, "logEvents");
  if (sent.length === 0)
    throw constraint("[]", "logEvents", "have length greater than or equal to 1");
  if (sent.length > maxEvents3)
    throw constraint("[\u2026]", "logEvents", `have length less than or equal to ${maxEvents3}`);
  return sent.map((event, index) => {
    const path = `logEvents.${index + 1}.member`;
    const timestamp = number(event, "timestamp");
    const message = text(event, "message");
    if (timestamp === void 0) throw constraint(timestamp, `${path}.timestamp`, "not be null");
    if (message === void 0) throw constraint(message, `${path}.message`, "not be null");
    if (message === "")
      throw constraint(message, `${path}.message`, "have length greater than or equal to 1");
    return { timestamp, message };
  });
}
function checkBatch(events) {
  const bytes = events.reduce((sum, event) => sum + eventBytes(event), 0);
  if (bytes > maxBatchBytes)
    throw invalid2(`Upload too large: ${bytes} bytes exceeds limit of ${maxBatchBytes}`);
  const isOrdered = events.every(
    ({ timestamp }, index) => index === 0 || timestamp >= (events[index - 1]?.timestamp ?? 0)
  );
  if (!isOrdered)
    throw invalid2("Log events in a single PutLogEvents request must be in chronological order.");
}
function checkSpan(accepted) {
  const span = (accepted.at(-1)?.timestamp ?? 0) - (accepted[0]?.timestamp ?? 0);
  if (span > dayMs2)
    throw invalid2(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."
    );
}
function findRejected(events, group, now) {
  const countBefore = (at) => events.filter(({ timestamp }) => timestamp < at).length;
  const tooOld = countBefore(now - oldestMs2);
  const expired = countBefore(retainedFrom(group, now));
  const firstTooNew = events.findIndex(({ timestamp }) => timestamp > now + newestMs2);
  const told = {
    ...tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {},
    ...expired > 0 ? { expiredLogEventEndIndex: expired } : {},
    ...firstTooNew !== -1 ? { tooNewLogEventStartIndex: firstTooNew } : {}
  };
  return {
    start: Math.max(tooOld, expired),
    end: firstTooNew === -1 ? events.length : firstTooNew,
    told: Object.keys(told).length > 0 ? told : void 0
  };
}

// sandbox/services/logs/operations.ts
var logs = {
  signingName: "logs",
  iamPrefix: "logs",
  protocols: ["json-1.1"],
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
    ListTagsForResource: listTagsForResource
  },
  required: requiredFor3
};
var tagOperations = ["TagResource", "UntagResource", "ListTagsForResource"];
function requiredFor3(operation, input, call) {
  const action = `logs:${operation}`;
  if (tagOperations.includes(operation))
    return { action, resource: text(input, "resourceArn") ?? "*" };
  const group = text(input, "logGroupIdentifier") ?? text(input, "logGroupName") ?? "";
  const arn = group.startsWith("arn:") ? group.replace(/:\*$/, "") : groupArn(group, call);
  const stream = text(input, "logStreamName") ?? "";
  return { action, resource: `${arn}:log-stream:${stream}` };
}

// sandbox/services/ssm/command-view.ts
var stepOutputLimit = 2500;
var stepName = "aws:runShellScript";
var unfinished = ["Pending", "InProgress", "Cancelling"];
function commandView(command) {
  const invocations = [...command.invocations.values()];
  const status = commandStatus(invocations);
  return {
    CommandId: command.id,
    DocumentName: command.documentName,
    DocumentVersion: "$DEFAULT",
    Comment: command.comment,
    ExpiresAfter: new Date(
      command.requestedAt + (command.timeoutSeconds + command.executionTimeoutSeconds) * 1e3
    ),
    Parameters: command.parameters,
    InstanceIds: command.instanceIds,
    Targets: command.targets.map(({ key, values }) => ({ Key: key, Values: values })),
    RequestedDateTime: new Date(command.requestedAt),
    Status: status,
    StatusDetails: status,
    OutputS3BucketName: "",
    OutputS3KeyPrefix: "",
    MaxConcurrency: command.maxConcurrency,
    MaxErrors: command.maxErrors,
    TargetCount: invocations.length,
    CompletedCount: invocations.filter((each) => !unfinished.includes(each.status)).length,
    ErrorCount: invocations.filter((each) => /^(Failed|TimedOut)$/.test(each.status)).length,
    DeliveryTimedOutCount: invocations.filter((each) => each.statusDetails === "DeliveryTimedOut").length,
    TimeoutSeconds: command.timeoutSeconds
  };
}
function commandStatus(invocations) {
  const statuses = invocations.map(({ status }) => status);
  const order = ["Cancelling", "InProgress", "Pending", "Failed", "TimedOut", "Cancelled"];
  const started = statuses.some((status) => status !== "Pending");
  const found = order.find((status) => statuses.includes(status));
  if (found === "Pending" && started) return "InProgress";
  return found ?? "Success";
}
function invocationView(command, invocation) {
  const { startedAt, endedAt } = invocation;
  return {
    CommandId: command.id,
    InstanceId: invocation.instanceId,
    Comment: command.comment,
    DocumentName: command.documentName,
    DocumentVersion: "$DEFAULT",
    PluginName: stepName,
    ResponseCode: invocation.exitCode,
    // These three are texts in this operation, and dates in ListCommandInvocations.
    ExecutionStartDateTime: isoOrEmpty(startedAt),
    ExecutionElapsedTime: elapsed(startedAt, endedAt),
    ExecutionEndDateTime: startedAt === void 0 ? "" : isoOrEmpty(endedAt),
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    StandardOutputContent: invocation.stdout,
    StandardOutputUrl: "",
    StandardErrorContent: invocation.stderr,
    StandardErrorUrl: "",
    CloudWatchOutputConfig: { CloudWatchLogGroupName: "", CloudWatchOutputEnabled: false }
  };
}
function listedInvocationView(command, invocation, details) {
  return {
    CommandId: command.id,
    InstanceId: invocation.instanceId,
    InstanceName: "",
    Comment: command.comment,
    DocumentName: command.documentName,
    DocumentVersion: "$DEFAULT",
    RequestedDateTime: new Date(command.requestedAt),
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    StandardOutputUrl: "",
    StandardErrorUrl: "",
    CommandPlugins: details ? [stepView(invocation)] : []
  };
}
function stepView({ status, statusDetails, exitCode, ...rest }) {
  const { startedAt, endedAt, stdout, stderr } = rest;
  const output = stderr === "" ? stdout : `${stdout}
----------ERROR-------
${stderr}`;
  return {
    Name: stepName,
    Status: status,
    StatusDetails: statusDetails,
    ResponseCode: exitCode,
    ResponseStartDateTime: startedAt === void 0 ? void 0 : new Date(startedAt),
    ResponseFinishDateTime: endedAt === void 0 ? void 0 : new Date(endedAt),
    Output: output.slice(0, stepOutputLimit)
  };
}
function isoOrEmpty(at) {
  return at === void 0 ? "" : new Date(at).toISOString();
}
function elapsed(startedAt, endedAt) {
  if (startedAt === void 0 || endedAt === void 0) return "";
  return `PT${(endedAt - startedAt) / 1e3}S`;
}

// sandbox/services/ssm/command-operations.ts
var getCommandInvocation = (input, call) => {
  const command = call.region.ssm.commands.get(commandId(input));
  const instanceId = textOrThrow(input, "InstanceId", "ValidationException");
  const invocation = command?.invocations.get(instanceId);
  if (!command || !invocation || !isVisible(command, call))
    throw new AwsError("InvocationDoesNotExist", "");
  const step = text(input, "PluginName");
  if (step !== void 0 && step !== "aws:runShellScript")
    throw new AwsError("InvalidPluginName", `The plugin name ${step} is not valid`);
  return invocationView(command, invocation);
};
var listCommandInvocations = (input, call) => {
  const details = flag(input, "Details") === true;
  const instanceId = text(input, "InstanceId");
  const found = selectedCommands(input, call).filter((command) => isVisible(command, call)).flatMap(
    (command) => [...command.invocations.values()].map((invocation) => ({ command, invocation }))
  ).filter(({ invocation }) => instanceId === void 0 || invocation.instanceId === instanceId).filter(filterBy(input, ({ command, invocation }) => [command, invocation.status]));
  const page = pageOf(found, pageRequest2(input), "InvalidNextToken");
  return {
    CommandInvocations: page.items.map(
      ({ command, invocation }) => listedInvocationView(command, invocation, details)
    ),
    NextToken: page.nextToken
  };
};
var listCommands = (input, call) => {
  const instanceId = text(input, "InstanceId");
  const found = selectedCommands(input, call).filter(({ invocations }) => instanceId === void 0 || invocations.has(instanceId)).filter(
    filterBy(input, (command) => [command, commandStatus([...command.invocations.values()])])
  );
  const page = pageOf(found, pageRequest2(input), "InvalidNextToken");
  return { Commands: page.items.map(commandView), NextToken: page.nextToken };
};
var cancelCommand = (input, call) => {
  const command = call.region.ssm.commands.get(commandId(input));
  if (!command) throw new AwsError("InvalidCommandId", "");
  const ids = texts(input, "InstanceIds");
  for (const [id, invocation] of command.invocations)
    if (ids.length === 0 || ids.includes(id)) cancel(call.world, invocation);
  return {};
};
function isVisible({ requestedAt }, { world, now }) {
  return now >= requestedAt + world.delays.commandDeliveryMs / 2;
}
function selectedCommands(input, call) {
  const id = text(input, "CommandId") === void 0 ? void 0 : commandId(input);
  const all = [...call.region.ssm.commands.values()].reverse();
  return all.filter((command) => id === void 0 || command.id === id);
}
function commandId(input) {
  const id = textOrThrow(input, "CommandId", "ValidationException");
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new AwsError("InvalidCommandId", "");
  return id;
}
function pageRequest2(input) {
  return { maxResults: number(input, "MaxResults") ?? 50, token: text(input, "NextToken") };
}
function filterBy(input, read2) {
  const tests = structures(input, "Filters").map(
    (filter) => commandTest(text(filter, "key") ?? "", text(filter, "value") ?? "")
  );
  return (item) => tests.every((test) => test(...read2(item)));
}
function commandTest(key, value) {
  if (key === "Status") return (_, status) => status === value;
  if (key === "DocumentName") return (command) => command.documentName === value;
  if (key === "InvokedAfter") return (command) => command.requestedAt > Date.parse(value);
  if (key === "InvokedBefore") return (command) => command.requestedAt < Date.parse(value);
  throw new AwsError("InvalidFilterKey", `The filter key ${key} is not valid`);
}

// sandbox/services/ssm/describe-instance-information.ts
var describeInstanceInformation = async (input, call) => {
  await lookAtOnceWithoutDelays(call.world, call.region.name);
  const tests = filters(input).map((filter) => testOf(filter, call));
  const found = managedNodes(call).filter((node) => tests.every((test) => test(node)));
  const page = pageOf(
    found,
    { maxResults: pageSize4(input), token: text(input, "NextToken") },
    "InvalidNextToken"
  );
  return { InstanceInformationList: page.items.map(nodeView), NextToken: page.nextToken };
};
var getConnectionStatus = async (input, call) => {
  await lookAtOnceWithoutDelays(call.world, call.region.name);
  const target = text(input, "Target") ?? "";
  const connected = call.region.ssm.agents.get(target)?.online === true;
  return { Target: target, Status: connected ? "connected" : "notconnected" };
};
function managedNodes({ region, now }) {
  return [...region.ssm.agents.values()].flatMap((agent) => {
    const instance = region.ec2.instances.get(agent.instanceId);
    const up = instance && isUp(instance, now);
    return up && agent.lastPingAt !== void 0 ? [{ agent, instance }] : [];
  });
}
function isUp(instance, now) {
  return ["pending", "running"].includes(stateAt(instance.state, now));
}
function filters(input) {
  const older = structures(input, "InstanceInformationFilterList").map((filter) => ({
    key: text(filter, "key") ?? "",
    values: texts(filter, "valueSet")
  }));
  const newer = structures(input, "Filters").map((filter) => ({
    key: text(filter, "Key") ?? "",
    values: texts(filter, "Values")
  }));
  const all = [...older, ...newer];
  if (all.some(({ key }) => key.startsWith("tag")) && all.length > 1)
    throw new AwsError(
      "InvalidInstanceInformationFilterValue",
      "Tag filters cannot be combined with other filters"
    );
  return all;
}
function testOf({ key, values }, call) {
  if (key === "InstanceIds") requireKnown(values, call);
  const read2 = readerOf2(key);
  return (node) => read2(node).some((value) => values.includes(value));
}
function readerOf2(key) {
  if (key.startsWith("tag:"))
    return ({ instance }) => [instance.tags.get(key.slice("tag:".length)) ?? []].flat();
  const readers = {
    "tag-key": ({ instance }) => [...instance.tags.keys()],
    InstanceIds: ({ instance }) => [instance.id],
    PingStatus: ({ agent }) => [pingStatus(agent)],
    PlatformTypes: () => ["Linux"],
    PlatformType: () => ["Linux"],
    ResourceType: () => ["EC2Instance"],
    AgentVersion: ({ instance }) => [operatingSystems[instance.os].ssmAgentVersion ?? []].flat()
  };
  const read2 = Object.hasOwn(readers, key) ? readers[key] : void 0;
  if (!read2) throw new AwsError("InvalidFilterKey", `The filter key ${key} is not valid`);
  return read2;
}
function requireKnown(ids, { region }) {
  const wrong = ids.find((id) => !isInstanceId(id) || !region.ec2.instances.has(id));
  if (wrong !== void 0)
    throw new AwsError("InvalidInstanceId", `The instance ID ${wrong} is not valid`);
}
function pageSize4(input) {
  const asked = number(input, "MaxResults") ?? 10;
  if (asked >= 5 && asked <= 50) return asked;
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must have value ${asked < 5 ? "greater than or equal to 5" : "less than or equal to 50"}`
  );
}
function pingStatus(agent) {
  return agent.online ? "Online" : "ConnectionLost";
}
function nodeView({ agent, instance }) {
  const os = operatingSystems[instance.os];
  return {
    InstanceId: instance.id,
    PingStatus: pingStatus(agent),
    LastPingDateTime: agent.lastPingAt === void 0 ? void 0 : new Date(agent.lastPingAt),
    AgentVersion: os.ssmAgentVersion,
    IsLatestVersion: false,
    PlatformType: "Linux",
    PlatformName: os.platformName,
    PlatformVersion: os.platformVersion,
    ResourceType: "EC2Instance",
    IPAddress: instance.privateIp,
    ComputerName: instance.hostname,
    IamRole: agent.hostManagementRole
  };
}

// sandbox/services/ssm/check-command.ts
var modelledDocument = "AWS-RunShellScript";
var documentLimitBytes = 64 * 1024;
var executionTimeout = /^([1-9][0-9]{0,4}|1[0-6][0-9]{4}|17[0-1][0-9]{3}|172[0-7][0-9]{2}|172800)$/;
function checkedDocument(input) {
  const name = textOrThrow(input, "DocumentName", "ValidationException");
  const short = name.replace(/^arn:[^:]*:ssm:[^:]*:[^:]*:document\//, "");
  if (short === modelledDocument) return short;
  throw new AwsError("InvalidDocument", `Document with name ${name} does not exist.`);
}
function checkedParameters(input) {
  const given = input.Parameters ?? {};
  if (Buffer.byteLength(JSON.stringify(given)) > documentLimitBytes)
    throw new AwsError("MaxDocumentSizeExceeded", "The size limit of a document is 64 KB.");
  const known = ["commands", "workingDirectory", "executionTimeout"];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== void 0)
    throw new AwsError(
      "InvalidParameters",
      `Parameter ${unknown} is not defined in the document ${modelledDocument}`
    );
  const parameters = Object.fromEntries(
    Object.keys(given).map((name) => [name, texts(given, name)])
  );
  if (!parameters.commands?.length)
    throw new AwsError("InvalidParameters", "Parameter commands is required");
  const [timeout] = parameters.executionTimeout ?? [];
  if (timeout !== void 0 && !executionTimeout.test(timeout))
    throw new AwsError(
      "InvalidParameters",
      `Parameter executionTimeout has the value ${timeout}, which is not in the allowed pattern`
    );
  return parameters;
}
function checkedLimits(input) {
  const timeoutSeconds = number(input, "TimeoutSeconds") ?? 3600;
  if (!(timeoutSeconds >= 30 && timeoutSeconds <= 2592e3))
    throw constraint2(
      String(timeoutSeconds),
      "timeoutSeconds",
      "value between 30 and 2592000, inclusive"
    );
  const comment = text(input, "Comment") ?? "";
  if (comment.length > 100)
    throw constraint2(comment, "comment", "length less than or equal to 100");
  const ids = texts(input, "InstanceIds");
  if (ids.length > 50)
    throw constraint2(ids.join(", "), "instanceIds", "length less than or equal to 50");
  return { timeoutSeconds, comment };
}
function constraint2(value, member2, rule) {
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${member2}' failed to satisfy constraint: Member must have ${rule}`
  );
}

// sandbox/services/ssm/send-command.ts
var sendCommand = async (input, call) => {
  const documentName = checkedDocument(input);
  const parameters = checkedParameters(input);
  const limits2 = checkedLimits(input);
  await lookAtOnceWithoutDelays(call.world, call.region.name);
  const targets = structures(input, "Targets").map((target) => ({
    key: text(target, "Key") ?? "",
    values: texts(target, "Values")
  }));
  const instanceIds = targetedOrThrow(texts(input, "InstanceIds"), targets, call);
  const command = {
    id: call.world.ids.uuid(),
    documentName,
    parameters,
    ...limits2,
    executionTimeoutSeconds: Number(parameters.executionTimeout?.[0] ?? 3600),
    instanceIds: texts(input, "InstanceIds"),
    targets,
    requestedAt: call.now,
    maxConcurrency: text(input, "MaxConcurrency") ?? "50",
    maxErrors: text(input, "MaxErrors") ?? "0",
    invocations: new Map(instanceIds.map((id) => [id, newInvocation(id)]))
  };
  call.region.ssm.commands.set(command.id, command);
  const view2 = commandView(command);
  await dispatch2(command, call);
  return { Command: view2 };
};
async function dispatch2(command, { world, region }) {
  const { invocations, timeoutSeconds } = command;
  const expiresAt = command.requestedAt + timeoutSeconds * 1e3;
  world.clock.at(expiresAt, () => {
    for (const invocation of invocations.values()) expire(world, invocation);
  });
  await after(world, world.delays.commandDeliveryMs, async () => {
    const deliveries = [...invocations.values()].map(
      (invocation) => deliver(world, region.name, command, invocation)
    );
    await Promise.all(deliveries);
  });
}
function newInvocation(instanceId) {
  return {
    instanceId,
    status: "Pending",
    statusDetails: "Pending",
    startedAt: void 0,
    endedAt: void 0,
    exitCode: -1,
    stdout: "",
    stderr: ""
  };
}
function targetedOrThrow(ids, targets, call) {
  if (ids.length === 0 && targets.length === 0)
    throw new AwsError("InvalidInstanceId", "Neither InstanceIds nor Targets were given");
  const refused3 = ids.filter((id) => !isAddressable(id, call));
  if (refused3.length > 0)
    throw new AwsError(
      "InvalidInstanceId",
      `Instances [[${refused3.join(", ")}]] not in a valid state for account ${call.world.accountId}`
    );
  return ids.length > 0 ? [...ids] : targeted(targets, call);
}
function isAddressable(id, { region, now }) {
  const instance = region.ec2.instances.get(id);
  const gone = !instance || /terminated|shutting-down/.test(stateAt(instance.state, now));
  return !gone && region.ssm.agents.get(id)?.lastPingAt !== void 0;
}
function targeted(targets, call) {
  return managedNodes(call).map(({ instance }) => instance).filter(
    (instance) => targets.every(({ key, values }) => {
      if (key === "InstanceIds") return values.includes(instance.id);
      if (key === "tag-key") return values.some((name) => instance.tags.has(name));
      return values.includes(instance.tags.get(key.replace(/^tag:/, "")) ?? "");
    })
  ).map(({ id }) => id);
}

// sandbox/services/ssm/operations.ts
var ssm = {
  signingName: "ssm",
  iamPrefix: "ssm",
  protocols: ["json-1.1"],
  operations: {
    CancelCommand: cancelCommand,
    DescribeInstanceInformation: describeInstanceInformation,
    GetCommandInvocation: getCommandInvocation,
    GetConnectionStatus: getConnectionStatus,
    GetServiceSetting: getServiceSetting,
    ListCommandInvocations: listCommandInvocations,
    ListCommands: listCommands,
    ResetServiceSetting: resetServiceSetting,
    SendCommand: sendCommand,
    UpdateServiceSetting: updateServiceSetting
  },
  required: requiredFor4
};
function requiredFor4(operation, input, call) {
  const action = `ssm:${operation}`;
  const { partition, accountId } = call.world;
  const arn = (service2, account, rest) => `arn:${partition}:${service2}:${call.region.name}:${account}:${rest}`;
  const [instanceId] = texts(input, "InstanceIds");
  if (operation === "SendCommand") {
    const document = arn("ssm", "", `document/${text(input, "DocumentName") ?? ""}`);
    return {
      action,
      resource: instanceId ? arn("ec2", accountId, `instance/${instanceId}`) : document
    };
  }
  const setting = text(input, "SettingId");
  if (setting === void 0) return { action, resource: "*" };
  const resource = setting.startsWith("arn:") ? setting : arn("ssm", accountId, `servicesetting${setting}`);
  return { action, resource };
}

// sandbox/services/sts/operations.ts
var sts = {
  signingName: "sts",
  iamPrefix: "sts",
  protocols: ["query"],
  xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  operations: {
    GetCallerIdentity: (_input, { caller }) => ({
      Arn: caller.arn,
      UserId: caller.userId,
      Account: caller.accountId
    })
  }
};

// sandbox/services/all-services.ts
var allServices = [sts, iam, ec2, ssm, cloudwatch, logs];

// sandbox/services/ssm/state.ts
function createSsmState() {
  return { agents: /* @__PURE__ */ new Map(), commands: /* @__PURE__ */ new Map(), settings: /* @__PURE__ */ new Map() };
}

// sandbox/create-world.ts
function createWorld(options) {
  const regions = /* @__PURE__ */ new Map();
  const world = {
    accountId: options.accountId,
    accountAlias: "sandbox",
    partition: "aws",
    clock: options.clock,
    directory: options.directory,
    delays: scaledDelays(options.delayScale ?? 1),
    ids: createIds(options.seed),
    faults: createFaults(options.faults),
    requests: createRequestLog(),
    iam: createIamState(),
    credentials: /* @__PURE__ */ new Map(),
    machines: /* @__PURE__ */ new Map(),
    endpoint: void 0,
    region: (name) => {
      const region = regions.get(name) ?? createRegion(name);
      regions.set(name, region);
      return region;
    },
    regions: () => [...regions.values()],
    call: (request) => dispatch(world, allServices, { ...request, requestId: world.ids.uuid(), isInternal: true })
  };
  return world;
}
function createRegion(name) {
  return {
    name,
    ec2: createEc2State(),
    ssm: createSsmState(),
    cloudwatch: createCloudWatchState(),
    logs: createLogsState()
  };
}

// sandbox/server.ts
import { createServer } from "node:http";

// sandbox/answer-call.ts
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

// sandbox/protocols/wire-request.ts
function header(request, name) {
  const values = request.headers.filter(([each]) => each === name).map(([, value]) => value);
  return values.length > 0 ? values.join(",") : void 0;
}
function splitUrl(url) {
  const mark = url.indexOf("?");
  return mark === -1 ? { path: url, query: "" } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

// sandbox/protocols/form.ts
var deepest = 32;
function fieldsOf(request) {
  const form = header(request, "content-type")?.startsWith("application/x-www-form-urlencoded");
  const fields = new URLSearchParams(splitUrl(request.url).query);
  if (form)
    for (const [k, v] of new URLSearchParams(request.body.toString("utf8"))) fields.append(k, v);
  return fields;
}
function decodeForm(fields) {
  const root = /* @__PURE__ */ new Map();
  for (const [name, value] of fields) {
    if (name !== "Action" && name !== "Version") put(root, segmentsOf(name), value);
  }
  return Object.fromEntries([...root].map(([key, node]) => [key, unfold(node)]));
}
function segmentsOf(name) {
  const segments = name.split(".");
  if (segments.length > deepest || segments.includes(""))
    throw new AwsError(
      "SerializationException",
      `The parameter ${name.slice(0, 100)} is malformed.`
    );
  return segments.filter(
    (segment, index) => segment !== "member" || !isNumber(segments[index + 1] ?? "")
  );
}
function put(root, segments, value) {
  let at = root;
  for (const segment of segments.slice(0, -1)) {
    const next = at.get(segment);
    const deeper = next instanceof Map ? next : /* @__PURE__ */ new Map();
    at.set(segment, deeper);
    at = deeper;
  }
  const last = segments.at(-1) ?? "";
  if (!(at.get(last) instanceof Map)) at.set(last, value);
}
function unfold(node) {
  if (typeof node === "string") return node;
  const keys = [...node.keys()];
  if (keys.every(isNumber))
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => unfold(node.get(key) ?? ""));
  return Object.fromEntries([...node].map(([key, child]) => [key, unfold(child)]));
}
function isNumber(segment) {
  return /^\d+$/.test(segment);
}

// sandbox/protocols/xml.ts
function encodeXml(members, listEntry) {
  return Object.entries(members).map(([name, value]) => element(name, value, listEntry)).join("");
}
function escapeXml(text2) {
  return text2.replace(/[&<>"'\p{Cc}\ufffe\uffff]/gu, escapeCharacter);
}
var named = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;"
};
function escapeCharacter(character) {
  const name = named[character];
  if (name) return name;
  const code = character.charCodeAt(0);
  const isWritable = ["	", "\n", "\r"].includes(character) || code >= 127 && code <= 159;
  return isWritable ? `&#${code};` : "\uFFFD";
}
function element(name, value, listEntry) {
  if (value === void 0 || value === null) return "";
  return `<${name}>${content(value, listEntry)}</${name}>`;
}
function content(value, listEntry) {
  if (Array.isArray(value))
    return value.map((entry) => element(listEntry, entry, listEntry)).join("");
  if (value instanceof Date) return value.toISOString().replace(/\.000Z$/, "Z");
  if (typeof value === "object" && value !== null) return encodeXml(value, listEntry);
  return escapeXml(String(value));
}

// sandbox/protocols/query.ts
var query = {
  operation: (request) => fieldsOf(request).get("Action") ?? "",
  input: (request) => decodeForm(fieldsOf(request)),
  answer: (output, operation, requestId, service2) => {
    const content2 = encodeXml(output, "member");
    const result = content2 && `<${operation}Result>${content2}</${operation}Result>`;
    const metadata = encodeXml({ ResponseMetadata: { RequestId: requestId } }, "member");
    return xml(
      200,
      requestId,
      `<${operation}Response xmlns="${service2?.xmlNamespace}">${result}${metadata}</${operation}Response>`
    );
  },
  error: (error, requestId, service2) => {
    const { code, status, message } = spellError(error, "query");
    const namespace = service2?.xmlNamespace ? ` xmlns="${service2?.xmlNamespace}"` : "";
    const content2 = encodeXml(
      {
        Error: { Type: faultOf(status), Code: code, Message: message },
        RequestId: requestId
      },
      "member"
    );
    return xml(status, requestId, `<ErrorResponse${namespace}>${content2}</ErrorResponse>`);
  }
};
function faultOf(status) {
  return status < 500 ? "Sender" : "Receiver";
}
function xml(status, requestId, body) {
  return {
    status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body
  };
}

// sandbox/protocols/ec2-query.ts
var ec2Query = {
  operation: query.operation,
  input: query.input,
  answer: (output, operation, requestId, service2) => xml2(
    200,
    requestId,
    `<${operation}Response xmlns="${service2?.xmlNamespace}">${encodeXml(
      { requestId, ...output },
      "item"
    )}</${operation}Response>`
  ),
  error: (error, requestId) => {
    const { code, status, message } = spellError(error, "ec2");
    const content2 = encodeXml(
      { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId },
      "item"
    );
    return xml2(status, requestId, `<Response>${content2}</Response>`);
  }
};
function xml2(status, requestId, body) {
  return {
    status,
    headers: { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>
${body}`
  };
}

// sandbox/protocols/json.ts
function awsJson(version) {
  const answer = (status, requestId, body, headers = {}) => ({
    status,
    headers: {
      "content-type": `application/x-amz-json-${version}`,
      "x-amzn-requestid": requestId,
      ...headers
    },
    body: encodeJson(body)
  });
  return {
    operation: (request) => header(request, "x-amz-target")?.split(".").at(-1) ?? "",
    input: parseBody,
    answer: (output, _operation, requestId) => answer(200, requestId, output),
    error: (error, requestId, service2) => {
      const { code, status, message } = spellError(error, "json");
      if (!service2?.protocols.includes("json-1.0"))
        return answer(status, requestId, { __type: code, message });
      return answer(
        status,
        requestId,
        { __type: `com.amazon.coral.service#${code}`, message },
        { "x-amzn-query-error": queryError(error) }
      );
    }
  };
}
function queryError(error) {
  const { code, status } = spellError(error, "query");
  return `${code};${status < 500 ? "Sender" : "Receiver"}`;
}
function parseBody(request) {
  const text2 = request.body.toString("utf8");
  if (text2.trim() === "") return {};
  let value;
  try {
    value = JSON.parse(text2);
  } catch {
    throw new AwsError("SerializationException", "The request body is not valid JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new AwsError("SerializationException", "Start of structure or map expected.");
  return value;
}
function encodeJson(body) {
  return JSON.stringify(body, function(key, value) {
    const original = this[key];
    return original instanceof Date ? original.getTime() / 1e3 : value;
  });
}

// sandbox/protocols/protocol.ts
function protocolOf(request, service2) {
  const contentType = header(request, "content-type") ?? "";
  if (header(request, "x-amz-target") !== void 0) {
    return awsJson(contentType.startsWith("application/x-amz-json-1.0") ? "1.0" : "1.1");
  }
  const isForm = contentType.startsWith("application/x-www-form-urlencoded");
  if (isForm || /[?&]Action=/.test(request.url))
    return service2?.protocols.includes("ec2-query") ? ec2Query : query;
  if (service2?.protocols.includes("ec2-query")) return ec2Query;
  return service2?.protocols[0] === "query" ? query : awsJson("1.1");
}

// sandbox/signature/authorization-header.ts
function findScope(authorization) {
  const [, date, region, service2] = /Credential=[^/,\s]+\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(
    authorization ?? ""
  ) ?? [];
  return date && region && service2 ? { date, region, service: service2 } : void 0;
}
function parseAuthorization(authorization) {
  if (!authorization)
    throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
  const scope = findScope(authorization);
  const accessKeyId = /Credential=([^/,\s]+)\//.exec(authorization)?.[1];
  const signedHeaders = /SignedHeaders=([^,\s]+)/.exec(authorization)?.[1];
  const signature = /Signature=([^,\s]+)/.exec(authorization)?.[1];
  const isSigV4 = authorization.startsWith("AWS4-HMAC-SHA256 ");
  if (!isSigV4 || !scope || !accessKeyId || !signedHeaders || !signature)
    throw new AwsError(
      "IncompleteSignatureException",
      `Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters. Authorization=${authorization.split(" ")[0]}`
    );
  return { accessKeyId, scope, signedHeaders: signedHeaders.toLowerCase().split(";"), signature };
}

// sandbox/signature/verify-signature.ts
import { timingSafeEqual } from "node:crypto";

// sandbox/signature/signing-key.ts
import { createHash as createHash2, createHmac } from "node:crypto";
function formatScope({ date, region, service: service2 }) {
  return `${date}/${region}/${service2}/aws4_request`;
}
function sign(secret, scope, stringToSign) {
  return hmac(signingKey(secret, scope), stringToSign).toString("hex");
}
function sha256Hex(data) {
  return createHash2("sha256").update(data).digest("hex");
}
function signingKey(secret, { date, region, service: service2 }) {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service2), "aws4_request");
}
function hmac(key, data) {
  return createHmac("sha256", key).update(data).digest();
}

// sandbox/signature/canonical-request.ts
function canonicalRequest(request, signedHeaders) {
  const { path, query: query2 } = splitUrl(request.url);
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(request, name)}
`);
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query2),
    headers.join(""),
    signedHeaders.join(";"),
    sha256Hex(request.body)
  ].join("\n");
}
function canonicalValue(request, name) {
  return (header(request, name) ?? "").trim().replace(/ +/g, " ");
}
function canonicalPath(path) {
  const kept = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(encode(segment));
  }
  const slash = path.endsWith("/") && kept.length > 0 ? "/" : "";
  return `/${kept.join("/")}${slash}`;
}
function canonicalQuery(query2) {
  if (query2 === "") return "";
  return query2.split("&").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [encode(decode(name)), encode(decode(value.join("=")))];
  }).sort(([a, x], [b, y]) => compare(a, b) || compare(x, y)).map(([name, value]) => `${name}=${value}`).join("&");
}
function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
function decode(text2) {
  try {
    return decodeURIComponent(text2);
  } catch {
    return text2;
  }
}
function encode(text2) {
  return encodeURIComponent(text2).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
}

// sandbox/signature/verify-signature.ts
var toleranceMs = 5 * 6e4;
function verifySignature(request, credentials, now) {
  const authorization = parseAuthorization(header(request, "authorization"));
  const signedAt = signingTimeOrThrow(request, authorization);
  checkClock(signedAt, now);
  checkRegion(authorization);
  checkSignedHeaders(request, authorization);
  const credential = credentials.get(authorization.accessKeyId);
  if (!credential || credential.sessionToken !== header(request, "x-amz-security-token"))
    throw new AwsError(
      "UnrecognizedClientException",
      "The security token included in the request is invalid."
    );
  const { scope, signedHeaders, signature } = authorization;
  const hash = sha256Hex(canonicalRequest(request, signedHeaders));
  const stringToSign = ["AWS4-HMAC-SHA256", signedAt, formatScope(scope), hash].join("\n");
  if (!isSame(sign(credential.secretAccessKey, scope, stringToSign), signature))
    throw refused(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
    );
  if (credential.expiresAt !== void 0 && credential.expiresAt <= now)
    throw new AwsError(
      "ExpiredTokenException",
      "The security token included in the request is expired"
    );
  return { credential, scope };
}
function signingTimeOrThrow(request, { scope }) {
  const date = header(request, "date");
  const signedAt = header(request, "x-amz-date") ?? (date && formatTime(Date.parse(date)));
  if (!signedAt || !/^\d{8}T\d{6}Z$/.test(signedAt))
    throw new AwsError(
      "IncompleteSignatureException",
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
    );
  if (!signedAt.startsWith(scope.date))
    throw refused(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${signedAt.slice(0, 8)}', from '${signedAt}'.`
    );
  return signedAt;
}
function checkClock(signedAt, now) {
  const at = Date.parse(
    signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z")
  );
  const [earliest, latest] = [now - toleranceMs, now + toleranceMs];
  if (at < Math.floor(earliest / 1e3) * 1e3)
    throw new AwsError(
      "SignatureExpired",
      `Signature expired: ${signedAt} is now earlier than ${formatTime(earliest)} (${formatTime(now)} - 5 min.)`
    );
  if (!(at <= latest))
    throw new AwsError(
      "SignatureExpired",
      `Signature not yet current: ${signedAt} is still later than ${formatTime(latest)} (${formatTime(now)} + 5 min.)`
    );
}
function checkRegion({ scope }) {
  if (!/^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}$/.test(scope.region))
    throw refused(`Credential should be scoped to a valid region, not '${scope.region}'.`);
}
function checkSignedHeaders(request, { signedHeaders }) {
  const names = request.headers.map(([name]) => name);
  const needed = names.filter((name) => name === "host" || name.startsWith("x-amz-"));
  const unsigned = needed.find((name) => !signedHeaders.includes(name));
  if (unsigned) throw refused(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
}
function refused(message) {
  return new AwsError("InvalidSignatureException", message);
}
function isSame(expected, given) {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
function formatTime(at) {
  if (Number.isNaN(at)) return "";
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
}

// sandbox/answer-call.ts
var largestUnzippedBytes = 16 * 1024 * 1024;
async function answerCall(world, request) {
  const requestId = world.ids.uuid();
  const scope = findScope(header(request, "authorization"));
  const service2 = allServices.find(({ signingName }) => signingName === scope?.service);
  const protocol = protocolOf(request, service2);
  const operation = protocol.operation(request);
  try {
    const { signer, input } = await acceptOrLog(world, request, protocol, service2);
    const output = await dispatch(world, allServices, {
      caller: signer.credential.principal,
      region: signer.scope.region,
      service: signer.scope.service,
      operation,
      input,
      requestId,
      isInternal: false
    });
    return protocol.answer(output, operation, requestId, service2);
  } catch (error) {
    if (error instanceof ConnectionDropped) throw error;
    return protocol.error(asAwsError(error), requestId, service2);
  }
}
async function acceptOrLog(world, request, protocol, service2) {
  try {
    const signer = verifySignature(request, world.credentials, world.clock.now());
    return { signer, input: protocol.input(await unzip(request)) };
  } catch (error) {
    const scope = findScope(header(request, "authorization"));
    const entry = logRequest(world, {
      service: scope?.service ?? "",
      operation: protocol.operation(request),
      region: scope?.region ?? "",
      caller: "",
      input: {}
    });
    entry.error = errorCode(error, service2);
    throw error;
  }
}
async function unzip(request) {
  if (header(request, "content-encoding") !== "gzip") return request;
  try {
    const body = await promisify(gunzip)(request.body, { maxOutputLength: largestUnzippedBytes });
    return { ...request, body };
  } catch {
    throw new AwsError("SerializationException", "The request body is not gzip, or is too large.");
  }
}
function asAwsError(error) {
  if (error instanceof AwsError) return error;
  const text2 = error instanceof Error ? error.stack ?? error.message : String(error);
  return new AwsError("InternalFailure", `Defect in the sandbox: ${text2}`, 500);
}

// sandbox/services/ec2/role-credential.ts
var lifeMs = 6 * 60 * 6e4;
var renewBeforeEndMs = 15 * 6e4;
function currentRoleCredential(world, instance, role) {
  const now = world.clock.now();
  const last = instance.roleCredential;
  if (last?.roleId === role.id && now < last.expiresAt - renewBeforeEndMs) return last;
  const issued = issue(world, instance, role);
  instance.roleCredential = issued;
  world.credentials.set(issued.credential.accessKeyId, issued.credential);
  return issued;
}
function issue(world, instance, role) {
  const { ids, clock } = world;
  const issuedAt = Math.floor(clock.now() / 1e3) * 1e3;
  const expiresAt = issuedAt + lifeMs;
  const credential = {
    accessKeyId: ids.upper("ASIA", 20),
    secretAccessKey: ids.hex("", 40),
    sessionToken: `${ids.upper("IQoJb3JpZ2luX2VjE", 346)}==`,
    expiresAt,
    principal: rolePrincipal(world, instance.id, role)
  };
  return { roleId: role.id, credential, issuedAt, expiresAt };
}

// sandbox/services/ec2/metadata-tree.ts
function metadataTree(world, instance) {
  const leaves = {
    "ami-id": instance.imageId,
    "ami-launch-index": "0",
    hostname: instance.hostname,
    ...roleLeaves(world, instance),
    "instance-action": "none",
    "instance-id": instance.id,
    "instance-life-cycle": "on-demand",
    "instance-type": instance.instanceType,
    "local-hostname": instance.hostname,
    "local-ipv4": instance.privateIp,
    "placement/availability-zone": instance.availabilityZone,
    "placement/region": instance.region,
    "reservation-id": `r-${instance.id.slice(2)}`,
    "services/domain": domain(world.partition),
    "services/partition": world.partition,
    ...tagLeaves(instance)
  };
  const tree = new Map(
    Object.entries(leaves).map(([name, value]) => [`/latest/meta-data/${name}`, value])
  );
  return tree.set("/latest/dynamic/instance-identity/document", identityDocument(world, instance));
}
function roleLeaves(world, instance) {
  const found = roleOnInstance(world, instance);
  if (found.kind === "no-profile") return {};
  const leaves = { "iam/info": infoDocument(world, found) };
  if (found.kind === "profile-not-found" || found.kind === "empty-profile") return leaves;
  const { name } = found.role;
  return {
    ...leaves,
    [`iam/security-credentials/${name}`]: () => found.kind === "role" ? credentialDocument(world, instance, found.role) : unassumableDocument(world, name)
  };
}
function infoDocument(world, found) {
  const problem = {
    "profile-not-found": {
      Code: "InstanceProfileNotFound",
      Message: `Instance Profile ${found.profile.arn} cannot be found. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html.`
    },
    // AWS calls this one a success.
    "empty-profile": {
      Code: "Success",
      Message: "Instance Profile does not contain a role. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html."
    },
    "not-assumable": { Code: "Success" },
    role: { Code: "Success" }
  }[found.kind];
  return json({
    ...problem,
    LastUpdated: isoSeconds(world.clock.now()),
    InstanceProfileArn: found.profile.arn,
    InstanceProfileId: found.profile.id
  });
}
function credentialDocument(world, instance, role) {
  const { credential, issuedAt, expiresAt } = currentRoleCredential(world, instance, role);
  return json({
    Code: "Success",
    LastUpdated: isoSeconds(issuedAt),
    Type: "AWS-HMAC",
    AccessKeyId: credential.accessKeyId,
    SecretAccessKey: credential.secretAccessKey,
    Token: credential.sessionToken,
    Expiration: isoSeconds(expiresAt)
  });
}
function unassumableDocument(world, roleName) {
  return json({
    Code: "AssumeRoleUnauthorizedAccess",
    Message: `EC2 cannot assume the role ${roleName}. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html.`,
    LastUpdated: isoSeconds(world.clock.now())
  });
}
function tagLeaves(instance) {
  if (instance.metadataOptions.instanceMetadataTags === "disabled") return {};
  return Object.fromEntries(
    [...instance.tags].map(([key, value]) => [`tags/instance/${key}`, value])
  );
}
function identityDocument(world, instance) {
  return json({
    accountId: world.accountId,
    architecture: "x86_64",
    availabilityZone: instance.availabilityZone,
    billingProducts: null,
    imageId: instance.imageId,
    instanceId: instance.id,
    instanceType: instance.instanceType,
    pendingTime: isoSeconds(instance.launchedAt),
    privateIp: instance.privateIp,
    region: instance.region,
    version: "2017-09-30"
  });
}
function domain(partition) {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
function json(document) {
  return JSON.stringify(document, null, 2).replaceAll('": ', '" : ');
}
function isoSeconds(at) {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

// sandbox/imds.ts
var ttlHeader = "x-aws-ec2-metadata-token-ttl-seconds";
var tokenHeader = "x-aws-ec2-metadata-token";
var longestTtlSeconds = 21600;
var reasons = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed"
};
function answerMetadata(world, instanceId, request) {
  const instance = findInstance(world, instanceId);
  const now = world.clock.now();
  if (!instance || stateAt(instance.state, now) === "terminated") return failure(404);
  if (instance.metadataOptions.httpEndpoint === "disabled") return failure(403);
  const path = request.path.replace(/\?.*$/, "").replace(/\/{2,}/g, "/");
  if (path === "/latest/api/token") return answerToken(world, instance, request);
  if (request.method !== "GET" && request.method !== "HEAD") return failure(405);
  if (!isAdmitted(instance, request, now)) return failure(401);
  const body = read(metadataTree(world, instance), path);
  return body === void 0 ? failure(404) : success(body);
}
function answerToken(world, instance, request) {
  if (request.method !== "PUT") return failure(405);
  if (request.headers["x-forwarded-for"] !== void 0) return failure(403);
  const asked = String(request.headers[ttlHeader] ?? "");
  const ttlSeconds = /^\d{1,5}$/.test(asked) ? Number(asked) : 0;
  if (ttlSeconds < 1 || ttlSeconds > longestTtlSeconds) return failure(400);
  const now = world.clock.now();
  for (const [token2, endsAt] of instance.metadataTokens)
    if (endsAt <= now) instance.metadataTokens.delete(token2);
  const token = `${world.ids.upper("AQAEA", 54)}==`;
  instance.metadataTokens.set(token, now + ttlSeconds * 1e3);
  return { ...success(token), headers: { "content-type": "text/plain", [ttlHeader]: asked } };
}
function isAdmitted(instance, request, now) {
  const token = request.headers[tokenHeader];
  if (token === void 0) return instance.metadataOptions.httpTokens === "optional";
  return now < (instance.metadataTokens.get(String(token)) ?? 0);
}
function read(tree, path) {
  const leaf = tree.get(path);
  if (leaf !== void 0) return typeof leaf === "string" ? leaf : leaf();
  const prefix = path.endsWith("/") ? path : `${path}/`;
  const below = [...tree.keys()].filter((each) => each.startsWith(prefix));
  const names = below.map((each) => each.slice(prefix.length).replace(/\/.*$/, "/"));
  return names.length === 0 ? void 0 : [...new Set(names)].join("\n");
}
function success(body) {
  return { status: 200, body, headers: { "content-type": "text/plain" } };
}
function failure(status) {
  const title = `${status} - ${reasons[status]}`;
  return {
    status,
    body: `<?xml version="1.0" encoding="iso-8859-1"?>
<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>
`,
    headers: { "content-type": "text/html" }
  };
}

// sandbox/server.ts
var largestBodyBytes = 6 * 1024 * 1024;
async function startServer(world, port) {
  const server = createServer((request, response) => {
    respond(world, request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 12e4;
  await new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", listening);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    })
  };
}
async function respond(world, incoming, response) {
  const body = await readBody(incoming);
  if (!body) return tooLarge(world, response);
  const request = {
    method: incoming.method ?? "GET",
    url: incoming.url ?? "/",
    headers: pairs(incoming.rawHeaders),
    body
  };
  try {
    const metadata = findMetadataRequest(request.url);
    send(
      world,
      response,
      metadata ? answerFromMetadata(world, incoming, metadata) : await answerCall(world, request)
    );
  } catch (error) {
    if (!(error instanceof ConnectionDropped)) throw error;
    incoming.socket.destroy();
  }
}
function send(world, response, answer) {
  response.sendDate = false;
  response.writeHead(answer.status, {
    date: new Date(world.clock.now()).toUTCString(),
    "content-length": Buffer.byteLength(answer.body),
    ...answer.headers
  });
  response.end(answer.body);
}
function findMetadataRequest(url) {
  const [, instanceId, path] = /^\/_imds\/([^/]+)(\/.*)$/.exec(splitUrl(url).path) ?? [];
  return instanceId && path ? { instanceId, path } : void 0;
}
function answerFromMetadata(world, { method = "GET", headers }, { instanceId, path }) {
  const answer = answerMetadata(world, instanceId, { method, path, headers });
  return { ...answer, headers: answer.headers ?? {} };
}
async function readBody(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size <= largestBodyBytes) chunks.push(chunk);
  }
  return size <= largestBodyBytes ? Buffer.concat(chunks) : void 0;
}
function tooLarge(world, response) {
  send(world, response, {
    status: 413,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      __type: "RequestEntityTooLargeException",
      message: `A request may have ${largestBodyBytes} bytes.`
    })
  });
}
function pairs(rawHeaders) {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return names.map((name, index) => [name.toLowerCase(), rawHeaders[index * 2 + 1] ?? ""]);
}

// sandbox/machine/lay-out-machine.ts
import { chmodSync as chmodSync2, realpathSync, statSync } from "node:fs";
import { dirname as dirname2, join as join4 } from "node:path";

// sandbox/machine/image-store.ts
import { existsSync as existsSync2, readdirSync as readdirSync2, readFileSync as readFileSync2 } from "node:fs";
import { join as join3 } from "node:path";

// sandbox/machine/host-tools.ts
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
var everywhere = [
  ...["awk", "base64", "basename", "bash", "cat", "chmod", "cksum", "cmp", "comm", "cp", "curl"],
  ...["cut", "date", "dd", "diff", "dirname", "du", "echo", "egrep", "env", "expr", "false"],
  ...["find", "flock", "fold", "getconf", "grep", "gunzip", "gzip", "head", "id", "install"],
  ...["ln", "ls", "md5sum", "mkdir", "mkfifo", "mktemp", "mv", "nice", "nohup", "nproc", "od"],
  ...["openssl", "paste", "printenv", "printf", "readlink", "realpath", "rm", "rmdir", "sed"],
  ...["seq", "setsid", "sh", "sha1sum", "sha256sum", "shuf", "sort", "split", "stat", "sync"],
  ...["tac", "tail", "tar", "tee", "test", "timeout", "touch", "tr", "true", "truncate", "tty"],
  ...["uname", "uniq", "wc", "which", "xargs", "yes", "zcat"]
];
var alsoOn = {
  "amazon-linux-2": [],
  "amazon-linux-2023": ["jq", "wget"]
};
function hostToolsOf(os) {
  return [...everywhere, ...alsoOn[os]];
}
function findHostTool(name) {
  const own = process.env.PATH?.split(delimiter) ?? [];
  return ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", ...own].map((directory) => join(directory, name)).find(isExecutable);
}
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// sandbox/machine/machine-files.ts
import {
  chmodSync,
  chownSync,
  closeSync,
  constants as constants2,
  existsSync,
  fchmodSync,
  fchownSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs";
import { dirname, join as join2 } from "node:path";
var create = constants2.O_WRONLY | constants2.O_CREAT | constants2.O_NOFOLLOW;
function createMachineFiles(root, owner) {
  const path = (name) => join2(root, name);
  const makeDirectory = (name, mode = 493) => {
    const directory = path(name);
    if (existsSync(directory)) return;
    const parent = dirname(join2("/", name));
    if (parent !== "/") makeDirectory(parent);
    mkdirSync(directory);
    chmodSync(directory, mode);
    if (owner) chownSync(directory, owner.uid, owner.gid);
  };
  const makeRoot = () => {
    mkdirSync(root);
    chmodSync(root, 493);
    if (owner) chownSync(root, owner.uid, owner.gid);
  };
  const put2 = (name, text2, flags, mode) => {
    makeDirectory(dirname(join2("/", name)));
    const isNew = !existsSync(path(name));
    const file = openSync(path(name), create | flags, mode ?? 420);
    try {
      if (owner && isNew) fchownSync(file, owner.uid, owner.gid);
      if (isNew || mode !== void 0) fchmodSync(file, mode ?? 420);
      writeFileSync(file, text2);
    } finally {
      closeSync(file);
    }
  };
  return {
    root,
    owner,
    path,
    exists: (name) => existsSync(path(name)),
    read: (name) => unlessMissing(() => readFileSync(path(name), "utf8")),
    list: (name) => unlessMissing(() => readdirSync(path(name)).sort()) ?? [],
    write: (name, text2, mode) => put2(name, text2, constants2.O_TRUNC, mode),
    append: (name, text2, mode) => put2(name, text2, constants2.O_APPEND, mode),
    makeDirectory,
    makeRoot,
    symlink: (name, target) => {
      makeDirectory(dirname(join2("/", name)));
      symlinkSync(target, path(name));
      if (owner) lchownSync(path(name), owner.uid, owner.gid);
    },
    remove: (name) => rmSync(path(name), { recursive: true, force: true })
  };
}
function unlessMissing(read2) {
  try {
    return read2();
  } catch (error) {
    const code = error.code;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
    return void 0;
  }
}

// sandbox/machine/packages/package.ts
function offerPackage(files, offered) {
  const all = Object.entries(offered.files ?? {});
  const info = {
    version: [offered.version],
    arch: [offered.arch],
    files: all.map(([path]) => path),
    config: all.flatMap(([path, file]) => file.config ? [path] : []),
    directories: offered.directories ?? [],
    commands: offered.commands ?? [],
    requires: offered.requires ?? []
  };
  const lines = Object.entries(info).map(([name, words]) => `${name}='${words.join(" ")}'
`);
  files.write(`repository/${offered.name}.info`, lines.join(""));
  for (const [path, file] of all) {
    files.write(`repository/${offered.name}/${path}`, file.text, file.mode ?? 420);
  }
}
function preinstallPackage(files, installed) {
  for (const directory of installed.directories ?? []) files.makeDirectory(directory);
  for (const [path, file] of Object.entries(installed.files ?? {})) {
    files.write(path, file.text, file.mode ?? 420);
  }
  for (const command of installed.commands ?? []) linkCommand(files, command, command);
  files.write(`.pretend/installed/${installed.name}`, "");
}
function linkCommand(files, command, shim) {
  files.symlink(`.pretend/bin/${command}`, `../shims/${shim}`);
}
function unitFile(description, execStart) {
  const text2 = [
    "[Unit]",
    `Description=${description}`,
    "After=network.target",
    "",
    "[Service]",
    `ExecStart=${execStart}`,
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    ""
  ].join("\n");
  return { text: text2 };
}

// sandbox/machine/shim-directory.ts
import { fileURLToPath } from "node:url";
function shimDirectory() {
  return fileURLToPath(new URL("./shims", import.meta.url));
}

// sandbox/machine/image-store.ts
var sharedDirectories = ["host", "lib", "repository", "shims"];
function storeImage(os, image, parentDirectory, owner) {
  const agent = image.packages.find(({ name }) => name === "amazon-cloudwatch-agent");
  const root = join3(parentDirectory, `.${os}-agent-${agent?.version}`);
  const files = createMachineFiles(root, owner);
  if (existsSync2(files.root)) return files.root;
  files.makeRoot();
  for (const tool of hostToolsOf(os)) {
    const path = findHostTool(tool);
    if (path !== void 0) files.symlink(`host/${tool}`, path);
  }
  copyAll(files, shimDirectory(), "shims", 493);
  copyAll(files, join3(shimDirectory(), "lib"), "lib", 420);
  for (const offered of image.packages) offerPackage(files, offered);
  return files.root;
}
function copyAll(files, from, to, mode) {
  for (const entry of readdirSync2(from, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files.write(`${to}/${entry.name}`, readFileSync2(join3(from, entry.name)), mode);
  }
}

// sandbox/machine/packages/awslogs.ts
function awslogs(version) {
  return {
    name: "awslogs",
    version,
    arch: "noarch",
    requires: ["aws-cli-plugin-cloudwatch-logs"],
    directories: ["etc/awslogs/config", "var/lib/awslogs"],
    files: {
      "usr/lib/systemd/system/awslogsd.service": unitFile("awslogs daemon", "/usr/sbin/awslogsd"),
      "etc/awslogs/awslogs.conf": {
        text: [
          "[general]",
          "state_file = /var/lib/awslogs/agent-state",
          "",
          "[/var/log/messages]",
          "datetime_format = %b %d %H:%M:%S",
          "file = /var/log/messages",
          "buffer_duration = 5000",
          "log_stream_name = {instance_id}",
          "initial_position = start_of_file",
          "log_group_name = /var/log/messages",
          ""
        ].join("\n"),
        config: true
      },
      "etc/awslogs/awscli.conf": {
        text: "[plugins]\ncwlogs = cwlogs\n[default]\nregion = us-east-1\n",
        config: true,
        mode: 416
      },
      "etc/awslogs/proxy.conf": {
        text: "HTTP_PROXY=\nHTTPS_PROXY=\nNO_PROXY=169.254.169.254\n",
        config: true
      },
      "etc/logrotate.d/awslogs": {
        text: "/var/log/awslogs.log {\n    size 100M\n    rotate 4\n    missingok\n}\n",
        config: true
      }
    }
  };
}

// sandbox/machine/packages/cloudwatch-agent.ts
var cloudWatchAgentHome = "opt/aws/amazon-cloudwatch-agent";
function cloudWatchAgent(version) {
  const home = cloudWatchAgentHome;
  return {
    name: "amazon-cloudwatch-agent",
    version,
    arch: "x86_64",
    directories: [`${home}/etc/amazon-cloudwatch-agent.d`, `${home}/logs/state`, `${home}/var`],
    files: {
      "etc/systemd/system/amazon-cloudwatch-agent.service": unitFile(
        "Amazon CloudWatch Agent",
        `/${home}/bin/start-amazon-cloudwatch-agent`
      ),
      [`${home}/bin/CWAGENT_VERSION`]: { text: `${version.split("-")[0]}
` },
      // For callers that do not rely on PATH; the shim does the work.
      [`${home}/bin/amazon-cloudwatch-agent-ctl`]: {
        text: '#!/bin/sh\nexec "$ROOT/.pretend/bin/amazon-cloudwatch-agent-ctl" "$@"\n',
        mode: 493
      },
      [`${home}/etc/common-config.toml`]: { text: "# [credentials]\n# [proxy]\n", config: true }
    },
    commands: ["amazon-cloudwatch-agent-ctl"]
  };
}

// sandbox/machine/packages/cronie.ts
function cronie(version) {
  return {
    name: "cronie",
    version,
    arch: "x86_64",
    directories: ["var/spool/cron", "etc/cron.hourly", "etc/cron.daily"],
    files: {
      "usr/lib/systemd/system/crond.service": unitFile(
        "Command Scheduler",
        "/usr/sbin/crond -n $CRONDARGS"
      ),
      "etc/sysconfig/crond": { text: "CRONDARGS=\n", config: true },
      "etc/cron.d/0hourly": {
        text: [
          "# Run the hourly jobs",
          "SHELL=/bin/bash",
          "PATH=/sbin:/bin:/usr/sbin:/usr/bin",
          "MAILTO=root",
          "01 * * * * root run-parts /etc/cron.hourly",
          ""
        ].join("\n"),
        config: true
      },
      "etc/crontab": {
        text: "SHELL=/bin/bash\nPATH=/sbin:/bin:/usr/sbin:/usr/bin\nMAILTO=root\n",
        config: true
      },
      "etc/cron.deny": { text: "", config: true, mode: 384 }
    },
    commands: ["crond", "crontab", "run-parts"]
  };
}

// sandbox/machine/packages/rsyslog.ts
function rsyslog(version) {
  return {
    name: "rsyslog",
    version,
    arch: "x86_64",
    files: {
      "usr/lib/systemd/system/rsyslog.service": unitFile(
        "System Logging Service",
        "/usr/sbin/rsyslogd -n $SYSLOGD_OPTIONS"
      ),
      "etc/rsyslog.conf": {
        text: [
          "$ActionFileDefaultTemplate RSYSLOG_TraditionalFileFormat",
          "*.info;mail.none;authpriv.none;cron.none                /var/log/messages",
          "authpriv.*                                              /var/log/secure",
          "mail.*                                                  -/var/log/maillog",
          "cron.*                                                  /var/log/cron",
          ""
        ].join("\n"),
        config: true
      }
    },
    commands: ["rsyslogd"]
  };
}

// sandbox/machine/images/base.ts
var baseCommands = Object.fromEntries(
  [
    ...["chgrp", "chown", "date", "df", "hostname", "id", "install", "journalctl", "logger"],
    ...["reboot", "rpm", "sleep", "sudo", "systemctl", "uname", "whoami"]
  ].map((name) => [name, name])
);
var accounts = {
  "etc/passwd": [
    "root:x:0:0:root:/root:/bin/bash",
    "bin:x:1:1:bin:/bin:/sbin/nologin",
    "daemon:x:2:2:daemon:/sbin:/sbin/nologin",
    "nobody:x:99:99:Nobody:/:/sbin/nologin",
    "sshd:x:74:74:Privilege-separated SSH:/var/empty/sshd:/sbin/nologin",
    "ec2-user:x:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash",
    ""
  ].join("\n"),
  "etc/group": "root:x:0:\nwheel:x:10:ec2-user\nadm:x:4:ec2-user\nec2-user:x:1000:\n",
  "home/ec2-user/.bash_profile": "",
  "root/.bash_profile": ""
};
function service(name, version, unit2, description) {
  return {
    name,
    version,
    arch: "x86_64",
    files: { [`usr/lib/systemd/system/${unit2}`]: unitFile(description, `/usr/sbin/${name}`) }
  };
}
var journald = {
  name: "systemd",
  version: "1-1",
  arch: "x86_64",
  files: {
    "usr/lib/systemd/system/systemd-journald.service": {
      text: "[Unit]\nDescription=Journal Service\n[Service]\nExecStart=/usr/lib/systemd/systemd-journald\n"
    }
  }
};
function firstBootOf(os) {
  const { kernel, imageName } = operatingSystems[os];
  return [
    { tag: "kernel", message: `Linux version ${kernel} (mockbuild@localhost) SMP` },
    { tag: "kernel", message: "Hypervisor detected: KVM" },
    { tag: "kernel", message: "xen_netfront: Initialising Xen virtual ethernet driver" },
    { tag: "cloud-init", message: `Cloud-init running 'init' on ${imageName}` },
    { tag: "ec2net", message: "[get_meta] Trying to get metadata" },
    { tag: "cloud-init", message: "Cloud-init finished, datasource DataSourceEc2" }
  ];
}

// sandbox/machine/images/image.ts
function plainPackage(name, version) {
  return { name, version, arch: "x86_64" };
}

// sandbox/machine/images/amazon-linux-2.ts
var amazonLinux2 = {
  commands: { ...baseCommands, chkconfig: "chkconfig", service: "service", yum: "yum" },
  packages: [
    { ...journald, version: "219-78.amzn2.0.24" },
    service(
      "amazon-ssm-agent",
      "3.3.2299.0-1.amzn2",
      "amazon-ssm-agent.service",
      "amazon-ssm-agent"
    ),
    service("chrony", "4.2-5.amzn2.0.2", "chronyd.service", "NTP client/server"),
    service("openssh-server", "7.4p1-22.amzn2.0.10", "sshd.service", "OpenSSH server daemon"),
    plainPackage("curl", "8.3.0-1.amzn2.0.10"),
    plainPackage("util-linux", "2.30.2-2.amzn2.0.12"),
    plainPackage("aws-cli-plugin-cloudwatch-logs", "1.4.6-1.amzn2.0.1"),
    cronie("1.4.11-25.amzn2"),
    rsyslog("8.24.0-57.amzn2.2.0.3"),
    awslogs("1.1.4-3.amzn2"),
    cloudWatchAgent("1.300064.0-1.amzn2")
  ],
  preinstalled: [
    ...["systemd", "amazon-ssm-agent", "chrony", "openssh-server", "curl", "util-linux"],
    ...["cronie", "rsyslog"]
  ],
  enabled: [
    ...["amazon-ssm-agent.service", "chronyd.service", "crond.service", "rsyslog.service"],
    "sshd.service"
  ],
  files: {
    ...accounts,
    "etc/os-release": [
      'NAME="Amazon Linux"',
      'VERSION="2"',
      'ID="amzn"',
      'ID_LIKE="centos rhel fedora"',
      'VERSION_ID="2"',
      'PRETTY_NAME="Amazon Linux 2"',
      'ANSI_COLOR="0;33"',
      'CPE_NAME="cpe:2.3:o:amazon:amazon_linux:2"',
      'HOME_URL="https://amazonlinux.com/"',
      ""
    ].join("\n"),
    "etc/system-release": "Amazon Linux release 2 (Karoo)\n"
  },
  disks: [
    "devtmpfs devtmpfs 485336 0 485336 /dev",
    "tmpfs tmpfs 503444 0 503444 /dev/shm",
    "tmpfs tmpfs 503444 428 503016 /run",
    "/dev/xvda1 xfs 8376300 1876244 6500056 /",
    ""
  ].join("\n"),
  firstBoot: firstBootOf("amazon-linux-2"),
  temporaryTmp: false
};

// sandbox/machine/images/amazon-linux-2023.ts
var amazonLinux2023 = {
  commands: { ...baseCommands, dnf: "dnf", yum: "dnf" },
  packages: [
    { ...journald, version: "252.23-7.amzn2023" },
    service(
      "amazon-ssm-agent",
      "3.3.3050.0-1.amzn2023",
      "amazon-ssm-agent.service",
      "amazon-ssm-agent"
    ),
    service("chrony", "4.3-1.amzn2023.0.5", "chronyd.service", "NTP client/server"),
    service("openssh-server", "8.7p1-8.amzn2023.0.17", "sshd.service", "OpenSSH server daemon"),
    plainPackage("curl-minimal", "8.17.0-1.amzn2023.0.1"),
    plainPackage("util-linux", "2.37.4-1.amzn2023.0.4"),
    cronie("1.5.7-2.amzn2023"),
    rsyslog("8.2204.0-3.amzn2023"),
    cloudWatchAgent("1.300071.0-1.amzn2023")
  ],
  preinstalled: [
    ...["systemd", "amazon-ssm-agent", "chrony", "openssh-server", "curl-minimal", "util-linux"]
  ],
  enabled: ["amazon-ssm-agent.service", "chronyd.service", "sshd.service"],
  files: {
    ...accounts,
    "etc/os-release": [
      'NAME="Amazon Linux"',
      'VERSION="2023"',
      'ID="amzn"',
      'ID_LIKE="fedora"',
      'VERSION_ID="2023"',
      'PLATFORM_ID="platform:al2023"',
      'PRETTY_NAME="Amazon Linux 2023.9.20261110"',
      'ANSI_COLOR="0;33"',
      'CPE_NAME="cpe:2.3:o:amazon:amazon_linux:2023"',
      'HOME_URL="https://aws.amazon.com/linux/amazon-linux-2023/"',
      'SUPPORT_END="2029-06-30"',
      ""
    ].join("\n"),
    "etc/system-release": "Amazon Linux release 2023.9.20261110 (Amazon Linux)\n"
  },
  disks: [
    "devtmpfs devtmpfs 4096 0 4096 /dev",
    "tmpfs tmpfs 483000 0 483000 /dev/shm",
    "tmpfs tmpfs 193200 432 192768 /run",
    "/dev/nvme0n1p1 xfs 8310764 1680584 6630180 /",
    "tmpfs tmpfs 483000 0 483000 /tmp",
    ""
  ].join("\n"),
  firstBoot: firstBootOf("amazon-linux-2023"),
  temporaryTmp: true
};

// sandbox/machine/syslog.ts
var journalFile = ".pretend/journal";
function createSyslog(files, units2, clock, hostname2) {
  return {
    write: ({ facility, priority, tag, pid, unit: unit2, message }) => {
      const now = clock.now();
      const record = [now, priority, tag, pid ?? "", unit2 ?? "", message].join("	");
      files.append(journalFile, `${record}
`);
      if (priority > 6 || !units2.isActive("rsyslog.service")) return;
      const file = facility === "cron" ? "var/log/cron" : "var/log/messages";
      const sender = pid === void 0 ? tag : `${tag}[${pid}]`;
      files.append(file, `${syslogTime(now)} ${hostname2} ${sender}: ${message}
`, 384);
    }
  };
}
var months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function syslogTime(epochMs) {
  const date = new Date(epochMs);
  const day = String(date.getUTCDate()).padStart(2);
  return `${months[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)}`;
}
function shortName(hostname2) {
  return hostname2.split(".")[0] ?? hostname2;
}

// sandbox/machine/lay-out-machine.ts
var images = {
  "amazon-linux-2": amazonLinux2,
  "amazon-linux-2023": amazonLinux2023
};
var unprivileged = { uid: 65534, gid: 65534 };
function layOutMachine(host, os, parentDirectory, options) {
  const owner = process.getuid?.() === 0 ? unprivileged : void 0;
  const parent = realpathSync(parentDirectory);
  if (owner) makeReachable(parent);
  const image = imageOf(os, options);
  const shared = storeImage(os, image, parent, owner);
  const files = createMachineFiles(join4(parent, host.instanceId), owner);
  files.makeRoot();
  makeDirectories(files);
  for (const name of sharedDirectories) files.symlink(`.pretend/${name}`, join4(shared, name));
  preinstall(files, image);
  writeIdentity(files, host, os, image);
  writeFirstBoot(files, host, image);
  return { files, image };
}
function imageOf(os, { cloudWatchAgentVersion: version }) {
  const image = images[os];
  if (version === void 0) return image;
  const withVersion = (each) => each.name === "amazon-cloudwatch-agent" ? cloudWatchAgent(version) : each;
  return { ...image, packages: image.packages.map(withVersion) };
}
function makeReachable(parent) {
  chmodSync2(parent, statSync(parent).mode | 9);
  for (let path = parent; path !== "/"; path = dirname2(path)) {
    if ((statSync(path).mode & 1) !== 0) continue;
    throw new Error(
      `Pretend machines run as an unprivileged user, who cannot enter ${path}. Put them elsewhere.`
    );
  }
}
function makeDirectories(files) {
  const plain = ["etc", "home", "mnt", "proc", "run", "sys", "usr/bin", "usr/lib", "usr/sbin"];
  const more = [
    "etc/logrotate.d",
    "etc/sysconfig",
    "opt/aws",
    "usr/local/bin",
    "usr/local/libexec",
    "var/lib",
    "var/log",
    "var/spool"
  ];
  for (const name of [...plain, ...more]) files.makeDirectory(name);
  for (const name of ["tmp", "var/tmp"]) files.makeDirectory(name, 1023);
  files.makeDirectory("root", 448);
  files.symlink("var/run", "../run");
  for (const name of ["bin", "installed", "units"]) files.makeDirectory(`.pretend/${name}`);
}
function preinstall(files, image) {
  for (const [command, shim] of Object.entries(image.commands)) linkCommand(files, command, shim);
  for (const each of image.packages) {
    if (image.preinstalled.includes(each.name)) preinstallPackage(files, each);
  }
  for (const unit2 of image.enabled) {
    files.symlink(
      `etc/systemd/system/multi-user.target.wants/${unit2}`,
      `/usr/lib/systemd/system/${unit2}`
    );
  }
}
function writeIdentity(files, host, os, image) {
  for (const [name, text2] of Object.entries(image.files)) files.write(name, text2);
  files.write("etc/hostname", `${host.hostname}
`);
  files.write("etc/hosts", "127.0.0.1   localhost localhost.localdomain\n");
  files.write("etc/resolv.conf", `search ${host.region}.compute.internal
`);
  files.write(
    "etc/system-release-cpe",
    `${image.files["etc/os-release"]?.match(/cpe:[^"]*/)?.[0]}
`
  );
  files.write("proc/loadavg", "0.00 0.01 0.05 1/98 3301\n");
  files.write(".pretend/disks", image.disks);
  files.write(".pretend/ip-address", `${host.privateIp}
`);
  files.write(".pretend/kernel", `${operatingSystems[os].kernel}
`);
}
function writeFirstBoot(files, host, image) {
  const now = host.clock.now();
  const hasSyslog = image.preinstalled.includes("rsyslog");
  files.write(journalFile, "");
  for (const { tag, message } of image.firstBoot) {
    files.append(journalFile, `${[now, 6, tag, "", "", message].join("	")}
`);
    if (!hasSyslog) continue;
    const line = `${syslogTime(now)} ${shortName(host.hostname)} ${tag}: ${message}
`;
    files.append("var/log/messages", line, 384);
  }
  if (hasSyslog) {
    files.write("var/log/cron", "", 384);
    files.write("var/log/secure", "", 384);
    files.write("var/log/maillog", "", 384);
  }
  files.write("var/log/cloud-init.log", "Cloud-init finished, datasource DataSourceEc2\n");
}

// sandbox/machine/cron/cron-files.ts
import { lstatSync } from "node:fs";

// sandbox/machine/cron/schedule.ts
var monthNames = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec"
];
var dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
var nicknames = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *"
};
function parseSchedule(text2) {
  if (text2 === "@reboot") return { matches: () => false };
  const fields = (nicknames[text2] ?? text2).split(/\s+/);
  if (fields.length !== 5) return void 0;
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const days = parseField(day, 1, 31);
  const months3 = parseField(month, 1, 12, monthNames);
  const weekdays = parseField(weekday, 0, 7, dayNames);
  if (!minutes || !hours || !days || !months3 || !weekdays) return void 0;
  return {
    matches: (epochMs) => {
      const date = new Date(epochMs);
      const ofWeek = date.getUTCDay();
      const isDay = days.values.has(date.getUTCDate());
      const isWeekday = weekdays.values.has(ofWeek) || ofWeek === 0 && weekdays.values.has(7);
      const isToday = days.isStar || weekdays.isStar ? isDay && isWeekday : isDay || isWeekday;
      return minutes.values.has(date.getUTCMinutes()) && hours.values.has(date.getUTCHours()) && months3.values.has(date.getUTCMonth() + 1) && isToday;
    }
  };
}
function parseField(text2, lowest, highest, names = []) {
  const values = /* @__PURE__ */ new Set();
  for (const part of text2.split(",")) {
    const range = parseRange(part, lowest, highest, names);
    if (!range) return void 0;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return { values, isStar: text2.startsWith("*") };
}
function parseRange(part, lowest, highest, names) {
  const match = part.match(/^(\*|[0-9a-z]+)(?:-([0-9a-z]+))?(?:\/([0-9]+))?$/i);
  if (!match) return void 0;
  const [, first = "", last, stepText] = match;
  const number2 = (word) => {
    const named2 = names.indexOf(word.toLowerCase());
    return named2 === -1 ? /^\d+$/.test(word) ? Number(word) : Number.NaN : named2 + lowest;
  };
  const from = first === "*" ? lowest : number2(first);
  const open = first === "*" || stepText !== void 0 ? highest : from;
  const to = last === void 0 ? open : number2(last);
  const step = stepText === void 0 ? 1 : Number(stepText);
  if (first === "*" && last !== void 0) return void 0;
  if (first !== "*" && last === void 0 && stepText !== void 0) return void 0;
  const isValid = from >= lowest && to <= highest && from <= to && step > 0;
  return isValid ? { from, to, step } : void 0;
}

// sandbox/machine/cron/crontab.ts
function parseCrontab(text2, owner) {
  if (text2 !== "" && !text2.endsWith("\n")) {
    return refused2("Missing newline before EOF, this crontab file will be ignored");
  }
  const entries = [];
  let env = {};
  for (const line of text2.split("\n").map((raw) => raw.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const assignment = line.match(/^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/);
    if (assignment) {
      const [, name = "", value = ""] = assignment;
      env = { ...env, [name]: unquoted(value) };
      continue;
    }
    const entry = parseEntry(line, owner, env);
    if (!entry) return refused2("Syntax error, this crontab file will be ignored");
    entries.push(entry);
  }
  return { entries };
}
function refused2(problem) {
  return { entries: [], problem: `ERROR (${problem})` };
}
function parseEntry(line, owner, env) {
  const timeFields = line.startsWith("@") ? 1 : 5;
  const words = line.split(/\s+/);
  const schedule = parseSchedule(words.slice(0, timeFields).join(" "));
  const before = owner === void 0 ? timeFields + 1 : timeFields;
  const text2 = line.replace(new RegExp(`^(?:\\S+\\s+){${before}}`), "");
  if (!schedule || words.length <= before) return void 0;
  return { schedule, user: owner ?? words[timeFields] ?? "", text: text2, ...splitInput(text2), env };
}
function splitInput(text2) {
  const [command = "", ...input] = text2.split(/(?<!\\)%/).map((part) => part.replaceAll("\\%", "%"));
  return { command, stdin: input.length === 0 ? void 0 : `${input.join("\n")}
` };
}
function unquoted(value) {
  return value.match(/^(["'])(.*)\1$/)?.[2] ?? value;
}

// sandbox/machine/cron/cron-files.ts
function createCronFiles(files) {
  const known = /* @__PURE__ */ new Map();
  let problems = [];
  const load = (name, owner) => {
    const stats = unlessMissing(() => lstatSync(files.path(name)));
    if (!stats) return [];
    const version = [stats.ino, stats.size, stats.mtimeMs, stats.mode, stats.uid].join();
    const before = known.get(name);
    if (before?.version === version) return before.entries;
    const wrong = whyUntrusted(stats, files);
    const crontab = wrong === void 0 ? parseCrontab(files.read(name) ?? "", owner) : void 0;
    const problem = wrong ?? crontab?.problem;
    if (problem !== void 0) problems.push({ file: `/${name}`, problem });
    const entries = crontab?.entries ?? [];
    known.set(name, { version, entries });
    return entries;
  };
  return {
    entries: () => [
      ...load("etc/crontab", void 0),
      ...files.list("etc/cron.d").filter(isCrontabName).flatMap((name) => load(`etc/cron.d/${name}`, void 0)),
      ...files.list("var/spool/cron").flatMap((user) => load(`var/spool/cron/${user}`, user))
    ],
    takeProblems: () => {
      const taken = problems;
      problems = [];
      return taken;
    }
  };
}
function isCrontabName(name) {
  return /^[A-Za-z0-9_-]+$/.test(name);
}
function whyUntrusted(stats, files) {
  if (!stats.isFile()) return "NOT REGULAR";
  const owner = files.owner?.uid ?? process.getuid?.();
  if (owner !== void 0 && stats.uid !== owner) return "WRONG FILE OWNER";
  if ((stats.mode & 18) !== 0) return "BAD FILE MODE";
  return void 0;
}

// sandbox/machine/cron/cron-daemon.ts
var unit = "crond.service";
var minuteMs = 6e4;
var keptOutputBytes = 64 * 1024;
function startCronDaemon(machine) {
  const crontabs = createCronFiles(machine.files);
  const running = /* @__PURE__ */ new Set();
  const runEntry = async (entry) => {
    const key = `${entry.user} ${entry.text}`;
    if (running.has(key)) return;
    running.add(key);
    try {
      await runJob(machine, entry);
    } finally {
      running.delete(key);
    }
  };
  return machine.clock.every(minuteMs, async (at) => {
    if (!machine.units.isActive(unit)) return;
    const due = crontabs.entries().filter((entry) => entry.schedule.matches(at));
    for (const { file, problem } of crontabs.takeProblems()) {
      logAsCron(machine, "crond", machine.nextPid(), `(root) ${problem} (${file})`);
    }
    await Promise.all(due.map(runEntry));
  });
}
async function runJob(machine, entry) {
  const pid = machine.nextPid();
  const home = homeOf(machine.files, entry.user);
  if (home === void 0) {
    logAsCron(machine, "crond", pid, `(${entry.user}) ORPHAN (no passwd entry)`);
    return;
  }
  logAsCron(machine, "CROND", pid, `(${entry.user}) CMD (${entry.text})`);
  const { SHELL = "/bin/sh", PATH = "/usr/bin:/bin", ...rest } = entry.env;
  const result = await machine.run({
    shell: SHELL,
    command: entry.command,
    stdin: entry.stdin,
    env: { LOGNAME: entry.user, USER: entry.user, HOME: home, ...rest, SHELL, PATH }
  });
  if (!machine.units.isActive(unit)) return;
  const text2 = `$ ${entry.command}
exit ${result.exitCode}
${result.stdout}${result.stderr}`;
  machine.files.write(".pretend/cron-output", text2.slice(0, keptOutputBytes));
}
function logAsCron(machine, tag, pid, message) {
  machine.syslog.write({ facility: "cron", priority: 6, tag, pid, unit, message });
}
function homeOf(files, user) {
  const line = files.read("etc/passwd")?.split("\n").find((entry) => entry.startsWith(`${user}:`));
  return line?.split(":")[5];
}

// sandbox/machine/proc-files.ts
function createProcFiles(files, seed) {
  const phase = [...seed].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  let lastMeminfo = files.read("proc/meminfo");
  return {
    refresh: (nowMs, bootedAtMs) => {
      const uptime = ((nowMs - bootedAtMs) / 1e3).toFixed(2);
      files.write("proc/uptime", `${uptime} ${uptime}
`, 420);
      files.write(".pretend/booted-at", `${bootedAtMs}
`);
      if (files.read("proc/meminfo") !== lastMeminfo) return;
      lastMeminfo = meminfo(nowMs / 6e4 + phase);
      files.write("proc/meminfo", lastMeminfo, 420);
    }
  };
}
function meminfo(minutes) {
  const swing = (periodMinutes, kilobytes) => Math.round(Math.sin(minutes / periodMinutes * 2 * Math.PI) * kilobytes);
  const total = 1006892;
  const free2 = 412316 + swing(47, 38e3) + swing(7, 4100);
  const cached = 301540 + swing(61, 12e3);
  const buffers = 2088 + swing(11, 300);
  const fields = {
    MemTotal: total,
    MemFree: free2,
    MemAvailable: free2 + Math.round((cached + buffers) * 0.83),
    Buffers: buffers,
    Cached: cached,
    SwapCached: 0,
    Active: Math.round(cached * 0.61),
    Inactive: Math.round(cached * 0.74),
    SwapTotal: 0,
    SwapFree: 0,
    Dirty: 88,
    Shmem: 456,
    Slab: 61204,
    SReclaimable: 39620,
    SUnreclaim: 21584
  };
  return Object.entries(fields).map(([name, kilobytes]) => `${`${name}:`.padEnd(16)}${String(kilobytes).padStart(8)} kB
`).join("");
}

// sandbox/machine/runner.ts
import { basename } from "node:path";

// sandbox/machine/script-runner.ts
import { spawn } from "node:child_process";
var outputLimitBytes = 1024 * 1024;
var killedExitCode2 = 128 + 9;
function execute(execution, abort) {
  const [command = "/bin/sh", ...args] = execution.argv;
  const child = spawn(command, args, {
    cwd: execution.cwd,
    env: { ...execution.env },
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    ...execution.owner ?? {}
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.stdin.on("error", () => {
  });
  child.stdin.end(execution.stdin ?? "");
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child);
    }, execution.timeoutMs);
    const onAbort = () => killGroup(child);
    abort.addEventListener("abort", onAbort);
    const done = () => {
      clearTimeout(timer);
      abort.removeEventListener("abort", onAbort);
    };
    child.on("error", (error) => {
      done();
      reject(error);
    });
    child.on("exit", () => {
      killGroup(child);
      setTimeout(() => closePipes(child), 1e3).unref();
    });
    child.on("close", (code) => {
      done();
      resolve({
        exitCode: code ?? killedExitCode2,
        stdout: stdout(),
        stderr: stderr(),
        timedOut
      });
    });
  });
}
function killGroup(child) {
  if (child.pid === void 0) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
function closePipes(child) {
  child.stdout?.destroy();
  child.stderr?.destroy();
}
function collect(stream) {
  const chunks = [];
  let kept = 0;
  let isCut = false;
  stream.on("data", (chunk) => {
    const part = chunk.subarray(0, outputLimitBytes - kept);
    isCut ||= part.length < chunk.length;
    kept += part.length;
    if (part.length > 0) chunks.push(part);
  });
  return () => {
    const text2 = Buffer.concat(chunks).toString("utf8");
    return isCut ? `${text2}
[output cut at ${outputLimitBytes} bytes]
` : text2;
  };
}

// sandbox/machine/runner.ts
var cronTimeoutMs = 5 * 6e4;
var ended = {
  exitCode: killedExitCode2,
  stdout: "",
  stderr: "the machine was stopped\n",
  timedOut: false
};
function createRunner(host, files, hooks) {
  let line = Promise.resolve();
  let power = new AbortController();
  const takeTurn = (prepare) => {
    const { signal } = power;
    const turn = line.then(async () => {
      if (signal.aborted) return ended;
      hooks.before();
      writeClock(host, files);
      const result = await execute(prepare(), signal);
      if (!signal.aborted) await hooks.after();
      return result;
    });
    line = turn.catch(() => {
    });
    return turn;
  };
  return {
    runScript: (script, options) => takeTurn(() => {
      files.write(".pretend/script", script, 448);
      const shell = options.shell ?? ["/bin/sh"];
      const argv = [...resolveShell(shell), files.path(".pretend/script")];
      const env = { ...environmentOf(host, files), ...options.env };
      return executionOf(files, argv, env, options.timeoutMs);
    }),
    runCronJob: (job) => takeTurn(() => {
      const argv = [...resolveShell([basename(job.shell)]), "-c", job.command];
      const execution = executionOf(
        files,
        argv,
        cronEnvironment(host, files, job),
        cronTimeoutMs
      );
      return job.stdin === void 0 ? execution : { ...execution, stdin: job.stdin };
    }),
    endAll: async () => {
      power.abort();
      power = new AbortController();
      await line;
    }
  };
}
function writeClock(host, files) {
  const virtualMsPerSecond = Math.round(host.clock.rate * 1e3);
  files.write(".pretend/clock", `${host.clock.now()} ${Date.now()} ${virtualMsPerSecond}
`);
  files.write(".pretend/slept", "");
}
function executionOf(files, argv, env, timeoutMs) {
  const withUmask = ["/bin/sh", "-c", 'umask 022; exec "$@"', "run", ...argv];
  return { argv: withUmask, env, cwd: files.path("root"), timeoutMs, owner: files.owner };
}
function environmentOf(host, files) {
  return {
    ROOT: files.root,
    PATH: commandPath(files),
    HOME: files.path("root"),
    SHELL: "/bin/sh",
    LC_ALL: "C",
    AWS_ENDPOINT_URL: host.endpoint(),
    AWS_EC2_METADATA_SERVICE_ENDPOINT: host.metadataEndpoint()
  };
}
function commandPath(files) {
  return `${files.path(".pretend/bin")}:${files.path(".pretend/host")}`;
}
function cronEnvironment(host, files, job) {
  const { PATH = "", HOME = "/", ...assigned } = job.env;
  const inside = PATH.split(":").map(
    (directory) => directory.startsWith(files.root) ? directory : files.path(directory)
  );
  const { LC_ALL: _, ...machine } = environmentOf(host, files);
  return {
    ...machine,
    ...assigned,
    PATH: [commandPath(files), ...inside].join(":"),
    HOME: files.path(HOME)
  };
}
function resolveShell(shell) {
  const [command = "sh", ...args] = shell;
  const found = command.startsWith("/") ? command : findHostTool(command);
  if (found === void 0) throw new Error(`The host has no shell named ${command}.`);
  return [found, ...args];
}

// sandbox/machine/shippers/ini.ts
function parseIni(text2) {
  const sections = /* @__PURE__ */ new Map();
  let current;
  for (const raw of text2.split("\n")) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    const header2 = line.match(/^\[(.*)\]$/)?.[1];
    if (header2 !== void 0) {
      current = sections.get(header2) ?? {};
      sections.set(header2, current);
      continue;
    }
    const [, key = "", value = ""] = line.match(/^([^=:]+?)\s*[=:]\s*(.*)$/) ?? [];
    if (current && key !== "") current[key] = value;
  }
  return sections;
}

// sandbox/machine/shippers/log-source.ts
var ConfigurationError = class extends Error {
};
function fillIn(name, values) {
  return name.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
function insideMachine(path, root) {
  const inside = path.startsWith(`${root}/`) ? path.slice(root.length) : path;
  return inside.replace(/^\/+/, "");
}

// sandbox/machine/shippers/awslogs.ts
var awslogsShipper = {
  unit: "awslogsd.service",
  stateFile: "var/lib/awslogs/agent-state",
  logFile: "var/log/awslogs.log",
  readConfiguration: (files, host) => {
    const main = parseIni(files.read("etc/awslogs/awslogs.conf") ?? "");
    const state = main.get("general")?.state_file;
    if (state === void 0) throw new ConfigurationError("state_file is not set in [general]");
    const more = files.list("etc/awslogs/config").filter((name) => name.endsWith(".conf")).map((name) => parseIni(files.read(`etc/awslogs/config/${name}`) ?? ""));
    const sections = [main, ...more].flatMap((ini) => [...ini]);
    const sources = sections.filter(([name]) => name !== "general").map(([name, section]) => toSource(name, section, files, host));
    if (sources.length === 0) throw new ConfigurationError("no log stream is configured");
    return { region: regionOf(files), sources };
  },
  formatLog: (nowMs, level, text2) => {
    const time = new Date(nowMs).toISOString().slice(0, 23).replace("T", " ").replace(".", ",");
    return `${time} - cwlogs.push.publisher - ${level.toUpperCase()} - ${text2}`;
  },
  whyNoCredentials: (host) => host.metadataV1() && host.rolePrincipal() !== void 0 ? void 0 : "NoCredentialsError: Unable to locate credentials"
};
function regionOf(files) {
  const settings = parseIni(files.read("etc/awslogs/awscli.conf") ?? "");
  const region = settings.get("default")?.region;
  if (!region) throw new ConfigurationError("You must specify a region in awscli.conf");
  if (settings.get("plugins")?.cwlogs !== "cwlogs") {
    throw new ConfigurationError("awscli.conf does not load the plugin cwlogs");
  }
  return region;
}
function toSource(name, section, files, host) {
  const required = (key) => {
    const value = section[key];
    if (value) return value;
    throw new ConfigurationError(`${key} is not set in [${name}]`);
  };
  const names = {
    instance_id: host.instanceId,
    hostname: host.hostname,
    ip_address: host.privateIp
  };
  const timeFormat = section.datetime_format;
  return {
    file: insideMachine(required("file"), files.root),
    logGroupName: required("log_group_name"),
    logStreamName: fillIn(required("log_stream_name"), names),
    timeFormat,
    startPattern: toStartPattern(section.multi_line_start_pattern, timeFormat),
    startAtEnd: section.initial_position === "end_of_file"
  };
}
function toStartPattern(pattern, timeFormat) {
  if (pattern === void 0 || pattern === "{datetime_format}") {
    return timeFormat?.startsWith("[") ? /^\[/ : /^\S/;
  }
  try {
    return new RegExp(pattern);
  } catch {
    throw new ConfigurationError(`multi_line_start_pattern is no regular expression: ${pattern}`);
  }
}

// sandbox/machine/shippers/cloudwatch-agent.ts
var partsDirectory = `${cloudWatchAgentHome}/etc/amazon-cloudwatch-agent.d`;
var firstWithJournal = [1, 300070, 0];
var priorities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];
var cloudWatchAgentShipper = {
  unit: "amazon-cloudwatch-agent.service",
  stateFile: `${cloudWatchAgentHome}/logs/state/positions.json`,
  logFile: `${cloudWatchAgentHome}/logs/amazon-cloudwatch-agent.log`,
  readConfiguration: (files, host) => {
    const parts = files.list(partsDirectory).filter((name) => !name.endsWith(".tmp"));
    if (parts.length === 0) throw new ConfigurationError("no configuration found");
    const texts2 = parts.map((name) => ({ name, text: files.read(`${partsDirectory}/${name}`) }));
    const configurations = texts2.map(({ name, text: text2 }) => parseJson(name, text2 ?? ""));
    const regions = configurations.map((each) => textAt(each, "agent", "region"));
    return {
      region: regions.find((region) => region !== void 0) ?? host.region,
      sources: configurations.flatMap((each) => toSources(each, files, host))
    };
  },
  formatLog: (nowMs, level, text2) => {
    const time = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
    return `${time} ${level === "error" ? "E!" : "W!"} [outputs.cloudwatchlogs] ${text2}`;
  },
  whyNoCredentials: (host) => host.rolePrincipal() === void 0 ? "NoCredentialProviders: no valid providers in chain" : void 0
};
function toSources(configuration, files, host) {
  const names = {
    instance_id: host.instanceId,
    hostname: host.hostname,
    local_hostname: host.hostname,
    ip_address: host.privateIp
  };
  const collected = objectAt(configuration, "logs", "logs_collected");
  const defaultStream = textAt(configuration, "logs", "log_stream_name") ?? "{instance_id}";
  const streamOf2 = (entry) => fillIn(textAt(entry, "log_stream_name") ?? defaultStream, names);
  const fromFiles = listAt(collected, "files", "collect_list").map((entry) => {
    const path = textAt(entry, "file_path");
    if (path === void 0) throw new ConfigurationError("file_path is required");
    return {
      file: insideMachine(path, files.root),
      logGroupName: fillIn(textAt(entry, "log_group_name") ?? path, names),
      logStreamName: streamOf2(entry),
      timeFormat: textAt(entry, "timestamp_format"),
      startPattern: startPatternOf(entry),
      // It has no such setting: the backlog is always sent.
      startAtEnd: false
    };
  });
  const journals = listAt(collected, "journald", "collect_list");
  if (journals.length > 0 && !readsJournal(files)) {
    throw new ConfigurationError("journald is not supported by this version of the agent");
  }
  return [...fromFiles, ...journals.map((entry) => toJournalSource(entry, streamOf2(entry)))];
}
function toJournalSource(entry, logStreamName) {
  const logGroupName = textAt(entry, "log_group_name");
  if (logGroupName === void 0) throw new ConfigurationError("log_group_name is required");
  const units2 = entry.units;
  const priority = priorities.indexOf(textAt(entry, "priority") ?? "info");
  if (priority === -1) throw new ConfigurationError("priority is none of syslog\u2019s");
  return {
    file: journalFile,
    logGroupName,
    logStreamName,
    timeFormat: void 0,
    startPattern: /^/,
    startAtEnd: true,
    journal: { units: Array.isArray(units2) ? units2.map(toUnitName) : [], priority }
  };
}
function toUnitName(name) {
  const text2 = String(name);
  return text2.includes(".") ? text2 : `${text2}.service`;
}
function readsJournal(files) {
  const text2 = files.read(`${cloudWatchAgentHome}/bin/CWAGENT_VERSION`) ?? "";
  const version = text2.trim().split(".").map(Number);
  for (const [index, least] of firstWithJournal.entries()) {
    const part = version[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
function startPatternOf(entry) {
  const pattern = textAt(entry, "multi_line_start_pattern");
  if (pattern === void 0 || pattern === "{timestamp_format}") return /^/;
  try {
    return new RegExp(pattern);
  } catch {
    throw new ConfigurationError(`multi_line_start_pattern is no regular expression: ${pattern}`);
  }
}
function parseJson(name, text2) {
  try {
    return JSON.parse(text2);
  } catch (error) {
    throw new ConfigurationError(`${name} is not JSON: ${error.message}`);
  }
}
function valueAt(from, path) {
  return path.reduce(
    (value, key) => typeof value === "object" && value !== null ? value[key] : void 0,
    from
  );
}
function textAt(from, ...path) {
  const value = valueAt(from, path);
  return typeof value === "string" ? value : void 0;
}
function objectAt(from, ...path) {
  const value = valueAt(from, path);
  return typeof value === "object" && value !== null ? value : {};
}
function listAt(from, ...path) {
  const value = valueAt(from, path);
  return Array.isArray(value) ? value : [];
}

// sandbox/machine/shippers/log-time.ts
var months2 = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
var codes = {
  Y: "(?<Y>\\d{4})",
  y: "(?<y>\\d{2})",
  m: "(?<m>\\d{1,2})",
  b: "(?<b>[A-Za-z]{3})[a-z]*",
  B: "(?<b>[A-Za-z]{3})[a-z]*",
  d: "(?<d>[ \\d]?\\d)",
  e: "(?<d>[ \\d]?\\d)",
  H: "(?<H>\\d{1,2})",
  I: "(?<I>\\d{1,2})",
  p: "(?<p>[AaPp][Mm])",
  M: "(?<M>\\d{2})",
  S: "(?<S>\\d{2})",
  f: "(?<f>\\d{1,9})",
  a: "[A-Za-z]{3}",
  A: "[A-Za-z]+",
  z: "(?<z>[-+]\\d{4})",
  Z: "[A-Z]{1,5}"
};
var dayMs3 = 864e5;
function createLogTimeReader(format) {
  const pattern = new RegExp(toPattern(format));
  return {
    read: (line, nowMs) => {
      const groups = line.match(pattern)?.groups;
      return groups && toEpochMs(groups, nowMs);
    }
  };
}
function toPattern(format) {
  const seen = /* @__PURE__ */ new Set();
  return format.split(/(%-?[A-Za-z])/).map((part) => {
    const code = part.match(/^%-?([A-Za-z])$/)?.[1];
    const known = code === void 0 ? void 0 : codes[code];
    if (known === void 0)
      return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ +/g, " +");
    const name = known.match(/<(\w)>/)?.[1] ?? "";
    if (name !== "" && seen.has(name)) return known.replace(/\?<\w>/, "?:");
    seen.add(name);
    return known;
  }).join("");
}
function toEpochMs(groups, nowMs) {
  const now = new Date(nowMs);
  const number2 = (name, otherwise) => {
    const text2 = groups[name]?.trim();
    return text2 === void 0 ? otherwise : Number(text2);
  };
  const month = groups.b ? months2.indexOf(groups.b.toLowerCase()) : number2("m", 1) - 1;
  if (month < 0) return void 0;
  const shortYear = groups.y === void 0 ? now.getUTCFullYear() : 2e3 + number2("y", 0);
  const year = number2("Y", shortYear);
  const afternoon = groups.p?.toLowerCase() === "pm" ? 12 : 0;
  const hour = groups.I === void 0 ? number2("H", 0) : number2("I", 0) % 12 + afternoon;
  const fraction = Number(`0.${groups.f ?? 0}`) * 1e3;
  const at = (ofYear) => Date.UTC(ofYear, month, number2("d", 1), hour, number2("M", 0), number2("S", 0)) + Math.floor(fraction) - offsetMs(groups.z);
  const hasYear = groups.Y !== void 0 || groups.y !== void 0;
  return !hasYear && at(year) > nowMs + 31 * dayMs3 ? at(year - 1) : at(year);
}
function offsetMs(zone) {
  if (zone === void 0) return 0;
  const sign2 = zone.startsWith("-") ? -1 : 1;
  return sign2 * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5))) * 6e4;
}

// sandbox/machine/shippers/make-events.ts
var maxEvents4 = 1e4;
var maxSpanMs = 24 * 36e5;
var maxAgeMs = 14 * 24 * 36e5;
var maxAheadMs = 2 * 36e5;
var maxMessageBytes = 256 * 1024;
function createEventMaker(source, hostname2) {
  const toDrafts = source.journal ? journalDrafts(source.journal, hostname2) : textDrafts(source);
  return { make: (lines, nowMs) => toBatch(toDrafts(lines, nowMs), lines.length, nowMs) };
}
function textDrafts(source) {
  const reader = source.timeFormat === void 0 ? void 0 : createLogTimeReader(source.timeFormat);
  return (lines, nowMs) => {
    const drafts = [];
    let usedLines = 0;
    for (const line of lines) {
      usedLines += 1;
      const last = drafts.at(-1);
      if (last && !source.startPattern.test(line)) {
        last.message += `
${line}`;
        last.usedLines = usedLines;
      } else if (line !== "") {
        const timestamp = reader?.read(line, nowMs) ?? last?.timestamp ?? nowMs;
        drafts.push({ timestamp, message: line, usedLines });
      }
    }
    return drafts;
  };
}
function journalDrafts(filter, hostname2) {
  return (lines) => lines.flatMap((line, index) => {
    const [time = "", priority = "", tag = "", pid = "", unit2 = "", ...rest] = line.split("	");
    const isWanted = filter.units.length === 0 || filter.units.includes(unit2);
    if (!isWanted || Number(priority) > filter.priority) return [];
    const fields = journalFields({
      message: rest.join("	"),
      priority,
      tag,
      pid,
      unit: unit2,
      hostname: hostname2
    });
    return [{ timestamp: Number(time), message: fields, usedLines: index + 1 }];
  });
}
function journalFields(entry) {
  return JSON.stringify({
    MESSAGE: entry.message,
    PRIORITY: entry.priority,
    SYSLOG_IDENTIFIER: entry.tag,
    _PID: entry.pid || void 0,
    _SYSTEMD_UNIT: entry.unit || void 0,
    _HOSTNAME: entry.hostname
  });
}
function toBatch(drafts, lineCount, nowMs) {
  const events = [];
  const skipped = [];
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  let usedLines = 0;
  for (const { timestamp, message, usedLines: used } of drafts) {
    const reason = whySkipped(timestamp, message, nowMs);
    if (reason === void 0) {
      earliest = Math.min(earliest, timestamp);
      latest = Math.max(latest, timestamp);
      if (events.length === maxEvents4 || latest - earliest >= maxSpanMs) {
        return { events: inOrder(events), usedLines, skipped };
      }
      events.push({ timestamp, message });
    } else {
      skipped.push(reason);
    }
    usedLines = used;
  }
  return { events: inOrder(events), usedLines: lineCount, skipped };
}
function whySkipped(timestamp, message, nowMs) {
  if (timestamp < nowMs - maxAgeMs) return "an event is older than 14 days";
  if (timestamp > nowMs + maxAheadMs) return "an event is more than 2 hours in the future";
  if (Buffer.byteLength(message) > maxMessageBytes) return "an event is larger than 256 KB";
  return void 0;
}
function inOrder(events) {
  return events.toSorted((a, b) => a.timestamp - b.timestamp);
}

// sandbox/machine/shippers/positions.ts
function createPositions(files, stateFile) {
  let known = {};
  let written;
  const load = () => {
    const text2 = files.read(stateFile);
    if (text2 === written) return;
    written = text2;
    known = text2 === void 0 ? {} : JSON.parse(text2);
  };
  return {
    get: (key) => {
      load();
      return known[key];
    },
    set: (key, position) => {
      known = { ...known, [key]: position };
      written = JSON.stringify(known);
      files.write(stateFile, written, 384);
    }
  };
}

// sandbox/machine/shippers/follow-file.ts
import { closeSync as closeSync2, fstatSync, openSync as openSync2, readdirSync as readdirSync3, readSync, statSync as statSync2 } from "node:fs";
import { dirname as dirname3, join as join5 } from "node:path";
var chunkBytes = 256 * 1024;
function readNewLines(path, position) {
  const stats = unlessMissing(() => statSync2(path));
  if (!stats?.isFile()) return void 0;
  if (!position) return readFrom(path, 0);
  if (position.inode !== stats.ino) {
    const rest = readRotated(path, position);
    return rest && rest.lines.length > 0 ? rest : readFrom(path, 0);
  }
  if (stats.size === position.offset) return void 0;
  return readFrom(path, stats.size < position.offset ? 0 : position.offset);
}
function endOfFile(path) {
  const stats = unlessMissing(() => statSync2(path));
  return stats && { inode: stats.ino, offset: stats.size };
}
function readRotated(path, position) {
  const directory = dirname3(path);
  const old = unlessMissing(() => readdirSync3(directory))?.map((name) => join5(directory, name)).find((other) => unlessMissing(() => statSync2(other))?.ino === position.inode);
  return old === void 0 ? void 0 : readFrom(old, position.offset);
}
function readFrom(path, offset) {
  return unlessMissing(() => {
    const file = openSync2(path, "r");
    try {
      const buffer = Buffer.alloc(chunkBytes);
      const length = readSync(file, buffer, 0, chunkBytes, offset);
      const inode = fstatSync(file).ino;
      return toLines(buffer.subarray(0, length), inode, offset);
    } finally {
      closeSync2(file);
    }
  });
}
function toLines(chunk, inode, offset) {
  const lines = [];
  const ends = [0];
  let start = 0;
  for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
    lines.push(chunk.toString("utf8", start, end));
    start = end + 1;
    ends.push(start);
  }
  if (lines.length === 0 && chunk.length === chunkBytes) ends[0] = chunk.length;
  return {
    lines,
    positionAfter: (count = lines.length) => ({ inode, offset: offset + (ends[count] ?? start) })
  };
}

// sandbox/machine/shippers/put-events.ts
async function putEvents(call, source, events) {
  const { logGroupName, logStreamName } = source;
  const put2 = () => call("PutLogEvents", { logGroupName, logStreamName, logEvents: events });
  try {
    await put2();
  } catch (error) {
    if (!hasCode(error, "ResourceNotFoundException")) throw error;
    await unlessThere(call("CreateLogGroup", { logGroupName }));
    await unlessThere(call("CreateLogStream", { logGroupName, logStreamName }));
    await put2();
  }
}
async function unlessThere(creation) {
  try {
    await creation;
  } catch (error) {
    if (!hasCode(error, "ResourceAlreadyExistsException")) throw error;
  }
}
function hasCode(error, code) {
  return error instanceof AwsError && error.code === code;
}

// sandbox/machine/shippers/ship-source.ts
var batchesPerRound = 40;
async function shipSource(shipment) {
  const { source, files, positions } = shipment;
  const key = keyOf(source);
  const path = files.path(source.file);
  if (source.startAtEnd && !positions.get(key)) {
    const end = endOfFile(path);
    if (end) positions.set(key, end);
    return;
  }
  for (let batch = 0; batch < batchesPerRound; batch++) {
    if (!await shipBatch(shipment, key, path)) return;
  }
}
async function shipBatch(shipment, key, path) {
  const { source, maker, positions, call } = shipment;
  const before = positions.get(key);
  const news = readNewLines(path, before);
  if (!news) return false;
  const { events, usedLines, skipped } = maker.make(news.lines, shipment.now());
  for (const reason of new Set(skipped)) shipment.warn(`/${source.file}: ${reason}, skipped`);
  if (events.length > 0) await putEvents(call, source, events);
  const next = news.positionAfter(usedLines);
  if (next.inode === before?.inode && next.offset === before.offset) return false;
  positions.set(key, next);
  return true;
}
function keyOf({ file, logGroupName, logStreamName }) {
  return `${file} ${logGroupName} ${logStreamName}`;
}

// sandbox/machine/shippers/shipper.ts
var noCredentials = "NoCredentials";
var firstPauseMs = 5e3;
var longestPauseMs = 6e4;
function createShipper(kind, machine) {
  const { host, files, units: units2, off } = machine;
  const positions = createPositions(files, kind.stateFile);
  let service2;
  const log = (level, text2) => files.append(kind.logFile, `${kind.formatLog(host.clock.now(), level, text2)}
`);
  const currentService = () => {
    const startedAs = units2.startedAs(kind.unit);
    if (startedAs === void 0) return void 0;
    if (service2?.startedAs === startedAs) return service2;
    try {
      return toService(startedAs, kind.readConfiguration(files, host), host);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      log("error", error.message);
      units2.fail(kind.unit);
      return void 0;
    }
  };
  const ship = async ({ region, streams }) => {
    const obstacle = kind.whyNoCredentials(host);
    if (obstacle !== void 0) throw new AwsError(noCredentials, obstacle);
    for (const stream of streams) {
      await shipSource({
        ...stream,
        files,
        positions,
        call: async (operation, input) => {
          const answer = await host.call(region, "logs", operation, input);
          off.throwIfAborted();
          return answer;
        },
        now: host.clock.now,
        warn: (text2) => log("warning", text2)
      });
    }
  };
  const pause = (failed, { code, message }) => {
    log("error", code === noCredentials ? message : `${code}: ${message}`);
    failed.pausedUntil = host.clock.now() + failed.pauseMs;
    failed.pauseMs = Math.min(failed.pauseMs * 2, longestPauseMs);
  };
  return {
    round: async () => {
      service2 = currentService();
      if (!service2 || host.clock.now() < service2.pausedUntil) return;
      try {
        await ship(service2);
        service2.pauseMs = firstPauseMs;
      } catch (error) {
        if (off.aborted) return;
        if (!(error instanceof AwsError)) throw error;
        pause(service2, error);
      }
    }
  };
}
function toService(startedAs, { region, sources }, host) {
  const hostname2 = shortName(host.hostname);
  const streams = sources.map((source) => ({ source, maker: createEventMaker(source, hostname2) }));
  return { startedAs, region, streams, pausedUntil: 0, pauseMs: firstPauseMs };
}

// sandbox/machine/shippers/start-shippers.ts
var periodMs = 5e3;
function startShippers(machine) {
  const off = new AbortController();
  const rounds = [awslogsShipper, cloudWatchAgentShipper].map(
    (kind) => neverTwiceAtOnce(createShipper(kind, { ...machine, off: off.signal }))
  );
  const stop = machine.host.clock.every(periodMs, async () => {
    await Promise.all(rounds.map((round) => round()));
  });
  return () => {
    off.abort();
    stop();
  };
}
function neverTwiceAtOnce(shipper) {
  let isBusy = false;
  return async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await shipper.round();
    } finally {
      isBusy = false;
    }
  };
}

// sandbox/machine/power.ts
function createPower({ host, files, units: units2, image }) {
  const syslog = createSyslog(files, units2, host.clock, shortName(host.hostname));
  const proc = createProcFiles(files, host.instanceId);
  let pid = 2200;
  let bootedAtMs;
  let daemons = [];
  const nextPid = () => pid++;
  const runner = createRunner(host, files, {
    before: () => proc.refresh(host.clock.now(), bootedAtMs ?? host.clock.now()),
    after: async () => {
      if (!files.exists(".pretend/reboot")) return;
      files.remove(".pretend/reboot");
      switchOff();
      boot();
    }
  });
  const boot = () => {
    if (bootedAtMs !== void 0) return;
    bootedAtMs = host.clock.now();
    proc.refresh(bootedAtMs, bootedAtMs);
    const byLogger = units2.enabled().toSorted((a) => a === "rsyslog.service" ? -1 : 0);
    for (const unit2 of byLogger) {
      units2.start(unit2, bootedAtMs, nextPid());
      const message = `Started ${units2.description(unit2)}.`;
      syslog.write({ facility: "daemon", priority: 6, tag: "systemd", pid: 1, message });
    }
    const surroundings = { clock: host.clock, files, units: units2, syslog, nextPid };
    daemons = [
      startCronDaemon({ ...surroundings, run: runner.runCronJob }),
      startShippers({ host, files, units: units2 })
    ];
  };
  const switchOff = () => {
    bootedAtMs = void 0;
    for (const stop of daemons) stop();
    daemons = [];
    units2.stopAll();
    emptyDirectory(files, "run");
    if (image.temporaryTmp) emptyDirectory(files, "tmp");
  };
  return {
    run: async (script, options) => {
      if (bootedAtMs === void 0) throw new Error(`${host.instanceId} is not running.`);
      return await runner.runScript(script, options);
    },
    boot,
    halt: async () => {
      if (bootedAtMs === void 0) return;
      switchOff();
      await runner.endAll();
      emptyDirectory(files, "run");
    }
  };
}
function emptyDirectory(files, name) {
  for (const entry of files.list(name)) files.remove(`${name}/${entry}`);
}

// sandbox/machine/units.ts
var stateDirectory = ".pretend/units";
var unitDirectories = ["etc/systemd/system", "usr/lib/systemd/system"];
function createUnits(files) {
  const stateFile = (unit2, state) => `${stateDirectory}/${unit2}.${state}`;
  const hasUnitFile = (unit2) => unitDirectories.some((d) => files.exists(`${d}/${unit2}`));
  return {
    isActive: (unit2) => files.exists(stateFile(unit2, "active")),
    startedAs: (unit2) => files.read(stateFile(unit2, "active")),
    active: () => files.list(stateDirectory).filter((name) => name.endsWith(".active")).map((name) => name.slice(0, -".active".length)),
    enabled: () => files.list("etc/systemd/system/multi-user.target.wants").filter(hasUnitFile),
    description: (unit2) => {
      const text2 = unitDirectories.map((d) => files.read(`${d}/${unit2}`)).find((t) => t);
      return text2?.match(/^Description=(.*)$/m)?.[1] ?? unit2;
    },
    start: (unit2, nowMs, pid) => files.write(stateFile(unit2, "active"), `${nowMs} ${pid}
`),
    fail: (unit2) => {
      files.remove(stateFile(unit2, "active"));
      files.write(stateFile(unit2, "failed"), "");
    },
    stopAll: () => {
      files.remove(stateDirectory);
      files.makeDirectory(stateDirectory);
    }
  };
}

// sandbox/machine/create-machine.ts
async function createMachine(host, os, parentDirectory, options = {}) {
  const { files, image } = layOutMachine(host, os, parentDirectory, options);
  const units2 = createUnits(files);
  const power = createPower({ host, files, units: units2, image });
  return {
    instanceId: host.instanceId,
    os,
    root: files.root,
    activeUnits: () => units2.active(),
    run: (script, runOptions) => power.run(script, runOptions),
    boot: async () => power.boot(),
    halt: () => power.halt(),
    dispose: async () => {
      await power.halt();
      files.remove(".");
    }
  };
}

// sandbox/services/ec2/metrics.ts
var minuteMs2 = 6e4;
var basicPeriodMs = 5 * minuteMs2;
var seededMs = 60 * minuteMs2;
var measured = [
  { name: "CPUUtilization", unit: "Percent", least: 1, spread: 12 },
  { name: "NetworkIn", unit: "Bytes", least: 2e4, spread: 18e4 },
  { name: "NetworkOut", unit: "Bytes", least: 15e3, spread: 12e4 },
  { name: "NetworkPacketsIn", unit: "Count", least: 100, spread: 500 },
  { name: "NetworkPacketsOut", unit: "Count", least: 90, spread: 400 },
  { name: "DiskReadBytes", unit: "Bytes", least: 0, spread: 0 },
  { name: "DiskWriteBytes", unit: "Bytes", least: 0, spread: 0 },
  { name: "DiskReadOps", unit: "Count", least: 0, spread: 0 },
  { name: "DiskWriteOps", unit: "Count", least: 0, spread: 0 }
];
var statusChecks = [
  "StatusCheckFailed",
  "StatusCheckFailed_Instance",
  "StatusCheckFailed_System"
];
function startEc2Metrics(world) {
  return world.clock.every(minuteMs2, (at) => {
    for (const { ec2: ec22 } of world.regions())
      for (const instance of ec22.instances.values())
        if (stateAt(instance.state, at) === "running") putMinute(world, instance, at);
  });
}
function seedMetrics(world, instance) {
  const now = world.clock.now();
  const from = Math.max(now - seededMs, instance.launchedAt + minuteMs2);
  for (let at = Math.ceil(from / minuteMs2) * minuteMs2; at <= now; at += minuteMs2)
    putMinute(world, instance, at);
}
function putMinute(world, instance, at) {
  const put2 = datumWriter(world, instance, at);
  for (const name of statusChecks) put2(name, "Count", 0, minuteMs2);
  const detailed = stateAt(instance.monitoring, at) === "enabled";
  const periodMs2 = detailed ? minuteMs2 : basicPeriodMs;
  if (at % periodMs2 !== 0) return;
  for (const { name, unit: unit2, least, spread } of measured)
    put2(name, unit2, least + spread * share(`${instance.id}/${name}/${at}`), periodMs2);
}
function datumWriter(world, instance, at) {
  const { cloudwatch: cloudwatch2 } = world.region(instance.region);
  const dimensions = [{ Name: "InstanceId", Value: instance.id }];
  return (metricName, unit2, value, periodMs2) => putDatum(cloudwatch2, {
    namespace: "AWS/EC2",
    metricName,
    dimensions,
    unit: unit2,
    value: unit2 === "Percent" ? value : Math.round(value),
    at: at - periodMs2,
    receivedAt: at
  });
}
function share(text2) {
  let hash = 2166136261;
  for (let index = 0; index < text2.length; index += 1)
    hash = Math.imul(hash ^ text2.charCodeAt(index), 16777619);
  return (hash >>> 8) / 16777216;
}

// sandbox/services/ec2/launch.ts
var dayMs4 = 24 * 60 * 6e4;
async function launchInstance(world, options) {
  const instance = newInstance(world, options);
  const { ec2: ec22 } = world.region(options.region);
  if (options.profile !== void 0) attach(world, instance, options.profile);
  const machine = await createMachine(hostOf(world, instance), options.os, world.directory);
  ec22.instances.set(instance.id, instance);
  world.machines.set(instance.id, machine);
  if (options.state === "stopped") return instance;
  seedMetrics(world, instance);
  await bootMachine(world, instance);
  return instance;
}
function newInstance(world, options) {
  const os = operatingSystems[options.os];
  const privateIp = `10.0.${world.ids.below(256)}.${4 + world.ids.below(250)}`;
  const tags = { ...options.name !== void 0 && { Name: options.name }, ...options.tags };
  return {
    id: options.instanceId ?? world.ids.hex("i-", 17),
    region: options.region,
    os: options.os,
    imageId: imageIds[options.os],
    instanceType: options.instanceType ?? "t3.micro",
    availabilityZone: `${options.region}a`,
    privateIp,
    hostname: hostname(privateIp, options.region),
    launchedAt: options.launchedAt ?? world.clock.now() - dayMs4,
    state: settled(options.state ?? "running"),
    monitoring: settled(options.detailedMonitoring ? "enabled" : "disabled"),
    metadataOptions: {
      httpTokens: options.httpTokens ?? os.httpTokens,
      httpEndpoint: "enabled",
      hopLimit: os.hopLimit,
      instanceMetadataTags: "disabled"
    },
    tags: new Map(Object.entries(tags)),
    metadataTokens: /* @__PURE__ */ new Map(),
    roleCredential: void 0
  };
}
var imageIds = {
  "amazon-linux-2": "ami-0a2a2a2a2a2a2a2a2",
  "amazon-linux-2023": "ami-0a2023a2023a2023a"
};
function hostname(privateIp, region) {
  const domain2 = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
  return `ip-${privateIp.replaceAll(".", "-")}.${domain2}`;
}
function attach(world, instance, nameOrArn) {
  const profile = findProfileForEc2(world, nameOrArn);
  if (!profile) throw new Error(`EC2 does not see an instance profile ${nameOrArn} (yet).`);
  const { ec2: ec22 } = world.region(instance.region);
  putAssociation(ec22, {
    id: world.ids.hex("iip-assoc-", 17),
    instanceId: instance.id,
    profile,
    startedAt: instance.launchedAt
  });
}
function hostOf(world, instance) {
  const endpoint = () => {
    if (world.endpoint === void 0) throw new Error("The sandbox does not listen yet.");
    return world.endpoint;
  };
  const rolePrincipal2 = () => instanceRolePrincipal(world, instance);
  return {
    clock: world.clock,
    instanceId: instance.id,
    region: instance.region,
    hostname: instance.hostname,
    privateIp: instance.privateIp,
    endpoint,
    metadataEndpoint: () => `${endpoint()}/_imds/${instance.id}`,
    metadataV1: () => instance.metadataOptions.httpTokens === "optional",
    rolePrincipal: rolePrincipal2,
    call: async (region, service2, operation, input) => {
      const caller = rolePrincipal2();
      if (!caller) throw new AwsError("NoCredentials", "Unable to locate credentials", 403);
      return world.call({ caller, region, service: service2, operation, input: { ...input } });
    }
  };
}

// sandbox/services/iam/user-keys.ts
function createUserKeys(world, name, rights) {
  const { ids, accountId, partition } = world;
  const credential = {
    accessKeyId: ids.upper("AKIA", 20),
    secretAccessKey: ids.hex("", 40),
    principal: {
      kind: "user",
      arn: `arn:${partition}:iam::${accountId}:user/${name}`,
      userId: ids.upper("AIDA", 21),
      accountId,
      rights
    }
  };
  world.credentials.set(credential.accessKeyId, credential);
  return credential;
}

// sandbox/main.ts
async function startSandbox(options = {}) {
  const { region = "ap-northeast-2", accountId = "111122223333", rate = 0 } = options;
  const errors = [];
  const clock = createClock({
    rate,
    ...options.startAt === void 0 ? {} : { startAt: options.startAt },
    ...rate === 0 ? {} : { onError: (error) => errors.push(error) }
  });
  const directory = options.directory ?? await mkdtemp(join6(tmpdir(), "sandbox-"));
  const world = createWorld({ ...options, clock, accountId, directory });
  const { accessKeyId, secretAccessKey } = createUserKeys(world, "administrator", "administrator");
  let server;
  let disposed;
  const dispose = () => {
    disposed ??= disposeAll(world, server, options.directory === void 0);
    return disposed;
  };
  try {
    server = await startServer(world, options.port ?? 0);
    world.endpoint = server.url;
    const instances = [];
    for (const each of options.instances ?? [])
      instances.push(await launchInstance(world, { region, ...each }));
    startEc2Metrics(world);
    return {
      url: server.url,
      world,
      clock,
      region,
      accountId,
      keys: { accessKeyId, secretAccessKey },
      instances,
      errors,
      dispose,
      [Symbol.asyncDispose]: dispose
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
async function disposeAll(world, server, ownsDirectory) {
  world.clock.dispose();
  await server?.close();
  await Promise.all([...world.machines.values()].map((machine) => machine.dispose()));
  if (ownsDirectory) await rm(world.directory, { recursive: true, force: true });
}
export {
  startSandbox
};
