using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads a study file's budget.</summary>
internal static class BudgetParser
{
    public static BudgetSpec? Read(ObjectReader reader, ErrorList errors)
    {
        if (reader.Get("budget") is not { } element) return null;
        var pointer = reader.PointerTo("budget");
        if (ObjectReader.Open(element, pointer, errors) is not { } body) return null;
        body.Require("limitUsd");
        var spec = new BudgetSpec
        {
            LimitUsd = body.Usd("limitUsd") ?? 0,
            UsdPerHour = body.Usd("usdPerHour"),
            UsdPerTrial = body.Usd("usdPerTrial"),
            Functions = ReadFunctionsMeter(body, errors),
            Reported = body.IsTrue("reported"),
            ExpectedUsd = body.Usd("expectedUsd"),
            Policy = body.Choice("policy", "strict", "expected") == "expected" ? BudgetPolicy.Expected : BudgetPolicy.Strict,
        };
        if (spec.UsdPerTrial > spec.LimitUsd && spec.LimitUsd > 0) body.Error("limitUsd", $"is less than one trial costs, {spec.UsdPerTrial}: not one would be started");
        if (spec.ExpectedUsd > spec.LimitUsd && spec.LimitUsd > 0) body.Error("expectedUsd", $"is more than limitUsd, {spec.LimitUsd}: not one trial would be started");
        body.RejectUnknown();
        return spec;
    }

    private static FunctionsMeterSpec? ReadFunctionsMeter(ObjectReader budget, ErrorList errors)
    {
        if (budget.Get("functions") is not { } element) return null;
        if (ObjectReader.Open(element, budget.PointerTo("functions"), errors) is not { } body) return null;
        body.Require("memoryGb");
        var memory = body.Positive("memoryGb", 1024);
        if (memory is { } size && (decimal)size == 0) body.Error("memoryGb", "is too small");
        var spec = new FunctionsMeterSpec
        {
            MemoryGb = (decimal)(memory ?? 0),
            UsdPerGbSecond = body.Usd("usdPerGbSecond") ?? FunctionsMeterSpec.ListUsdPerGbSecond,
            UsdPerExecution = body.Usd("usdPerExecution", allowZero: true) ?? FunctionsMeterSpec.ListUsdPerExecution,
        };
        body.RejectUnknown();
        return spec;
    }
}
