export * from './calendar';
export * from './clock-time';
export * from './date-windows';
export * from './region';
