import { expect, it } from 'vitest';
import { detailedMonitoringPrice, priceOf } from '../../wizard/prices.ts';

it.each([
  [0, 0],
  [1, 0.3],
  [3, 0.9],
  [9, 2.7],
  [100, 30],
])('%s custom metrics cost $%s a month, to the cent', (metrics, monthlyUsd) => {
  expect(priceOf(metrics)).toEqual({ metrics, monthlyUsd });
});

it('detailed monitoring counts as seven metrics', () => {
  expect(detailedMonitoringPrice).toEqual({ metrics: 7, monthlyUsd: 2.1 });
});
