// A neural network with one hidden layer, in plain JavaScript: what is tuned here.

/** Numbers between 0 and 1 that are the same each time. */
export function randomNumbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Network {
  /** @param {{ lr: number, units: number, decay: number, optimizer: "sgd" | "adam", momentum?: number }} options */
  constructor(inputs, outputs, options, random) {
    this.options = options;
    this.random = random;
    this.layers = [this.#layer(inputs, options.units), this.#layer(options.units, outputs)];
    this.steps = 0;
  }

  #layer(inputs, outputs) {
    const size = (inputs + 1) * outputs;
    const scale = Math.sqrt(6 / (inputs + outputs));
    const weights = Float64Array.from({ length: size }, (_, i) => (i < inputs * outputs ? (2 * this.random() - 1) * scale : 0));
    return { inputs, outputs, weights, gradient: new Float64Array(size), first: new Float64Array(size), second: new Float64Array(size) };
  }

  #forward({ inputs, outputs, weights }, x) {
    const y = new Float64Array(outputs);
    for (let o = 0; o < outputs; o++) {
      let sum = weights[inputs * outputs + o];
      for (let i = 0; i < inputs; i++) sum += weights[o * inputs + i] * x[i];
      y[o] = sum;
    }
    return y;
  }

  #run(x) {
    const hidden = this.#forward(this.layers[0], x).map((v) => Math.max(0, v));
    const scores = this.#forward(this.layers[1], hidden);
    const top = Math.max(...scores);
    const exps = scores.map((v) => Math.exp(v - top));
    const sum = exps.reduce((a, b) => a + b);
    return { hidden, chances: exps.map((v) => v / sum) };
  }

  #learn({ inputs, outputs, weights, gradient }, x, delta) {
    const back = new Float64Array(inputs);
    for (let o = 0; o < outputs; o++) {
      gradient[inputs * outputs + o] += delta[o];
      for (let i = 0; i < inputs; i++) {
        back[i] += weights[o * inputs + i] * delta[o];
        gradient[o * inputs + i] += delta[o] * x[i];
      }
    }
    return back;
  }

  #step({ weights, gradient, first, second }, rows) {
    const { lr, decay, optimizer, momentum = 0 } = this.options;
    const [b1, b2] = [1 - 0.9 ** this.steps, 1 - 0.999 ** this.steps];
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i] / rows + decay * weights[i];
      if (optimizer === "sgd") {
        first[i] = momentum * first[i] - lr * g;
        weights[i] += first[i];
      } else {
        first[i] = 0.9 * first[i] + 0.1 * g;
        second[i] = 0.999 * second[i] + 0.001 * g * g;
        weights[i] -= (lr * (first[i] / b1)) / (Math.sqrt(second[i] / b2) + 1e-8);
      }
    }
    gradient.fill(0);
  }

  /** Learns from all rows once, 32 at a time. */
  epoch(rows) {
    const order = rows.map((row) => [this.random(), row]).sort(([a], [b]) => a - b).map(([, row]) => row);
    for (let start = 0; start < order.length; start += 32) {
      const batch = order.slice(start, start + 32);
      for (const { x, label } of batch) {
        const { hidden, chances } = this.#run(x);
        chances[label] -= 1;
        const back = this.#learn(this.layers[1], hidden, chances);
        this.#learn(this.layers[0], x, back.map((v, i) => (hidden[i] > 0 ? v : 0)));
      }
      this.steps++;
      for (const layer of this.layers) this.#step(layer, batch.length);
    }
  }

  /** The part of the rows that it takes for something else. */
  error(rows) {
    const wrong = rows.filter(({ x, label }) => {
      const { chances } = this.#run(x);
      return chances.indexOf(Math.max(...chances)) !== label;
    });
    return wrong.length / rows.length;
  }
}
