namespace Serverless.Tuner.Storage;

/// <summary>What a file that a trial keeps is called: by the rule for names of studies.</summary>
public sealed record ArtifactName
{
    /// <summary>The rule in words.</summary>
    public const string Rule = StudyName.Rule + ", and not end in " + ProvenanceEnd;

    /// <summary>What the name of a file ends in that tells where another one comes from.</summary>
    private const string ProvenanceEnd = ".provenance.json";

    private const string AnyType = "application/octet-stream";

    /// <summary>Types that a browser may show: none of them can hold a program for it.</summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".webp"] = "image/webp",
        [".txt"] = "text/plain; charset=utf-8",
        [".log"] = "text/plain; charset=utf-8",
    };

    private ArtifactName(string text) => Text = text;

    /// <summary>The name as a text.</summary>
    public string Text { get; }

    /// <summary>What the file is answered as.</summary>
    public string ContentType => Types.GetValueOrDefault(Path.GetExtension(Text), AnyType);

    /// <summary>The name of what tells where it comes from.</summary>
    public string Provenance => Text + ProvenanceEnd;

    /// <summary>The name that a text is; null when it breaks the rule.</summary>
    public static ArtifactName? TryParse(string? text) =>
        StudyName.TryParse(text) is not null && !IsProvenance(text!) ? new ArtifactName(text!) : null;

    /// <summary>The name of the file that a text asks the provenance of; null when it does not.</summary>
    public static ArtifactName? TryParseProvenance(string text) =>
        IsProvenance(text) ? TryParse(text[..^ProvenanceEnd.Length]) : null;

    /// <summary>Whether a file is one that tells where another comes from.</summary>
    internal static bool IsProvenance(string text) => text.EndsWith(ProvenanceEnd, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name.</summary>
    public override string ToString() => Text;
}
