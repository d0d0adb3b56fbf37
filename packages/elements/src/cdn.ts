/** What a page without a bundler gets: every element registered, and the classes by name. */
import './define.ts';

export * from './index.ts';
