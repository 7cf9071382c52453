"""moto's server, with two things of it set right. Arguments: those of `moto_server`.

MOTO_RATE and MOTO_START (seconds since 1970): the clock that moto lives by, so that five minutes
need not take five minutes. See test/independent/moto-server.ts.
"""

import datetime
import os
import time

from moto.core import utils

rate, start, begun = float(os.environ["MOTO_RATE"]), float(os.environ["MOTO_START"]), time.time()


def utcnow() -> datetime.datetime:
    now = start + (time.time() - begun) * rate
    return datetime.datetime.fromtimestamp(now, datetime.timezone.utc).replace(tzinfo=None)


# Before anything takes it over by name.
utils.utcnow = utcnow

from moto import server  # noqa: E402
from moto.iam.access_control import IAMRequest  # noqa: E402

check_action_permitted = IAMRequest.check_action_permitted


def check_by_iam_name(self: IAMRequest, resource: str) -> None:
    """moto asks policies for the signing name, `monitoring:PutMetricData`; IAM knows `cloudwatch:`."""
    self._action = self._action.replace("monitoring:", "cloudwatch:", 1)
    check_action_permitted(self, resource)


IAMRequest.check_action_permitted = check_by_iam_name

server.main()
