namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Search spaces by name, for models that many tune.</summary>
/// <remarks>Parameters are called as the model's library calls them. Ranges are wide: a parameter that is fixed, or narrower,
/// stands beside the name and replaces this one.</remarks>
internal static class SpacePresets
{
    /// <summary>All of them, in the order in which they are documented.</summary>
    public static IReadOnlyList<SpacePreset> All { get; } =
    [
        new("xgboost", "XGBoost: `XGBClassifier`, `XGBRegressor`",
        [
            Log("learning_rate", 0.005, 0.3, "Shrinkage; small ones need many trees, and above 0.3 boosting overfits at once."),
            LogInt("n_estimators", 50, 2000, "Trees; weighs against the learning rate, so over two decades."),
            Int("max_depth", 2, 10, "Deeper trees hold more interactions; beyond 10 they memorise."),
            Log("min_child_weight", 1, 100, "The least weight in a leaf, against leaves of a few rows."),
            Uniform("subsample", 0.5, 1, "Rows for each tree; below a half trees become noise."),
            Uniform("colsample_bytree", 0.4, 1, "Columns for each tree, which makes them differ."),
            Log("reg_lambda", 0.001, 100, "L2 penalty on leaves, around its default of 1."),
            Log("reg_alpha", 0.0001, 10, "L1 penalty on leaves; its default, none, is next to the lower end."),
        ]),
        new("lightgbm", "LightGBM: `LGBMClassifier`, `LGBMRegressor`",
        [
            Log("learning_rate", 0.005, 0.3, "Shrinkage; as for xgboost."),
            LogInt("n_estimators", 50, 2000, "Trees; weighs against the learning rate."),
            LogInt("num_leaves", 8, 256, "Trees grow by leaves here: this is their complexity, not the depth."),
            LogInt("min_child_samples", 5, 200, "Rows in a leaf; the main guard against overfitting on small data."),
            Uniform("subsample", 0.5, 1, "Rows for each tree; counts only where `subsample_freq` is 1 or more: put that under `fixed`."),
            Uniform("colsample_bytree", 0.4, 1, "Columns for each tree."),
            Log("reg_lambda", 0.001, 100, "L2 penalty on leaves."),
            Log("reg_alpha", 0.0001, 10, "L1 penalty on leaves."),
        ]),
        new("random-forest", "scikit-learn: `RandomForestClassifier`, `RandomForestRegressor`",
        [
            LogInt("n_estimators", 100, 1000, "More never overfit, they only cost: it is searched for the price of a trial."),
            Uniform("max_features", 0.1, 1, "The share of columns at a split, which matters most: it decides how much trees differ."),
            LogInt("min_samples_leaf", 1, 50, "Rows in a leaf; smooths noisy targets."),
            Int("max_depth", 3, 30, "30 is as good as no limit on all but the largest data."),
            Uniform("max_samples", 0.3, 1, "The share of rows for each tree."),
        ]),
        new("extra-trees", "scikit-learn: `ExtraTreesClassifier`, `ExtraTreesRegressor`",
        [
            LogInt("n_estimators", 100, 1000, "As for random-forest."),
            Uniform("max_features", 0.1, 1, "As for random-forest; split points are random here, so larger shares do well."),
            LogInt("min_samples_leaf", 1, 50, "Random splits fit noise more readily: this smooths it."),
            Int("max_depth", 3, 30, "30 is as good as no limit on all but the largest data."),
            Choice(
                "bootstrap", "All rows for each tree is the default; samples of them help where data are noisy.",
                ParameterValue.Of(false), ParameterValue.Of(true)),
        ]),
        new("gradient-boosting", "scikit-learn: `GradientBoostingClassifier`, `GradientBoostingRegressor`",
        [
            Log("learning_rate", 0.005, 0.3, "Shrinkage; as for xgboost."),
            LogInt("n_estimators", 50, 1000, "Trees; one by one and exact, so fewer than for xgboost."),
            Int("max_depth", 2, 8, "Each level doubles the time of a tree."),
            LogInt("min_samples_leaf", 1, 50, "Rows in a leaf."),
            Uniform("subsample", 0.5, 1, "Rows for each tree: below 1 it is stochastic boosting."),
            Uniform("max_features", 0.1, 1, "The share of columns at a split."),
        ]),
        new("logistic-regression", "scikit-learn: `LogisticRegression`",
        [
            Log("C", 0.0001, 10000, "The inverse penalty: from hardly any coefficients to hardly any penalty, for standardised columns."),
            Choice(
                "penalty", "Sparse or small coefficients; take the solver `liblinear` or `saga`, which have both.",
                ParameterValue.Of("l1"), ParameterValue.Of("l2")),
        ]),
        new("ridge", "scikit-learn: `Ridge`",
        [
            Log("alpha", 0.0001, 10000, "The penalty; its size goes with the number of rows, so over eight decades."),
        ]),
        new("lasso", "scikit-learn: `Lasso`",
        [
            Log("alpha", 0.00001, 10, "The penalty for each row; above 10 all coefficients of standardised columns are 0."),
        ]),
        new("mlp", "a small neural network, such as one for MNIST",
        [
            Log("lr", 0.00001, 0.01, "The rate of Adam: above 0.01 it diverges, below 0.00001 it does not move in 10 epochs."),
            Choice(
                "batch_size", "What fills a device; a choice, so that the model need not take it for a slope.",
                ParameterValue.Of(32), ParameterValue.Of(64), ParameterValue.Of(128), ParameterValue.Of(256)),
            Int("epochs", 1, 10, "Short trials show what is worth going on with."),
        ]),
        new("llm-finetune", "fine-tuning of a language model",
        [
            Log("lr", 0.00001, 0.01, "From full fine-tuning (1e-5) to adapters such as LoRA (1e-3 and above)."),
            Choice(
                "batch_size", "Sequences in a step, by accumulation where memory is short.",
                ParameterValue.Of(32), ParameterValue.Of(64), ParameterValue.Of(128), ParameterValue.Of(256)),
            Int("epochs", 1, 10, "Few: beyond them a model forgets."),
            Uniform("weight_decay", 0, 0.1, "None to the usual 0.1."),
        ]),
    ];

    private static readonly Dictionary<string, SpacePreset> s_byName = All.ToDictionary(preset => preset.Name, StringComparer.Ordinal);

    /// <summary>The space of that name; null when there is none.</summary>
    public static SpacePreset? Find(string name) => s_byName.GetValueOrDefault(name);

    private static PresetParameter Uniform(string name, double low, double high, string why) =>
        new(new ParameterSpec { Name = name, Kind = ParameterKind.Float, Low = low, High = high }, why);

    private static PresetParameter Log(string name, double low, double high, string why) =>
        new(new ParameterSpec { Name = name, Kind = ParameterKind.Float, Low = low, High = high, Log = true }, why);

    private static PresetParameter Int(string name, double low, double high, string why) =>
        new(new ParameterSpec { Name = name, Kind = ParameterKind.Int, Low = low, High = high }, why);

    private static PresetParameter LogInt(string name, double low, double high, string why) =>
        new(new ParameterSpec { Name = name, Kind = ParameterKind.Int, Low = low, High = high, Log = true }, why);

    private static PresetParameter Choice(string name, string why, params ParameterValue[] choices) =>
        new(new ParameterSpec { Name = name, Kind = ParameterKind.Categorical, Choices = choices }, why);
}
