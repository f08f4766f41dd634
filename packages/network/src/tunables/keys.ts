import { numbers, ofRegistry, withoutEffect } from './values';

// Keys tunables: FRS Appendix C, table C-5.

export const KEY_TUNABLES = ofRegistry(
  withoutEffect('messages are not signed: there are no keys to change', {
    key_change_interval: numbers('calendar_days', 1, 365)('Key Change Interval', 365, 'R7-111.4'),
  }),
);
