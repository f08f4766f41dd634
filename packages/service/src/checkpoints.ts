/** In the store: position of the last event that relay has published, at most. */
export const RELAY_CHECKPOINT = 'relay';
