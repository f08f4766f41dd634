import { numbers, ofRegistry, withoutEffect } from './values';

// Communications tunables: FRS Appendix C, table C-2.

const attempts = numbers('count', 1, 10);
const interval = numbers('minutes', 1, 60);

/** Attempts and interval together are how long an LSMS has to answer: on a log nothing is sent twice (docs/adr/005-response-window.md). */
const BROADCASTS = {
  subscription_activation_retry_attempts: attempts('Subscription Activation Retry Attempts', 3, 'R5-60.3', [
    'R5-60.1',
    'R5-60.5',
  ]),
  subscription_activation_retry_interval: interval('Subscription Activation Retry Interval', 2, 'R5-60.4', [
    'R5-60.2',
    'R5-60.6',
  ]),
  subscription_modification_retry_attempts: attempts('Subscription Modification Retry Attempts', 3, 'RR5-41.5', [
    'RR5-41.7',
  ]),
  subscription_modification_retry_interval: interval('Subscription Modification Retry Interval', 2, 'RR5-41.6', [
    'RR5-41.7',
  ]),
  subscription_disconnect_retry_attempts: attempts('Subscription Disconnect Retry Attempts', 3, 'R5-68.1', ['R5-68.2']),
  subscription_disconnect_retry_interval: interval('Subscription Disconnect Retry Interval', 2, 'R5-68.3', ['R5-68.4']),
};

const RETRIES = withoutEffect('messages and downloads wait on logs until they are read: none is sent again', {
  local_sms_retry_attempts: attempts('Local SMS Retry Attempts', 3, 'RR6-24', ['RR6-22', 'RR6-26', 'RR6-28']),
  local_sms_retry_interval: interval('Local SMS Retry Interval', 2, 'RR6-25', ['RR6-23', 'RR6-27', 'RR6-28']),
  soa_retry_attempts: attempts('SOA Retry Attempts', 3, 'RR6-17', ['RR6-15', 'RR6-19', 'RR6-21']),
  soa_retry_interval: interval('SOA Retry Interval', 2, 'RR6-18', ['RR6-16', 'RR6-20', 'RR6-21']),
});

const days = numbers('calendar_days', 1, 360);

const LOGINS = withoutEffect('there are no user ids, passwords or sessions: every request carries a token', {
  failed_login_attempts: numbers('count', 0, 10)('Failed Login Attempts', 3, 'R7-33.1', ['R7-33.2']),
  failed_login_shutdown_period: numbers('seconds', 0, 300)('Failed Login Shutdown Period', 60, 'R7-35.1', ['R7-35.2']),
  unused_user_id_disable_period: days('Unused User Id Disable Period', 60, 'R7-5.3', ['R7-5.1', 'R7-5.2', 'R7-5.4']),
  password_age_limit: days('Password Age Limit', 90, 'R7-23.1', ['R7-23.2']),
  password_expiration_notice: numbers('calendar_days', 1, 30)('Password Expiration Notice', 7, 'R7-24.1', ['R7-24.2']),
  post_expiration_logins: numbers('count', 0, 10)('Post Expiration Logins', 2, null),
  password_reuse_limit: numbers('calendar_months', 1, 36)('Password Reuse Limit', 6, 'R7-25.1', ['R7-25.2']),
  record_logons_after_failure: numbers('count', 0, 100)('Record Logons After Failure', 10, 'R7-76.1'),
  non_use_disconnect: numbers('minutes', 1, 1440)('Non-Use Disconnect', 60, 'R7-32.1', ['R7-32.2']),
});

const RECOVERY = withoutEffect(
  'nothing is recovered in one piece: logs are read on from any place, however much there is',
  {
    maximum_number_of_download_records: numbers('count', 1, 200_000)(
      'Maximum Number of Download Records',
      10_000,
      'RR6-8',
    ),
    maximum_download_duration: numbers('minutes', 1, 1440)('Maximum Download Duration', 60, 'RR6-9', [
      'RR6-31',
      'RR6-39',
      'RR6-57',
    ]),
    maximum_number_of_download_notifications: numbers('count', 1, 2000)(
      'Maximum Number of Download Notifications',
      2000,
      null,
    ),
  },
);

export const COMMUNICATION_TUNABLES = { ...BROADCASTS, ...ofRegistry({ ...RETRIES, ...LOGINS, ...RECOVERY }) };
