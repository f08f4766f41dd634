/** How many moves the explorer goes from its beginnings unless it is told otherwise. Ends within 20 seconds on two idle cores. */
export const DEPTH = 5;
