using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner budget show</c>.</summary>
internal static class BudgetShowCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = BudgetCommand.Name(arguments);
        return arguments.Run(new("show", "Show a shared budget, and which studies have how much of it") { name }, async call =>
        {
            var budget = await (await call.ConnectOrOpenAsync()).Client.GetBudgetAsync(
                call.Parsed.GetRequiredValue(name), call.CancellationToken);
            return call.Show(budget, () => BudgetReport.Write(call.Output, budget));
        });
    }
}
