/** Lines as Twitch sends them, always the same ones: mostly messages, with all their tags. */

/** A small generator with a seed, so that every run parses the same (mulberry32). */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS =
  'the a that was so good Kappa PogChamp LUL why is he still there gg nice 🦊 ähm https://t333.example/clip @ann wow'.split(
    ' ',
  );

export function makeLines(count) {
  const random = randomOf(333);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const hex = (length) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  const uuid = () => [8, 4, 4, 4, 12].map(hex).join('-');
  const number = (digits) => String(Math.floor(random() * 10 ** digits));
  return Array.from({ length: count }, (_, index) => {
    const login = `viewer_${number(6)}`;
    const room = number(8);
    const time = String(1_700_000_000_000 + index * 7);
    const text = Array.from({ length: 1 + Math.floor(random() * 14) }, () => pick(WORDS)).join(' ');
    const kind = random();
    const person = `badge-info=subscriber/${number(2)};badges=subscriber/${number(2)},premium/1;color=#${hex(6).toUpperCase()};display-name=${login.toUpperCase()}`;
    const state = `first-msg=0;flags=;id=${uuid()};mod=0;returning-chatter=0;room-id=${room};subscriber=1;tmi-sent-ts=${time};turbo=0;user-id=${number(9)};user-type=`;
    const source = `:${login}!${login}@${login}.tmi.twitch.tv`;
    if (kind < 0.85) {
      const emotes = random() < 0.4 ? '25:0-4/305954156:6-13' : '';
      const reply =
        random() < 0.1
          ? `reply-parent-display-name=Ann;reply-parent-msg-body=${text.replaceAll(' ', '\\s')};reply-parent-msg-id=${uuid()};reply-parent-user-id=${number(9)};reply-parent-user-login=ann;`
          : '';
      return `@${person};emotes=${emotes};${reply}${state} ${source} PRIVMSG #channel :${text}`;
    }
    if (kind < 0.9)
      return `@${person};emotes=;login=${login};msg-id=resub;msg-param-cumulative-months=${number(2)};msg-param-months=0;msg-param-should-share-streak=0;msg-param-sub-plan-name=Channel\\sSubscription;msg-param-sub-plan=1000;system-msg=${login}\\ssubscribed\\sat\\sTier\\s1.\\sThey've\\ssubscribed\\sfor\\s12\\smonths!;${state} :tmi.twitch.tv USERNOTICE #channel :${text}`;
    if (kind < 0.94)
      return `@ban-duration=600;room-id=${room};target-user-id=${number(9)};tmi-sent-ts=${time} :tmi.twitch.tv CLEARCHAT #channel :${login}`;
    if (kind < 0.99) return `${source} ${pick(['JOIN', 'PART'])} #channel`;
    return 'PING :tmi.twitch.tv';
  });
}
