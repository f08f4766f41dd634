import { decide, viewOf } from '../testing/tunables';
import { CARRIER, expectRefused, NOW, tunableSet } from '../testing/world';
import { isTunableName, TUNABLE_NAMES, type TunableName, tunableNamed } from './catalogue';

type Row = readonly [ids: string, name: TunableName, standard: string, unit: string, range: readonly [string, string]];

/** What FRS Appendix C says of each, and for the medium timers the change orders: written down here a second time on purpose. */
const ROWS: readonly Row[] = [
  ['R5-21.1 R5-21.2 R5-21.3', 'long_initial_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_initial_concurrence_window', '3', 'business_hours', ['1', '72']],
  ['R5-21.1 R5-21.2 R5-21.4', 'short_initial_concurrence_window', '1', 'business_hours', ['1', '72']],
  ['R5-23.1 R5-23.2 R5-23.3', 'long_final_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_final_concurrence_window', '3', 'business_hours', ['1', '72']],
  ['R5-23.1 R5-23.2 RR5-52', 'short_final_concurrence_window', '1', 'business_hours', ['1', '72']],
  ['RR5-12.3 RR5-12.4 RR5-12.5', 'long_conflict_resolution_new_sp_restriction', '6', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_conflict_resolution_new_sp_restriction', '2', 'business_hours', ['1', '72']],
  ['RR5-12.3 RR5-12.5 RR5-12.6', 'short_conflict_resolution_new_sp_restriction', '6', 'business_hours', ['1', '72']],
  ['RR5-32.1 RR5-32.2 RR5-32.3', 'long_cancellation_initial_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_cancellation_initial_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['RR5-32.1 RR5-32.2 RR5-32.4', 'short_cancellation_initial_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['RR5-33.1 RR5-33.2 RR5-33.3', 'long_cancellation_final_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_cancellation_final_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['RR5-33.1 RR5-33.2 RR5-33.4', 'short_cancellation_final_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['RR5-42.3 RR5-42.4', 'long_conflict_restriction_window', '12:00', 'clock_time', ['00:00', '24:00']],
  ['N440 N441', 'medium_conflict_restriction_window', '21:00', 'clock_time', ['00:00', '24:00']],
  ['R5-45.1 R5-45.2 R5-45.3', 'conflict_expiration_window', '30', 'calendar_days', ['1', '180']],
  ['RR5-1.2 RR5-1.3', 'pending_subscription_retention', '90', 'calendar_days', ['1', '180']],
  ['R5-3.1 R5-3.2 R5-3.3', 'cancel_pending_subscription_retention', '90', 'calendar_days', ['1', '360']],
  ['R5-3.4 R5-3.5 R5-3.6', 'cancel_conflict_subscription_retention', '30', 'calendar_days', ['1', '360']],
  ['R5-2.1 R5-2.2 R5-2.3', 'old_subscription_retention', '18', 'calendar_months', ['1', '36']],
  ['N394', 'first_usage_window', '0', 'business_days', ['0', '360']],
  ['N285', 'maximum_subscription_query', '50', 'count', ['10', '150']],
  ['RR3-12.1 RR3-12.2 RR3-12.3', 'short_business_day_duration', '12', 'hours', ['1', '24']],
  ['N440 N441', 'medium_business_day_duration', '17', 'hours', ['1', '24']],
  ['RR3-12.1 RR3-12.2 RR3-12.4', 'long_business_day_duration', '12', 'hours', ['1', '24']],
  ['RR3-13.1 RR3-13.2 RR3-13.3', 'short_business_day_start_time', '07:00', 'clock_time', ['00:00', '23:59']],
  ['N440 N441', 'medium_business_day_start_time', '07:00', 'clock_time', ['00:00', '23:59']],
  ['RR3-13.1 RR3-13.2 RR3-13.4', 'long_business_day_start_time', '08:00', 'clock_time', ['00:00', '23:59']],
  ['RR3-11', 'short_business_days', 'mon,tue,wed,thu,fri', 'weekdays', ['sun', 'mon,tue,wed,thu,fri,sat,sun']],
  ['N440 N441', 'medium_business_days', 'mon,tue,wed,thu,fri', 'weekdays', ['sun', 'mon,tue,wed,thu,fri,sat,sun']],
  ['RR3-30', 'long_business_days', 'mon,tue,wed,thu,fri,sat', 'weekdays', ['sun', 'mon,tue,wed,thu,fri,sat,sun']],
  ['R5-60.3 R5-60.5', 'subscription_activation_retry_attempts', '3', 'count', ['1', '10']],
  ['R5-60.4 R5-60.6', 'subscription_activation_retry_interval', '2', 'minutes', ['1', '60']],
  ['RR5-41.5', 'subscription_modification_retry_attempts', '3', 'count', ['1', '10']],
  ['RR5-41.6', 'subscription_modification_retry_interval', '2', 'minutes', ['1', '60']],
  ['R5-68.1 R5-68.2', 'subscription_disconnect_retry_attempts', '3', 'count', ['1', '10']],
  ['R5-68.3 R5-68.4', 'subscription_disconnect_retry_interval', '2', 'minutes', ['1', '60']],
  ['R5-58.2 R5-58.3 R5-58.4', 'local_sms_activation_log_retention_period', '90', 'calendar_days', ['1', '360']],
];

/** The same for what nothing in the registry reads yet; it proves no requirement, so it names why instead. */
const UNREAD: readonly Row[] = [
  ['logs', 'local_sms_retry_attempts', '3', 'count', ['1', '10']],
  ['logs', 'local_sms_retry_interval', '2', 'minutes', ['1', '60']],
  ['logs', 'soa_retry_attempts', '3', 'count', ['1', '10']],
  ['logs', 'soa_retry_interval', '2', 'minutes', ['1', '60']],
  ['token', 'failed_login_attempts', '3', 'count', ['0', '10']],
  ['token', 'failed_login_shutdown_period', '60', 'seconds', ['0', '300']],
  ['token', 'unused_user_id_disable_period', '60', 'calendar_days', ['1', '360']],
  ['token', 'password_age_limit', '90', 'calendar_days', ['1', '360']],
  ['token', 'password_expiration_notice', '7', 'calendar_days', ['1', '30']],
  ['token', 'post_expiration_logins', '2', 'count', ['0', '10']],
  ['token', 'password_reuse_limit', '6', 'calendar_months', ['1', '36']],
  ['token', 'record_logons_after_failure', '10', 'count', ['0', '100']],
  ['token', 'non_use_disconnect', '60', 'minutes', ['1', '1440']],
  ['logs', 'maximum_number_of_download_records', '10000', 'count', ['1', '200000']],
  ['logs', 'maximum_download_duration', '60', 'minutes', ['1', '1440']],
  ['logs', 'maximum_number_of_download_notifications', '2000', 'count', ['1', '2000']],
  ['audits', 'canceled_audit_retention_period', '30', 'calendar_days', ['1', '360']],
  ['audits', 'data_integrity_sample_size', '1000', 'count', ['1', '5000']],
  ['audits', 'data_integrity_sample_frequency', '7', 'calendar_days', ['1', '90']],
  ['audits', 'subscription_query_record_limit', '50', 'count', ['1', '5000']],
  ['history', 'audit_log_retention_period', '90', 'calendar_days', ['1', '360']],
  ['history', 'error_log_retention_period', '90', 'calendar_days', ['1', '360']],
  ['history', 'history_file_data_storage', '365', 'calendar_days', ['1', '365']],
  ['usage', 'usage_log_retention', '90', 'calendar_days', ['1', '360']],
  ['keys', 'key_change_interval', '365', 'calendar_days', ['1', '365']],
  ['pooling', 'npa_nxx_x_holder_information_effective_date_window', '5', 'business_days', ['5', '360']],
];

describe.each([...ROWS, ...UNREAD])('%s: the tunable %s', (_, name, standard, unit, [least, most]) => {
  it('has its default and its unit', () => {
    expect(String(viewOf().tunable(name, null, NOW))).toBe(standard);
    expect(String(viewOf().tunable(name, 'west', NOW))).toBe(standard);
    expect(tunableNamed(name).unit).toBe(unit);
  });

  it('is changed by NPAC personnel, to the ends of its range too, and by nobody else', () => {
    for (const value of [least, most]) {
      const view = viewOf(tunableSet({ name, value }));
      expect(String(view.tunable(name, null, NOW))).toBe(value);
      expect(String(view.tunable(name, 'west', NOW))).toBe(value);
    }
    expectRefused(decide({ name, value: most, sender: CARRIER }), 'npac_only', tunableNamed(name).rule);
  });

  it('is never changed to what is no value of it', () => {
    const beyond = /^\d+$/.test(least) ? [String(Number(least) - 1), String(Number(most) + 1)] : ['1', '24:01', 'noon'];
    for (const value of [...beyond, '', 'x', '1.5', '-1', ' 5', '1e1', 'mon,mon', 'mon,', 'mon,xxx']) {
      expectRefused(decide({ name, value }), 'tunable_out_of_range', tunableNamed(name).rule, 'value');
    }
  });
});

/** Every row of FRS Appendix C, table by table: what is missing in the catalogue is missing here only by mistake. */
const APPENDIX_C: Readonly<Record<string, readonly string[]>> = {
  'C-1': [
    ...['Long Initial Concurrence Window', 'Long Final Concurrence Window'],
    ...['Short Initial Concurrence Window', 'Short Final Concurrence Window'],
    ...['Conflict Expiration Window', 'Maximum Subscription Query', 'Pending Subscription Retention'],
    'Conflict Restriction Window',
    'Long Conflict Resolution New Service Provider Restriction',
    'Short Conflict Resolution New Service Provider Restriction',
    ...['Long Cancellation-Initial Concurrence Window', 'Short Cancellation-Initial Concurrence Window'],
    ...['Long Cancellation-Final Concurrence Window', 'Short Cancellation-Final Concurrence Window'],
    ...[
      'Old Subscription Retention',
      'Cancel-Pending Subscription Retention',
      'Cancel-Conflict Subscription Retention',
    ],
    ...['Short Business Day Duration', 'Long Business Day Duration'],
    ...['Short Business Day Start Time', 'Long Business Day Start Time', 'Short Business Days', 'Long Business Days'],
  ],
  'C-2': [
    ...['Subscription Activation Retry Attempts', 'Subscription Activation Retry Interval'],
    ...['Subscription Modification Retry Attempts', 'Subscription Modification Retry Interval'],
    ...['Subscription Disconnect Retry Attempts', 'Subscription Disconnect Retry Interval'],
    ...['Local SMS Retry Attempts', 'Local SMS Retry Interval', 'SOA Retry Attempts', 'SOA Retry Interval'],
    ...['Failed Login Attempts', 'Failed Login Shutdown Period', 'Unused User Id Disable Period'],
    ...['Password Age Limit', 'Password Expiration Notice', 'Post Expiration Logins', 'Password Reuse Limit'],
    ...['Record Logons After Failure', 'Non-Use Disconnect'],
    ...['Maximum Number of Download Records', 'Maximum Download Duration', 'Maximum Number of Download Notifications'],
  ],
  'C-3': [
    ...['Canceled Audit Retention Period', 'Data Integrity Sample Size', 'Data Integrity Sample Frequency'],
    'Subscription Query Record Limit',
  ],
  'C-4': [
    ...['Local SMS Activation Log Retention Period', 'Audit Log Retention Period', 'Error Log Retention Period'],
    ...['History File Data Storage', 'Usage Log Retention'],
  ],
  'C-5': ['Key Change Interval'],
  'C-6': ['NPA-NXX-X Holder Information Effective Date Window'],
};

describe('the catalogue', () => {
  const titles = TUNABLE_NAMES.map((name) => tunableNamed(name).title);

  it.each(Object.entries(APPENDIX_C))('has every row of table %s, once', (_, rows) => {
    for (const row of rows) expect([row, titles.filter((title) => title === row)]).toEqual([row, [row]]);
  });

  it('has nothing else but the medium tunables of the one-day ports and the window of first usage', () => {
    const known = Object.values(APPENDIX_C).flat();
    const own = titles.filter((title) => !known.includes(title) && !title.startsWith('Medium '));
    expect([known.length, own]).toEqual([56, ['First Usage Effective Date Window']]);
  });

  it('is all in the tables of this test, by whether something reads it', () => {
    const named = (rows: readonly Row[]) => rows.map(([, name]) => name).sort();
    const effective = (name: TunableName) => tunableNamed(name).noEffect === null;
    expect(named(ROWS)).toEqual(TUNABLE_NAMES.filter(effective).sort());
    expect(named(UNREAD)).toEqual(TUNABLE_NAMES.filter((name) => !effective(name)).sort());
    expect(isTunableName('toString')).toBe(false);
  });

  it('says why nothing reads what nothing reads', () => {
    for (const [why, name] of UNREAD) expect(tunableNamed(name).noEffect).toContain(why);
  });
});
