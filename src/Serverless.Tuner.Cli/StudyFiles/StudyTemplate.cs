using System.Reflection;

namespace Serverless.Tuner.Cli.StudyFiles;

/// <summary>A first study file with its script. Its <c>COMMAND</c> and <c>NAME</c> are filled in when it is written.</summary>
internal sealed record StudyTemplate(string ScriptName, string Program, int Parallelism)
{
    public const string FileName = "study.json";

    private const string OtherName = "my-study";
    private const int LongestName = 60;

    public static StudyTemplate Python { get; } = new("train.py", "\"python3\", \"train.py\"", Parallelism: 2);

    /// <summary>One trial at a time: the first one compiles the script for all.</summary>
    public static StudyTemplate CSharp { get; } = new("train.cs", "\"dotnet\", \"run\", \"--file\", \"train.cs\"", Parallelism: 1);

    public string Script => Read(ScriptName);

    public string StudyFile(string name) => Read(FileName)
        .Replace("NAME", name, StringComparison.Ordinal)
        .Replace("\"PROGRAM\"", Program, StringComparison.Ordinal)
        .Replace("\"PARALLELISM\"", Parallelism.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The folder's name, as far as a study may be called so: studies of several folders are kept together.</summary>
    public static string NameFor(string folder)
    {
        var letters = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-');
        var name = string.Concat(letters).Trim('.', '_', '-');
        return name.Length is > 0 and <= LongestName ? name : OtherName;
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"template/{name}")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
