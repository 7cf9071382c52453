// sandbox/errors.ts
var AwsError = class extends Error {
  code;
  status;
  /** @param status HTTP status; AWS answers most faults of the caller with 400. */
  constructor(code, message, status = 400) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = status;
  }
};

// sandbox/faults.ts
function createFaults(initial = []) {
  let faults = initial.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  return {
    add: (...more) => {
      faults.push(
        ...more.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }))
      );
    },
    clear: () => {
      faults = [];
    },
    strike: (service, operation, input) => {
      const found = faults.find(
        ({ fault, left }) => left > 0 && hits(fault, service, operation, input)
      );
      if (found) found.left -= 1;
      return found?.fault;
    }
  };
}
function hits(fault, service, operation, input) {
  const any = (pattern, name) => pattern === "*" || pattern === name;
  if (!any(fault.service, service) || !any(fault.operation, operation)) return false;
  return fault.match === void 0 || JSON.stringify(input).includes(fault.match);
}
var effects = ["throttle", "deny", "fail", "delay", "after-effect", "drop"];
function parseFaults(json) {
  const list = JSON.parse(json);
  if (!Array.isArray(list))
    throw new AwsError("ValidationError", "A faults file holds a JSON list.");
  return list.map((entry, index) => {
    if (typeof entry?.service !== "string" || typeof entry.operation !== "string")
      throw new AwsError("ValidationError", `Fault ${index + 1} needs "service" and "operation".`);
    if (!effects.includes(String(entry.effect)))
      throw new AwsError(
        "ValidationError",
        `Fault ${index + 1}: "effect" is one of ${effects.join(", ")}, not ${entry.effect}.`
      );
    return entry;
  });
}

export {
  AwsError,
  createFaults,
  parseFaults
};
