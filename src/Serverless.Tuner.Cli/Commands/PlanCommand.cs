using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner plan FILE</c>.</summary>
internal static class PlanCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var file = new Argument<string>("FILE") { Description = "the study file (JSON or YAML)" };
        const string Description =
            "Say what a study would come to before a cent is spent: trials, cost, time, what is likely wrong; works without a server, too";
        var command = arguments.Run(new("plan", Description) { file }, async call =>
        {
            var text = StudyFile.Read(call.Parsed.GetRequiredValue(file));
            var plan = await (await call.ConnectOrOpenAsync()).Client.PlanStudyAsync(text, call.CancellationToken);
            return call.Show(plan, () => PlanReport.Write(call.Output, plan));
        });
        arguments.AddTo(command);
        return command;
    }
}
