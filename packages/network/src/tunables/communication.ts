import { numbers } from './values';

// Communication and log tunables that bear on subscription versions: FRS Appendix C, tables C-2 and C-4. Attempts and interval
// together are how long an LSMS has to answer: on a log nothing is sent twice (docs/adr/005-response-window.md).

const attempts = numbers('count', 1, 10);
const interval = numbers('minutes', 1, 60);

export const COMMUNICATION_TUNABLES = {
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
  local_sms_activation_log_retention_period: numbers('calendar_days', 1, 360)(
    'Local SMS Activation Log Retention Period',
    90,
    'R5-58.3',
    ['R5-58.2', 'R5-58.4'],
  ),
};
