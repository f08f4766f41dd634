import { numbers, ofRegistry, withoutEffect } from './values';

// Logs tunables: FRS Appendix C, table C-4.

const days = numbers('calendar_days', 1, 360);

const KEPT_WHOLE = withoutEffect(
  'the history is kept for ever, and there is no log beside it that would be thinned out',
  {
    audit_log_retention_period: days('Audit Log Retention Period', 90, 'R8-25'),
    error_log_retention_period: days('Error Log Retention Period', 90, null, ['R9-12.1', 'R9-12.2']),
    history_file_data_storage: numbers('calendar_days', 1, 365)('History File Data Storage', 365, 'R10-18'),
  },
);

const USAGE = withoutEffect('usage is not billed: there is no usage log', {
  usage_log_retention: days('Usage Log Retention', 90, null),
});

export const LOG_TUNABLES = {
  local_sms_activation_log_retention_period: days('Local SMS Activation Log Retention Period', 90, 'R5-58.3', [
    'R5-58.2',
    'R5-58.4',
  ]),
  ...ofRegistry({ ...KEPT_WHOLE, ...USAGE }),
};
