import { entry } from './entry';

/** 5000 to 5999: downloads and their acknowledgements (law 5). */
export const LSMS_ERRORS = {
  ack_gap: entry(
    5001,
    409,
    'The acknowledgement does not start where the last one ended',
    'Acknowledge from the number in `expected`, without leaving any out',
  ),
  ack_beyond_log: entry(
    5002,
    422,
    'The acknowledgement reaches beyond the last download',
    'Acknowledge no further than the last number you have read',
  ),
  ack_backwards: entry(
    5003,
    422,
    'The acknowledgement ends before it starts',
    'Send `after` at least 0 and `through` at least `after`',
  ),
  refused_number_outside_interval: entry(
    5004,
    422,
    'A refused number lies outside the acknowledged interval',
    'List refused downloads in the acknowledgement whose interval holds them',
  ),
  not_an_lsms: entry(
    5005,
    403,
    'This service provider has no LSMS',
    'Have NPAC personnel enable its LSMS in its profile',
  ),
  download_jump: entry(
    5006,
    409,
    'A download number was left out',
    'Apply nothing more: read again from the last number applied; if it is gone, load a bulk file',
  ),
  downloads_expired: entry(
    5007,
    410,
    'Downloads after this number are no longer kept',
    'Load a bulk file, then follow from its number',
  ),
} as const;
