using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study list</c>.</summary>
internal static class StudyListCommand
{
    public static Command Create(StudyArguments arguments) => arguments.Run(new("list", "List all studies"), async call =>
    {
        var connection = await call.ConnectOrOpenAsync();
        var studies = await connection.Client.ListStudiesAsync(call.CancellationToken).ToListAsync(call.CancellationToken);
        return call.Show(new PageView<StudySummary>(studies, null), () =>
        {
            if (studies.Count == 0) call.Output.WriteLine("There is no study yet.");
            else call.Output.Write(StudyTable.Of(studies, call.Output.Profile.Width));
            if (!connection.IsServer && studies.Exists(study => study.State == StudyState.Running))
                call.Output.WriteLine("No server is running: `./tuner serve` lets the running ones go on.");
        });
    });
}
