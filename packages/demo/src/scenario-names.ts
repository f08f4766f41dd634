export const SCENARIO_NAMES = ['dead-lsms', 'slow-lsms', 'refusing-lsms', 'duplicate-requests', 'restart'] as const;

export type ScenarioName = (typeof SCENARIO_NAMES)[number];
