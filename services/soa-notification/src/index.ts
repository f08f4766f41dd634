export * from './messages-for';
export * from './soa-notification';
