export { type DownloadText, type RouteChange, RouteChangeError, routeChangeOf } from './change';
export * from './entry';
export * from './routing-table';
