export * from './acknowledgements';
export * from './lsms-broadcast';
