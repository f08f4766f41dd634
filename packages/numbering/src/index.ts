export * from './brand';
export * from './instant';
export * from './lrn';
export * from './spid';
export * from './tn';
