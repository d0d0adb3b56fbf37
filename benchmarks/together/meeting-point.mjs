/** Where pages wait for each other. */
export class MeetingPoint {
  #count;
  /** @type {Map<string, PromiseWithResolvers<void> & { arrived: number }>} */
  #places = new Map();

  /** @param {number} count of those who are waited for */
  constructor(count) {
    this.#count = count;
  }

  /** @returns {Promise<void>} when all have come to the place of this name */
  arrive(name) {
    const place = this.#places.get(name) ?? { ...Promise.withResolvers(), arrived: 0 };
    this.#places.set(name, place);
    if (++place.arrived === this.#count) place.resolve();
    return place.promise;
  }

  /** Nobody else will come. */
  cancel() {
    for (const { reject, promise } of this.#places.values()) {
      promise.catch(() => {});
      reject(new Error('The other page is gone.'));
    }
  }
}
