import type { Download } from '../connection';
import type { SvDownloadForm } from '../lsms/table';

const AT = '2026-01-05T14:30:00.000Z';

/** The data of an activation: number n ports the n-th telephone number of 303-555. */
export const activation = (number: number, more: Partial<SvDownloadForm> = {}): SvDownloadForm => ({
  number,
  action: 'activate',
  firstTn: String(3035550000 + number),
  lastTn: String(3035550000 + number),
  firstSvId: 1000 + number,
  spid: '2222',
  lnpType: 'lspp',
  lrn: '3035559999',
  classPointCode: null,
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: null,
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  optionalData: null,
  svType: null,
  activatedAt: AT,
  downloadReason: 'new',
  occurredAt: AT,
  ...more,
});

export const svDownload = (number: number, more: Partial<SvDownloadForm> = {}): Download => ({
  number,
  type: 'SvDownload',
  data: { ...activation(number, more) },
});
