import { expect } from 'chai';
import { abortError, T333Error } from './errors.ts';

describe('T333Error', () => {
  it('is an Error with a code', () => {
    const cause = new TypeError('below');
    const error = new T333Error('http', 'HTTP 500', { cause, retryable: true });
    expect(error).to.be.instanceOf(Error);
    expect({ ...error, message: error.message, cause: error.cause }).to.include({
      code: 'http',
      retryable: true,
      message: 'HTTP 500',
      cause,
    });
    expect(String(error)).to.equal('T333Error: HTTP 500');
  });

  it('is not retryable, and has no cause, unless it is told', () => {
    const error = new T333Error('cors', 'refused');
    expect(error.retryable).to.equal(false);
    expect('cause' in error).to.equal(false);
    expect('cause' in new T333Error('cors', 'refused', { cause: undefined })).to.equal(true);
  });
});

describe('abortError', () => {
  it('keeps the reason', () => {
    expect(abortError('reason')).to.include({ code: 'aborted', cause: 'reason' });
  });
});
