export * from './copied';
export * from './embedded-broker';
