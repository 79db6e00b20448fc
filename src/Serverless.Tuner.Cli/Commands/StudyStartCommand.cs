using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study start FILE</c>.</summary>
internal static class StudyStartCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var file = new Argument<string>("FILE") { Description = "the study file (JSON or YAML)" };
        var tags = StudyOptions.Tags("a tag, by which studies are found, besides those of the file; may be repeated");
        const string Description = "Start a study; the same file again changes nothing, with more trials it extends the study";
        return arguments.Run(new("start", Description) { file, tags }, async call =>
        {
            var text = StudyFile.Read(call.Parsed.GetRequiredValue(file), StudyOptions.TagChange(call.Parsed, tags));
            var study = await (await call.ConnectAsync()).Client.StartStudyAsync(text, call.CancellationToken);
            if (study.State == StudyState.Ended) return call.Show(study, () => EndedReport.Write(call.Output, study));
            return call.ShowProgress(
                study,
                string.Concat((study.Remarks ?? []).Select(r => $" {r}"))
                    + $" `{Installation.Command} study watch {study.Name}` follows it.");
        });
    }
}
