import { describe, expect, it } from 'vitest';
import { hasMoto } from './moto-server.ts';
import { startOnMoto } from './on-moto.ts';
import { describeWholeWay } from './whole-way.ts';

describe.runIf(hasMoto())('against moto', () => {
  describeWholeWay(startOnMoto, (backend) => {
    it('was judged by moto: the layer answered only what moto cannot', () => {
      const rows = [...backend().layer.tally]
        .map(([operation, { moto, amended, layer }]) => ({ operation, moto, amended, layer }))
        .sort((a, b) => (a.operation < b.operation ? -1 : 1));
      console.table(rows);
      const own = rows.filter(({ layer }) => layer > 0).map(({ operation }) => operation);
      expect(own).toEqual([
        'cloudformation:UpdateTerminationProtection',
        'ec2:DescribeInstances',
        'ec2:MonitorInstances',
        'ec2:ReplaceIamInstanceProfileAssociation',
        'ec2:UnmonitorInstances',
        'ssm:DescribeInstanceAssociationsStatus',
        'ssm:DescribeInstanceInformation',
        'ssm:GetCommandInvocation',
        'ssm:SendCommand',
      ]);
      const sum = (key: 'moto' | 'amended' | 'layer') =>
        rows.reduce((total, row) => total + row[key], 0);
      const calls = sum('moto') + sum('amended') + sum('layer');
      const share = (sum('moto') + sum('amended')) / calls;
      console.log(
        `moto answered ${Math.round(100 * share)} % of ${calls} calls, and ${rows.filter(({ moto }) => moto > 0).length} of ${rows.length} operations`,
      );
      expect(share).toBeGreaterThan(0.75);
    });
  });
});
