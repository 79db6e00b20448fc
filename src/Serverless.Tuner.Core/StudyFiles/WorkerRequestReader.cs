using System.Text.Json;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads what workers ask and tell of trials.</summary>
public static class WorkerRequestReader
{
    /// <summary>The most intermediate values that a request may have.</summary>
    public const int MaxReports = 100;

    private const int MaxLease = 100;
    private const int MaxValues = 8;
    private const decimal MostUsd = 1_000_000_000;

    private static readonly OptionsClass SuggestFields = new(typeof(SuggestRequest));

    /// <summary>Reads the body of <c>POST …/trials/suggest</c>; it may be empty.</summary>
    public static (SuggestRequest? Request, IReadOnlyList<FieldError> Errors) ReadSuggest(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty
        ? (new SuggestRequest(), [])
        : DocumentReader.ReadObject(utf8, (reader, _) => (SuggestRequest)SuggestFields.Read(reader));

    /// <summary>Reads the body of <c>POST …/trials/{number}/heartbeat</c>.</summary>
    public static (HeartbeatRequest? Request, IReadOnlyList<FieldError> Errors) ReadHeartbeat(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, (reader, _) => new HeartbeatRequest(Lease(reader)));

    /// <summary>Reads the body of <c>POST …/trials/{number}/report</c>.</summary>
    public static (ReportRequest? Request, IReadOnlyList<FieldError> Errors) ReadReport(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, (reader, errors) => new ReportRequest(Lease(reader), Reports(reader, errors))
        {
            Judge = reader.Bool("judge") ?? true,
            Used = Used(reader, errors),
        });

    /// <summary>Reads the body of <c>POST …/trials/{number}/parameters</c>.</summary>
    public static (ParametersRequest? Request, IReadOnlyList<FieldError> Errors) ReadParameters(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(
            utf8, (reader, errors) => new ParametersRequest(Lease(reader), ParametersRequestReader.Read(reader, errors)));

    /// <summary>Reads the body of <c>POST …/trials/{number}/complete</c>.</summary>
    public static (CompleteRequest? Request, IReadOnlyList<FieldError> Errors) ReadComplete(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, (reader, errors) => new CompleteRequest(Lease(reader), Values(reader, errors))
        {
            CostUsd = Cost(reader),
            Metrics = Numbers(reader, "metrics"),
            Constraints = Numbers(reader, "constraints"),
            Attributes = Texts(reader, "attributes"),
            Used = Used(reader, errors),
        });

    /// <summary>Reads the body of <c>POST …/trials/{number}/prune</c>.</summary>
    public static (PruneRequest? Request, IReadOnlyList<FieldError> Errors) ReadPrune(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(
            utf8, (reader, errors) => new PruneRequest(Lease(reader))
            {
                Reason = reader.Text("reason"),
                CostUsd = Cost(reader),
                Attributes = Texts(reader, "attributes"),
                Used = Used(reader, errors),
            });

    /// <summary>Reads the body of <c>POST …/trials/{number}/fail</c>.</summary>
    public static (FailRequest? Request, IReadOnlyList<FieldError> Errors) ReadFail(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, (reader, errors) => new FailRequest(Lease(reader))
        {
            Reason = reader.Text("reason"),
            CostUsd = Cost(reader),
            Final = reader.Bool("final") ?? false,
            Attributes = Texts(reader, "attributes"),
            Used = Used(reader, errors),
        });

    private static string Lease(ObjectReader reader)
    {
        if (reader.Require("lease") is null || reader.Text("lease") is not { } lease) return "";
        if (lease.Length is 0 or > MaxLease) reader.Error("lease", $"must have 1 to {MaxLease} characters");
        return lease;
    }

    /// <summary>Reports in an array, or one whose fields stand in the body itself.</summary>
    private static ReportView[] Reports(ObjectReader reader, ErrorList errors)
    {
        if (((string[])["reports", "step", "value", "values"]).All(field => reader.Get(field) is null))
        {
            reader.Error("reports", "is required, or step and value for one");
            return [];
        }

        if (reader.Get("reports") is null) return [Report(reader, errors)];
        var reports = new List<ReportView>();
        foreach (var (item, at) in reader.Elements("reports", MaxReports, "objects with step and value") ?? [])
        {
            if (ObjectReader.Open(item, at, errors) is not { } body) continue;
            reports.Add(Report(body, errors));
            body.RejectUnknown();
        }

        return [.. reports];
    }

    private static ReportView Report(ObjectReader body, ErrorList errors)
    {
        var told = ReportReader.Read(body, errors);
        return new ReportView(told.Step, told.Value, told.CostUsd) { Values = told.Values };
    }

    private static double[] Values(ObjectReader reader, ErrorList errors)
    {
        if (reader.Get("value") is not null)
        {
            if (reader.Get("values") is not null) reader.Error("values", "stands beside value; give one of the two");
            return reader.Number("value") is { } value ? [value] : [];
        }

        var values = new List<double>();
        foreach (var (item, at) in reader.Elements("values", MaxValues, "numbers") ?? [])
        {
            if (ObjectReader.AsNumber(item) is { } value) values.Add(value);
            else errors.Add(at, $"must be a finite number, not {ObjectReader.Describe(item)}");
        }

        return [.. values];
    }

    /// <summary>Names of parameters; there may be none of them.</summary>
    private static string[]? Used(ObjectReader reader, ErrorList errors)
    {
        if (reader.Get("used") is not { } field) return null;
        if (field.ValueKind == JsonValueKind.Array && field.GetArrayLength() == 0) return [];
        var names = new List<string>();
        foreach (var (item, at) in reader.Elements("used", OpenSpace.MostParameters, "names of parameters") ?? [])
        {
            if (item.ValueKind == JsonValueKind.String) names.Add(item.GetString()!);
            else errors.Add(at, $"must be the name of a parameter, not {ObjectReader.Describe(item)}");
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    private static decimal? Cost(ObjectReader reader) => reader.Decimal("costUsd", 0, MostUsd, isAbove: false);

    private static Dictionary<string, double>? Numbers(ObjectReader reader, string field) => Read(
        reader, field, (body, name, item) =>
        {
            var number = ObjectReader.AsNumber(item);
            if (number is null) body.Error(name, $"must be a finite number, not {ObjectReader.Describe(item)}");
            return number ?? 0;
        });

    private static Dictionary<string, string>? Texts(ObjectReader reader, string field) => Read(
        reader, field, (_, _, item) => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText());

    private static Dictionary<string, T>? Read<T>(ObjectReader reader, string field, Func<ObjectReader, string, JsonElement, T> read)
    {
        if (reader.OpenMap(field) is not { } body) return null;
        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var name in body.Names)
        {
            if (body.Get(name) is { } item) items[name] = read(body, name, item);
            else body.Error(name, "must not be null; leave out what there is no value for");
        }

        return items;
    }
}
