import { numbers, withoutEffect } from './values';

// Block tunables: FRS Appendix C, table C-6. There is no pooling yet.

export const BLOCK_TUNABLES = withoutEffect('there is no number pooling yet', {
  npa_nxx_x_holder_information_effective_date_window: numbers('business_days', 5, 360)(
    'NPA-NXX-X Holder Information Effective Date Window',
    5,
    'RR3-98',
    ['RR3-90', 'RR3-91'],
  ),
});
