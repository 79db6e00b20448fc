import type { Space } from "./space.js";

/** What the trials of one call of `optimize` have in common. */
export class Session {
  readonly #declared = new Map<string, { parameter: string; position: number }>();

  /** @param path where the study is
   * @param isOpen whether its parameters are found while it runs */
  constructor(
    readonly path: string,
    readonly isOpen: boolean,
    readonly leaseSeconds: number,
  ) {}

  /** How many declarations of parameters have been answered. */
  get known(): number {
    return this.#declared.size;
  }

  /** The server has taken these declarations. */
  learn(declared: Space): void {
    for (const [name, parameter] of Object.entries(declared)) {
      if (!this.#declared.has(name)) this.#declared.set(name, { parameter: JSON.stringify(parameter), position: this.known });
    }
  }

  /** Whether a parameter was declared like this among the first so many. */
  knew(name: string, parameter: string, known: number): boolean {
    const declared = this.#declared.get(name);
    return declared !== undefined && declared.position < known && declared.parameter === parameter;
  }
}
