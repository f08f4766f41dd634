import { metadataAt, systemMetadata } from './system-metadata';

const asked = { occurredAt: 2_000, requestId: 'A111-o', actor: 'A111', actingFor: 'B222', traceparent: '00-1' };

describe('whose doing an event is', () => {
  it('the request’s, which it was decided with; also what fell due at the same instant', () => {
    expect(metadataAt(2_000, { ...asked, viewPosition: '9', jobId: 'j' })).toEqual({
      ...asked,
      ...{ viewPosition: '9', jobId: 'j' },
    });
  });

  it('nobody’s, where it fell due earlier; a range’s job stays', () => {
    const due = metadataAt(1_999, { ...asked, viewPosition: '9', jobId: 'j' });
    expect(due).toEqual({ ...systemMetadata(1_999, '9'), jobId: 'j' });
    expect(due).toMatchObject({ occurredAt: 1_999, actor: 'system', requestId: null, actingFor: null });
  });
});
