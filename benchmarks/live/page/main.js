/** Plays what it is told with one contender, and watches. What was seen stands in `watched` until it is fetched. */
import { Watcher } from './watcher.js';

const run = new URLSearchParams(location.search).get('run');

const play = await (await fetch(`/cell?run=${run}`)).json();
const { create } = await import(new URL(`${play.contender}.js`, location.href).href);
const stage = document.querySelector('.stage');
stage.classList.toggle('wall', play.urls.length > 1);
const contender = create({ stage, ...play });
globalThis.contender = contender;
globalThis.watched = new Watcher(contender);
