export { T333Error, type T333ErrorCode, type T333ErrorOptions } from './errors.ts';
