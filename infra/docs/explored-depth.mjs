/** How many moves the explorer goes from its beginnings unless it is told otherwise: ten seconds on two idle cores. */
export const DEPTH = 4;
