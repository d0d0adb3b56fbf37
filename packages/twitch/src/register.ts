/**
 * Importing this teaches the registry that all elements share the sources of Twitch.
 *
 * @module
 */
import { registerTwitch } from './embed/register-twitch.ts';

registerTwitch();
