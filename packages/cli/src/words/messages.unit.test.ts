import { PUBLISHED_SCHEMAS } from '@openlnp/messages';
import { UTC } from '../output/times';
import { describe as inWords } from './messages';

const DUE = '2026-01-05T00:00:00.000Z';
const LATER = '2026-01-06T09:30:00.000Z';
const MUCH_LATER = '2026-02-04T00:00:00.000Z';
const parties = { svId: 1001, newSp: 'X202', oldSp: 'X101' };
const failedSps = [{ spid: 'X303', reason: 'no_response' }];

describe('a message in words', () => {
  const common = { ...parties, tn: '3035550100', occurredAt: DUE };
  it.each([
    ['RequestDone', { kind: 'Activate', tn: '3035550100', svIds: [7] }, 'Activate 3035550100 done  SV 7'],
    ['RequestDone', { kind: 'LrnCreate', tn: null, svIds: [] }, 'LrnCreate - done'],
    [
      'RequestRefused',
      { kind: 'Activate', tn: '3035550100', errors: [{ code: 'a' }, { code: 'b' }, { code: 'a' }] },
      'Activate 3035550100 refused: a, b',
    ],
    [
      'SvObjectCreation',
      { ...common, createdBy: 'old', dueDate: DUE },
      '3035550100 X101 lets it go to X202, due 2026-01-05',
    ],
    [
      'SvStatusAttributeValueChange',
      { ...common, status: 'partial_failure', failedSps },
      '3035550100 is partial_failure; failed at X303 (no_response)',
    ],
    [
      'SvDownload',
      { action: 'activate', firstTn: '3035550100', lastTn: '3035550199', spid: 'X202', lrn: '7205559990' },
      '3035550100 to 3035550199 routes to X202 at 7205559990',
    ],
    [
      'SvDownload',
      { action: 'delete', firstTn: '3035550100', lastTn: '3035550100' },
      '3035550100 routes by its code again',
    ],
    [
      'SvObjectCreation',
      { ...common, createdBy: 'old', dueDate: DUE, authorized: false, causeCode: 51 },
      '3035550100 X101 does not let it go to X202, cause 51: no FOC or WPRR issued, due 2026-01-05',
    ],
    [
      'SvObjectCreation',
      { ...common, createdBy: 'new', dueDate: DUE, portingToOriginal: true },
      '3035550100 X202 asks for it back from X101, due 2026-01-05',
    ],
    [
      'SvAttributeValueChange',
      { ...common, changedBy: 'old', dueDate: DUE, authorized: true, causeCode: null },
      '3035550100 X101 lets it go to X202, due 2026-01-05',
    ],
    [
      'SvAttributeValueChange',
      { ...common, changedBy: 'new', dueDate: DUE, lrn: '7205559990' },
      '3035550100 X202 asks for it from X101, due 2026-01-05',
    ],
    [
      'SvStatusAttributeValueChange',
      { ...common, status: 'conflict', failedSps: [], causeCode: 50 },
      '3035550100 is conflict, cause 50: no LSR or WPR received',
    ],
    [
      'SvStatusAttributeValueChange',
      { ...common, status: 'canceled', failedSps: [], causeCode: 99 },
      '3035550100 is canceled, cause 99',
    ],
    [
      'SvDataChange',
      { ...common, changedBy: 'new', dueDate: DUE, lrn: '7205559990', billingId: null, mediumTimer: false },
      '3035550100 data of X202 changed: dueDate 2026-01-05, lrn 7205559990, mediumTimer false',
    ],
    [
      'SvDataChange',
      { ...common, changedBy: 'old', authorized: false, causeCode: 52, classPointCode: { dpc: '244021005', ssn: 0 } },
      '3035550100 data of X101 changed: authorized false, causeCode 52, classPointCode {"dpc":"244021005","ssn":0}',
    ],
    [
      'CancellationAcknowledgeRequest',
      { ...common, finalWindowEndsAt: LATER },
      '3035550100 was canceled by the other side, which is not acknowledged; until 2026-01-06 09:30',
    ],
    [
      'CustomerDisconnectDate',
      { ...common, customerDisconnectDate: DUE, effectiveReleaseDate: null },
      '3035550100 X202 ends service 2026-01-05',
    ],
    [
      'CustomerDisconnectDate',
      { ...common, customerDisconnectDate: DUE, effectiveReleaseDate: MUCH_LATER },
      '3035550100 X202 ends service 2026-01-05, released 2026-02-04',
    ],
    [
      'NewNpaNxx',
      { npaNxx: '303555', codeHolder: 'X101', effectiveAt: DUE, usableFrom: LATER, occurredAt: DUE },
      '303555 of X101 is ported for the first time; usable from 2026-01-06 09:30',
    ],
    ['MadeLater', { a: 1 }, '{"a":1}'],
  ])('%s', (type, data, words) => expect(inWords(type, data, UTC)).toBe(words));

  it('has words for every message that carriers are sent', () => {
    const types = PUBLISHED_SCHEMAS.map(({ subject }) => subject)
      .filter((subject) => subject.startsWith('openlnp.message.'))
      .map((subject) => subject.slice('openlnp.message.'.length));
    expect(types.length).toBeGreaterThan(5);
    expect(types.filter((type) => inWords(type, common, UTC).startsWith('{'))).toEqual([]);
  });
});
