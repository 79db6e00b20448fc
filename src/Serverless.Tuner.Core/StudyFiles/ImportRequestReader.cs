using System.Text;
using System.Text.Json;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads the body of <c>POST studies/{name}/import</c>: first what it says beside its trials, then these, which must be trials of
/// the study that the first has told.</summary>
public static class ImportRequestReader
{
    /// <summary>The largest body, in bytes.</summary>
    public const int MaxBytes = StudySpecParser.MaxBytes;

    /// <summary>The most trials of a part.</summary>
    public const int MostTrials = 1_000;

    private const int MostInAll = 1_000_000;
    private const int LongestImport = 128;
    private const string Trials = "trials";

    /// <summary>Reads what stands beside the trials.</summary>
    public static (ImportHead? Head, IReadOnlyList<FieldError> Errors) ReadHead(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, (reader, errors) =>
        {
            foreach (var field in (string[])["import", "of", Trials]) reader.Require(field);
            var (id, of, first) = (reader.Text("import") ?? "", reader.Int("of", 1, MostInAll) ?? 1, reader.Int("first", 0, MostInAll)
                ?? 0);
            if (id.Length > LongestImport || id.Any(char.IsControl) || (id.Length == 0 && reader.Get("import") is not null))
                reader.Error("import", $"must have 1 to {LongestImport} characters, and no control characters");
            var count = reader.Elements(Trials, MostTrials, Trials)?.Count ?? 0;
            if (first + count > of && reader.Get("of") is not null)
                reader.Error(Trials, $"end with number {first + count - 1}, but the import has {of} in all");
            return new ImportHead(new StudyImport(id, of), first)
            {
                Study = reader.Open("study") is null ? (ReadOnlyMemory<byte>?)null : Utf8(reader.Get("study")!.Value),
                Declared = reader.Get("parameters") is null
                    ? null
                    : [.. ParametersRequestReader.Read(reader, errors).Select(p => p.Value.Named(p.Key))],
            };
        });

    /// <summary>Reads the trials.</summary>
    /// <param name="utf8">The body, of which <see cref="ReadHead"/> has found nothing wrong.</param>
    /// <param name="head">What that has read.</param>
    /// <param name="spec">The study.</param>
    /// <param name="space">Its space, with what its trials have declared.</param>
    /// <param name="now">When a trial was suggested that does not say it.</param>
    public static (IReadOnlyList<ToldTrial>? Trials, IReadOnlyList<FieldError> Errors) ReadTrials(
        ReadOnlyMemory<byte> utf8, ImportHead head, StudySpec spec, SearchSpace space, DateTimeOffset now) =>
        DocumentReader.ReadObject(utf8, (reader, errors) =>
        {
            foreach (var field in (string[])["import", "of", "first", "study", "parameters"]) reader.Get(field);
            var trials = new ImportTrialReader(spec, space, now, errors);
            IReadOnlyList<ToldTrial> read =
            [
                .. reader.Elements(Trials, MostTrials, Trials)!.Index()
                    .Select(t => trials.Read(t.Item.Item, t.Item.At, head.First + t.Index)).OfType<ToldTrial>(),
            ];
            return read;
        });

    private static byte[] Utf8(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());
}
