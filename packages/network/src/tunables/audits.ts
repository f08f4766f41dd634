import { numbers, ofRegistry, withoutEffect } from './values';

// Audit tunables: FRS Appendix C, table C-3. There are no audits yet.

export const AUDIT_TUNABLES = ofRegistry(
  withoutEffect('there are no audits yet', {
    canceled_audit_retention_period: numbers('calendar_days', 1, 360)('Canceled Audit Retention Period', 30, null),
    data_integrity_sample_size: numbers('count', 1, 5000)('Data Integrity Sample Size', 1000, 'RR8-2.2', [
      'RR8-2.1',
      'RR8-2.3',
    ]),
    data_integrity_sample_frequency: numbers('calendar_days', 1, 90)('Data Integrity Sample Frequency', 7, 'RR8-3.2', [
      'RR8-3.1',
      'RR8-3.3',
    ]),
    subscription_query_record_limit: numbers('count', 1, 5000)('Subscription Query Record Limit', 50, null),
  }),
);
