using Serverless.Tuner.Cli.Moving;
using Serverless.Tuner.Cli.Moving.Tables;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner import csv FILE --map MAP</c>.</summary>
internal static class ImportCsvCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var file = new Argument<string>("FILE") { Description = "the table: CSV with headers, a trial in each row" };
        var map = new Option<string>("--map")
        {
            Description = "which columns hold what: JSON, or a file of JSON or YAML",
            HelpName = "JSON|FILE",
            Required = true,
        };
        var name = new Option<string?>("--as")
        {
            Description = "what the study is called (default: what the map says, else the file's name)",
            HelpName = "NAME",
        };
        const string Description = "Bring in the rows of a table as trials: runs that W&B, MLflow or a script has written down";
        return arguments.Run(new("csv", Description) { file, map, name }, call =>
        {
            var path = call.Parsed.GetRequiredValue(file);
            var columns = CsvMapReader.Read(StudyFile.ReadPart("--map", call.Parsed.GetRequiredValue(map)));
            var called = call.Parsed.GetValue(name) ?? columns.Name ?? FreeText.StudyName(Path.GetFileNameWithoutExtension(path));
            return ImportCommand.SendAsync(call, [CsvImport.Make(CsvFile.Read(path), columns, called)]);
        });
    }
}
