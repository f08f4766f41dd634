export * from './calendar';
export * from './clock-time';
export * from './date-windows';
export { holidaysOfYear, type KeptHoliday } from './holidays';
export * from './parse-regions';
export * from './region';
export * from './regions';
