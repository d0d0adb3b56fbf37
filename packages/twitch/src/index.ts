/**
 * In preparation: this package will add Twitch's players, chat and API to the wall. Today it exports nothing.
 *
 * @module
 */
