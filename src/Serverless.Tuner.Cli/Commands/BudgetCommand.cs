namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner budget</c>: budgets that many studies share.</summary>
internal static class BudgetCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var command = new Command("budget", "Budgets that many studies share; works without a server, too")
        {
            BudgetListCommand.Create(arguments),
            BudgetShowCommand.Create(arguments),
            BudgetSetCommand.Create(arguments),
            BudgetDeleteCommand.Create(arguments),
        };
        arguments.AddTo(command);
        return command;
    }

    /// <summary>The budget that a command is about.</summary>
    public static Argument<string> Name(StudyArguments arguments)
    {
        var name = new Argument<string>("NAME") { Description = "the budget" };
        name.CompletionSources.Add(context => arguments.KnownBudgets(context));
        return name;
    }
}
