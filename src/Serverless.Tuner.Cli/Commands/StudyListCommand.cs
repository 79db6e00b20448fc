using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study list</c>.</summary>
internal static class StudyListCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var filter = new Option<string?>("--filter") { Description = "only studies with this in their names", HelpName = "TEXT" };
        var state = new Option<StudyState?>("--state") { Description = "only studies in this state", HelpName = "running|ended" };
        var tags = StudyOptions.Tags("only studies with this tag; may be repeated, for those with each");
        return arguments.Run(new("list", "List all studies") { filter, state, tags, arguments.Csv }, async call =>
        {
            var (text, wanted) = (call.Parsed.GetValue(filter), call.Parsed.GetValue(state));
            var connection = await call.ConnectOrOpenAsync();
            var asked = new StudyQuery { State = wanted, Tags = NamedValues.Texts(call.Parsed.GetValue(tags), "--tag") };
            var studies = await connection.Client.QueryAllStudiesAsync(asked, call.CancellationToken)
                .Where(study => text is null || study.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
                .Where(study => wanted is null || study.State == wanted)
                .ToListAsync(call.CancellationToken);
            return call.Show(new PageView<StudySummary>(studies, null), () =>
            {
                if (studies.Count > 0) call.Output.Write(StudyTable.Of(studies, call.Output.Profile.Width));
                else if (text is null && asked is { State: null, Tags: null }) call.Output.WriteLine("There is no study yet.");
                else call.Output.WriteLine("There is no such study.");
                if (!connection.IsServer && studies.Exists(study => study.State == StudyState.Running))
                    call.Output.WriteLine($"No server is running: `{Installation.Command} serve` lets the running ones go on.");
            }, () => Csv.Studies(studies));
        });
    }
}
