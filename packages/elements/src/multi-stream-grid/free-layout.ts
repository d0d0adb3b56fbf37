/** What the grid loads for the free layout. */
export { freeLayout } from '@t333/core/layout';
