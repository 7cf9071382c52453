import { expect, it } from 'vitest';
import { foldHistory } from '../../wizard/engine/history.ts';
import { compact, linesOf, recordItemOf } from '../../wizard/engine/ledger.ts';
import { instanceId, line, record } from './sample-instance.ts';

const remember = line('remember', { learned: record });
const planned = { state: 'planned' } as const;

it('a repair every week does not make a record grow', () => {
  const week = [line('attach-policy', planned), line('attach-policy')];
  expect(compact([...week, ...week, ...week])).toMatchObject([
    { kind: 'attach-policy', state: 'done' },
  ]);
});

it('what the journal alone knows can be verified too', () => {
  const lines = [remember, line('install-agent', { t: 7 })];
  expect(recordItemOf(foldHistory(lines))).toMatchObject({
    sk: instanceId,
    phase: 'set-up',
    verifiedAt: 7,
  });
  expect(recordItemOf(foldHistory([]))).toBeUndefined();
});

it('an item and its lines say the same', () => {
  const item = recordItemOf(foldHistory([remember, line('create-role'), line('attach-role')]));
  if (!item) throw new Error('there is a record');
  const folded = foldHistory(linesOf(item));
  expect(folded.record).toEqual(record);
  expect(folded.actions.map(({ action }) => action.kind)).toEqual(['create-role', 'attach-role']);
});
