using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.DashboardBenchmarks;

using var interruption = new Interruption();
var environment = new CliEnvironment(Terminal.System(), EmbeddedApp.StartAsync, TimeProvider.System);
return await CliApplication.RunAsync(DashboardCommands.CreateRoot(environment), args, environment.Terminal, interruption.Token);
