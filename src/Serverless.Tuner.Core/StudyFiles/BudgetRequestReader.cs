using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads what a shared budget is to be.</summary>
public static class BudgetRequestReader
{
    private const int MostWebhooks = 8;
    private static readonly OptionsClass Fields = new(typeof(BudgetRequest), onlyScalars: true);

    /// <summary>Reads the body of <c>PUT budgets/{name}</c>.</summary>
    public static (BudgetRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, (reader, errors) =>
        {
            var request = (BudgetRequest)Fields.Read(reader) with { Period = ReadPeriod(reader), Notify = ReadNotify(reader, errors) };
            if (request.LimitUsd > 0 && Money.Limit(request.LimitUsd) == Money.Zero)
                reader.Error("limitUsd", $"is below {Money.Least.Usd}, the least amount that is counted");
            return request;
        });

    private static BudgetPeriod ReadPeriod(ObjectReader reader) =>
        reader.Choice("period", "none", "week", "month") is { } period ? Enum.Parse<BudgetPeriod>(period, ignoreCase: true) : default;

    private static BudgetNotifySpec[]? ReadNotify(ObjectReader reader, ErrorList errors)
    {
        if (reader.Elements("notify", MostWebhooks, "webhooks") is not { } elements) return null;
        var read = elements.Select(e => ObjectReader.Open(e.Item, e.At, errors) is { } one ? ReadWebhook(one) : null);
        return [.. read.OfType<BudgetNotifySpec>()];
    }

    private static BudgetNotifySpec ReadWebhook(ObjectReader body)
    {
        body.Require("url");
        var spec = new BudgetNotifySpec
        {
            Url = HttpObjectiveParser.ReadUrl(body) ?? "",
            Secret = HttpObjectiveParser.ReadSecretName(body),
        };
        body.RejectUnknown();
        return spec;
    }
}
