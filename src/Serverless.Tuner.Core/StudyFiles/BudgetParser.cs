using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads a study file's budget.</summary>
internal static class BudgetParser
{
    private static readonly OptionsClass Fields = new(typeof(BudgetSpec));

    /// <param name="reader">The study file.</param>
    /// <param name="app">What the app says of budgets that name no meter, and of the memory of its instances.</param>
    public static BudgetSpec? Read(ObjectReader reader, StudyDefaults app)
    {
        if (reader.Open("budget") is not { } body) return null;
        var before = reader.ErrorCount;
        var spec = (BudgetSpec)Fields.ReadAll(body);
        if (reader.ErrorCount > before) return spec;
        if (spec is { LimitUsd: null, Group: null })
            body.Error("limitUsd", "is required, unless `group` names a budget that studies share");
        if (spec.Group is { } group && StudyName.TryParse(group) is null)
            body.Error("group", "is not the name of a budget: 1 to 128 letters, digits, '.', '_' or '-', the first a letter or digit");
        if (spec.LimitUsd is { } limit && Money.Limit(limit) == Money.Zero)
            body.Error("limitUsd", $"is below {Money.Least.Usd}, the least amount that is counted");
        if (spec.UsdPerTrial > spec.LimitUsd && spec.LimitUsd > 0)
            body.Error("limitUsd", $"is less than one trial costs, {spec.UsdPerTrial}: not one would be started");
        if (spec.ExpectedUsd > spec.LimitUsd && spec.LimitUsd > 0)
            body.Error("expectedUsd", $"is more than limitUsd, {spec.LimitUsd}: not one trial would be started");
        return WithMeter(reader, spec, reader.ErrorCount == before, app);
    }

    /// <summary>The budget with the app's own meter where it names none, and with the memory of the app's instances.</summary>
    private static BudgetSpec WithMeter(ObjectReader reader, BudgetSpec spec, bool isRight, StudyDefaults app)
    {
        var isMetered = spec is not { UsdPerHour: null, UsdPerTrial: null, Functions: null, Flex: null, Reported: false };
        if (!isMetered && app.MetersByFlex) spec = spec with { Flex = new FlexMeterSpec() };
        else if (!isMetered && isRight)
            reader.Error(
                "budget",
                "names no meter, so nothing would ever count: give usdPerHour, usdPerTrial, functions or flex, or \"reported\": true for "
                + "what the objective reports");
        return spec.Flex is { MemoryGb: null } flex ? spec with { Flex = flex with { MemoryGb = app.FlexMemoryGb } } : spec;
    }
}
