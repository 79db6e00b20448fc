namespace Serverless.Tuner.Objectives.Digits;

/// <summary>An image of 8 × 8 grey values in [0, 1], and the digit that it shows.</summary>
internal sealed record DigitImage(double[] Pixels, int Label);
