import type { Poll, Prediction } from 'ts-twitch-api';
import { Refused } from '../refused.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

function getSchedule(call: HelixCall): object {
  const channelId = call.one('broadcaster_id');
  const user = call.world.findUser({ id: channelId });
  const all = call.world.schedules.get(channelId) ?? [];
  if (!user || all.length === 0) throw new Refused(404, 'The broadcaster has not created a streaming schedule.');
  const ids = call.list('id');
  const fromMs = Date.parse(call.query.get('start_time') ?? '') || call.world.clock.wallTime();
  const rows = all.filter(({ id, end_time }) => (ids.length > 0 ? ids.includes(id) : Date.parse(end_time) > fromMs));
  const { data, pagination } = call.page(rows, { default: 20, max: 25 });
  return {
    data: {
      segments: data,
      broadcaster_id: user.id,
      broadcaster_name: user.display_name,
      broadcaster_login: user.login,
      vacation: null,
    },
    pagination,
  };
}

/** The broadcaster that a body names, who has to be the caller. */
function ownField(call: HelixCall) {
  const id = call.text('broadcaster_id');
  if (id !== call.token.userId) {
    throw new Refused(401, "The ID in broadcaster_id must match the user ID found in the request's OAuth token.");
  }
  const { login, display_name } = call.world.user({ id });
  return { broadcaster_id: id, broadcaster_name: display_name, broadcaster_login: login };
}

/** Those of the caller; with ids, only these, all of which there have to be. */
function list<Row extends { id: string }>(call: HelixCall, rows: Map<string, Row[]>, maxIds: number, maxPage: number) {
  const all = rows.get(call.own('broadcaster_id')) ?? [];
  const ids = call.list('id', maxIds);
  const found = ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
  if (found.length < ids.length) throw new Refused(404, 'None of the IDs was found');
  return call.page(found, { default: 20, max: maxPage });
}

function put<Row extends { status: string }>(rows: Map<string, Row[]>, broadcasterId: string, row: Row): object {
  const all = rows.get(broadcasterId) ?? [];
  if (all.some(({ status }) => status === 'ACTIVE' || status === 'LOCKED')) {
    throw new Refused(400, 'The broadcaster has one that is active already');
  }
  rows.set(broadcasterId, [row, ...all]);
  return { data: [row] };
}

function change<Row extends { id: string }>(call: HelixCall, rows: Map<string, Row[]>): Row {
  const { broadcaster_id } = ownField(call);
  const row = rows.get(broadcaster_id)?.find(({ id }) => id === call.text('id'));
  if (!row) throw new Refused(404, 'The ID was not found');
  return row;
}

/** @throws Refused 400 unless there are between two and `max` titles */
function titles(call: HelixCall, name: string, max: number): string[] {
  const given = call.fields[name];
  if (!Array.isArray(given) || given.length < 2 || given.length > max) {
    throw new Refused(400, `The parameter "${name}" was malformed: there must be between 2 and ${max}`);
  }
  return given.map((one: { title: string }) => one.title);
}

/** Seconds. @throws Refused 400 if out of range */
function seconds(call: HelixCall, name: string, min: number): number {
  const value = Number(call.fields[name]);
  if (value >= min && value <= 1800) return value;
  throw new Refused(400, `The parameter "${name}" was malformed: the value must be between ${min} and 1800`);
}

function createPoll(call: HelixCall): object {
  const owner = ownField(call);
  const { world } = call;
  const choices = titles(call, 'choices', 5).map((title) => ({
    id: world.newId(),
    title,
    votes: 0,
    channel_points_votes: 0,
    bits_votes: 0,
  }));
  const poll: Poll = {
    id: world.newId(),
    ...owner,
    title: call.text('title'),
    choices,
    bits_voting_enabled: false,
    bits_per_vote: 0,
    channel_points_voting_enabled: Boolean(call.fields['channel_points_voting_enabled']),
    channel_points_per_vote: Number(call.fields['channel_points_per_vote'] ?? 0),
    status: 'ACTIVE',
    duration: seconds(call, 'duration', 15),
    started_at: world.timestamp(),
    ended_at: null,
  };
  return put(world.polls, owner.broadcaster_id, poll);
}

function endPoll(call: HelixCall): object {
  const poll = change(call, call.world.polls);
  const status = call.text('status');
  if (status !== 'TERMINATED' && status !== 'ARCHIVED') throw new Refused(400, 'The value in status is not valid');
  if (poll.status !== 'ACTIVE') throw new Refused(400, 'The poll is not active');
  return { data: [Object.assign(poll, { status, ended_at: call.world.timestamp() })] };
}

function createPrediction(call: HelixCall): object {
  const owner = ownField(call);
  const { world } = call;
  const prediction: Prediction = {
    id: world.newId(),
    ...owner,
    title: call.text('title'),
    winning_outcome_id: null,
    outcomes: titles(call, 'outcomes', 10).map((title, index) => ({
      id: world.newId(),
      title,
      users: 0,
      channel_points: 0,
      top_predictors: null,
      color: index === 0 ? 'BLUE' : 'PINK',
    })),
    prediction_window: seconds(call, 'prediction_window', 30),
    status: 'ACTIVE',
    created_at: world.timestamp(),
    ended_at: null,
    locked_at: null,
  };
  return put(world.predictions, owner.broadcaster_id, prediction);
}

function endPrediction(call: HelixCall): object {
  const prediction = change(call, call.world.predictions);
  const status = call.text('status');
  if (prediction.status !== 'ACTIVE' && prediction.status !== 'LOCKED') {
    throw new Refused(400, 'The prediction is not active');
  }
  const now = call.world.timestamp();
  if (status === 'LOCKED') return { data: [Object.assign(prediction, { status, locked_at: now })] };
  if (status === 'CANCELED') return { data: [Object.assign(prediction, { status, ended_at: now })] };
  if (status !== 'RESOLVED') throw new Refused(400, 'The value in status is not valid');
  const winning_outcome_id = call.text('winning_outcome_id');
  if (!prediction.outcomes.some(({ id }) => id === winning_outcome_id))
    throw new Refused(404, 'The outcome was not found');
  return { data: [Object.assign(prediction, { status, ended_at: now, winning_outcome_id })] };
}

const polls = { token: 'user', path: '/polls' } as const;
const predictions = { token: 'user', path: '/predictions' } as const;
const POLLS = ['channel:manage:polls'];
const PREDICTIONS = ['channel:manage:predictions'];

export const EVENT_ENDPOINTS: readonly HelixEndpoint[] = [
  { method: 'GET', path: '/schedule', run: getSchedule },
  {
    ...polls,
    method: 'GET',
    scopes: ['channel:read:polls', ...POLLS],
    run: (call) => list(call, call.world.polls, 20, 20),
  },
  { ...polls, method: 'POST', scopes: POLLS, run: createPoll },
  { ...polls, method: 'PATCH', scopes: POLLS, run: endPoll },
  {
    ...predictions,
    method: 'GET',
    scopes: ['channel:read:predictions', ...PREDICTIONS],
    run: (call) => list(call, call.world.predictions, 25, 25),
  },
  { ...predictions, method: 'POST', scopes: PREDICTIONS, run: createPrediction },
  { ...predictions, method: 'PATCH', scopes: PREDICTIONS, run: endPrediction },
];
