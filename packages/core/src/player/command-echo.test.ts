import { expect } from 'chai';
import { CommandEcho } from './command-echo.ts';

describe('CommandEcho', () => {
  it('takes what nobody asked for to be the user’s', () => {
    expect(new CommandEcho().take('play')).to.equal('user');
  });

  it('gives an expectation once, for its own event', () => {
    const echo = new CommandEcho();
    echo.expect('pause', 'visibility');
    expect(echo.take('play')).to.equal('user');
    expect(echo.take('pause')).to.equal('visibility');
    expect(echo.take('pause')).to.equal('user');
  });

  it('takes what nobody asked for to be whose it says, and nothing else', () => {
    const echo = new CommandEcho();
    expect(echo.take('pause', 'visibility')).to.equal('visibility');
    echo.expect('pause', 'user');
    expect(echo.take('pause', 'visibility')).to.equal('user');
  });

  it('knows the player itself as an origin', () => {
    const echo = new CommandEcho();
    echo.expect('ratechange', null);
    expect(echo.take('ratechange')).to.equal(null);
  });

  it('knows a seek by its target until the next one', () => {
    const echo = new CommandEcho();
    expect(echo.originOfSeek(0)).to.equal(undefined);
    echo.expectSeek(10, 'sync');
    expect(echo.originOfSeek(10.01)).to.equal('sync');
    expect(echo.originOfSeek(10)).to.equal('sync');
    expect(echo.originOfSeek(10.2)).to.equal(undefined);
    echo.expectSeek(20, null);
    expect(echo.originOfSeek(10)).to.equal(undefined);
    expect(echo.originOfSeek(20)).to.equal(null);
  });

  it('forgets everything at once', () => {
    const echo = new CommandEcho();
    echo.expect('play', 'sync');
    echo.expectSeek(1, 'sync');
    echo.clear();
    expect(echo.take('play')).to.equal('user');
    expect(echo.originOfSeek(1)).to.equal(undefined);
  });
});
