namespace Serverless.Tuner.Objectives.Digits;

/// <summary>The hyperparameters of one training; a parameter that the study does not name has the default given here.</summary>
internal sealed record DigitsOptions
{
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Units of each hidden layer.</summary>
    public int HiddenUnits { get; init; } = 32;

    /// <summary>Hidden layers.</summary>
    public int Layers { get; init; } = 1;

    public Activation Activation { get; init; } = Activation.Relu;

    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Sgd;

    /// <summary>The momentum of sgd, and of no other optimizer.</summary>
    public double Momentum { get; init; }

    /// <summary>The weight of ½·Σw² in the loss.</summary>
    public double L2 { get; init; }

    /// <summary>Images for each step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The share of hidden units that a training step leaves out.</summary>
    public double Dropout { get; init; }

    /// <summary>Passes over the training images.</summary>
    public int Epochs { get; init; } = 20;

    public static DigitsOptions From(string objective, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var defaults = new DigitsOptions();
        var reader = new ParameterReader(objective, parameters);
        var options = new DigitsOptions
        {
            LearningRate = reader.Float("learningRate", defaults.LearningRate, low: 0, high: 1e6),
            HiddenUnits = reader.Int("hiddenUnits", defaults.HiddenUnits, low: 1, high: 4096),
            Layers = reader.Int("layers", defaults.Layers, low: 1, high: 10),
            Activation = reader.Choice("activation", defaults.Activation),
            Optimizer = reader.Choice("optimizer", defaults.Optimizer),
            Momentum = reader.Float("momentum", defaults.Momentum, low: 0, high: 1),
            L2 = reader.Float("l2", defaults.L2, low: 0, high: 1e6),
            BatchSize = reader.Int("batchSize", defaults.BatchSize, low: 1, high: int.MaxValue),
            Dropout = reader.Float("dropout", defaults.Dropout, low: 0, high: 0.99),
            Epochs = reader.Int("epochs", defaults.Epochs, low: 1, high: 100_000),
        };
        reader.RejectUnknown();
        return options;
    }

    public IOptimizer CreateOptimizer(int length) => Optimizer switch
    {
        OptimizerKind.Adam => AdaptiveOptimizer.Adam(length, LearningRate),
        OptimizerKind.RmsProp => AdaptiveOptimizer.RmsProp(length, LearningRate),
        _ => new SgdOptimizer(length, LearningRate, Momentum),
    };
}
