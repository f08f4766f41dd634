export * from './queries';
export * from './routing';
export * from './table-projection';
