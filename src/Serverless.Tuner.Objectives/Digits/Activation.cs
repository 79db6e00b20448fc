namespace Serverless.Tuner.Objectives.Digits;

/// <summary>The activation functions of the hidden layers.</summary>
internal enum Activation
{
    Relu,
    Tanh,
    Sigmoid,
}
