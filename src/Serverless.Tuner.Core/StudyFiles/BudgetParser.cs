using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads a study file's budget.</summary>
internal static class BudgetParser
{
    private static readonly OptionsClass Fields = new(typeof(BudgetSpec));

    public static BudgetSpec? Read(ObjectReader reader)
    {
        if (reader.Open("budget") is not { } body) return null;
        var spec = (BudgetSpec)Fields.ReadAll(body);
        if (spec.UsdPerTrial > spec.LimitUsd && spec.LimitUsd > 0)
            body.Error("limitUsd", $"is less than one trial costs, {spec.UsdPerTrial}: not one would be started");
        if (spec.ExpectedUsd > spec.LimitUsd && spec.LimitUsd > 0)
            body.Error("expectedUsd", $"is more than limitUsd, {spec.LimitUsd}: not one trial would be started");
        return spec;
    }
}
