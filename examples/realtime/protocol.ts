/** The source, so that nothing has to be built first. In a project of yours, it is `@t333/core/protocol`. */
export * from '../../packages/core/src/protocol/index.ts';
