export { localize, registerLocale, type Messages } from './localize.ts';
