/** An error in AWS's own terms; each protocol turns it into that protocol's error body. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  /** @param status HTTP status; AWS answers most faults of the caller with 400. */
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}
