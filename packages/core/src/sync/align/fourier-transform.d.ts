// fourier-transform ships no types. These are the parts in use; lengths are powers of two.
declare module 'fourier-transform' {
  /** @returns the magnitudes, length N/2; without `output` a view that the next call of this length overwrites */
  export default function rfft(input: ArrayLike<number>, output?: Float64Array): Float64Array;
  /** @returns real and imaginary parts, N/2 + 1 each; without `output` a view that the next call of this length overwrites */
  export function fft(
    input: ArrayLike<number>,
    output?: [re: Float64Array, im: Float64Array],
  ): [re: Float64Array, im: Float64Array];
  /** @returns the signal, length N; without `output` a view that the next call of this length overwrites */
  export function ifft(re: Float64Array, im: Float64Array, output?: Float64Array): Float64Array;
}
