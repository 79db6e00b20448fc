namespace Serverless.Tuner.Objectives.Digits;

/// <summary>How gradients move the weights.</summary>
internal enum OptimizerKind
{
    Sgd,
    RmsProp,
    Adam,
}
