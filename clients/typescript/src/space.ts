import type { Value } from "./types.js";

declare const value: unique symbol;

/** One parameter of a search space; `T` is what its values are. */
export interface Parameter<T = Value | undefined> {
  readonly type: "float" | "int" | "categorical" | "ordinal" | "normal" | "lognormal";
  readonly low?: number;
  readonly high?: number;
  readonly log?: boolean;
  readonly scale?: "logit";
  readonly step?: number;
  readonly mu?: number;
  readonly sigma?: number;
  readonly choices?: readonly Value[];
  readonly when?: When;
  readonly [value]?: T;
}

/** A search space: parameters by their names. */
export type Space = Readonly<Record<string, Parameter>>;

/** What a trial's parameters hold; conditional ones may be absent. */
export type ValuesOf<S extends Space> = { [K in keyof S]: S[K] extends Parameter<infer T> ? T : never };

/** The parameter exists only where each parameter named here has the value, or one of the values. */
export type When = Readonly<Record<string, Value | readonly Value[]>>;

export interface Scale {
  /** Whether it is searched on a logarithmic scale. */
  log?: boolean;
  /** Values are low, low + step, low + 2 step, … */
  step?: number;
}

/** The scale of a probability: near 0 and near 1 it is searched as closely as between. */
export interface LogitScale {
  scale: "logit";
}

export interface Condition {
  when: When;
}

/** A number between two bounds, both inclusive. */
export function float(low: number, high: number, options?: Scale | LogitScale): Parameter<number>;
export function float(low: number, high: number, options: (Scale | LogitScale) & Condition): Parameter<number | undefined>;
export function float(low: number, high: number, options: (Scale | LogitScale) & Partial<Condition> = {}): Parameter<number | undefined> {
  return { type: "float", low, high, ...options };
}

/** A whole number between two bounds, both inclusive. */
export function int(low: number, high: number, options?: Scale): Parameter<number>;
export function int(low: number, high: number, options: Scale & Condition): Parameter<number | undefined>;
export function int(low: number, high: number, options: Scale & Partial<Condition> = {}): Parameter<number | undefined> {
  return { type: "int", low, high, ...options };
}

/** One of several values. */
export function categorical<const T extends readonly Value[]>(choices: T): Parameter<T[number]>;
export function categorical<const T extends readonly Value[]>(choices: T, options: Condition): Parameter<T[number] | undefined>;
export function categorical<const T extends readonly Value[]>(choices: T, options: Partial<Condition> = {}): Parameter<T[number] | undefined> {
  return { type: "categorical", choices, ...options };
}

/** One of several numbers or texts, which are in an order: neighbours are alike. */
export function ordinal<const T extends readonly (string | number)[]>(choices: T): Parameter<T[number]>;
export function ordinal<const T extends readonly (string | number)[]>(choices: T, options: Condition): Parameter<T[number] | undefined>;
export function ordinal<const T extends readonly (string | number)[]>(choices: T, options: Partial<Condition> = {}): Parameter<T[number] | undefined> {
  return { type: "ordinal", choices, ...options };
}

/** A number of a normal distribution. */
export function normal(mu: number, sigma: number): Parameter<number>;
export function normal(mu: number, sigma: number, options: Condition): Parameter<number | undefined>;
export function normal(mu: number, sigma: number, options: Partial<Condition> = {}): Parameter<number | undefined> {
  return { type: "normal", mu, sigma, ...options };
}

/** A number whose logarithm is of a normal distribution. */
export function logNormal(mu: number, sigma: number): Parameter<number>;
export function logNormal(mu: number, sigma: number, options: Condition): Parameter<number | undefined>;
export function logNormal(mu: number, sigma: number, options: Partial<Condition> = {}): Parameter<number | undefined> {
  return { type: "lognormal", mu, sigma, ...options };
}
