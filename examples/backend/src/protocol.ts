// All that the back end shares with the client.
export * from '../../../packages/core/src/protocol/index.ts';
