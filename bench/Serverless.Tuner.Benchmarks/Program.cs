using Serverless.Tuner.Benchmarks.Commands;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;

using var interruption = new Interruption();
var environment = new CliEnvironment(Terminal.System(), EmbeddedApp.StartAsync, TimeProvider.System);
return await CliApplication.RunAsync(BenchCommand.CreateRoot(environment), args, environment.Terminal, interruption.Token);
